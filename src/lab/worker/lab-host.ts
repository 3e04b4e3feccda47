import { contract } from '../../../simulator/api/contract.ts'
import { Lab } from '../../../simulator/lab.ts'
import type { Question } from '../../../simulator/network/question.ts'
import type { FileToOpen } from '../../../simulator/shell/host.ts'
import type { TerminalWindow } from '../../../simulator/shell/terminal-window.ts'
import type { AttemptView } from '../../../simulator/views/attempt/attempt-view.ts'
import type { HandedIn } from '../../../simulator/views/attempt/submission.ts'
import type { FormWanted } from '../../../simulator/views/by-hand/by-hand.ts'
import type { WhoCan, WhoCanQuestion } from '../../../simulator/views/policy-editing/who-can.ts'
import type { Wanted } from '../../../simulator/views/topology/layout.ts'
import { type Picture, pictureOf } from '../../../simulator/views/topology/picture.ts'
import type { LookupAnswer, LookupAsked } from '../../../simulator/views/trace/lookup-view.ts'
import type { RecentWay } from '../../../simulator/views/trace/recent-ways.ts'
import type { FoundScenario, ScenarioFile } from '../../packs/scenario-file.ts'
import * as editing from './edited-files.ts'
import type { HostPorts } from './host-ports.ts'
import { buildWorld, stateOf } from './lab-state.ts'
import { noted } from './noted-completion.ts'
import type { ScreenEvent, Size } from './page-screen.ts'
import type {
  EditedFolder,
  EditedText,
  Front,
  LabEvent,
  LabState,
  LabWorker,
  Opening,
  OutputEvent,
  Ran,
} from './protocol.ts'
import { RunningLines } from './running-lines.ts'

// The lab as a page sees it through messages. It knows no browser: what it needs of one is handed in.

type Answer<K extends keyof LabWorker> = ReturnType<LabWorker[K]>
type Steps<T> = Generator<unknown, T> | AsyncGenerator<unknown, T>

export class LabHost implements LabWorker {
  readonly #ports: HostPorts
  readonly #lines: RunningLines
  #lab: Lab | undefined
  #keepAs: string | undefined
  /** The accounts of the scenario's people, by their profiles. */
  #actors: Readonly<Record<string, string>> = {}
  #isKept = true
  /** How often somebody has asked for a difference, and for what is wrong. */
  #differing = 0
  #troubling = 0
  #origin: FoundScenario['origin'] | undefined
  #warming: Promise<unknown> | undefined
  /** The terminal in which somebody did something last. */
  #lastRun = 0
  #tell: (event: LabEvent) => void = () => {}
  #told = 0

  constructor(ports: HostPorts) {
    this.#ports = ports
    this.#lines = new RunningLines(ports.turn)
  }

  async open(
    opening: Opening,
    events: Pick<MessagePort, 'postMessage'>,
    shipped?: ScenarioFile,
  ): Promise<LabState> {
    this.#tell = (event) => {
      this.#told++
      events.postMessage(event)
    }
    this.#keepAs = opening.keepAs
    const { lab, isNew } = await this.#openKept(opening, shipped)
    this.#lab = lab
    if (isNew && opening.setup !== undefined) await buildWorld(lab, opening.setup)
    // The prompt does not wait for the goals, and the goals wait for what a first command will want.
    this.#warming = this.#ports.turn().then(() => contract.need('ec2', 'DescribeVpcs'))
    // Whoever asks for goals hears what went wrong.
    lab.follow((lines) => this.#tellQuietly(lines), this.#warming).catch(() => {})
    return this.#state()
  }

  #tellQuietly(lines: readonly string[]): void {
    const text = lines.map((line) => `\x1b[2m${line}\x1b[22m\n`).join('')
    const bytes = new TextEncoder().encode(text)
    this.#tell({ kind: 'output', terminal: this.#lastRun, stream: 1, bytes })
  }

  async #openKept(
    { scenario: id, seed, keepAs, shared }: Opening,
    shipped: ScenarioFile | undefined,
  ): Promise<{ lab: Lab; isNew: boolean }> {
    const { turn, findScenario, kept } = this.#ports
    const [found, saved] = await Promise.all([
      id === undefined ? undefined : findScenario(id, shipped),
      keepAs === undefined ? undefined : kept.read(keepAs),
    ])
    this.#actors = found?.scenario.document.actors ?? {}
    const openFile = (file: FileToOpen) => this.#tell({ kind: 'open-file', terminal: this.#lastRun, file })
    const handIn = (one: HandedIn) => this.#tell({ kind: 'hand-in', terminal: this.#lastRun, ...one })
    const options = {
      contract,
      seed,
      turn,
      handIn,
      terminal: { openFile },
      goalsLater: true,
      ...(found && { scenario: found.scenario, origin: async () => found.origin }),
      ...(found?.begun && { begun: found.begun }),
    }
    this.#origin = found?.origin
    const begin = async () => ({ lab: await Lab.open(options), isNew: true })
    if (shared) {
      const { replayShared, sharedOf } = await import('./replaying.ts')
      const lab = await replayShared(await Lab.open(options), shared, options)
      this.#tell({ kind: 'replayed', isSame: (await sharedOf(lab))?.world === shared.world })
      return { lab, isNew: false }
    }
    if (keepAs === undefined || saved === undefined) return begin()
    try {
      return { lab: await Lab.open({ ...options, saved }), isNew: false }
    } catch (error) {
      await kept.putAside(keepAs)
      this.#tell({
        kind: 'put-aside',
        terminal: 0,
        why: error instanceof Error ? error.message : String(error),
      })
      return begin()
    }
  }

  async succeeds(command: string): Promise<boolean> {
    const { exitCode } = await this.#open.fork().run(command)
    return exitCode === 0
  }

  /** A lab is written down as soon as nothing else is to be done, at the latest when the page is left. */
  #keepSoon(): void {
    if (this.#keepAs === undefined) return
    this.#isKept = false
    void this.#ports.turn().then(() => this.flush())
  }

  async keepAs(name: string): Promise<void> {
    if ((await this.#ports.kept.read(name)) !== undefined) await this.#ports.kept.putAside(name)
    this.#keepAs = name
    this.#isKept = false
    await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#isKept || this.#keepAs === undefined) return
    this.#isKept = true
    await this.#ports.kept.write(this.#keepAs, this.#open.save())
  }

  async run(terminal: number, line: string, { turnsPages, ...size }: Front): Promise<Ran> {
    const window = this.#window(terminal)
    this.#lastRun = terminal
    const tell = (event: OutputEvent | ScreenEvent) => {
      this.#tell({ terminal: this.#open.terminals.indexOf(window), ...event })
      if (event.kind === 'screen-taken') this.#tellSoFar()
    }
    const { exitCode, interrupted, ended } = await this.#lines.run(window, line, (running) =>
      this.#open.run(line, {
        window,
        terminal: size,
        ...(turnsPages && { screen: running.openScreen(size, tell) }),
        onOutput: ({ stream, bytes }) => tell({ kind: 'output', stream, bytes }),
        readLine: (prompt, how = {}) => {
          tell({ kind: 'question', prompt, how })
          return running.ask()
        },
      }),
    )
    this.#keepSoon()
    return {
      exitCode,
      ...(interrupted && { interrupted }),
      ...(ended && { ended }),
      told: this.#told,
      state: this.#state(),
    }
  }

  answer(terminal: number, text: string | undefined): void {
    this.#lines.of(this.#window(terminal))?.answer(text)
  }

  /** Nobody has to leave a page to see, and to keep, what the line behind it has done. */
  #tellSoFar(): void {
    this.#tell({ kind: 'state', state: this.#state() })
    this.#keepSoon()
  }

  press(terminal: number, key: string): void {
    this.#lines.of(this.#window(terminal))?.screen?.press(key)
  }

  leavePages(): Promise<void> {
    return this.#lines.leavePages()
  }

  resize(terminal: number, size: Size): void {
    this.#lines.of(this.#window(terminal))?.screen?.resize(size)
  }

  interrupt(terminal: number): void {
    this.#lines.interrupt(this.#window(terminal))
  }

  isIncomplete(terminal: number, text: string): boolean {
    return this.#window(terminal).isIncomplete(text)
  }

  async complete(terminal: number, line: string, cursor: number): Answer<'complete'> {
    const found = await this.#window(terminal).complete(line, cursor)
    return noted(this.#open, line.slice(0, cursor), found)
  }

  /** What was changed is written down soon, and told. */
  #keptState(): LabState {
    this.#keepSoon()
    return this.#state()
  }

  openTerminal(host: string): LabState {
    this.#open.openTerminal(host)
    return this.#keptState()
  }

  async closeTerminal(terminal: number): Promise<LabState> {
    const window = this.#window(terminal)
    await this.#lines.end(window)
    this.#open.closeTerminal(window)
    return this.#keptState()
  }

  /** Whoever goes to another moment does not want what still runs: it would go on in a world that it does not know. */
  async #stop(): Promise<void> {
    await this.leavePages()
    await this.#lines.endAll()
  }

  async undo(): Promise<LabState> {
    await this.#stop()
    this.#open.undo()
    return this.#keptState()
  }

  async redo(): Promise<LabState> {
    await this.#stop()
    this.#open.redo()
    return this.#keptState()
  }

  async goto(moment: number | string): Promise<LabState> {
    await this.#stop()
    this.#open.goto(moment)
    return this.#keptState()
  }

  checkpoint(name: string): LabState {
    this.#open.checkpoint(name)
    return this.#keptState()
  }

  async moments(): Answer<'moments'> {
    const { momentViews } = await import('../../../simulator/views/timeline/moments.ts')
    return momentViews(this.#open.forkWorld(), this.#open.timeline())
  }

  async difference(from?: number, to?: number): Answer<'difference'> {
    const asked = ++this.#differing
    const [{ differenceInSteps }, { pairOf, worldAt }] = await Promise.all([
      import('../../../simulator/views/difference/difference.ts'),
      import('../../../simulator/views/timeline/moments.ts'),
    ])
    const world = this.#open.forkWorld()
    const pair = pairOf(world, this.#open.timeline(), from, to)
    if (!pair) return undefined
    const steps = differenceInSteps(worldAt(world, pair.from), worldAt(world, pair.to))
    const view = await this.#inTurns(steps, () => asked === this.#differing)
    return view && { from: pair.from.id, to: pair.to.id, view }
  }

  picture(collapsed: readonly string[], wanted?: Wanted): Picture {
    return this.#open.view((fabric) => pictureOf(fabric, collapsed, wanted))
  }

  async troubles(): Answer<'troubles'> {
    const asked = ++this.#troubling
    const { troublesOnMap } = await import('../../../simulator/views/topology/troubles.ts')
    const steps = troublesOnMap(...(await this.#spokenTo()))
    return this.#inTurns(steps, () => asked === this.#troubling)
  }

  /** Step by step, as long as the answer is wanted: whoever types a command goes first. */
  async #inTurns<T>(steps: Steps<T>, isWanted: () => boolean): Promise<T | undefined> {
    for (;;) {
      await this.#ports.turn()
      if (!isWanted()) return undefined
      const { done, value } = await steps.next()
      if (done) return value
    }
  }

  async neighbours(id: string): Promise<readonly string[]> {
    const { neighboursOf } = await import('../../../simulator/views/topology/neighbours.ts')
    return neighboursOf(this.#open.forkWorld(), id)
  }

  async everything(): Answer<'everything'> {
    const { everything } = await import('../../../simulator/views/inspector/everything.ts')
    return everything(this.#open.forkWorld())
  }

  async ends(): Answer<'ends'> {
    const { endsOf } = await askedOfWays()
    return this.#open.view(endsOf)
  }

  async trace(question: Question): Answer<'trace'> {
    const { traceView } = await askedOfWays()
    return this.#open.view((fabric) => traceView(fabric, question))
  }

  async lookup(asked: LookupAsked): Promise<LookupAnswer> {
    const { lookupView } = await askedOfWays()
    return lookupView(this.#open.forkWorld(), asked)
  }

  ways(): readonly RecentWay[] {
    return this.#open.ways.list()
  }

  async way(id: number): Answer<'way'> {
    const { viewOfObserved } = await askedOfWays()
    const observed = this.#open.ways.observedOf(id)
    return observed && this.#open.view((fabric) => viewOfObserved(fabric, observed))
  }

  async mends(question: Question, isAsked: boolean): Answer<'mends'> {
    const { followerOf } = await askedOfWays()
    const follow = this.#open.view((fabric) => followerOf(fabric, question))
    if (!follow) return undefined
    const [report] = await Promise.all([this.#open.mends(follow), this.#open.needGoals()])
    const isWithheld = this.#open.attempt !== undefined && !isAsked
    return { ...report, ...(isWithheld && { mends: null }), isWithheld }
  }

  async inspect(id: string): Answer<'inspect'> {
    const { inspect } = await import('../../../simulator/views/inspector/inspect.ts')
    return inspect(...(await this.#spokenTo()), id)
  }

  async reaching(id: string): Answer<'reaching'> {
    const { reachingOf } = await import('../../../simulator/views/inspector/reaching.ts')
    return this.#open.view((fabric) => reachingOf(fabric, id))
  }

  async deeds(id: string | undefined): Answer<'deeds'> {
    const { deedsOn } = await import('../../../simulator/views/by-hand/by-hand.ts')
    return deedsOn(this.#open.forkWorld(), id)
  }

  async fillIn(wanted: FormWanted): Answer<'fillIn'> {
    const [hands, world, speaker] = await this.#byHand()
    return hands.fillIn(world, speaker, wanted)
  }

  async connections(from: string, to: string): Answer<'connections'> {
    const [hands, world, speaker] = await this.#byHand()
    return hands.connectionsBetween(world, speaker, from, to)
  }

  async shelf(): Answer<'shelf'> {
    const [hands] = await this.#byHand()
    return hands.shelf()
  }

  async placesFor(kind: string): Answer<'placesFor'> {
    const [hands, world] = await this.#byHand()
    return hands.placesFor(world, kind)
  }

  async dropped(kind: string, onto: readonly string[]) {
    const [hands, world] = await this.#byHand()
    return hands.dropped(world, kind, onto)
  }

  async #byHand() {
    const hands = await import('../../../simulator/views/by-hand/by-hand.ts')
    return [hands, ...(await this.#spokenTo())] as const
  }

  /** A copy of the world, and who speaks to it. */
  async #spokenTo() {
    const { speakerTo } = await import('../../../simulator/views/mending/spell-repair.ts')
    const world = this.#open.forkWorld()
    return [world, speakerTo(world, this.#actors)] as const
  }

  async tryOut(command: string): Answer<'tryOut'> {
    const { exitCode, stderr } = await this.#open.fork().run(command)
    return { exitCode, said: stderr.trim() }
  }

  async wayOfGoal(id: string): Answer<'wayOfGoal'> {
    await this.#open.needGoals()
    const { wayOfGoal } = await import('../../../simulator/views/attempt/way-of-goal.ts')
    const { attempt } = this.#open
    return attempt && this.#open.view((fabric) => wayOfGoal(attempt, fabric, id))
  }

  async share(): ReturnType<LabWorker['share']> {
    const { sharedOf } = await import('./replaying.ts')
    const lab = this.#open
    const shared = await sharedOf(lab)
    const scenario = lab.attempt?.scenario.id
    return shared && { ...shared, ...this.#origin, ...(scenario !== undefined && { scenario }) }
  }

  async attempt(): Promise<AttemptView | undefined> {
    await this.#warming
    await this.#open.needGoals()
    return this.#open.attemptView()
  }

  async explainGoal(id: string): Answer<'explainGoal'> {
    await this.#open.needGoals()
    const { goalFinding } = await import('../../../simulator/views/attempt/attempt-view.ts')
    const { attempt } = this.#open
    return attempt && goalFinding(attempt, this.#open.forkWorld(), id)
  }

  files(name: string): readonly EditedFolder[] {
    return editing.foldersOf(this.#open, name)
  }

  readFile(host: string, path: string): string | undefined {
    return editing.readText(this.#open, host, path)
  }

  writeFile(host: string, path: string, text: string): LabState | { readonly refused: string } {
    return this.#edited(editing.writeText(this.#open, host, path, text))
  }

  async removeFile(host: string, path: string): Promise<LabState | { readonly refused: string }> {
    return this.#edited(await editing.removeFile(this.#open, host, path))
  }

  async renameFile(host: string, from: string, to: string): Promise<LabState | { readonly refused: string }> {
    return this.#edited(await editing.renameFile(this.#open, host, from, to))
  }

  #edited(refused: string | undefined): LabState | { readonly refused: string } {
    if (refused !== undefined) return { refused }
    return this.#keptState()
  }

  lint(edited: EditedText): Answer<'lint'> {
    return editing.lintText(this.#open, contract, edited)
  }

  completeText(edited: EditedText, offset: number): Answer<'completeText'> {
    return editing.completeText(this.#open, contract, edited, offset)
  }

  meaning(edited: EditedText, offset: number): Answer<'meaning'> {
    return editing.meaningIn(edited, offset)
  }

  async whoCan(question: WhoCanQuestion): Promise<WhoCan> {
    const { whoCan } = await import('../../../simulator/views/policy-editing/who-can.ts')
    return this.#open.view((fabric) => whoCan(fabric, question))
  }

  get #open(): Lab {
    if (!this.#lab) throw new Error('No lab is open.')
    return this.#lab
  }

  #window(terminal: number): TerminalWindow {
    const window = this.#open.terminals[terminal]
    if (!window) throw new Error(`There is no terminal ${terminal}.`)
    return window
  }

  #state(): LabState {
    const { shown } = this.#lines
    return { ...stateOf(this.#open), ...(shown !== undefined && { shown }) }
  }
}

/** Loaded when somebody asks for the way of a packet. */
const askedOfWays = () => import('../../../simulator/views/trace/asked.ts')
