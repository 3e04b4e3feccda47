import type { ReadLine, Screen } from '../host.ts'
import type { RunOptions } from '../terminal.ts'

// What people did in a lab, kept so that it can be done again and come to the same world. The world depends on nothing
// but what is done to it, so this is what came from outside: lines, answers to questions, Ctrl-C, files from an editor.

/** How far the lab was when something came from outside while it worked: its turns since it began to. */
export interface WhileRunning {
  readonly turns: number
  /** It did not go on by itself: it waited for somebody. */
  readonly resting?: true
}

/** One thing that was done from outside, as the log keeps it. */
export interface LogEntry {
  /** The name of the machine. */
  readonly host: string
  /** Which terminal, where it is not the first. */
  readonly terminal?: number
  /** When it began, in simulated time. */
  readonly at: number
  /** What was typed, or what it comes to. */
  readonly line: string
  /** Where it is not a line at a prompt. */
  readonly kind?: LogKind
  /** It came while other lines were running. */
  readonly during?: WhileRunning
  /** How wide the terminal was, where it was one, and how high. */
  readonly columns?: number
  readonly rows?: number
  /** What was typed when a command asked; null is the end of input. Missing where there was nobody to ask. */
  readonly answers?: readonly (string | null)[]
  /** Ctrl-C ended it. */
  readonly interrupted?: true
  /** When that was. */
  readonly after?: WhileRunning
  /** Of a script: its name and its arguments. */
  readonly name?: string
  readonly args?: readonly string[]
  /** Of a file: where it is. The line is what is in it. */
  readonly path?: string
  /** Of a moment that was gone to: its number. */
  readonly moment?: number
}

export const logKinds = [
  /** A command at a machine's console. */
  'console',
  'script',
  /** A terminal was opened or closed. */
  'open',
  'close',
  'file',
  'undo',
  'redo',
  'goto',
  'checkpoint',
  /** Somebody began to follow the goals, so that they were looked at. */
  'follow',
  /** The lab was saved, and gone on with later: its shells are new. */
  'reopen',
] as const

export type LogKind = (typeof logKinds)[number]

/** What was typed, among all that was done. */
export const isTyped = ({ kind }: LogEntry): boolean =>
  kind === undefined || kind === 'console' || kind === 'script'

type Written = { -readonly [K in keyof LogEntry]: LogEntry[K] }

/** An entry whose line is still running. */
export interface Begun {
  readonly options: RunOptions
  /** Ctrl-C: `act` is what it does to the shell. */
  interrupt(act: () => void): void
  end(result: { readonly interrupted?: true }): void
}

/**
 * Writes down what comes from outside, and when. A line that runs comes to a place where it lets others have a turn, or
 * asks somebody; in between, it may wait for a part of the program to be loaded, which the next time is there already.
 * So what comes in between is kept waiting until every line is at such a place: there, turns can be counted.
 */
export class Log {
  readonly #turn: () => Promise<void>
  readonly #entries: Written[] = []
  readonly #running = new Set<Written>()
  #turns = 0
  #inTurn = 0
  #asking = 0
  #waiting: (() => void)[] = []
  /** Hears of each turn as soon as it has begun, and of each question. */
  onPause: ((turns: number) => void) | undefined

  constructor(turn: () => Promise<void>, entries: readonly LogEntry[] = []) {
    this.#turn = turn
    this.#entries.push(...entries)
  }

  get entries(): readonly LogEntry[] {
    return this.#entries
  }

  /** Turns since the lines that are running began to. */
  get turns(): number {
    return this.#turns
  }

  get isBusy(): boolean {
    return this.#running.size > 0
  }

  /** The line that began last, of those that run. */
  get doing(): LogEntry | undefined {
    return [...this.#running].at(-1)
  }

  /** Whether every line that runs is where others have a turn, or asks. */
  get isSettled(): boolean {
    return this.#inTurn + this.#asking >= this.#running.size
  }

  /** Whether nothing goes on until somebody answers. */
  get isAsking(): boolean {
    return this.isBusy && this.#inTurn === 0 && this.isSettled
  }

  /** Resolves when it is settled. By then, somebody else may have begun something. */
  settled(): Promise<void> {
    return this.isSettled ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve))
  }

  /**
   * The entries as whoever does all of it again has to do it: lines that still run are ended at this moment. A line
   * that is `lab submit` alone, and asks for this, is not among them.
   */
  whole({ isAsking = false }: { readonly isAsking?: boolean } = {}): readonly LogEntry[] {
    const asking = isAsking ? [...this.#running].at(-1) : undefined
    const after = this.#now()
    return this.#entries
      .filter((entry) => entry !== asking || !isSubmission(entry.line))
      .map((entry) =>
        this.#running.has(entry) && entry !== asking ? { after, ...entry, interrupted: true } : { ...entry },
      )
  }

  /** Lets others have a turn, and counts it. */
  readonly turn = async (): Promise<void> => {
    const done = this.#turn()
    this.#turns++
    this.#inTurn++
    this.#pause()
    try {
      await done
    } finally {
      this.#inTurn--
    }
  }

  /** Something that is done at once. */
  note(entry: LogEntry): void {
    this.#entries.push(this.#placed(entry))
  }

  /** A line begins. What is asked while it runs, and who interrupts it, is kept with it. */
  begin(given: LogEntry, { signal, ...options }: RunOptions): Begun {
    if (!this.isBusy) this.#turns = 0
    const entry = this.#placed(given)
    const { readLine, screen, terminal } = options
    if (terminal) entry.columns = terminal.columns
    if (terminal?.rows !== undefined) entry.rows = terminal.rows
    if (readLine) entry.answers = []
    this.#entries.push(entry)
    this.#running.add(entry)
    const control = new AbortController()
    const interrupt = (act: () => void) => this.#interrupt(entry, act)
    const abort = () => interrupt(() => control.abort())
    signal?.addEventListener('abort', abort, { once: true })
    if (signal?.aborted) control.abort()
    return {
      options: {
        ...options,
        signal: control.signal,
        ...(readLine && { readLine: this.#heard(entry, readLine) }),
        ...(screen && { screen: this.#watched(screen) }),
      },
      interrupt,
      end: ({ interrupted }) => {
        signal?.removeEventListener('abort', abort)
        this.#running.delete(entry)
        if (interrupted) entry.interrupted = true
        else delete entry.after
        this.#pause()
      },
    }
  }

  /** The second Ctrl-C does not wait any more. */
  #interrupt(entry: Written, act: () => void): void {
    if (!this.#running.has(entry)) {
      act()
      return
    }
    const isRepeated = this.#interrupting.has(entry)
    this.#interrupting.add(entry)
    if (!this.isSettled && !isRepeated) {
      this.#waiting.push(() => this.#interrupt(entry, act))
      return
    }
    entry.after ??= this.#now()
    act()
  }

  readonly #interrupting = new WeakSet<Written>()

  #pause(): void {
    this.onPause?.(this.#turns)
    if (this.isSettled) for (const act of this.#waiting.splice(0)) act()
  }

  #placed(entry: LogEntry): Written {
    return this.isBusy ? { ...entry, during: this.#now() } : { ...entry }
  }

  #now(): WhileRunning {
    return { turns: this.#turns, ...(this.#inTurn === 0 && { resting: true }) }
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    const answer = question()
    this.#asking++
    this.#pause()
    try {
      return await answer
    } finally {
      this.#asking--
    }
  }

  /** Ctrl-C ends a question, too: that is no answer. */
  #heard(entry: Written, readLine: ReadLine): ReadLine {
    return async (prompt, how) => {
      const answer = await this.#ask(() => readLine(prompt, how))
      if (!entry.after) entry.answers = [...(entry.answers ?? []), answer ?? null]
      return answer
    }
  }

  #watched(screen: Screen): Screen {
    return {
      get columns() {
        return screen.columns
      },
      get rows() {
        return screen.rows
      },
      write: (text) => screen.write(text),
      readKey: () => this.#ask(() => screen.readKey()),
      onResize: (act) => screen.onResize(act),
      release: () => screen.release(),
    }
  }
}

const isSubmission = (line: string): boolean => /^\s*lab\s+submit(\s[^;&|<>`$()\n]*)?$/.test(line)
