import type { Verdict } from './verdict.ts'

// What verdicts are worth.

/** How a check counts. */
export interface Worth {
  /** 10 unless it is said. */
  readonly points: number
  /** It adds to the score and is not missed where it fails; nobody gets more than everything. */
  readonly bonus: boolean
  /** Parts of it count; otherwise it is all or nothing. */
  readonly partial: boolean
  /** Without it nothing is passed, whatever the rest is worth. */
  readonly must: boolean
}

export interface Score {
  readonly points: number
  /** Without bonuses. */
  readonly of: number
  /** From 0 to 100, rounded down: 100 is for those who have it all. */
  readonly percent: number
  readonly passed: boolean
  /** Checks that have to be met, and are not. */
  readonly lacking: readonly string[]
}

export interface Judged {
  readonly id: string
  readonly worth: Worth
  readonly verdict: Pick<Verdict, 'met' | 'share'>
}

export const pointsOf = ({ worth: { points, partial }, verdict: { met, share } }: Judged): number =>
  met ? points : partial ? Math.round(points * share * 100) / 100 : 0

/** `passAt` is the percentage from which somebody has passed. */
export function scoreOf(judged: readonly Judged[], passAt = 100): Score {
  const regular = judged.filter(({ worth }) => !worth.bonus)
  const of = regular.reduce((sum, { worth }) => sum + worth.points, 0)
  const points = Math.min(
    of,
    judged.reduce((sum, one) => sum + pointsOf(one), 0),
  )
  const percent = of ? Math.floor((points / of) * 100 + 1e-9) : 100
  const lacking = judged.filter(({ worth, verdict }) => worth.must && !verdict.met).map(({ id }) => id)
  return { points, of, percent, passed: percent >= passAt && !lacking.length, lacking }
}
