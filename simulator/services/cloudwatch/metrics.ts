import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { type Store, table } from '../../kernel/store.ts'
import { type Scope, scopeKey } from '../../world/held.ts'

// What was measured. Rooms above write AWS's own metrics here, customers theirs by `put-metric-data`. Values are kept
// by the minute: every value with how often it came, so that all statistics, percentiles too, can be had of them.

export interface Series extends Scope {
  readonly namespace: string
  readonly name: string
  /** Sorted by name. */
  readonly dimensions: readonly Cloudwatch.Dimension[]
  /** When it was last written to. */
  readonly lastAt: number
}

export interface Minute {
  readonly series: string
  /** Its first millisecond. */
  readonly at: number
  readonly unit: Cloudwatch.StandardUnit
  readonly count: number
  readonly sum: number
  readonly minimum: number
  readonly maximum: number
  readonly values: readonly (readonly [value: number, count: number])[]
}

export type SeriesName = Pick<Series, 'namespace' | 'name' | 'dimensions'>

const sorted = (dimensions: readonly Cloudwatch.Dimension[] | undefined): readonly Cloudwatch.Dimension[] =>
  [...(dimensions ?? [])].sort((a, b) => ((a.Name ?? '') < (b.Name ?? '') ? -1 : 1))

export const seriesKey = (scope: Scope, { namespace, name, dimensions }: SeriesName): string =>
  JSON.stringify([
    scopeKey(scope),
    namespace,
    name,
    sorted(dimensions).map(({ Name, Value }) => [Name, Value]),
  ])

export const metricSeries = table<Series>('metric-series', (series) => seriesKey(series, series), {
  scope: scopeKey,
})

const minuteKey = ({ series, at, unit }: Pick<Minute, 'series' | 'at' | 'unit'>) => `${series}/${at}/${unit}`

export const metricMinutes = table<Minute>('metric-minutes', minuteKey, { series: ({ series }) => series })

export interface Measured extends SeriesName {
  readonly at: number
  readonly unit?: Cloudwatch.StandardUnit | undefined
  readonly values: readonly (readonly [value: number, count: number])[]
  /** Where only a summary is known, its extremes. */
  readonly summary?: Cloudwatch.StatisticSet | undefined
}

const minute = 60_000

/** Adds what was measured to its minute. */
export function recordMetric(store: Store, scope: Scope, measured: Measured): void {
  const { namespace, name, unit = 'None', values, summary } = measured
  const dimensions = sorted(measured.dimensions)
  const series = seriesKey(scope, measured)
  const at = measured.at - (measured.at % minute)
  const known = store.get(metricSeries, series)
  const lastAt = Math.max(known?.lastAt ?? 0, at)
  const { account, region } = scope
  if (!known || known.lastAt !== lastAt) {
    store.put(metricSeries, { account, region, namespace, name, dimensions, lastAt })
  }
  const before = store.get(metricMinutes, minuteKey({ series, at, unit }))
  const measuredValues = values.map(([value]) => value)
  const merged = new Map(before?.values)
  for (const [value, count] of values) merged.set(value, (merged.get(value) ?? 0) + count)
  store.put(metricMinutes, {
    series,
    at,
    unit,
    count: (before?.count ?? 0) + (summary?.SampleCount ?? values.reduce((sum, [, count]) => sum + count, 0)),
    sum:
      (before?.sum ?? 0) + (summary?.Sum ?? values.reduce((sum, [value, count]) => sum + value * count, 0)),
    minimum: Math.min(
      before?.minimum ?? Number.POSITIVE_INFINITY,
      summary?.Minimum ?? Math.min(...measuredValues),
    ),
    maximum: Math.max(
      before?.maximum ?? Number.NEGATIVE_INFINITY,
      summary?.Maximum ?? Math.max(...measuredValues),
    ),
    values: [...merged],
  })
}
