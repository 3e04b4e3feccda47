// Until when something may run, in simulated time: what `timeout` sets.

/** Thrown where simulated time comes to such an end: what runs there is killed. */
export class TimeIsUp extends Error {}

/** The status of what SIGTERM has ended. */
export const terminated = 128 + 15

export class Deadline {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly #control = new AbortController()

  constructor(at: number) {
    this.at = at
  }

  get signal(): AbortSignal {
    return this.#control.signal
  }

  get isOver(): boolean {
    return this.signal.aborted
  }

  pass(): void {
    this.#control.abort()
  }
}

/** The deadlines of what runs on a machine, one inside the other. */
export class Deadlines {
  readonly #open: Deadline[] = []

  /** The one that comes first. */
  get first(): Deadline | undefined {
    return this.#open.reduce<Deadline | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    )
  }

  open(deadline: Deadline): void {
    this.#open.push(deadline)
  }

  close(deadline: Deadline): void {
    const at = this.#open.indexOf(deadline)
    if (at >= 0) this.#open.splice(at, 1)
  }
}
