import { Bash, type CommandName, type Command as LibraryCommand } from 'just-bash'
import { askFor } from './asking.ts'
import { builtins } from './builtins.ts'
import { binary, bytesOfMixed } from './byte-strings.ts'
import type { CommandContext as Context } from './commands/own-command.ts'
import { findInPath, isProgramAt } from './commands/scripts.ts'
import { type Files, resolve } from './files.ts'
import { ShellFileSystem } from './filesystem.ts'
import type { ReadLine } from './host.ts'
import {
  type Instrumented,
  instrument,
  instrumentNested,
  type Surroundings,
  settleStatement,
  waitStatement,
} from './instrument.ts'
import { libraryCommands } from './library.ts'
import { explain, type Limits, libraryLimits, orInterrupted, type Stop, stopStatus, Watch } from './limits.ts'
import { keepBytes } from './marked-bytes.ts'
import { textCommand } from './reading.ts'
import { Remarks } from './remarks.ts'
import { Rewriting } from './rewriting.ts'
import { selectCommands } from './selecting.ts'
import { SessionOptions } from './session-options.ts'
import { isInputTyped, type Streams, shellStreams, unknownStreams } from './streams.ts'
import type { Parser, Script, Statement } from './syntax.ts'
import { endingIn, Traps } from './traps.ts'
import { Weaving } from './weaving.ts'
import { isOwn } from './world-variables.ts'

export interface OutputChunk {
  readonly stream: 1 | 2
  readonly bytes: Uint8Array
}

export interface LineOutcome {
  readonly exitCode: number
  readonly stop?: Stop
  /** The shell is over: it was told to `exit`, `set -e` ended it, or the library could not go on. */
  readonly ended?: 'exit' | 'errexit' | 'failure'
}

export interface SessionSetup {
  readonly files: Files
  readonly parser: Parser
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly limits: Limits
  /** What stands before the shell's own complaints: `bash`, or the name of a script. */
  readonly name: string
  readonly isScript: boolean
  /** Who runs the shell: 0 is root. */
  readonly uid?: number
  /** What its standard input holds; empty unless it is said. */
  readonly stdin?: Uint8Array
  turn(): Promise<void>
  /** How to ask whoever sits at the terminal; undefined where nobody does. */
  readLine(): ReadLine | undefined
  /** What becomes of /dev/tcp/HOST/PORT. */
  dial(path: string, bytes: Uint8Array): Promise<Uint8Array>
  /** What a file of /proc tells. */
  told(path: string): Promise<string>
  /** The next number of the world's dice. */
  random(): number
  /** Whether the time is up that was given to what runs. */
  isTimeUp(): boolean
  /** Commands of ours; they are asked for anew by each session, with the session to tell its state. */
  commands(session: Session): readonly LibraryCommand[]
  /** Commands that `ls /usr/bin` shows. */
  programs(): readonly string[]
}

interface Line {
  readonly statements: readonly Statement[]
  readonly output: (chunk: OutputChunk) => void
  readonly done: (outcome: LineOutcome) => void
  /** The shell's own business: leaves no trace in `$?` and its like. */
  readonly isHidden: boolean
}

interface Status {
  readonly exitCode: number
  readonly pipe: readonly number[]
  readonly lastArgument: string
}

/**
 * One shell from its start to its end: a single run of the library's interpreter, over a script that is never
 * finished. Each line that is typed becomes the script's next statements, so variables, arrays, functions,
 * aliases, options and the directory are simply still there.
 */
export class Session {
  readonly watch: Watch
  readonly weaving = new Weaving()
  readonly remarks = new Remarks()
  readonly traps: Traps
  readonly #setup: SessionSetup
  readonly #bash: Bash
  readonly #functions = new Map<string, string>()
  #over: LineOutcome['ended'] | undefined
  #cwd: string
  #variables: readonly string[] = []
  #path = ''
  readonly #hidden = new WeakMap<Script, Instrumented>()
  readonly #aliases = new Map<string, string>()
  readonly #registered: ReadonlySet<string>
  readonly #rewriting: Rewriting
  readonly #surroundings: Surroundings
  #asked: { readonly words: readonly string[]; readonly isAnswered: boolean } | undefined
  #answer = ''
  /** Where the output of what runs goes: the innermost last. */
  #streams: Streams[] = []
  /** The shells that run inside this one, each with the file that it reads. */
  readonly #inner: (string | undefined)[] = []
  #status: Status = { exitCode: 0, pipe: [], lastArgument: '' }
  #line: Line | undefined
  #stop: Stop | undefined
  #isIdle = true
  #isLeaving = false
  #waiting: ((line: Line) => void) | undefined
  #ready: Promise<void>
  #announceReady: () => void = () => {}
  #isStarting = true
  #left: Readonly<Record<string, string>> = {}
  /** The next text is that of a shell inside this one. */
  #isEntering = false

  constructor(setup: SessionSetup) {
    this.#setup = setup
    this.traps = new Traps({
      parser: setup.parser,
      prepare: (statements) => instrumentNested(statements, this.#surroundings),
    })
    this.#surroundings = this.#surround()
    this.#cwd = setup.cwd
    this.watch = new Watch(setup.limits, setup.turn, setup.isTimeUp)
    this.#ready = new Promise((resolve) => {
      this.#announceReady = resolve
    })
    this.#rewriting = new Rewriting({
      parser: setup.parser,
      shell: this.#surroundings,
      files: setup.files,
      learn: (functions) => this.#learn(functions),
      loseTrack: () => {
        if (this.#streams.length) this.#streams[this.#streams.length - 1] = unknownStreams()
      },
    })
    const ours = [
      ...setup.commands(this),
      ...this.#hiddenCommands(),
      ...this.traps.commands(),
      ...selectCommands(() => this.#surroundings.hasSomebody()),
    ]
    this.#registered = new Set<string>([...libraryCommands, ...ours.map(({ name }) => name)])
    this.#bash = new Bash({
      fs: new ShellFileSystem({
        files: setup.files,
        programs: setup.programs,
        isProgram: (name) => this.isProgram(name),
        output: (stream, bytes, line) => {
          for (const piece of this.weaving.take({ stream, bytes }))
            this.#write(piece.stream, piece.bytes, line)
        },
        pause: () => this.watch.pause(),
        turn: () => (this.watch.turnIsDue() ? this.watch.pause() : undefined),
        looks: (path, how) => this.#rewriting.looks(path, how),
        reads: (path, text) => this.#rewriting.reads(path, text),
        dial: (path, bytes) => this.remarks.dialling(path, () => setup.dial(path, bytes)),
        told: setup.told,
        random: () => this.#setup.random(),
        answer: () => new TextEncoder().encode(this.#answer),
      }),
      cwd: setup.cwd,
      env: { ...setup.env },
      executionLimits: libraryLimits,
      defenseInDepth: false,
      processInfo: { pid: 4242, ppid: 4241, uid: setup.uid ?? 1000, gid: setup.uid ?? 1000 },
      commands: libraryCommands as CommandName[],
      customCommands: ours,
      coverage: { hit: (feature) => this.#rewriting.note(feature) },
    })
    keepBytes(this.#bash)
    this.#bash.registerTransformPlugin({
      name: 'shell',
      transform: ({ ast }) => ({ ast: this.#isStarting ? this.#script(ast) : this.#nested(ast) }),
    })
    void this.#start()
  }

  #surround(): Surroundings {
    return {
      turnIsDue: () => this.watch.turnIsDue(),
      alias: (name) => (this.#inner.length ? undefined : this.#aliases.get(name)),
      isScript: (name) => this.#isScript(name),
      source: () => this.#inner.at(-1),
      evaluatingWords: () => this.#rewriting.evaluatingWords(),
      streams: () => this.streams,
      enter: (streams) => this.#streams.push(streams),
      leave: () => void this.#streams.pop(),
      offerToShow: (isOffered) => this.#rewriting.offerToShow(isOffered),
      hasSomebody: () => this.#setup.readLine() !== undefined && isInputTyped(this.streams),
      asked: () => this.#asked,
      traps: this.traps,
    }
  }

  get cwd(): string {
    return this.#cwd
  }

  get exitCode(): number {
    return this.#status.exitCode
  }

  /** The names of the variables that had a value when the last line was done. */
  get variables(): readonly string[] {
    return this.#variables
  }

  /** Functions that lines of this session may have defined. */
  get functions(): ReadonlyMap<string, string> {
    return this.#functions
  }

  /** Where what runs now writes. */
  get streams(): Streams {
    return this.#streams.at(-1) ?? shellStreams
  }

  /** What the variables held when it was over. */
  get left(): Readonly<Record<string, string>> {
    return this.#left
  }

  get isOver(): boolean {
    return this.#over !== undefined
  }

  async run(script: Script, output: (chunk: OutputChunk) => void, isHidden = false): Promise<LineOutcome> {
    await this.#ready
    if (this.#over) return { exitCode: this.#status.exitCode, ended: this.#over }
    const { statements, functions } = this.#instrumented(script, isHidden)
    this.#learn(functions)
    this.watch.begin()
    this.#rewriting.begin()
    this.#isLeaving = false
    return new Promise((done) => {
      const line: Line = { statements, output, done, isHidden }
      this.#waiting?.(line)
    })
  }

  /** The shell asks itself the same after each line. */
  #instrumented(script: Script, isHidden: boolean): Instrumented {
    const known = isHidden ? this.#hidden.get(script) : undefined
    if (known) return known
    const instrumented = instrument(script.statements, this.#surroundings)
    if (isHidden) this.#hidden.set(script, instrumented)
    return instrumented
  }

  isProgram(name: string): boolean {
    return this.#registered.has(name)
  }

  /** Why a program cannot run a command: it knows programs and files, and no functions or aliases. */
  refusal(name: string, cwd: string): string | undefined {
    const ports = { files: this.#setup.files, isProgram: (one: string) => this.isProgram(one) }
    const path = name.includes('/') ? resolve(cwd, name) : findInPath(name, this.#path, cwd, ports)
    if (path === undefined) return 'No such file or directory'
    if (isProgramAt(path, ports)) return undefined
    const entry = this.#setup.files.stat(path)
    if (!entry) return 'No such file or directory'
    return entry.kind === 'file' && entry.mode & 0o111 ? undefined : 'Permission denied'
  }

  /** Runs something in a shell inside this one; `file` is the script that it reads. */
  async apart<T>(file: string | undefined, work: () => Promise<T>): Promise<T> {
    this.#inner.push(file)
    this.#isEntering = true
    this.traps.enter()
    try {
      return await work()
    } finally {
      this.#inner.pop()
      this.traps.leave()
    }
  }

  interrupt(): void {
    if (this.#line && !this.#isIdle) this.watch.stop({ kind: 'interrupted' })
  }

  async #start(): Promise<void> {
    const result = await this.#bash.exec(
      ':',
      new SessionOptions(this.watch.interpreterSignal, this.#setup.stdin),
    )
    const options = result.env['SHELLOPTS'] ?? ''
    this.#over = this.#isLeaving ? 'exit' : options.includes('errexit') ? 'errexit' : 'failure'
    this.#status = { ...this.#status, exitCode: result.exitCode }
    this.#left = result.env
    const line = this.#line
    if (line && result.stderr) line.output({ stream: 2, bytes: new TextEncoder().encode(result.stderr) })
    this.#stop = this.watch.stopped
    this.#announceReady()
    this.#finish(result.exitCode)
  }

  #script(own: Script): Script {
    this.#isStarting = false
    // The interpreter walks the statements one by one, so they need not exist before their time.
    const statements = { [Symbol.iterator]: () => this.#statements() }
    return { ...own, statements: statements as unknown as Statement[] }
  }

  *#statements(): Generator<Statement, void> {
    for (;;) {
      const before = this.#line
      this.#stop = this.watch.stopped
      this.#isIdle = true
      this.watch.pardon()
      yield waitStatement
      this.#isIdle = false
      const line = this.#line
      // With `set -n` nothing runs, not even the wait.
      if (!line || line === before) return
      yield settleStatement(this.#status.lastArgument)
      for (const statement of line.statements) {
        this.#streams = []
        if (!line.isHidden) yield* this.traps.before(statement)
        this.traps.at = statement
        yield statement
        if (!line.isHidden) yield* this.traps.after(statement, {})
        this.#writeRest()
        if (!this.watch.stopped) continue
        if (this.watch.stopped.kind !== 'interrupted' || !this.traps.isSet('INT')) break
        // Whoever has set a trap goes on behind it: a script with its next line, and a person with another one.
        this.watch.pardon()
        yield* this.traps.running('INT', statement)
        if (!this.#setup.isScript) break
      }
    }
  }

  /** What a shell inside this one defines, it takes along. */
  #learn(functions: ReadonlyMap<string, string>): void {
    if (!this.#inner.length) for (const [name, text] of functions) this.#functions.set(name, text)
  }

  /** As far as was known when the line began; what came later, the library finds. */
  #isScript(name: string): boolean {
    if (builtins.has(name) || this.#functions.has(name)) return false
    const ports = { files: this.#setup.files, isProgram: (program: string) => this.isProgram(program) }
    if (name.includes('/')) return !isProgramAt(name, ports)
    const path = findInPath(name, this.#path, this.#cwd, ports)
    return path !== undefined && !isProgramAt(path, ports)
  }

  #nested(ast: Script): Script {
    if (isOwn(ast)) return ast
    const statements = instrumentNested(ast.statements, this.#surroundings)
    if (!this.#isEntering) return { ...ast, statements }
    this.#isEntering = false
    return { ...ast, statements: endingIn(statements, () => this.traps.leaving()) }
  }

  #hiddenCommands(): LibraryCommand[] {
    const named = (name: string, execute: LibraryCommand['execute']) => ({ name: `__${name}`, execute })
    const unchanged = (context: Context, pipe: readonly number[]) => ({
      stdout: '',
      stderr: '',
      exitCode: Number(context.env.get('?') ?? 0),
      internalPipeStatusOverride: [...pipe],
    })
    return [
      named('wait', async (args, context) => {
        this.#note(args, context)
        const line = await new Promise<Line>((resolve) => {
          this.#waiting = resolve
          this.#announceReady()
        })
        this.#waiting = undefined
        this.#line = line
        return { stdout: '', stderr: '', exitCode: 0 }
      }),
      named('settle', async () => {
        const { exitCode, pipe } = this.#status
        return { stdout: '', stderr: '', exitCode, internalPipeStatusOverride: [...pipe] }
      }),
      named('same', async (args, context) => unchanged(context, args.slice(0, -1).map(Number))),
      named('turn', async (args, context) => {
        await this.watch.pause()
        return unchanged(context, args.slice(0, -1).map(Number))
      }),
      named('prepare', async ([how, count, ...words], context) => {
        const isTraced = /\bxtrace\b/.test(context.env.get('SHELLOPTS') ?? '')
        await this.#rewriting.prepare(words.slice(Number(count)), how === 'shown' && !isTraced)
        return unchanged(context, words.slice(0, Number(count)).map(Number))
      }),
      named('names', async ([count, ...words], context) => {
        this.#rewriting.names(words.slice(Number(count)))
        return unchanged(context, words.slice(0, Number(count)).map(Number))
      }),
      named('ask', async ([count, ...given], context) => {
        await this.#ask(given.slice(Number(count)))
        return unchanged(context, given.slice(0, Number(count)).map(Number))
      }),
      named('asks', async (given) => {
        if (this.#surroundings.hasSomebody()) await this.#ask(given)
        const isAnswered = this.#surroundings.hasSomebody() && this.#asked?.isAnswered
        return { stdout: '', stderr: '', exitCode: isAnswered ? 0 : 1 }
      }),
      textCommand,
      named('prepared', async (_, { env }) => ({
        stdout: this.#rewriting.prepared(),
        stderr: '',
        exitCode: Number(env.get('?') ?? 0),
        stdoutKind: 'text',
      })),
      named('mistake', async ([message = '', exitCode]) => ({
        stdout: '',
        stderr: message,
        exitCode: Number(exitCode),
      })),
      named('leaving', async (args, context) => {
        if (!this.#inner.length) this.#isLeaving = true
        return unchanged(context, args.slice(0, -1).map(Number))
      }),
    ]
  }

  async #ask([name = '', ...words]: readonly string[]): Promise<void> {
    const readLine = this.#setup.readLine()
    const answer = readLine && (await orInterrupted(askFor(name, words, readLine), this.watch.signal))
    this.#answer = answer ?? ''
    this.#asked = { words, isAnswered: answer !== undefined }
  }

  /** Called between lines: the line before is done, and this is what it left behind. */
  #note(args: readonly string[], context: Context): void {
    const exitCode = Number(context.env.get('?') ?? 0)
    this.#cwd = context.cwd
    this.#variables = [...context.env.keys()]
    this.#path = context.env.get('PATH') ?? ''
    this.#aliases.clear()
    if (/\bexpand_aliases\b/.test(context.env.get('BASHOPTS') ?? '')) {
      for (const name of this.#variables) {
        if (name.startsWith(alias)) this.#aliases.set(name.slice(alias.length), context.env.get(name) ?? '')
      }
    }
    if (!this.#line?.isHidden) {
      this.#status = { exitCode, pipe: args.slice(0, -1).map(Number), lastArgument: args.at(-1) ?? '' }
    }
    this.#finish(exitCode)
  }

  #finish(exitCode: number): void {
    this.#writeRest()
    const line = this.#line
    this.#line = undefined
    if (!line) return
    const stop = this.#stop
    const complaint = stop && explain(stop)
    if (complaint) line.output({ stream: 2, bytes: new TextEncoder().encode(complaint) })
    const status = stop ? (stopStatus[stop.kind] ?? exitCode) : exitCode
    if (stop && !line.isHidden) this.#status = { ...this.#status, exitCode: status, pipe: [status] }
    line.done({ exitCode: status, ...(stop && { stop }), ...(this.#over && { ended: this.#over }) })
  }

  #writeRest(): void {
    for (const { stream, bytes } of this.weaving.rest()) this.#write(stream, bytes, 0)
    for (const text of this.remarks.take())
      this.#line?.output({ stream: 2, bytes: new TextEncoder().encode(text) })
  }

  #write(stream: 1 | 2, bytes: Uint8Array, line: number): void {
    const shown = stream === 2 ? this.#complaint(bytes, line) : bytes
    if (!shown?.length) return
    const admitted = this.watch.admit(shown.length)
    if (admitted) this.#line?.output({ stream, bytes: shown.subarray(0, admitted) })
  }

  /** What the library says on standard error, made what bash says. */
  #complaint(bytes: Uint8Array, line: number): Uint8Array | undefined {
    const said = binary(bytes)
    if (this.watch.hasEndedSomething && /^((bash: )?execution aborted\n)+$/.test(said)) return undefined
    if (/^(bash: )?\S+: unbound variable$/m.test(said)) this.watch.stop({ kind: 'unbound' })
    const { name, isScript } = this.#setup
    const shell = isScript ? `${name}: line ${line}: ` : 'bash: '
    const trace = this.#rewriting.restoreTrace(said)
    const text = this.remarks.inWordsOfBash(trace, shell, this.#registered, this.cwd)
    return text === said ? bytes : bytesOfMixed(text)
  }
}

/** What the library calls its record of an alias. */
const alias = 'BASH_ALIAS_'
