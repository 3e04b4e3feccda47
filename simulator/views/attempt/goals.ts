import type { GradedGoal } from '../../grading/grade.ts'

// How the goals of a scenario stand, and what has changed: for a page or a terminal that shows it all the time.

export interface GoalState {
  readonly id: string
  readonly title: string
  readonly met: boolean
  /** False while the stage that it belongs to has not opened. */
  readonly isOpen: boolean
  /** The stage that it belongs to. */
  readonly stage?: string
  readonly graded: GradedGoal
}

export type GoalEvent =
  /** It is reached, or it no longer is. */
  | { readonly kind: 'met' | 'lost'; readonly goal: GoalState; readonly met: number; readonly of: number }
  /** It still fails, and in another way than before. */
  | { readonly kind: 'changed'; readonly goal: GoalState }
  | {
      readonly kind: 'stage'
      readonly id: string
      readonly title: string
      readonly number: number
      readonly of: number
    }
  | { readonly kind: 'all-met' }

/** What is different between two looks at the same goals. */
export function eventsBetween(
  before: readonly GoalState[],
  after: readonly GoalState[],
): readonly GoalEvent[] {
  const known = new Map(before.map((one) => [one.id, one]))
  let met = before.filter((one) => one.met).length
  const events = after.flatMap((goal): GoalEvent[] => {
    const old = known.get(goal.id)
    if (!old) return []
    if (goal.met !== old.met) {
      met += goal.met ? 1 : -1
      return [{ kind: goal.met ? 'met' : 'lost', goal, met, of: after.length }]
    }
    const isOther = seenIn(goal) !== seenIn(old)
    return !goal.met && goal.isOpen && old.isOpen && isOther ? [{ kind: 'changed', goal }] : []
  })
  const isDone = met === after.length && events.some(({ kind }) => kind === 'met')
  return isDone ? [...events, { kind: 'all-met' }] : events
}

/** What was found, without addresses: names of services have other ones each time. */
const seenIn = ({ graded }: GoalState): string =>
  graded.verdict.observed.replace(/\b\d+\.\d+\.\d+\.\d+\b/g, '')

export type GoalListener = (events: readonly GoalEvent[]) => void

/** The goals as they were judged last, for whoever follows them. */
export class Goals {
  #states: readonly GoalState[] = []
  readonly #listeners = new Set<GoalListener>()

  get states(): readonly GoalState[] {
    return this.#states
  }

  /** Whether anybody would hear of a change. */
  get isFollowed(): boolean {
    return this.#listeners.size > 0
  }

  /** Tells every change from now on; returns how to end that. */
  follow(listener: GoalListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Takes down how they stand now. Stages that have opened on the way are told behind what opened them. */
  update(states: readonly GoalState[]): readonly GoalEvent[] {
    const events = eventsBetween(this.#states, states)
    this.#states = states
    return events
  }

  tell(events: readonly GoalEvent[]): void {
    if (events.length) for (const listener of this.#listeners) listener(events)
  }
}
