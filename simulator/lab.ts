import { Cloud } from './cloud.ts'
import { History, type Moment } from './kernel/history.ts'
import type { Fabric } from './network/fabric.ts'
import type { Trace } from './network/trace.ts'
import { learner, openAccounts } from './packs/accounts.ts'
import { beginScenario } from './packs/begin.ts'
import { wholeScenario } from './packs/scenario.ts'
import { placeOn } from './packs/setup-terminals.ts'
import { Files } from './shell/files.ts'
import type { Tool } from './shell/host.ts'
import { atConsole, NoSuchHost, requireHost } from './shell/hosts/consoles.ts'
import { isRunning, listHosts, type NamedHost, workstationHost } from './shell/hosts/find-host.ts'
import { filesOf } from './shell/hosts/host-files.ts'
import type { Place } from './shell/hosts/places.ts'
import { shellHostAt } from './shell/hosts/shell-host.ts'
import type { LabControl, ScenarioControl } from './shell/lab/control.ts'
import { type Begun, isTyped, Log, type LogEntry } from './shell/lab/log.ts'
import { stepsBack } from './shell/lab/steps-back.ts'
import { type RunOptions, type RunResult, Terminal, type TerminalOptions } from './shell/terminal.ts'
import { TerminalWindow } from './shell/terminal-window.ts'
import { createTools } from './shell/tools/index.ts'
import type { Attempt, AttemptGrade } from './views/attempt/attempt.ts'
import type { AttemptView } from './views/attempt/attempt-view.ts'
import { attemptAt, type LateAttempt } from './views/attempt/late-attempt.ts'
import { loadedAttempts } from './views/attempt/need.ts'
import { accountOf, type LabOptions, prepareLab, type SavedLab, setupPorts } from './views/attempt/opening.ts'
import type { HandedIn } from './views/attempt/submission.ts'
import { TypedLines } from './views/attempt/typed-lines.ts'
import { tellCosts } from './views/bill/told.ts'
import type { MendReport } from './views/mending/mend-report.ts'
import { RecentWays } from './views/trace/recent-ways.ts'

export { type LabOptions, NoSuchHost }

// THE UPPER WAIST. Everything that a person does goes through a Lab; the site, the command line and the tests
// hold one, and nothing below it.

export interface LabRunOptions extends RunOptions {
  /** Where it is typed: the first terminal unless it is said. */
  readonly window?: TerminalWindow
}

export class Lab {
  readonly #cloud: Cloud
  readonly #history: History
  readonly #log: Log
  /** Whether the log holds all that was done since the start. */
  readonly #isLogWhole: boolean
  readonly #options: LabOptions
  readonly #tools: readonly Tool[]
  readonly #windows: TerminalWindow[] = []
  /** Their numbers in the log: they stay when others are closed. */
  readonly #numbers = new Map<TerminalWindow, number>()
  readonly #running = new Map<TerminalWindow, { readonly begun: Begun; readonly done: Promise<void> }>()
  /** Lines that run behind the one that is running. */
  readonly #next: string[] = []
  readonly #typed = new TypedLines(this)
  #tellsDetails = false
  readonly #attempt: LateAttempt | undefined
  /** The first look at the goals, for whoever follows them. */
  #looking: Promise<void> | undefined
  /** What was put on the network lately. */
  readonly ways = new RecentWays()

  private constructor(
    cloud: Cloud,
    options: LabOptions,
    attempt?: LateAttempt,
    { log, isWhole = true }: { readonly log?: readonly LogEntry[]; readonly isWhole?: boolean } = {},
  ) {
    this.#cloud = cloud
    this.#options = options
    this.#log = new Log(() => options.turn(), log)
    this.#isLogWhole = isWhole
    this.#attempt = attempt
    if (attempt) cloud.lock(attempt.locks)
    cloud.onObserved = (seen) => this.ways.note(this.#log.doing, seen)
    this.#tools = createTools({
      contract: options.contract,
      account: accountOf(options),
      lab: this.#control(cloud),
    })
    this.#history = new History(cloud.store)
    this.#openWindow(this.#placeOn(workstationHost))
  }

  /** A lab with one account, one workstation, and the account's keys in the workstation's home. */
  static async open(options: LabOptions): Promise<Lab> {
    const { contract, saved } = options
    await prepareLab(contract)
    const lab = saved === undefined ? await Lab.#begin(options) : await Lab.#reopen(saved, options)
    if (!options.goalsLater) await lab.needGoals()
    return lab
  }

  static async #begin(options: LabOptions): Promise<Lab> {
    const { contract, seed, scenario, begun } = options
    if (scenario && begun && begun.seed === seed) {
      const cloud = await Cloud.open(begun.world, options)
      const go = { variables: begun.variables, start: cloud.fork() }
      return new Lab(cloud, options, attemptAt(options, scenario, go, begun.world))
    }
    const cloud = Cloud.create(seed === undefined ? { contract } : { contract, seed })
    const whole = scenario && (await wholeScenario(scenario))
    openAccounts(cloud, whole)
    if (!whole) return new Lab(cloud, options)
    const variables = await beginScenario(cloud, whole, { seed: seed ?? '', ports: setupPorts(options) })
    return new Lab(cloud, options, attemptAt(options, whole, { variables, start: cloud.fork() }))
  }

  static async #reopen(saved: string, options: LabOptions): Promise<Lab> {
    const { format, world, windows, attempt, history, done } = JSON.parse(saved) as SavedLab
    if (format !== 1) throw new Error('This is not a lab saved by Hopwise: its format is not 1.')
    const { scenario } = options
    if (attempt?.scenario !== scenario?.id) {
      throw new Error(
        `This lab was saved with ${attempt ? `the scenario ${attempt.scenario}` : 'no scenario'}.`,
      )
    }
    const goesOn = attempt &&
      scenario && {
        variables: attempt.variables,
        start: await Cloud.open(attempt.start, options),
        saved: attempt,
      }
    const cloud = await Cloud.open(world, options)
    const { seed: _, ...others } = options
    const lab = new Lab(
      cloud,
      { ...others, ...(done?.seed !== undefined && { seed: done.seed }) },
      goesOn && attemptAt(options, scenario, goesOn, attempt.start),
      {
        log: [...(done?.log ?? []), { kind: 'reopen', host: workstationHost.name, at: cloud.now, line: '' }],
        isWhole: done !== undefined,
      },
    )
    if (history) lab.#history.restore(history, cloud.tables)
    for (const [i, window] of windows.entries()) {
      const { host = workstationHost, user = learner.user } = window[0] ?? {}
      ;(lab.#windows[i] ?? lab.#openWindow({ host, user })).restore(window)
    }
    return lab
  }

  /**
   * Another lab that goes on from here: the same world, scenario and answers, with new shells and a log of its own.
   * A scenario that is begun once is forked for each script that is tried on it.
   */
  fork(): Lab {
    const isWhole = this.#isLogWhole && !this.#log.entries.length
    return new Lab(this.#cloud.fork(), this.#options, this.#attempt?.fork(), { isWhole })
  }

  /** The world as it is now, for whoever computes from it: nothing that is done to it is seen here. */
  forkWorld(): Cloud {
    const fork = this.#cloud.fork()
    fork.lock(this.#cloud.locks)
    return fork
  }

  /** The world alone as text, as `Cloud.open` reads it. */
  saveWorld(): string {
    return this.#cloud.save()
  }

  /** World and shells as text, to go on from elsewhere or after a reload, with the moments of late. */
  save(): string {
    const { seed } = this.#options
    const done = { ...(seed !== undefined && { seed }), log: this.#log.whole() }
    const history = this.#history.save()
    return JSON.stringify({ ...this.#saved(), history, ...(this.#isLogWhole && { done }) })
  }

  #saved(): SavedLab {
    const windows = this.#windows.map((window) => window.save())
    const attempt = this.#attempt?.save()
    return { format: 1, world: this.#cloud.save(), windows, ...(attempt && { attempt }) }
  }

  /**
   * What a learner hands in: what was done, and what it came to. Or why there is nothing to hand in. `isAsking` where a
   * line that is running asks for it.
   */
  async submission(name: string, isAsking = false): Promise<HandedIn | { readonly refused: string }> {
    await this.needGoals()
    const { attempt } = this
    const { origin, seed } = this.#options
    if (!attempt) return { refused: 'No scenario is open, so there is nothing to submit.' }
    if (!origin) return { refused: 'This lab cannot be submitted: it does not know which pack it is of.' }
    if (!this.#isLogWhole)
      return { refused: 'This lab cannot be submitted: how it was begun has not been kept.' }
    const from = await origin()
    const log = this.#log.whole({ isAsking })
    return loadedAttempts().submissionOf(attempt, { name, from, log, seed, cloud: this.#cloud })
  }

  /** The learner's go at the scenario that is open. Where goals come later, `needGoals` goes first. */
  get attempt(): Attempt | undefined {
    return this.#attempt?.whole
  }

  /** Loads what goals are judged with, where there are any. */
  async needGoals(): Promise<void> {
    await this.#attempt?.need()
  }

  /** The first terminal, on the workstation. */
  get terminal(): TerminalWindow {
    return this.#windows[0]!
  }

  /** Every terminal that is open, in the order in which they were opened. */
  get terminals(): readonly TerminalWindow[] {
    return this.#windows
  }

  /** The machines that there are, the workstation first. */
  hosts(): readonly NamedHost[] {
    return listHosts(this.#cloud.fabric)
  }

  /** One more terminal, on a machine: by its name tag, its id or its name on premises. Refuses a name that is none. */
  openTerminal(name: string = workstationHost.name): TerminalWindow {
    const host = requireHost(this.#cloud.fabric, name)
    this.#note({ kind: 'open', host: host.name, name: host.id, line: '' })
    return this.#openWindow(this.#placeOn(host))
  }

  closeTerminal(terminal: TerminalWindow): void {
    const at = this.#windows.indexOf(terminal)
    if (at <= 0) return
    this.#note({ kind: 'close', ...this.#whereIs(terminal), line: '' })
    this.#windows.splice(at, 1)
  }

  /** Runs a command on a machine, as at its console: no network is needed. One command is one step of undo. */
  async on(name: string, command: string, options?: RunOptions): Promise<RunResult> {
    while (!this.#log.isSettled) await this.#log.settled()
    const host = requireHost(this.#cloud.fabric, name)
    const console = this.#windowAt(this.#placeOn(host))
    const entry = { kind: 'console' as const, line: command, name: host.id }
    return this.#record(entry, console, options, (line, own) => console.runScript(line, [], own))
  }

  /** Runs a script where a terminal is, in a shell of its own. All of it is one step of undo. */
  async runScript(
    text: string,
    args: readonly string[] = [],
    { window = this.terminal, name = 'bash', ...options }: LabRunOptions & { readonly name?: string } = {},
  ): Promise<RunResult> {
    const entry = { kind: 'script' as const, line: text, name, args }
    return this.#record(entry, window, options, (line, own) => window.runScript(line, args, { ...own, name }))
  }

  /** Writes a file, and the folders that it wants, as an editor beside the terminal does: one step of undo. */
  writeFile(path: string, text: string, name: string = workstationHost.name): void {
    const host = requireHost(this.#cloud.fabric, name)
    const files = new Files(filesOf(this.#cloud, host), () => this.now)
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', true)
    files.write(path, new TextEncoder().encode(text))
    this.#note({ kind: 'file', host: host.name, line: text, path, name: host.id })
    this.#history.record(`${path} was written`, host.name)
  }

  /** The files of a machine, for who reads them: nothing that is done to them is seen by anybody. */
  filesOn(name: string = workstationHost.name): Files {
    const fork = this.forkWorld()
    return new Files(filesOf(fork, requireHost(fork.fabric, name)), () => fork.now)
  }

  /** Reads the world as a view does: nothing it does is seen by anybody. */
  view<T>(read: (fabric: Fabric) => T): T {
    return read(this.#cloud.fork().fabric)
  }

  /** Simulated time, in milliseconds since 1970. */
  get now(): number {
    return this.#cloud.now
  }

  /** What was typed. */
  get log(): readonly LogEntry[] {
    return this.#log.entries.filter(isTyped)
  }

  /** All that was done from outside. */
  get inputs(): Log {
    return this.#log
  }

  #whereIs(window: TerminalWindow): Pick<LogEntry, 'host' | 'terminal'> {
    const terminal = this.#numbers.get(window)
    return { host: window.host.name, ...(terminal && { terminal }) }
  }

  #note(entry: Omit<LogEntry, 'at' | 'host'> & { readonly host?: string }): void {
    this.#log.note({ host: workstationHost.name, at: this.now, ...entry })
  }

  /** Runs what a person typed. One line is one step of undo. */
  async run(line: string, { window = this.terminal, ...options }: LabRunOptions = {}): Promise<RunResult> {
    return this.#record({ line }, window, options, (text, own) => window.run(text, own))
  }

  async #record(
    entry: Omit<LogEntry, 'host' | 'at'>,
    window: TerminalWindow,
    given: RunOptions = {},
    run: (line: string, options: RunOptions) => Promise<RunResult>,
  ): Promise<RunResult> {
    // One line after the other in a terminal; lines in several terminals take turns.
    while (this.#running.has(window) || !this.#log.isSettled)
      await (this.#running.get(window)?.done ?? this.#log.settled())
    let done = () => {}
    const begun = this.#log.begin({ ...entry, ...this.#whereIs(window), at: this.now }, given)
    this.#running.set(window, { begun, done: new Promise<void>((resolve) => (done = resolve)) })
    let result: { readonly interrupted?: true } = {}
    try {
      // What a stage brings about must not depend on who is quicker, its goals or a learner.
      if (this.#attempt?.scenario.stages.length) await this.#looking
      let all = await run(entry.line, begun.options)
      for (let line = this.#next.shift(); line !== undefined; line = this.#next.shift()) {
        this.#typed.ran(line)
        const { stdout, stderr, ...end } = await run(line, begun.options)
        all = { ...end, stdout: all.stdout + stdout, stderr: all.stderr + stderr }
      }
      result = all
      await this.#tick()
      this.#history.record(entry.line, window.host.name)
      return all
    } finally {
      begun.end(result)
      this.#running.delete(window)
      done()
    }
  }

  /** What the `lab` command holds. What it changes is part of the step whose line it stands in. */
  #control(cloud: Cloud): LabControl {
    return {
      cloud,
      startedAt: cloud.now,
      steps: () => stepsBack(this.timeline(), cloud),
      undo: () => this.#history.undo(),
      redo: () => this.#history.redo(),
      timeline: () => this.timeline(),
      checkpoint: (name) => void this.#history.checkpoint(name),
      goto: (target) => this.#history.goto(target),
      on: (name, command) =>
        atConsole(cloud.fabric, name, (host) => this.#windowAt(this.#placeOn(host)).runScript(command)),
      save: () => JSON.stringify(this.#saved()),
      replace: async (saved) => {
        const { format, world } = JSON.parse(saved) as SavedLab
        if (format !== 1) throw new Error('its format is not 1.')
        cloud.store.goto(await cloud.read(world))
      },
      tellMends: async (follow, isAsked) => {
        const { tellMending } = await import('./views/mending/mend-report.ts')
        return tellMending(await this.mends(follow), isAsked)
      },
      tellCosts: () => tellCosts(cloud.fabric),
      ready: () => this.needGoals(),
      scenario: () => this.#scenarioControl(cloud),
    }
  }

  #scenarioControl(cloud: Cloud): ScenarioControl | undefined {
    const { attempt } = this
    if (!attempt) return undefined
    return loadedAttempts().scenarioControl(attempt, {
      cloud,
      tick: () => this.#tick(),
      ...this.#typed,
      runNext: (line) => this.#next.push(line),
      submit: async (name) => {
        const made = await this.submission(name, true)
        if ('text' in made) this.#options.handIn?.(made)
        return made
      },
      switchDetails: () => {
        this.#tellsDetails = !this.#tellsDetails
        return this.#tellsDetails
      },
    })
  }

  /** Looks at the goals after something was done, and opens the stage that comes next, where there is one. */
  async #tick(cloud = this.#cloud): Promise<void> {
    await this.#attempt?.tick(cloud, setupPorts(this.#options))
  }

  /** What somebody who sits down at a lab with a scenario reads first. */
  get greeting(): string | undefined {
    const title = this.#attempt?.scenario.document.title
    return title && `${title}\nlab brief tells what there is, lab goals what has to hold, lab hint helps.`
  }

  /** Tells in quiet lines what becomes of the goals, from now on, after each command; `first` goes first. */
  async follow(listener: (lines: readonly string[]) => void, first?: Promise<unknown>): Promise<void> {
    const late = this.#attempt
    if (!late) return
    if (late.scenario.stages.length) this.#note({ kind: 'follow', line: '' })
    // A line that is quicker than the goals is judged against the world before it. Where there are stages, lines wait.
    const before = late.scenario.stages.length ? this.#cloud : this.#cloud.fork()
    const begin = async () => {
      await first
      await late.need()
      const { tellEvents } = loadedAttempts()
      late.whole.goals.follow((events) => {
        const lines = tellEvents(events, this.#tellsDetails)
        if (events.some(({ kind }) => kind === 'all-met')) this.#tellsDetails = false
        if (lines.length) listener(lines)
      })
      await this.#tick(before)
      if (before !== this.#cloud) await this.#tick()
    }
    this.#looking = begin()
    await this.#looking
  }

  /** How the scenario stands: every goal, judged on forks of a world that has settled. Undefined without a scenario. */
  grade(): AttemptGrade | undefined {
    return this.attempt?.grade(this.#cloud)
  }

  /** The same as a page shows it, with brief, stages and hints. */
  attemptView(): AttemptView | undefined {
    return this.attempt && loadedAttempts().attemptView(this.attempt, this.#cloud, this.#typed)
  }

  /** The same in words. */
  tellGoals(): string | undefined {
    return this.attempt?.tellGoals(this.#cloud)
  }

  /** What the setup exported is known to the workstation's shells. */
  #placeOn(host: NamedHost): Place {
    const place = placeOn(this.#cloud, host)
    const variables = host.kind === 'workstation' && this.#attempt?.variables
    return variables ? { ...place, env: variables } : place
  }

  /** What stands in a flow's way, and what mends it. */
  async mends(follow: (fabric: Fabric) => Trace): Promise<MendReport> {
    const { findMends } = await import('./views/mending/find-mends.ts')
    const { contract, scenario } = this.#options
    return findMends(this.#cloud, { contract, actors: scenario?.document.actors ?? {}, follow })
  }

  #openWindow(place: Place): TerminalWindow {
    const window = this.#windowAt(place)
    this.#windows.push(window)
    this.#numbers.set(window, this.#numbers.size)
    return window
  }

  /** A window that nobody sits at: `sudo` and `ssh` find their way from it, too. */
  #windowAt(place: Place): TerminalWindow {
    const ports = {
      open: (there: Place, options: TerminalOptions) => this.#openAt(there, options),
      isRunning: (host: NamedHost) => isRunning(this.#cloud.fabric, host),
      interrupting: (act: () => void) => (this.#running.get(window)?.begun.interrupt ?? now)(act),
    }
    const window = new TerminalWindow(ports, place, this.#options.terminal)
    return window
  }

  #openAt(place: Place, options: TerminalOptions): Terminal {
    return new Terminal(shellHostAt(this.#cloud, place, this.#tools, this.#log.turn), options)
  }

  /** Takes the last step back: world, files and clock, not the shell's variables. Says what was undone. */
  undo(): string | undefined {
    this.#note({ kind: 'undo', line: '' })
    return this.#history.undo()
  }

  /** Does the step that was undone last again, and says which. */
  redo(): string | undefined {
    this.#note({ kind: 'redo', line: '' })
    return this.#history.redo()
  }

  checkpoint(name: string): void {
    this.#note({ kind: 'checkpoint', line: name })
    this.#history.checkpoint(name)
  }

  /** Goes to a checkpoint by its name, or to any moment by its id. False when there is none such. */
  goto(target: string | number): boolean {
    this.#note({ kind: 'goto', line: String(target), ...(typeof target === 'number' && { moment: target }) })
    return this.#history.goto(target)
  }

  timeline(): readonly Moment[] {
    return this.#history.timeline()
  }
}

const now = (act: () => void): void => act()
