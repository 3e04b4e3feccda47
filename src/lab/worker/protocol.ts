import type { Moment } from '../../../simulator/kernel/history.ts'
import type { Question } from '../../../simulator/network/question.ts'
import type { Completion } from '../../../simulator/shell/completion.ts'
import type { Asking, FileToOpen } from '../../../simulator/shell/host.ts'
import type { HostKind } from '../../../simulator/shell/hosts/find-host.ts'
import type { AttemptView, GoalFinding } from '../../../simulator/views/attempt/attempt-view.ts'
import type { GoalWay } from '../../../simulator/views/attempt/way-of-goal.ts'
import type * as Hands from '../../../simulator/views/by-hand/by-hand.ts'
import type {
  Connection,
  Deeds,
  FormWanted,
  OnShelf,
  Place,
} from '../../../simulator/views/by-hand/by-hand.ts'
import type { Form } from '../../../simulator/views/by-hand/form.ts'
import type { Notes } from '../../../simulator/views/completion/notes.ts'
import type { DifferenceView } from '../../../simulator/views/difference/difference.ts'
import type { TextFile } from '../../../simulator/views/files/text-files.ts'
import type { Resource } from '../../../simulator/views/inspector/everything.ts'
import type { Inspection } from '../../../simulator/views/inspector/inspection.ts'
import type { Reaching } from '../../../simulator/views/inspector/reaching.ts'
import type { MendReport } from '../../../simulator/views/mending/mend-report.ts'
import type { Meaning } from '../../../simulator/views/pack-editing/complete-pack.ts'
import type { PolicyChoices } from '../../../simulator/views/policy-editing/completion.ts'
import type { Lint } from '../../../simulator/views/policy-editing/lint.ts'
import type { WhoCan, WhoCanQuestion } from '../../../simulator/views/policy-editing/who-can.ts'
import type { MomentView } from '../../../simulator/views/timeline/moments.ts'
import type { Wanted } from '../../../simulator/views/topology/layout.ts'
import type { Picture } from '../../../simulator/views/topology/picture.ts'
import type { Troubles } from '../../../simulator/views/topology/troubles.ts'
import type { WayView } from '../../../simulator/views/trace/asked.ts'
import type { Ends } from '../../../simulator/views/trace/ends.ts'
import type { LookupAnswer, LookupAsked } from '../../../simulator/views/trace/lookup-view.ts'
import type { RecentWay } from '../../../simulator/views/trace/recent-ways.ts'
import type { TraceAnswer } from '../../../simulator/views/trace/trace-view.ts'
import type { ScenarioFile } from '../../packs/scenario-file.ts'
import type { SharedLab } from '../share/shared-lab.ts'
import type { ScreenEvent, Size } from './page-screen.ts'

// What a page and the worker with the lab in it say to each other. All of it is data.

/** What a page asks of the lab in the worker; every answer is a promise there. */
export interface LabWorker {
  /**
   * Opens a lab. What happens in it is told on the port. `shipped` is the scenario's file, where the page has it from the
   * site already.
   */
  open(opening: Opening, events: MessagePort, shipped?: ScenarioFile): Promise<LabState>
  /** Runs what was typed; the output comes as events. */
  run(terminal: number, line: string, front: Front): Promise<Ran>
  /** What was typed when a command asked; undefined for the end of input. */
  answer(terminal: number, text: string | undefined): void
  /** A key for the program that has hold of the screen. */
  press(terminal: number, key: string): void
  /** Lines that wait for somebody to turn a page go on without them. Resolves when they have ended. */
  leavePages(): Promise<void>
  resize(terminal: number, size: Size): void
  interrupt(terminal: number): void
  isIncomplete(terminal: number, text: string): boolean
  complete(terminal: number, line: string, cursor: number): Promise<NotedCompletion>
  openTerminal(host: string): LabState
  closeTerminal(terminal: number): Promise<LabState>
  undo(): Promise<LabState>
  redo(): Promise<LabState>
  goto(moment: number | string): Promise<LabState>
  checkpoint(name: string): LabState
  /** Every moment, with what it changed. */
  moments(): Promise<readonly MomentView[]>
  /**
   * What is different between two moments: of the last change and before it, unless they are said. Undefined where
   * nothing has been done, and where somebody has asked again meanwhile.
   */
  difference(from?: number, to?: number): Promise<DifferenceAnswer | undefined>
  /** Whether a command succeeds, tried on a copy of the lab. */
  succeeds(command: string): Promise<boolean>
  /** Keeps the lab under a name from now on. What was kept there before is put aside. */
  keepAs(name: string): Promise<void>
  /** Writes down what has not been written down yet. */
  flush(): Promise<void>
  /** The map of the world, with these frames closed. */
  picture(collapsed: readonly string[], wanted?: Wanted): Picture
  /** What is wrong with things on the map; undefined where somebody has asked again meanwhile. */
  troubles(): Promise<Troubles | undefined>
  /** The parts of the map that belong to a thing and to what stands around it. */
  neighbours(id: string): Promise<readonly string[]>
  /** Everything that can be looked into, on the map or not. */
  everything(): Promise<readonly Resource[]>
  /** What something may be sent from and to, and looked up. */
  ends(): Promise<Ends>
  /** The way of a packet. */
  trace(question: Question): Promise<TraceAnswer>
  /** How a name is looked up. */
  lookup(asked: LookupAsked): Promise<LookupAnswer>
  /** What tools put on the network lately, and how one of these went. */
  ways(): readonly RecentWay[]
  way(id: number): Promise<WayView | undefined>
  /** What stands in a packet's way. In a scenario, what mends it is told to those who ask for it. */
  mends(question: Question, isAsked: boolean): Promise<ToldMends | undefined>
  /** All that there is to know of a thing; undefined where nothing has that id. */
  inspect(id: string): Promise<Inspection | undefined>
  /** Who reaches a machine or an endpoint, and whom it reaches; undefined of other things. */
  reaching(id: string): Promise<Reaching | undefined>
  /** The way that a goal is about, where it is about one. */
  wayOfGoal(id: string): Promise<GoalWay | undefined>
  /** What can be done by hand with a thing, or with nothing in particular. */
  deeds(id: string | undefined): Promise<Deeds>
  /** The form for one of these deeds, as far as it is filled in. */
  fillIn(wanted: FormWanted): Promise<Form>
  /** What would join one thing to another. */
  connections(from: string, to: string): Promise<readonly Connection[]>
  /** What can be put onto the map. */
  shelf(): Promise<readonly OnShelf[]>
  /** Where something from the shelf can be put. */
  placesFor(kind: string): Promise<readonly Place[]>
  /** The form for what was put onto a place, of which the innermost is named first; undefined where it cannot be put. */
  dropped(kind: string, onto: readonly string[]): Promise<ReturnType<typeof Hands.dropped>>
  /** What a command would come to, tried on a copy of the lab. */
  tryOut(command: string): Promise<TriedOut>
  /** What a link to this lab holds; undefined where not all of it can be done again. */
  share(): Promise<Omit<SharedLab, 'kind' | 'format'> | undefined>
  /** How the scenario stands; undefined where there is none. */
  attempt(): Promise<AttemptView | undefined>
  /** What was found of a goal and what shows it, for who asks; undefined where there is nothing to tell. */
  explainGoal(id: string): Promise<GoalFinding | undefined>
  /** The text files in the home of a machine, and where its terminals are. */
  files(host: string): readonly EditedFolder[]
  /** What is in a file; undefined where there is none, or none of text. */
  readFile(host: string, path: string): string | undefined
  /** Writes a file as one step of undo, or says why it cannot be written. */
  writeFile(host: string, path: string, text: string): LabState | { readonly refused: string }
  /** Takes a file away, or gives it another path: one step of undo. Or says why not. */
  removeFile(host: string, path: string): Promise<LabState | { readonly refused: string }>
  renameFile(host: string, from: string, to: string): Promise<LabState | { readonly refused: string }>
  /** What is wrong with a text: a policy, or a file of a pack. */
  lint(edited: EditedText): Promise<readonly Lint[]>
  /** What could stand at an offset of it. */
  completeText(edited: EditedText, offset: number): Promise<PolicyChoices>
  /** What the word at an offset of it means. */
  meaning(edited: EditedText, offset: number): Promise<Meaning | undefined>
  /** Who can do what now, and who could with a text in the place of a policy. */
  whoCan(question: WhoCanQuestion): Promise<WhoCan>
}

export interface NotedCompletion extends Completion {
  /** What some of the candidates are. */
  readonly notes?: Notes
}

export interface DifferenceAnswer {
  readonly from: number
  readonly to: number
  readonly view: DifferenceView
}

export interface ToldMends extends MendReport {
  /** There may be mends: they have to be asked for. */
  readonly isWithheld: boolean
}

export interface TriedOut {
  readonly exitCode: number
  /** What it complains of. */
  readonly said: string
}

/** A file as it stands in the editor, saved or not. */
export interface EditedText {
  readonly host: string
  readonly path: string
  readonly text: string
}

export interface EditedFolder {
  readonly path: string
  readonly files: readonly TextFile[]
}

/** What a line is typed at. */
export interface Front extends Size {
  /** Somebody sits there who turns pages. */
  readonly turnsPages: boolean
}

export interface Opening {
  /** `foundations/a-private-door-to-sqs`; without it the lab is free. */
  readonly scenario?: string
  /** Commands that make its world, where it is of no scenario. */
  readonly setup?: string
  /** What is random in the lab follows from it. */
  readonly seed: string
  /** Under which name it is kept on this browser, and gone on with; without it nothing is kept. */
  readonly keepAs?: string
  /** What somebody has shared: it is done again from the start. */
  readonly shared?: Pick<SharedLab, 'log' | 'world'>
}

/** How a line ended. */
export interface Ran {
  readonly exitCode: number
  readonly interrupted?: true
  readonly ended?: 'exit' | 'errexit'
  /** How many events have been told so far: they come another way, and this may be quicker. */
  readonly told: number
  readonly state: LabState
}

export interface TerminalState {
  /** The name of the machine that its innermost shell runs on. */
  readonly host: string
  readonly prompt: string
  /** The lines that were typed, newest last. */
  readonly history: readonly string[]
  readonly exitCode: number
}

export interface HostState {
  readonly kind: HostKind
  readonly id: string
  readonly name: string
}

export type MomentState = Omit<Moment, 'version'>

/** What every pane of the workspace starts from. */
export interface LabState {
  /** Simulated time, in milliseconds since 1970. */
  readonly now: number
  readonly terminals: readonly TerminalState[]
  readonly hosts: readonly HostState[]
  readonly timeline: readonly MomentState[]
  /** The line whose output is shown page by page: it has done its work, and is no moment before its page is left. */
  readonly shown?: string
}

export type LabEvent =
  /** What was shared has been done again, and came to the same world or to another one. */
  | { readonly kind: 'replayed'; readonly isSame: boolean }
  /** A submission, for the person to keep as a file. */
  | {
      readonly kind: 'hand-in'
      readonly terminal: number
      readonly file: string
      readonly text: string
      readonly told: string
    }
  /** What a line has done, before it has ended. */
  | { readonly kind: 'state'; readonly state: LabState }
  /** What was kept cannot be gone on with: it was put aside, and the lab begins anew. */
  | { readonly kind: 'put-aside'; readonly terminal: number; readonly why: string }
  | ((OutputEvent | ScreenEvent) & { readonly terminal: number })
  /** `lab open` was typed. */
  | { readonly kind: 'open-file'; readonly terminal: number; readonly file: FileToOpen }

/** What a line that runs does at its terminal. */
export type OutputEvent =
  | { readonly kind: 'output'; readonly stream: 1 | 2; readonly bytes: Uint8Array }
  | { readonly kind: 'question'; readonly prompt: string; readonly how: Asking }
