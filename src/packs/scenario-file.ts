import type { BegunWorld } from '../../simulator/packs/begin.ts'
import type { LateScenario, Scenario, ScenarioStart } from '../../simulator/packs/scenario.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'

/** What a lab in a page opens a shipped scenario with. All of the scenario is a file of its own. */
export interface ScenarioFile {
  readonly scenario: ScenarioStart
  readonly origin: Origin
  /** Its starting world, built with the site. */
  readonly begun: BegunWorld
}

/** A scenario, and what a submission of it says that it is from. */
export interface FoundScenario {
  readonly scenario: Scenario | LateScenario
  readonly origin: Origin
  /** The starting worlds of installed packs are built when they are opened. */
  readonly begun?: BegunWorld
}
