import { AwsError } from '../../api/error.ts'
import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { evaluateSoon } from './alarm-evaluation.ts'
import { invalidCombination, invalidToken, invalidValue } from './errors.ts'
import { metricSeries, recordMetric } from './metrics.ts'
import { isStatistic, periodsOf, requirePeriod, statistic } from './statistics.ts'

const weeks = 7 * 24 * 3600 * 1000
const hours = 3600 * 1000

export const putMetricData = operation(
  'cloudwatch',
  'PutMetricData',
  {
    fidelity: { simplified: 'Values are kept by the minute, also those of high resolution.' },
    source: 'CloudWatch API reference, PutMetricData',
  },
  ({ Namespace, MetricData = [], EntityMetricData = [] }, ctx) => {
    if (Namespace.startsWith('AWS/')) {
      throw invalidValue('The value AWS/ for parameter Namespace is invalid.')
    }
    const data = [...MetricData, ...EntityMetricData.flatMap((one) => one.MetricData ?? [])]
    for (const [i, datum] of data.entries()) putDatum(ctx, Namespace, datum, `MetricData.member.${i + 1}`)
    return {}
  },
)

function putDatum(ctx: Context, namespace: string, datum: Cloudwatch.MetricDatum, at: string): void {
  const { Value, Values, Counts, StatisticValues } = datum
  const given = [Value, Values, StatisticValues].filter((one) => one !== undefined)
  if (!given.length) {
    throw new AwsError('MissingParameter', `The parameter ${at}.Value must be specified.`)
  }
  if (given.length > 1) {
    throw invalidCombination(
      `The parameters ${at}.Value and ${at}.StatisticValues are mutually exclusive and you have specified both.`,
    )
  }
  if (Counts && Counts.length !== Values?.length) {
    throw invalidValue(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`)
  }
  const time = datum.Timestamp === undefined ? ctx.now : Date.parse(datum.Timestamp)
  // The page: no older than two weeks, no newer than two hours.
  if (time < ctx.now - 2 * weeks || time > ctx.now + 2 * hours) {
    throw invalidValue(
      `The parameter ${at}.Timestamp must specify a time within the past two weeks and the next two hours.`,
    )
  }
  const numbers = Values ?? (Value === undefined ? [] : [Value])
  const name = {
    namespace,
    name: datum.MetricName,
    dimensions: datum.Dimensions ?? [],
  }
  recordMetric(ctx.store, ctx, {
    ...name,
    at: time,
    unit: datum.Unit,
    values: numbers.map((value, i) => [value, Counts?.[i] ?? 1] as const),
    summary: StatisticValues,
  })
  evaluateSoon(ctx, name)
}

/** CloudWatch API reference, ListMetrics: metrics with data in the past two weeks. */
export const listMetrics = operation(
  'cloudwatch',
  'ListMetrics',
  {
    fidelity: { simplified: 'Metrics of linked accounts are not listed.' },
    source: 'CloudWatch API reference, ListMetrics',
  },
  ({ Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken }, ctx) => {
    const since = ctx.now - (RecentlyActive === 'PT3H' ? 3 * hours : 2 * weeks)
    const found = ctx.store
      .by(metricSeries, 'scope', scopeKey(ctx))
      .filter(
        ({ namespace, name, dimensions, lastAt }) =>
          lastAt >= since &&
          (Namespace === undefined || namespace === Namespace) &&
          (MetricName === undefined || name === MetricName) &&
          Dimensions.every((wanted) =>
            dimensions.some(
              ({ Name, Value }) =>
                Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value),
            ),
          ),
      )
      .map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: dimensions,
      }))
    const { items, next } = pageByToken(found, { size: 500, token: NextToken }, invalidToken)
    return { Metrics: items, ...(next && { NextToken: next }) }
  },
)

const mostDatapoints = 1440

export const getMetricStatistics = operation(
  'cloudwatch',
  'GetMetricStatistics',
  {
    fidelity: {
      simplified: 'Percentiles, but no trimmed statistics; nothing is rolled up or forgotten with time.',
    },
    source: 'CloudWatch API reference, GetMetricStatistics',
  },
  (input, ctx) => {
    const { Statistics = [], ExtendedStatistics = [], Period } = input
    const from = Date.parse(input.StartTime)
    const until = Date.parse(input.EndTime)
    if (from >= until) {
      throw invalidValue('The parameter StartTime must be less than the parameter EndTime.')
    }
    if (!Statistics.length && !ExtendedStatistics.length) {
      throw new AwsError('MissingParameter', 'The parameter Statistics must be specified.')
    }
    requirePeriod(Period)
    const asked = Math.ceil((until - from) / (Period * 1000))
    if (asked > mostDatapoints) {
      throw invalidCombination(
        `You have requested up to ${asked} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      )
    }
    for (const name of ExtendedStatistics) {
      if (!isStatistic(name)) {
        throw invalidValue(`The value ${name} for parameter ExtendedStatistics is not supported.`)
      }
    }
    const series = {
      namespace: input.Namespace,
      name: input.MetricName,
      dimensions: input.Dimensions ?? [],
    }
    const periods = periodsOf(ctx.store, ctx, series, { from, until, seconds: Period, unit: input.Unit })
    const Datapoints = periods.map(({ at, unit, minutes }) => ({
      Timestamp: timestamp(at),
      ...Object.fromEntries(Statistics.map((name) => [name, statistic(name, minutes)])),
      Unit: unit,
      ...(ExtendedStatistics.length && {
        ExtendedStatistics: Object.fromEntries(
          ExtendedStatistics.map((name) => [name, statistic(name, minutes) ?? 0]),
        ),
      }),
    }))
    return { Label: input.MetricName, Datapoints }
  },
)
