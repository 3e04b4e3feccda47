import type { BegunWorld } from '../../simulator/packs/begin.ts'
import type { LateScenario, Scenario, ScenarioStart } from '../../simulator/packs/scenario.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'

/** What a lab in a page opens a shipped scenario with. All of the scenario is a file of its own. */
export interface ScenarioFile {
  readonly scenario: ScenarioStart
  /** The hash in the name of that file: after an update there is another one, and none by this name. */
  readonly whole: string
  readonly origin: Origin
  /** Its starting world, built with the site. */
  readonly begun: BegunWorld
}

/** How files are asked for whose names stay when the site is updated: what a browser has kept of it may be of before. */
export const asItIsNow: RequestInit = { cache: 'no-cache' }

/** A scenario, and what a submission of it says that it is from. */
export interface FoundScenario {
  readonly scenario: Scenario | LateScenario
  readonly origin: Origin
  /** The starting worlds of installed packs are built when they are opened. */
  readonly begun?: BegunWorld
}
