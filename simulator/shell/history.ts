/** The lines that were typed, newest last. */
export class History {
  readonly #limit: number
  #lines: string[] = []
  /** Where Up and Down are; the number of lines means: at the line being typed. */
  #cursor = 0
  #draft = ''

  constructor(limit = 1000) {
    this.#limit = limit
  }

  get lines(): readonly string[] {
    return this.#lines
  }

  /** As bash with HISTCONTROL=ignoreboth: nothing blank in front, no line twice in a row. */
  add(line: string): void {
    const text = line.replace(/\n+$/, '')
    if (text.trim() !== '' && !/^\s/.test(text) && text !== this.#lines.at(-1)) {
      this.#lines = [...this.#lines, text].slice(-this.#limit)
    }
    this.#cursor = this.#lines.length
    this.#draft = ''
  }

  /** The line before; `typed` is kept for coming back down. */
  up(typed: string): string | undefined {
    if (this.#cursor === 0) return undefined
    if (this.#cursor === this.#lines.length) this.#draft = typed
    this.#cursor--
    return this.#lines[this.#cursor]
  }

  down(): string | undefined {
    if (this.#cursor >= this.#lines.length) return undefined
    this.#cursor++
    return this.#lines[this.#cursor] ?? this.#draft
  }

  /** The newest line that contains the text, before a given place; for Ctrl-R. */
  search(text: string, before = this.#lines.length): { line: string; at: number } | undefined {
    for (let at = Math.min(before, this.#lines.length) - 1; at >= 0; at--) {
      const line = this.#lines[at]!
      if (line.includes(text)) return { line, at }
    }
    return undefined
  }

  delete(number: number): boolean {
    if (!Number.isInteger(number) || number < 1 || number > this.#lines.length) return false
    this.#lines = this.#lines.filter((_, i) => i !== number - 1)
    this.#cursor = this.#lines.length
    return true
  }

  clear(): void {
    this.replace([])
  }

  replace(lines: readonly string[]): void {
    this.#lines = lines.slice(-this.#limit)
    this.#cursor = this.#lines.length
    this.#draft = ''
  }
}
