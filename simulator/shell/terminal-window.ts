import type { Completion } from './completion.ts'
import type { History } from './history.ts'
import type { NamedHost } from './hosts/find-host.ts'
import type { Entering, Place, Ran, RanLine, Running, Shells } from './hosts/places.ts'
import type { OutputChunk } from './session.ts'
import type { ShellState } from './state.ts'
import type { RunOptions, RunResult, ScriptOptions, Terminal, TerminalOptions } from './terminal.ts'

// What a person sits at: a shell, and those that were opened from it by `ssh`, `sudo` and the like, each inside the one
// before. While an inner one is open, the line that opened it is not done; it goes on when the inner one is left.

export interface WindowPorts {
  /** A terminal on a host, for a user. */
  open(place: Place, options: TerminalOptions): Terminal
  isRunning(host: NamedHost): boolean
  /** Whether Ctrl-C comes at once, or a little later, is its affair. */
  interrupting?(act: () => void): void
}

/** A window as data: the shells in it, the outermost first. */
export type SavedWindow = readonly SavedLevel[]

interface SavedLevel {
  readonly host: NamedHost
  readonly user: string
  readonly env?: Readonly<Record<string, string>>
  readonly promptStyle?: 'bare'
  readonly how?: Entering
  readonly shell: ShellState
}

interface Level {
  readonly place: Place
  readonly terminal: Terminal
  readonly how: Entering
  /** Tells whoever opened the shell that it was left. */
  readonly leave: (exitCode: number) => void
  running?: Promise<RunResult>
}

export class TerminalWindow {
  readonly #ports: WindowPorts
  readonly #options: TerminalOptions
  readonly #levels: Level[] = []
  #output: OutputChunk[] = []
  #show: RunOptions['onOutput']
  #entered = signal()
  #recent: readonly RanLine[] = []
  #queue: Promise<unknown> = Promise.resolve()

  constructor(ports: WindowPorts, place: Place, options: TerminalOptions = {}) {
    this.#ports = ports
    this.#options = options
    this.#push(place, {}, () => {})
  }

  /** The machine that the innermost shell runs on. */
  get host(): NamedHost {
    return this.#top.place.host
  }

  get user(): string {
    return this.#top.place.user
  }

  /** How many shells are open inside the first one. */
  get depth(): number {
    return this.#levels.length - 1
  }

  get history(): History {
    return this.#top.terminal.history
  }

  get cwd(): string {
    return this.#top.terminal.cwd
  }

  get prompt(): string {
    return this.#top.terminal.prompt
  }

  get exitCode(): number {
    return this.#top.terminal.exitCode
  }

  /** Runs what was typed, in the innermost shell. It returns when that shell, or one that the line opened, waits. */
  run(line: string, options: RunOptions = {}): Promise<RunResult> {
    return this.#inTurn(async () => {
      this.#output = []
      this.#show = options.onOutput
      const interrupt = () => this.interrupt()
      options.signal?.addEventListener('abort', interrupt, { once: true })
      try {
        if (this.#leaveDead()) return await this.#afterLoss()
        const top = this.#top
        const { onOutput: _, signal: __, ...rest } = options
        const typed =
          this.depth && /^\s*logout\s*(\d*)\s*$/.test(line) ? line.replace('logout', 'exit') : line
        top.running = top.terminal.run(typed, { ...rest, onOutput: (chunk) => this.#write(chunk) })
        if (options.signal?.aborted) interrupt()
        return this.#remember(line, await this.#untilSomebodyWaits())
      } finally {
        options.signal?.removeEventListener('abort', interrupt)
      }
    })
  }

  /** Runs a script on the outermost shell's machine, in a shell of its own. */
  runScript(text: string, args: readonly string[] = [], options: ScriptOptions = {}): Promise<RunResult> {
    return this.#inTurn(() => this.#levels[0]!.terminal.runScript(text, args, options))
  }

  /** Ctrl-C. */
  interrupt(): void {
    const act = () => this.#top.terminal.interrupt()
    if (this.#ports.interrupting) this.#ports.interrupting(act)
    else act()
  }

  isIncomplete(text: string): boolean {
    return this.#top.terminal.isIncomplete(text)
  }

  complete(line: string, cursor = line.length): Promise<Completion> {
    return this.#top.terminal.complete(line, cursor)
  }

  save(): SavedWindow {
    return this.#levels.map(({ place, how, terminal }) => ({ ...place, how, shell: terminal.save() }))
  }

  /** Goes on from a saved window. Lines that had opened inner shells are not gone on with. */
  restore(saved: SavedWindow): void {
    this.#levels.length = 0
    for (const { shell, how = {}, ...place } of saved) {
      this.#push(place, how, () => {})
      this.#top.terminal.restore(shell)
    }
  }

  get #top(): Level {
    return this.#levels.at(-1)!
  }

  #push(place: Place, how: Entering, leave: Level['leave']): void {
    const terminal = this.#ports.open(place, { ...this.#options, shells: this.#shells(0) })
    this.#levels.push({ place, terminal, how, leave })
  }

  #remember(line: string, result: RunResult): RunResult {
    const { stdout, stderr, exitCode } = result
    const ran = { line, exitCode, stdout: stdout.slice(-mostKept), stderr: stderr.slice(-mostKept) }
    this.#recent = [ran, ...this.#recent.slice(0, 7)]
    return result
  }

  /** Scripts that open shells for scripts that open shells come to an end. */
  #shells(depth: number): Shells {
    return {
      recent: () => this.#recent,
      enter: (place, how = {}) =>
        new Promise((leave) => {
          this.#say(how.greeting ?? '')
          this.#push(place, how, leave)
          this.#entered.give()
        }),
      run: (place, script, how) => this.#runThere(place, script, how, depth + 1),
    }
  }

  async #runThere(place: Place, script: string, how: Running = {}, depth = 0): Promise<Ran> {
    if (depth > mostInside) return tooDeep
    const { stdin, signal: stop, cwd, env, args = [], deadline } = how
    const terminal = this.#ports.open(place, { ...this.#options, shells: this.#shells(depth) })
    const { stderr, output, exitCode } = await terminal.runScript(script, args, {
      ...(stdin && { stdin }),
      ...(stop && { signal: stop }),
      ...(cwd !== undefined && { cwd }),
      ...(env && { env }),
      ...(deadline && { deadline }),
    })
    return { stdout: joined(output.filter(({ stream }) => stream === 1)), stderr, exitCode, pieces: output }
  }

  /** Until the innermost shell has done its line, or another one was opened. */
  async #untilSomebodyWaits(): Promise<RunResult> {
    for (;;) {
      const { running, how, leave } = this.#top
      if (!running) return this.#result({ exitCode: this.exitCode })
      const done = await Promise.race([running, this.#entered.given])
      if (!done) {
        this.#entered = signal()
        return this.#result({ exitCode: 0 })
      }
      delete this.#top.running
      const { ended, exitCode, interrupted } = done
      if (!ended || !this.depth) {
        return this.#result({ exitCode, ...(interrupted && { interrupted }), ...(ended && { ended }) })
      }
      this.#levels.pop()
      this.#say(how.farewell ?? '')
      leave(exitCode)
    }
  }

  /** Leaves shells whose machine is not there any more. Whether there were any. */
  #leaveDead(): boolean {
    const dead = this.#levels.findIndex(({ place }) => !this.#ports.isRunning(place.host))
    if (dead < 0) return false
    this.#say(
      this.#levels[dead]!.how.broken ?? `Connection to ${this.#levels[dead]!.place.host.name} closed.\n`,
    )
    // The first shell stays, so that there is a place to be. Whoever waits on a machine that is gone waits for good.
    const [first] = this.#levels.splice(Math.max(1, dead))
    if (dead > 0) first?.leave(255)
    return true
  }

  #afterLoss(): Promise<RunResult> | RunResult {
    if (this.#ports.isRunning(this.#levels[0]!.place.host)) return this.#untilSomebodyWaits()
    return this.#result({ exitCode: 255, ended: 'exit' })
  }

  #result(how: Pick<RunResult, 'exitCode' | 'interrupted' | 'ended'>): RunResult {
    const output = this.#output
    const textOf = (stream: 1 | 2) =>
      new TextDecoder().decode(joined(output.filter((chunk) => chunk.stream === stream)))
    return { stdout: textOf(1), stderr: textOf(2), output, ...how }
  }

  #say(text: string): void {
    if (text) this.#write({ stream: 2, bytes: new TextEncoder().encode(text) })
  }

  #write(chunk: OutputChunk): void {
    this.#output.push(chunk)
    this.#show?.(chunk)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => {})
    return result
  }
}

const mostInside = 16
/** Characters of what a line printed. */
const mostKept = 8000

const complaint = `hopwise: stopped: ${mostInside} shells were opened one inside the other. Look for a script that calls itself.\n`
const tooDeep: Ran = {
  stdout: new Uint8Array(),
  stderr: complaint,
  exitCode: 1,
  pieces: [{ stream: 2, bytes: new TextEncoder().encode(complaint) }],
}

function signal(): { readonly given: Promise<undefined>; give(): void } {
  let give = () => {}
  const given = new Promise<undefined>((resolve) => {
    give = () => resolve(undefined)
  })
  return { given, give }
}

function joined(chunks: readonly OutputChunk[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.bytes.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk.bytes, at)
    at += chunk.bytes.length
  }
  return bytes
}
