import type { Cloud } from '../../cloud.ts'
import { closedGoal, type GradedGoal, gradeGoal } from '../../grading/grade.ts'
import type { Subject } from '../../grading/subject.ts'
import { newReads, type Reads, readsTheSame, type Version } from '../../kernel/store.ts'
import type { Scenario } from '../../packs/load.ts'
import { clientTokens } from '../../world/idempotency.ts'
import { ledger } from '../../world/ledger.ts'
import { traffic } from '../../world/traffic.ts'
import { usage } from '../../world/usage.ts'
import { openChecks } from './progress.ts'

// Goals are judged again after each command, and most commands change nothing that most goals look at. What a goal has
// looked at is written down while it is judged, and it is judged anew only when some of that is another than it was.

interface Judged {
  readonly graded: GradedGoal
  readonly reads: Reads
  /** The settled world in which it was judged. */
  readonly settled: Version
}

/**
 * What moves with every command, and decides nothing that a goal asks: time that passes, and what is written down of
 * what happened. A goal that looks for records reads their tables itself, and is judged anew for that.
 */
const besides: ReadonlySet<string> = new Set([
  ...[clientTokens, ledger, traffic, usage].map(({ name }) => name),
  'clock',
  'dice',
  'traffic-rows',
])

export class Judgements {
  readonly #scenario: Scenario
  readonly #subjectOf: (cloud: Cloud) => Subject
  #judged: ReadonlyMap<string, Judged> = new Map()
  /** The world as it was when all of it was judged last, before it had settled. */
  #of: Version | undefined
  /** Whether each of them was judged in that very world. */
  #isFresh = false

  constructor(scenario: Scenario, subjectOf: (cloud: Cloud) => Subject) {
    this.#scenario = scenario
    this.#subjectOf = subjectOf
  }

  /** Forgets what was judged: something else than the world has changed. */
  forget(): void {
    this.#judged = new Map()
    this.#of = undefined
  }

  /** Every goal, judged in this very world. */
  fresh(cloud: Cloud): readonly GradedGoal[] {
    if (cloud.store.version !== this.#of || !this.#isFresh) this.forget()
    const graded = this.again(cloud)
    this.#isFresh = true
    return graded
  }

  /** Every goal; those that cannot have changed since they were judged last are taken from then. */
  again(cloud: Cloud): readonly GradedGoal[] {
    const { version } = cloud.store
    const { goals } = this.#scenario
    const open = openChecks(this.#scenario, cloud)
    if (version === this.#of && goals.every(({ id }) => this.#judged.has(id))) {
      return goals.map(({ id }) => this.#judged.get(id)!.graded)
    }
    const subject = this.#subjectOf(cloud)
    const settled = subject.cloud.store.version
    const judged = new Map(
      goals.map((goal): [string, Judged] => {
        const before = this.#judged.get(goal.id)
        const isOpen = open.has(goal.id)
        const isKnown = before !== undefined && isOpen === !before.graded.isClosed
        if (isKnown && readsTheSame(before.reads, before.settled, settled, { besides }))
          return [goal.id, before]
        const reads = newReads()
        const graded = isOpen ? gradeGoal(subject, goal, reads) : closedGoal(subject, goal)
        return [goal.id, { graded, reads, settled }]
      }),
    )
    this.#judged = judged
    this.#of = version
    this.#isFresh = false
    return goals.map(({ id }) => judged.get(id)!.graded)
  }
}
