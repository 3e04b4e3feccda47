/** What one line, or one script, may use before it is stopped. */
export interface Limits {
  /** Statements, those around other statements included. */
  readonly steps: number
  readonly outputBytes: number
  /** Commands that the world answers, which take longer than statements do. As many as there are steps unless it is said. */
  readonly tools?: number
}

export const defaultLimits: Limits = { steps: 400_000, outputBytes: 8 * 1024 * 1024 }

/** How deep functions may call each other. */
const maxCallDepth = 1000

export const tooDeep =
  `hopwise: stopped: functions called each other ${'1,000'} deep. Look for a function that calls itself and ` +
  'never returns.\n'

export type Stop =
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'steps'; readonly limit: number }
  | { readonly kind: 'output'; readonly limit: number }
  | { readonly kind: 'tools'; readonly limit: number }
  /** `set -u` met a variable without a value. */
  | { readonly kind: 'unbound' }

/** The status of what is stopped, where it has none of its own. */
export const stopStatus: Partial<Record<Stop['kind'], number>> = {
  interrupted: 130,
  unbound: 1,
  steps: 1,
  output: 1,
}

/** What the learner reads: what happened, which limit it was, what to do. Empty when bash said it itself. */
export function explain(stop: Stop): string {
  switch (stop.kind) {
    case 'steps':
      return (
        `hopwise: stopped after ${number(stop.limit)} steps, the limit for one line or script. ` +
        'Look for a loop that never ends; what it did so far is done.\n'
      )
    case 'output':
      return (
        `hopwise: stopped after ${bytes(stop.limit)} of output, the limit for one line or ` +
        'script; what came after is cut. Write it to a file, or show less with head, grep or --query.\n'
      )
    case 'tools':
      return (
        `hopwise: stopped after ${number(stop.limit)} commands, the limit for this script. ` +
        'Look for a loop that never ends; what it did so far is done.\n'
      )
    case 'interrupted':
    case 'unbound':
      return ''
  }
}

/** `16 MiB`, `64 KiB` */
const bytes = (count: number): string =>
  count < 1024 * 1024 ? `${number(count / 1024)} KiB` : `${number(count / 1024 / 1024)} MiB`

const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')

// The library adds these up over a whole session, and a session has no end. Some of its sums do not
// understand Infinity.
const unlimited = Number.MAX_SAFE_INTEGER

/** The library's own limits: those that we count line by line are out of the way. */
export const libraryLimits = {
  maxCommandCount: unlimited,
  maxLoopIterations: unlimited,
  maxWorkUnits: unlimited,
  maxInputBytes: unlimited,
  maxOutputSize: unlimited,
  maxGlobOperations: unlimited,
  maxTraversalWork: unlimited,
  maxTraversalEntries: unlimited,
  maxExecutionTimeMs: Number.POSITIVE_INFINITY,
  maxStringLength: 16 * 1024 * 1024,
  maxCallDepth,
}

const stepsPerTurn = 200
const busy = 20_000

/** Counts what a line does and says when it must end. One per session; `begin` starts a new line. */
export class Watch {
  readonly #limits: Limits
  readonly #turn: () => Promise<void>
  readonly #listeners = new Set<() => void>()
  #steps = 0
  #sinceTurn = 0
  #outputBytes = 0
  #tools = 0
  #stop: Stop | undefined
  #controller = new AbortController()
  readonly #isTimeUp: () => boolean
  #whenBusy: (() => void) | undefined
  #hasRunOut = false

  /** `isTimeUp`: what runs inside `timeout` is over, and what is behind it goes on. */
  constructor(limits: Limits, turn: () => Promise<void>, isTimeUp: () => boolean = () => false) {
    this.#limits = limits
    this.#turn = turn
    this.#isTimeUp = isTimeUp
  }

  /** Calls back each time that very many statements have run. Returns how to end that. */
  whenBusy(callback: () => void): () => void {
    const before = this.#whenBusy
    this.#whenBusy = callback
    return () => {
      this.#whenBusy = before
    }
  }

  begin(): void {
    this.#steps = 0
    this.#outputBytes = 0
    this.#tools = 0
    this.#stop = undefined
    this.#hasRunOut = false
    this.#controller = new AbortController()
    this.#listeners.clear()
  }

  get stopped(): Stop | undefined {
    return this.#stop
  }

  /** Whether the line, or a part of it that had only so much time, was ended before its end. */
  get hasEndedSomething(): boolean {
    return this.#stop !== undefined || this.#hasRunOut
  }

  /** The line has ended; what stopped it stops nothing more. */
  pardon(): void {
    this.#stop = undefined
    this.#steps = 0
  }

  stop(reason: Stop): void {
    this.#stop ??= reason
    if (reason.kind === 'interrupted') this.#controller.abort(reason)
    for (const listener of [...this.#listeners]) listener()
  }

  /** What a tool may listen to. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Asked before each command that the world answers: whether there may be one more. */
  admitTool(): boolean {
    const { tools: limit } = this.#limits
    if (limit !== undefined && ++this.#tools > limit) this.stop({ kind: 'tools', limit })
    return this.#stop === undefined
  }

  /** How many of these bytes may still be shown. */
  admit(bytes: number): number {
    const left = Math.max(0, this.#limits.outputBytes - this.#outputBytes)
    this.#outputBytes += bytes
    if (bytes > left) this.stop({ kind: 'output', limit: this.#limits.outputBytes })
    return Math.min(bytes, left)
  }

  /** Asked at each turn of a loop: whether it is time to let others have theirs. */
  turnIsDue(): boolean {
    this.#step()
    return this.#sinceTurn >= stepsPerTurn
  }

  /** A promise only when it is time to let others have a turn. */
  pause(): Promise<void> | undefined {
    if (this.#sinceTurn < stepsPerTurn) return undefined
    this.#sinceTurn = 0
    return this.#turn()
  }

  /**
   * What the interpreter takes for an AbortSignal. It reads `aborted` before every statement, wherever that
   * statement came from, so this is where statements are counted and where a line is ended. A real signal
   * would end the whole session, for it cannot be un-aborted.
   */
  readonly interpreterSignal: AbortSignal = this.#asSignal()

  #asSignal(): AbortSignal {
    const beforeStatement = () => {
      this.#step()
      if (this.#isTimeUp()) this.#hasRunOut = true
      return this.#stop !== undefined || this.#isTimeUp()
    }
    const listeners = this.#listeners
    const signal = {
      get aborted() {
        return beforeStatement()
      },
      reason: undefined,
      addEventListener: (_type: 'abort', listener: () => void) => listeners.add(listener),
      removeEventListener: (_type: 'abort', listener: () => void) => listeners.delete(listener),
    }
    // As much of a signal as the library uses.
    return signal as unknown as AbortSignal
  }

  #step(): void {
    this.#sinceTurn++
    if (this.#steps % busy === busy - 1) this.#whenBusy?.()
    if (++this.#steps > this.#limits.steps) this.stop({ kind: 'steps', limit: this.#limits.steps })
  }
}

/** What comes of the work, or nothing as soon as it is interrupted. */
export function orInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined)
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    if (signal.aborted) leave()
  })
}
