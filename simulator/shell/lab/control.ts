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
  replace(saved: string): void
  /** What stands in a flow's way and what mends it, as text. */
  tellMends(follow: (fabric: Fabric) => Trace): Promise<string>
  /** What it all costs, as text. */
  tellCosts(): string
  /** The scenario that is open; missing where there is none. */
  readonly scenario?: ScenarioControl
}

/** What the `lab` command wants of a scenario. */
export interface ScenarioControl {
  readonly title: string
  readonly goals: readonly string[]
  readonly solution: string
  /** Its goals, and which are reached. */
  tellGoals(): string
  /** What is found of them, or of one; undefined where there is no such goal. */
  tellCheck(id?: string): { readonly text: string; readonly met: boolean } | undefined
  /** The fewest changes that would reach a goal. */
  tellMend(id: string): string | undefined
  nextHint(): string | undefined
  /** Answers a question of the scenario; undefined where there is none of that id. */
  answer(id: string, letters: readonly string[]): string | undefined
  reset(): void
}
