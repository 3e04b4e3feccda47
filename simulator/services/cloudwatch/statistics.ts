import type { Cloudwatch } from '../../api/generated/types.d.ts'
import type { Store } from '../../kernel/store.ts'
import type { Scope } from '../../world/held.ts'
import { invalidValue } from './errors.ts'
import { type Minute, metricMinutes, type SeriesName, seriesKey } from './metrics.ts'

/** What the minutes of one period come to. */
export interface Period {
  /** Its first millisecond. */
  readonly at: number
  readonly unit: Cloudwatch.StandardUnit
  readonly minutes: readonly Minute[]
}

/** The periods of a metric that have data, oldest first. A period of another unit is one of its own. */
export function periodsOf(
  store: Store,
  scope: Scope,
  series: SeriesName,
  {
    from,
    until,
    seconds,
    unit,
  }: { from: number; until: number; seconds: number; unit?: Cloudwatch.StandardUnit | undefined },
): Period[] {
  const length = seconds * 1000
  const periods = new Map<string, { at: number; unit: Cloudwatch.StandardUnit; minutes: Minute[] }>()
  for (const minute of store.by(metricMinutes, 'series', seriesKey(scope, series))) {
    if (minute.at < from || minute.at >= until || (unit !== undefined && minute.unit !== unit)) continue
    const at = minute.at - (minute.at % length)
    const key = `${at}/${minute.unit}`
    const period = periods.get(key) ?? { at, unit: minute.unit, minutes: [] }
    period.minutes.push(minute)
    periods.set(key, period)
  }
  return [...periods.values()].sort((a, b) => a.at - b.at)
}

const sumOf = (minutes: readonly Minute[], read: (minute: Minute) => number) =>
  minutes.reduce((sum, minute) => sum + read(minute), 0)

/** `Average`, `p99.9` and the like; undefined for a name that is no statistic. */
export function statistic(name: string, minutes: readonly Minute[]): number | undefined {
  const count = sumOf(minutes, (minute) => minute.count)
  switch (name) {
    case 'SampleCount':
      return count
    case 'Sum':
      return sumOf(minutes, (minute) => minute.sum)
    case 'Average':
      return sumOf(minutes, (minute) => minute.sum) / count
    case 'Minimum':
      return Math.min(...minutes.map((minute) => minute.minimum))
    case 'Maximum':
      return Math.max(...minutes.map((minute) => minute.maximum))
    case 'IQM':
      return undefined
    default:
      return percentile(name, minutes)
  }
}

export const isStatistic = (name: string): boolean =>
  ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'].includes(name) || rankOf(name) !== undefined

const rankOf = (name: string): number | undefined => {
  const [, digits] = /^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name) ?? []
  const rank = Number(digits)
  return digits !== undefined && rank <= 100 ? rank : undefined
}

function percentile(name: string, minutes: readonly Minute[]): number | undefined {
  const rank = rankOf(name)
  if (rank === undefined) return undefined
  const values = minutes.flatMap((minute) => minute.values).sort(([a], [b]) => a - b)
  const total = values.reduce((sum, [, count]) => sum + count, 0)
  let seen = 0
  for (const [value, count] of values) {
    seen += count
    if (seen >= (rank / 100) * total) return value
  }
  return undefined
}

export function requirePeriod(seconds: number): void {
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0)) return
  throw invalidValue('The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60.')
}
