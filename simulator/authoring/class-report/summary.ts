import type { Flag, Regraded } from '../replay/regrade.ts'

// What a class has done, as numbers: for a page, a table, or another program.

export interface CheckSummary {
  readonly id: string
  readonly title: string
  readonly of: number
  readonly isBonus: boolean
  /** Of how many submissions that were graded, how many meet it. */
  readonly met: number
  readonly graded: number
  /** What stood in the way, the most frequent first. */
  readonly reasons: readonly Counted[]
}

export interface Counted {
  readonly what: string
  readonly says: string
  readonly names: readonly string[]
}

export interface ScenarioSummary {
  readonly id: string
  readonly title: string
  readonly submissions: readonly Regraded[]
  readonly graded: number
  readonly passed: number
  readonly percents: readonly number[]
  readonly minutes: readonly number[]
  readonly commands: readonly number[]
  readonly best: number | undefined
  readonly checks: readonly CheckSummary[]
  /** Mistakes that the author knows, by what is said of them. */
  readonly mistakes: readonly Counted[]
}

export interface ClassSummary {
  readonly submissions: readonly Regraded[]
  readonly graded: number
  readonly passed: number
  readonly flagged: readonly (readonly [Regraded, Flag])[]
  readonly scenarios: readonly ScenarioSummary[]
  /** Those of which no scenario could be begun. */
  readonly others: readonly Regraded[]
}

export const nameOf = ({ name, file }: Regraded): string => name || file

export function summaryOf(submissions: readonly Regraded[]): ClassSummary {
  const done = submissions.filter(({ result }) => result)
  const ids = [
    ...new Set(
      submissions.filter(({ checks, result }) => checks.length || result).map((one) => one.scenario),
    ),
  ]
  return {
    submissions,
    graded: done.length,
    passed: done.filter(({ result }) => result?.passed).length,
    flagged: submissions.flatMap((one) => one.flags.map((flag) => [one, flag] as const)),
    scenarios: ids.sort().map((id) =>
      scenarioOf(
        id,
        submissions.filter((one) => one.scenario === id),
      ),
    ),
    others: submissions.filter(({ scenario }) => !ids.includes(scenario)),
  }
}

function scenarioOf(id: string, submissions: readonly Regraded[]): ScenarioSummary {
  const graded = submissions.filter(({ result }) => result)
  const results = graded.map(({ result }) => result!)
  const first = graded[0]
  return {
    id,
    title: first?.title ?? id,
    submissions,
    graded: graded.length,
    passed: results.filter(({ passed }) => passed).length,
    percents: results.map(({ percent }) => percent),
    minutes: results.map(({ minutes }) => minutes),
    commands: results.map(({ commands }) => commands),
    best: first?.best,
    checks: (first?.checks ?? []).map(({ id: check, title, of, isBonus }): CheckSummary => {
      const judged = graded.flatMap((one) =>
        one.checks.filter((found) => found.id === check).map((found) => ({ one, found })),
      )
      return {
        id: check,
        title,
        of,
        isBonus,
        met: judged.filter(({ found }) => found.met).length,
        graded: judged.length,
        reasons: counted(
          judged.flatMap(({ one, found }) =>
            found.met || found.isClosed
              ? []
              : found.reasons.length
                ? found.reasons.map(({ code, says }) => ({ one, what: code, says }))
                : [{ one, what: 'other', says: found.observed }],
          ),
        ),
      }
    }),
    mistakes: counted(
      graded.flatMap((one) =>
        one.mistake === undefined ? [] : [{ one, what: one.mistake, says: one.mistake }],
      ),
    ),
  }
}

/** Each thing once, with who did it, the most frequent first. */
function counted(
  found: readonly { readonly one: Regraded; readonly what: string; readonly says: string }[],
): readonly Counted[] {
  const groups = new Map<string, { says: string; names: string[] }>()
  for (const { one, what, says } of found) {
    const group = groups.get(what) ?? { says, names: [] }
    group.names.push(nameOf(one))
    groups.set(what, group)
  }
  return [...groups]
    .map(([what, { says, names }]) => ({ what, says, names }))
    .sort((a, b) => b.names.length - a.names.length)
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (!sorted.length) return 0
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!
}
