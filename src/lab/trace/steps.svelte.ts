/** Goes through things in order: step, back, play. Keys do the same as buttons. */
export class Steps {
  at = $state(0)
  isPlaying = $state(false)
  readonly #count: () => number
  readonly #onStep: () => void
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(count: () => number, onStep: () => void) {
    this.#count = count
    this.#onStep = onStep
  }

  go(to: number): void {
    const at = Math.min(Math.max(0, to), Math.max(0, this.#count() - 1))
    this.at = at
    this.#onStep()
    if (at === this.#count() - 1) this.stop()
  }

  play(): void {
    if (this.isPlaying) {
      this.stop()
      return
    }
    if (this.at >= this.#count() - 1) this.go(0)
    this.isPlaying = true
    this.#timer = setInterval(() => this.go(this.at + 1), pace)
  }

  stop(): void {
    this.isPlaying = false
    clearInterval(this.#timer)
  }

  readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const to = this.#keyTo(event.key)
    if (to === undefined) return
    event.preventDefault()
    this.stop()
    this.go(to)
  }

  #keyTo(key: string): number | undefined {
    if (key === 'ArrowDown' || key === 'ArrowRight') return this.at + 1
    if (key === 'ArrowUp' || key === 'ArrowLeft') return this.at - 1
    if (key === 'Home') return 0
    return key === 'End' ? this.#count() - 1 : undefined
  }
}

/** Milliseconds that a step stands while it plays: long enough to read its line. */
const pace = 1400
