import type { Goal } from '../grading/grade.ts'
import type { NearMiss } from './near-miss.ts'
import type { ScenarioDocument } from './scenario-schema.ts'
import type { Stage } from './stages.ts'
import type { Translation } from './translation-schema.ts'

/** What of a scenario a lab wants to know before anybody asks for its goals. */
export interface ScenarioStart {
  readonly id: string
  readonly document: Pick<ScenarioDocument, 'title' | 'actors' | 'locked'>
  readonly stages: readonly Pick<Stage, 'id'>[]
}

/** A scenario of which the rest is still to come: goals, hints, scripts and most of its words. */
export interface LateScenario extends ScenarioStart {
  whole(): Promise<Scenario>
}

/** All of a scenario, wherever it is. */
export const wholeScenario = async (scenario: Scenario | LateScenario): Promise<Scenario> =>
  'whole' in scenario ? scenario.whole() : scenario

/** The part of it that a lab begins with. */
export const startOf = ({ id, document: { title, actors, locked }, stages }: Scenario): ScenarioStart => ({
  id,
  document: { title, actors, locked },
  stages: stages.map((stage) => ({ id: stage.id })),
})

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
