/** Help on a command that is the CLI's own, not a service's. */
export interface OwnPage {
  /** Text is a paragraph, lines are set as they are, and a title starts a subsection. */
  readonly description: readonly Part[]
  /** A section of its own between description and synopsis. */
  readonly extra?: { readonly title: string; readonly parts: readonly Part[] }
  /** A line each. */
  readonly synopsis: readonly string[]
  /** Each a paragraph: the option, its kind and what it does. */
  readonly options: readonly string[]
  readonly global?: boolean
  readonly examples?: readonly Part[]
}

export type Part = string | readonly string[] | { readonly title: string }
