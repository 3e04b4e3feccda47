import { adaptedCommands } from './commands/adapted.ts'
import { guidanceCommands } from './commands/guidance.ts'
import { machineCommands } from './commands/machine.ts'
import { rawByteCommands } from './commands/raw-bytes.ts'
import { scriptCommands } from './commands/scripts.ts'
import type { Sight } from './commands/sight.ts'
import { toolCommand } from './commands/tool-command.ts'
import { commandsWhenRun } from './commands/when-run.ts'
import { type Completion, complete } from './completion.ts'
import type { Deadline } from './deadlines.ts'
import { Files, hearing } from './files.ts'
import { History } from './history.ts'
import type {
  OpenFile,
  ReadLine,
  Screen,
  ShellHost,
  Shells,
  TerminalSize,
  Tool,
  ToolContext,
} from './host.ts'
import { libraryCommands } from './library.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { isPlain, needPatterns } from './patterns.ts'
import { promptOf } from './prompt.ts'
import { Rights } from './rights.ts'
import { type OutputChunk, Session, type SessionSetup } from './session.ts'
import { readState, type ShellState, stateQuestion } from './state.ts'
import { isOutputShown } from './streams.ts'
import { Suggestions } from './suggestions.ts'
import { complaintOf, Parser, type Script } from './syntax.ts'
import { systemCommands, systemPrograms } from './system/index.ts'
import { withTraps } from './trapped-end.ts'

export interface TerminalOptions {
  readonly limits?: Partial<Limits>
  readonly historySize?: number
  /** The way to shells elsewhere. */
  readonly shells?: Shells
  /** How to show a file in an editor, where there is one beside the terminal. */
  readonly openFile?: OpenFile
}

export interface RunOptions {
  readonly signal?: AbortSignal
  /** Present when what is written is shown on a terminal. */
  readonly terminal?: TerminalSize
  /** How to ask the person at the terminal for a line. */
  readonly readLine?: ReadLine
  /** Its screen and keys, for programs that show something page by page. */
  readonly screen?: Screen
  /** Called with each piece of output when it is written, in order. */
  onOutput?(chunk: OutputChunk): void
}

export interface RunResult {
  readonly stdout: string
  readonly stderr: string
  /** The same output as bytes, standard output and standard error in the order of writing. */
  readonly output: readonly OutputChunk[]
  readonly exitCode: number
  /** Ctrl-C ended it. */
  readonly interrupted?: true
  /** The shell ended: by `exit`, or because a command failed under `set -e`. The next line opens a new one. */
  readonly ended?: 'exit' | 'errexit'
}

export interface ScriptOptions extends RunOptions {
  /** What `$0` is, and what stands before the shell's complaints. */
  readonly name?: string
  readonly stdin?: Uint8Array
  /** Where it begins; where the terminal is unless it is said. */
  readonly cwd?: string
  /** Exported variables that it has besides. */
  readonly env?: Readonly<Record<string, string>>
  /** Until when it may run. */
  readonly deadline?: Deadline
}

/** A terminal window on a host: lines of bash in, output out, with everything in between kept. */
export class Terminal {
  readonly history: History
  readonly #host: ShellHost
  readonly #files: Files
  readonly #limits: Limits
  readonly #parser = new Parser()
  readonly #startedAt: number
  readonly #shells: Shells | undefined
  readonly #openFile: OpenFile | undefined
  readonly #suggestions = new Suggestions({
    tools: () => this.#host.tools,
    context: () => this.#toolContext(),
    ask: async (line) => {
      const printed: OutputChunk[] = []
      const { script } = await this.#parser.parse(line)
      await needPatterns()
      await this.#start('bash', true).run(script, (chunk) => printed.push(chunk), true)
      return textOf(printed, 1)
    },
  })
  #session: Session | undefined
  #running: Session | undefined
  #size: TerminalSize | undefined
  #readLine: ReadLine | undefined
  #screen: Screen | undefined
  #saved: ShellState
  #queue: Promise<unknown> = Promise.resolve()

  constructor(host: ShellHost, options: TerminalOptions = {}) {
    this.#host = host
    const files = hearing(host.files, {
      forbidden: (path, says) => this.#running?.remarks.forbid(path, says),
      full: (path) => this.#running?.remarks.noteFull(path),
    })
    const rights = new Rights(host.user, host.groups, (path, refused) =>
      refused ? this.#running?.remarks.forbid(path, undefined, refused) : this.#running?.remarks.pardon(path),
    )
    this.#files = new Files(files, () => host.now(), rights)
    this.#limits = { ...defaultLimits, ...options.limits }
    this.history = new History(options.historySize)
    this.#startedAt = host.now()
    this.#shells = options.shells
    this.#openFile = options.openFile
    const system = new Files(host.files, () => host.now())
    if (!system.stat('/tmp')) {
      system.makeDirectory('/tmp')
      system.changeMode('/tmp', 0o1777)
    }
    system.makeDirectory(host.home, true)
    this.#saved = this.#fresh()
  }

  get cwd(): string {
    return this.#session?.cwd ?? this.#saved.cwd
  }

  /** What a prompt shows: who, where. */
  get prompt(): string {
    return promptOf(this.#host, this.cwd)
  }

  /** `$?` */
  get exitCode(): number {
    return this.#session?.exitCode ?? this.#saved.exitCode
  }

  /** Runs what was typed: one line, or several that belong together. */
  run(line: string, options: RunOptions = {}): Promise<RunResult> {
    return this.#inTurn(async () => {
      this.history.add(line)
      const { script, problem } = await this.#parser.parse(line)
      if (problem || this.#saved.script !== startScript || !isPlain(script)) await needPatterns()
      const session = await this.#open()
      this.#size = options.terminal
      this.#readLine = options.readLine
      this.#screen = options.screen
      await this.#tellSize(session)
      const isMistake = problem && !problem.isWarning
      const toRun = isMistake ? (await this.#parser.parse('(exit 2)')).script : script
      const before = problem ? `bash: ${problem.message}\n` : ''
      const result = await this.#execute(session, toRun, options, before)
      await this.#settle(session, result)
      // Whoever types one line types another; if it fails now, it is told then.
      needPatterns().catch(() => {})
      return result.ended === 'failure' ? withoutEnd(result) : (result as RunResult)
    })
  }

  /** Runs a script in a shell of its own, as `bash FILE ARGS…` does: only its files stay. */
  runScript(text: string, args: readonly string[] = [], options: ScriptOptions = {}): Promise<RunResult> {
    return this.#inTurn(async () => {
      this.#size = options.terminal
      this.#readLine = options.readLine
      this.#screen = options.screen
      const name = options.name ?? 'bash'
      await needPatterns()
      const session = this.#start(name, true, options)
      const { script, problem } = await this.#parser.parse(text.replace(/^#!.*/, ''))
      const setup = `set -- ${args.map(quote).join(' ')}`
      await session.run((await this.#parser.parse(setup)).script, () => {}, true)
      const complaint = problem ? complaintOf(name, problem, text) : ''
      const { deadlines } = this.#host.machine
      if (options.deadline) deadlines.open(options.deadline)
      const before = problem?.isWarning ? complaint : ''
      const ran = await this.#execute(session, script, options, before)
      const result = await withTraps(session, ran, {
        parser: this.#parser,
        start: () => this.#start(name, true, options),
        execute: (shell, text) => this.#execute(shell, text, options),
      })
      if (options.deadline) deadlines.close(options.deadline)
      if (!problem || problem.isWarning || result.ended || result.interrupted) return withoutEnd(result)
      return withComplaint(withoutEnd(result), complaint, options)
    })
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#running?.interrupt()
  }

  /** Whether a prompt should ask for another line before running. */
  isIncomplete(text: string): boolean {
    return this.#parser.isIncomplete(text)
  }

  complete(line: string, cursor = line.length): Promise<Completion> {
    const session = this.#session
    return complete(line, cursor, {
      files: this.#files,
      cwd: this.cwd,
      home: this.#host.home,
      variables: session?.variables ?? Object.keys(this.#environment()),
      commands: [...this.#programs(), ...(session?.functions.keys() ?? []), ...shellWords],
      suggest: (name, command) => this.#suggestions.for(name, command),
    })
  }

  /** The shell as it was after the last line. */
  save(): ShellState {
    return { ...this.#saved, history: this.history.lines }
  }

  /** Goes on from a saved shell, in place of the one that is open. */
  restore(state: ShellState): void {
    this.#session = undefined
    this.#saved = state
    this.history.replace(state.history)
  }

  async #execute(
    session: Session,
    script: Script,
    { signal, onOutput }: RunOptions,
    before = '',
  ): Promise<Ended> {
    const output: OutputChunk[] = []
    const note = (chunk: OutputChunk) => {
      output.push(chunk)
      onOutput?.(chunk)
    }
    if (before) note({ stream: 2, bytes: new TextEncoder().encode(before) })
    const interrupt = () => session.interrupt()
    this.#running = session
    signal?.addEventListener('abort', interrupt, { once: true })
    try {
      const finished = session.run(script, note)
      if (signal?.aborted) interrupt()
      const { exitCode, stop, ended } = await finished
      return {
        stdout: textOf(output, 1),
        stderr: textOf(output, 2),
        output,
        exitCode,
        ...(stop?.kind === 'interrupted' && { interrupted: true }),
        ...(ended && { ended }),
      }
    } finally {
      this.#running = undefined
      signal?.removeEventListener('abort', interrupt)
    }
  }

  /** After each line the shell's state is noted, so that nothing that happens to the next one loses it. */
  async #settle(session: Session, { exitCode, ended }: Ended): Promise<void> {
    if (session.isOver) {
      this.#session = undefined
      if (ended === 'failure') this.#saved = { ...this.#saved, exitCode }
      else this.#saved = { ...this.#fresh(), exitCode }
      return
    }
    const answer: OutputChunk[] = []
    await session.run(await this.#question(), (chunk) => answer.push(chunk), true)
    this.#saved = {
      format: 1,
      cwd: session.cwd,
      exitCode,
      script: readState(textOf(answer, 1), session.functions),
      history: this.history.lines,
    }
  }

  readonly #told = new WeakMap<Session, string>()

  /** Bash, with `checkwinsize`: where somebody sits at it, it knows how large their window is. */
  async #tellSize(session: Session): Promise<void> {
    if (!this.#size) return
    const { columns, rows } = this.#size
    const size = `COLUMNS=${columns}${rows === undefined ? '' : ` LINES=${rows}`}`
    if (this.#told.get(session) === size) return
    this.#told.set(session, size)
    await session.run((await this.#parser.parse(size)).script, () => {}, true)
  }

  #questionScript: Script | undefined

  async #question(): Promise<Script> {
    this.#questionScript ??= (await this.#parser.parse(stateQuestion)).script
    return this.#questionScript
  }

  /** The shell that is open, or a new one that goes on from what was saved. */
  async #open(): Promise<Session> {
    if (this.#session && !this.#session.isOver) return this.#session
    const session = this.#start('bash', false)
    const { script } = await this.#parser.parse(`${this.#saved.script}\n(exit ${this.#saved.exitCode})`)
    await session.run(script, () => {})
    this.#session = session
    return session
  }

  #start(name: string, isScript: boolean, { stdin, cwd: asked, env }: ScriptOptions = {}): Session {
    const host = this.#host
    const wanted = asked ?? this.#saved.cwd
    const cwd = this.#files.stat(wanted)?.kind === 'directory' ? wanted : host.home
    // Nobody sits in front of a script who could go anywhere.
    const shells = isScript && this.#shells ? { run: this.#shells.run } : this.#shells
    const sightOf = (session: Session) => (): Sight => ({
      columns: isOutputShown(session.streams) ? this.#size?.columns : undefined,
    })
    const setup: SessionSetup = {
      files: this.#files,
      parser: this.#parser,
      cwd,
      env: { ...this.#environment(), ...env, PWD: cwd, ...(isScript && { '0': name }) },
      limits: this.#limits,
      name,
      isScript: isScript && name !== 'bash',
      ...(host.uid !== undefined && { uid: host.uid }),
      ...(stdin && { stdin }),
      turn: () => host.turn(),
      readLine: () => this.#readLine,
      dial: async (path, bytes) => (await import('./dialing.ts')).dial(host.machine, path, bytes),
      told: async (path) =>
        (await import('./system/proc-files.ts')).procFile(path, {
          machine: host.machine,
          user: host.user,
          openedAt: this.#startedAt,
          now: host.now(),
        }),
      random: () => host.random(),
      isTimeUp: () => host.machine.deadlines.first?.isOver ?? false,
      programs: () => this.#programs(),
      commands: (session) => [
        ...commandsWhenRun({
          host,
          files: this.#files,
          sight: sightOf(session),
          watch: session.watch,
          refusal: (name, cwd) => session.refusal(name, cwd),
          outputBytes: this.#limits.outputBytes,
        }),
        ...machineCommands(host, this.#startedAt),
        ...scriptCommands({
          files: this.#files,
          parser: this.#parser,
          signal: session.watch.interpreterSignal,
          isProgram: (name) => session.isProgram(name),
          apart: (file, work) => session.apart(file, work),
          leftToDo: () => session.traps.take('EXIT') ?? '',
        }),
        ...adaptedCommands(host, sightOf(session)),
        ...systemCommands({
          host,
          files: this.#files,
          openedAt: this.#startedAt,
          shell: { isScript, strike: (signal) => session.traps.strike(signal) },
        }),
        ...rawByteCommands,
        ...guidanceCommands(host.tools, isScript ? undefined : this.history, sightOf(session)),
        ...host.tools.map((tool: Tool) =>
          toolCommand(tool, () => ({
            host,
            files: this.#files,
            shells,
            openFile: this.#openFile,
            watch: session.watch,
            weaving: session.weaving,
            streams: session.streams,
            remark: (text) => session.remarks.say(text),
            terminal: this.#size,
            screen: this.#screen,
            readLine: this.#readLine,
          })),
        ),
      ],
    }
    return new Session(setup)
  }

  #environment(): Record<string, string> {
    const { user, hostname, home, env } = this.#host
    return {
      HOME: home,
      USER: user,
      LOGNAME: user,
      HOSTNAME: hostname,
      SHELL: '/bin/bash',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...env,
    }
  }

  #programs(): string[] {
    const ours = [...ownPrograms, ...systemPrograms(this.#host), ...this.#host.tools.map(({ name }) => name)]
    return [...new Set([...libraryCommands.filter((name) => !builtinOnly.has(name)), ...ours])]
  }

  #toolContext(): ToolContext {
    return {
      env: this.#environment(),
      cwd: this.cwd,
      home: this.#host.home,
      user: this.#host.user,
      files: this.#files,
      machine: this.#host.machine,
      stdin: new Uint8Array(),
      signal: new AbortController().signal,
    }
  }

  #fresh(): ShellState {
    return { format: 1, cwd: this.#host.home, exitCode: 0, script: startScript, history: [] }
  }

  /** One after the other: a second line waits until the first is done. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work)
    this.#queue = result.catch(() => {})
    return result
  }
}

type Ended = Omit<RunResult, 'ended'> & { readonly ended?: 'exit' | 'errexit' | 'failure' }

function withoutEnd({ ended: _, ...result }: Ended): RunResult {
  return result
}

function withComplaint(result: RunResult, complaint: string, { onOutput }: RunOptions): RunResult {
  const chunk: OutputChunk = { stream: 2, bytes: new TextEncoder().encode(complaint) }
  onOutput?.(chunk)
  return { ...result, stderr: result.stderr + complaint, output: [...result.output, chunk], exitCode: 2 }
}

function textOf(output: readonly OutputChunk[], stream: 1 | 2): string {
  const chunks = output.filter((chunk) => chunk.stream === stream)
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.bytes.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk.bytes, at)
    at += chunk.bytes.length
  }
  return new TextDecoder().decode(bytes)
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

const shellWords =
  'alias break case cd continue declare do done elif else eval exit export fi for function if local read return set shift source then unalias unset until wait while'.split(
    ' ',
  )

/** What the files say that an interactive shell reads first, on Debian and on Amazon Linux. */
const startScript = `shopt -s expand_aliases
alias egrep='grep -E --color=auto' fgrep='grep -F --color=auto' grep='grep --color=auto'
alias ll='ls -l --color=auto' ls='ls --color=auto'`

/** Programs of ours that the library does not have. */
const ownPrograms =
  'arch chgrp chown cmp dd hexdump id mktemp realpath timedatectl tput tty uname uuidgen xxd yes'.split(' ')

// Commands of the library that make no sense here, or that are not files on a real machine.
const builtinOnly = new Set(['alias', 'unalias', 'history', 'help', 'html-to-markdown'])
