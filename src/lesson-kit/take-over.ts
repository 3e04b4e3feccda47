/** For what stands where somebody has pressed a button that is gone now: the keyboard goes on here. */
export function takeOver(next: HTMLElement): void {
  if (document.activeElement !== document.body) return
  const button = next.matches('button') ? next : next.querySelector('button')
  button?.focus({ preventScroll: true })
}
