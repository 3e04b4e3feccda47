import type { Cloud } from '../../cloud.ts'
import type { Score } from '../../grading/score.ts'
import type { BudgetKind } from '../../packs/budget-schema.ts'
import type { HintDepth } from '../../packs/hint-schema.ts'
import type { Scenario } from '../../packs/load.ts'
import { isDataEvent } from '../../services/cloudtrail/event-matching.ts'
import { ledger } from '../../world/ledger.ts'
import { estimateOf } from '../bill/bill.ts'
import { bestOf } from './best.ts'

// What a solution is worth in the end: what is reached, less what help and waste have cost.

/** What was used of something that a scenario may have a budget of. */
export interface Spent {
  readonly kind: BudgetKind
  readonly used: number
  readonly atMost?: number
  /** Percentage points that were lost because it is more than there was. */
  readonly lost: number
}

export interface TakenHint {
  readonly depth: HintDepth
  readonly for?: string
  readonly cost: number
}

export interface Standing {
  /** What is reached, less what was lost: from 0 to 100. */
  readonly percent: number
  /** What is reached alone. Whether a scenario is passed depends on this. */
  readonly reached: number
  readonly hints: readonly TakenHint[]
  /** Whether the reference solution was looked at. */
  readonly sawSolution: boolean
  readonly spent: readonly Spent[]
  /** The fewest commands that a solution of the author's takes. */
  readonly best: number
}

export interface StandingAsked {
  readonly scenario: Scenario
  readonly score: Score
  readonly cloud: Cloud
  readonly start: Cloud
  readonly hints: readonly TakenHint[]
  readonly sawSolution: boolean
}

export function standingOf({ scenario, score, cloud, start, hints, sawSolution }: StandingAsked): Standing {
  const { budget } = scenario.document
  const usedOf: Readonly<Record<BudgetKind, () => number>> = {
    commands: () => commandsSince(start, cloud),
    usd: () => Math.round(estimateOf(cloud.fabric).usd * 100) / 100,
    minutes: () => Math.round((cloud.now - start.now) / 6000) / 10,
  }
  const spent = (Object.keys(usedOf) as BudgetKind[]).map((kind): Spent => {
    const used = usedOf[kind]()
    const limit = budget[kind]
    if (!limit) return { kind, used, lost: 0 }
    return { kind, used, atMost: limit['at-most'], lost: used > limit['at-most'] ? limit.costs : 0 }
  })
  const lost = [...hints.map(({ cost }) => cost), ...spent.map((one) => one.lost)].reduce((a, b) => a + b, 0)
  return {
    percent: Math.max(0, Math.floor(score.percent - lost + 1e-9)),
    reached: score.percent,
    hints,
    sawSolution,
    spent,
    best: bestOf(scenario),
  }
}

/** Calls to AWS that have changed something since the start, on the way to this world: what was undone does not count. */
export function commandsSince(start: Cloud, cloud: Cloud): number {
  const known = start.store.size(ledger)
  return cloud.store
    .all(ledger)
    .slice(known)
    .filter((entry) => entry.output !== undefined && !entry.error && !isDataEvent(entry))
    .filter(({ service }) => service !== 'sts').length
}
