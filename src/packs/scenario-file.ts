import type { BegunWorld } from '../../simulator/packs/begin.ts'
import type { Scenario } from '../../simulator/packs/load.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'

/** A scenario, and what a submission of it says that it is from. */
export interface ScenarioFile {
  readonly scenario: Scenario
  readonly origin: Origin
  /** Its starting world, built with the site; those of installed packs are built when they are opened. */
  readonly begun?: BegunWorld
}
