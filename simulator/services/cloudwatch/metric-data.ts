import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { validationError } from './errors.ts'
import { evaluate, type Points } from './metric-math.ts'
import { isStatistic, periodsOf, requirePeriod, statistic } from './statistics.ts'

type Query = Cloudwatch.MetricDataQuery

/** The points of one metric by the time at which their periods start. */
export function pointsOf(
  ctx: Context,
  { Metric = {}, Period = 60, Stat = 'Average', Unit }: Cloudwatch.MetricStat,
  { from, until }: { from: number; until: number },
): Points {
  const series = {
    namespace: Metric.Namespace ?? '',
    name: Metric.MetricName ?? '',
    dimensions: Metric.Dimensions ?? [],
  }
  const points = new Map<number, number>()
  for (const { at, minutes } of periodsOf(ctx.store, ctx, series, {
    from,
    until,
    seconds: Period,
    unit: Unit,
  })) {
    const value = statistic(Stat, minutes)
    if (value !== undefined) points.set(at, value)
  }
  return points
}

/** The points of a query; of an expression, those of what its ids stand for, combined. */
export function evaluateQuery(
  ctx: Context,
  queries: readonly Query[],
  query: Query,
  range: { from: number; until: number },
  underway: readonly string[] = [],
): Points {
  if (query.MetricStat) return pointsOf(ctx, query.MetricStat, range)
  const path = [...underway, query.Id ?? '']
  return evaluate(query.Expression ?? '', (id) => {
    if (path.includes(id)) throw validationError(`The expression of ${id} refers to itself.`)
    const other = queries.find(({ Id }) => Id === id)
    return other && evaluateQuery(ctx, queries, other, range, path)
  })
}

export function checkQueries(queries: readonly Query[]): void {
  const seen = new Set<string>()
  for (const [i, { Id = '', MetricStat, Expression }] of queries.entries()) {
    const at = `MetricDataQueries.member.${i + 1}`
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
      throw validationError(
        `The value ${Id} for parameter ${at}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      )
    }
    if (seen.has(Id))
      throw validationError('The values for parameter id in MetricDataQueries are not unique.')
    seen.add(Id)
    if ((MetricStat === undefined) === (Expression === undefined)) {
      throw validationError(`Exactly one of ${at}.MetricStat and ${at}.Expression must be specified.`)
    }
    if (MetricStat && !isStatistic(MetricStat.Stat ?? '')) {
      throw validationError(
        `The value ${MetricStat.Stat} for parameter ${at}.MetricStat.Stat is not supported.`,
      )
    }
    if (MetricStat) requirePeriod(MetricStat.Period ?? 0)
  }
}

export const getMetricData = operation(
  'cloudwatch',
  'GetMetricData',
  {
    fidelity: {
      simplified:
        'Expressions are arithmetic on other queries; functions, search and Metrics Insights are refused. All points come at once.',
    },
    source: 'CloudWatch API reference, GetMetricData',
  },
  ({ MetricDataQueries, StartTime, EndTime, ScanBy = 'TimestampDescending' }, ctx) => {
    const range = { from: Date.parse(StartTime), until: Date.parse(EndTime) }
    if (range.from >= range.until) {
      throw validationError('The parameter StartTime must be less than the parameter EndTime.')
    }
    checkQueries(MetricDataQueries)
    const results = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false).map((query) => {
      const points = [...evaluateQuery(ctx, MetricDataQueries, query, range)].sort(([a], [b]) => a - b)
      if (ScanBy === 'TimestampDescending') points.reverse()
      return {
        Id: query.Id,
        Label: query.Label ?? query.MetricStat?.Metric?.MetricName ?? query.Id,
        Timestamps: points.map(([at]) => timestamp(at)),
        Values: points.map(([, value]) => value),
        StatusCode: 'Complete' as const,
      }
    })
    return { MetricDataResults: results, Messages: [] }
  },
)
