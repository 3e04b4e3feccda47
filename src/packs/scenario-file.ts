import type { Scenario } from '../../simulator/packs/load.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'

/** A scenario, and what a submission of it says that it is from. */
export interface ScenarioFile {
  readonly scenario: Scenario
  readonly origin: Origin
}
