import type { Flag, Regraded } from '../../authoring/replay/regrade.ts'
import type { Submission } from '../../packs/submission-schema.ts'
import type { Origin } from '../../views/attempt/submission.ts'

/** A submission to be graded: what a worker is sent, and what it sends back. Both are data. */
export interface GradeJob {
  readonly file: string
  readonly submission: Submission
  /** The folder or the archive of its pack. */
  readonly place: string
  readonly here: Origin
  /** How long it may take, without the scenario's setup. */
  readonly seconds: number
}

export type GradeAnswer =
  | { readonly kind: 'ready' }
  /** Its scenario's lab has begun: from here on, its own time runs. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'graded'; readonly regraded: Regraded }
  | { readonly kind: 'refused'; readonly flag: Flag }

/** Submissions of the same key begin with the same world. */
export const keyOf = ({ place, submission }: GradeJob): string =>
  JSON.stringify([place, submission.scenario, submission.language, submission.seed ?? null])
