import type { Cloud } from '../../cloud.ts'
import type { Moment } from '../../kernel/history.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Trace } from '../../network/trace.ts'
import type { RunResult } from '../terminal.ts'

export interface Step {
  readonly line: string
  readonly before: Fabric
  readonly after: Fabric
}

/** What the `lab` command wants of the lab that it is typed in. */
export interface LabControl {
  readonly cloud: Cloud
  /** When the lab began, in simulated time. */
  readonly startedAt: number
  /** What was done so far, the last step first, with the world before and after it. */
  steps(): Iterable<Step>
  undo(): string | undefined
  redo(): string | undefined
  timeline(): readonly Moment[]
  checkpoint(name: string): void
  goto(target: string | number): boolean
  /** Runs a command on a machine, as at its console; or says why it has none. */
  on(host: string, command: string): Promise<RunResult | { readonly refused: string }>
  /** The whole lab as text, and back. */
  save(): string
  replace(saved: string): Promise<void>
  /** What stands in a flow's way and, where somebody asks for that, what mends it, as text. */
  tellMends(follow: (fabric: Fabric) => Trace, isAsked: boolean): Promise<string>
  /** What it all costs, as text. */
  tellCosts(): Promise<string>
  /** Loads what the scenario's words are answered with. */
  ready(): Promise<void>
  /** The scenario that is open; undefined where there is none. */
  scenario(): ScenarioControl | undefined
}

/** A hint that could be taken. */
export interface OfferedHint {
  readonly index: number
  readonly depth: 'nudge' | 'direction' | 'answer'
  /** In percentage points. */
  readonly cost: number
  /** The goal that it helps with. */
  readonly for?: string
  readonly text: string
}

/** What the `lab` command wants of a scenario. */
export interface ScenarioControl {
  readonly title: string
  /** Whom its brief speaks of. */
  readonly cast: {
    readonly accounts: readonly { readonly profile: string; readonly account: string }[]
    readonly people: readonly { readonly name: string; readonly profile?: string }[]
  }
  readonly goals: readonly string[]
  /** What there is to do; of the stage that was opened last, where there are stages. */
  brief(): string
  /** What there is to say afterwards; early while it would give the solution away. */
  debrief(): { readonly text?: string; readonly isEarly: boolean }
  /** Its goals, and which are reached. */
  tellGoals(): Promise<string>
  /** What is found of them, or of one; undefined where there is no such goal. */
  tellCheck(id?: string): Promise<{ readonly text: string; readonly met: boolean } | undefined>
  /** Switches whether changes are told with what was found, and says whether they are from now on. */
  watch(): boolean
  /** The fewest changes that would reach a goal. */
  tellMend(id: string): Promise<string | undefined>
  /** The hints that would help now, or with one goal, the next one first. */
  hints(id?: string): readonly OfferedHint[]
  takeHint(hint: OfferedHint): void
  /** A question of the scenario, with its options; undefined where there is none of that id. */
  question(id: string): string | undefined
  answer(id: string, letters: readonly string[]): string | undefined
  solution(): string
  /** The solution a command at a time, with the comment above each. */
  steps(): readonly { readonly comment: string; readonly command: string }[]
  /** The first step that was not typed yet. */
  nextStep(): number | undefined
  /** Runs a line as soon as this one is done, as if it were typed. */
  runNext(line: string): void
  reset(): void
  /** What a learner of this name hands in, as the text of a file; or why there is nothing to hand in. */
  submit(
    name: string,
  ): Promise<
    { readonly file: string; readonly text: string; readonly told: string } | { readonly refused: string }
  >
}
