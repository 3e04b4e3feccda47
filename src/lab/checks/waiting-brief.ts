/** The brief as a scenario's page has it from the start, for as long as the lab cannot tell it. */
export const waitingBrief = (): HTMLElement | undefined =>
  document.querySelector<HTMLElement>('[data-brief]') ?? undefined
