import type { Goal } from '../grading/grade.ts'
import type { NearMiss } from './near-miss.ts'
import type { ScenarioDocument } from './scenario-schema.ts'
import type { Stage } from './stages.ts'
import type { Translation } from './translation-schema.ts'

/** A scenario as its folder holds it. */
export interface Scenario {
  /** `foundations/waiting-for-the-provider`. */
  readonly id: string
  readonly name: string
  readonly document: ScenarioDocument
  /** The language of its texts. */
  readonly language: string
  readonly goals: readonly Goal[]
  /** In the order in which they open; none where it is all of one piece. */
  readonly stages: readonly Stage[]
  readonly brief: string
  readonly debrief?: string
  readonly setup: string
  readonly solution: string
  readonly alternatives: readonly { readonly name: string; readonly script: string }[]
  readonly nearMisses: readonly NearMiss[]
  /** Its texts in other languages. */
  readonly translations: ReadonlyMap<string, Translation>
}
