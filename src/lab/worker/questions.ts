/** What is asked in each window, until somebody answers. */
export class Questions<Window> {
  readonly #waiting = new Map<Window, (text: string | undefined) => void>()

  ask(window: Window): Promise<string | undefined> {
    return new Promise((resolve) => this.#waiting.set(window, resolve))
  }

  /** An answer that nobody asked for changes nothing. */
  answer(window: Window, text: string | undefined): void {
    const given = this.#waiting.get(window)
    this.#waiting.delete(window)
    given?.(text)
  }
}
