import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { plan } from '../../kernel/clock.ts'
import type { Context } from '../context.ts'
import { due } from '../operation.ts'
import { type Alarm, alarms, setState } from './alarms.ts'
import { evaluateQuery, pointsOf } from './metric-data.ts'
import { type SeriesName, seriesKey } from './metrics.ts'

// CloudWatch user guide, AlarmThatSendsEmail. An alarm is looked at when its next period ends, again and again while
// there is something to see in its window; without data it rests until some comes.

const periodOf = ({ record }: Alarm): number =>
  (record.Period ?? record.Metrics?.find(({ MetricStat }) => MetricStat)?.MetricStat?.Period ?? 60) * 1000

type Planning = Pick<Context, 'store' | 'now' | 'account' | 'region'>

/** Has the alarms on a metric looked at when their periods end. */
export function evaluateSoon(ctx: Planning, series: SeriesName): void {
  for (const alarm of alarms.by(ctx, 'series', seriesKey(ctx, series))) planEvaluation(ctx, alarm)
}

export function planEvaluation(ctx: Planning, alarm: Alarm): void {
  if (alarm.side.isPlanned) return
  const period = periodOf(alarm)
  const { account, region } = alarm
  const args = { arn: alarms.idOf(alarm) }
  plan(ctx.store, ctx.now - (ctx.now % period) + period, 'alarm-evaluated', {
    service: 'cloudwatch',
    account,
    region,
    args,
  })
  alarms.update(ctx, alarm, {}, { isPlanned: true })
}

export const alarmEvaluated = due<{ arn: string }>('alarm-evaluated', ({ arn }, ctx) => {
  const planned = alarms.get(ctx, arn)
  if (!planned) return
  const alarm = alarms.update(ctx, planned, {}, { isPlanned: false })
  const found = windowOf(ctx, alarm)
  const verdict = judge(alarm.record, found)
  const evaluated =
    verdict && verdict.state !== alarm.record.StateValue
      ? setState(ctx, alarm, verdict.state, verdict.reason)
      : alarm
  if (found.some((value) => value !== undefined)) planEvaluation(ctx, evaluated)
})

/** The value of each period that counts, newest first; undefined where there is no data. */
function windowOf(ctx: Context, alarm: Alarm): (number | undefined)[] {
  const { record } = alarm
  const period = periodOf(alarm)
  const count = record.EvaluationPeriods ?? 1
  const until = ctx.now - (ctx.now % period)
  const range = { from: until - count * period, until }
  const answer = record.Metrics?.find(({ ReturnData }) => ReturnData !== false)
  const points = answer
    ? evaluateQuery(ctx, record.Metrics ?? [], answer, range)
    : pointsOf(
        ctx,
        {
          Metric: record,
          Period: record.Period,
          Stat: record.ExtendedStatistic ?? record.Statistic,
          Unit: record.Unit,
        },
        range,
      )
  return Array.from({ length: count }, (_, i) => points.get(until - (i + 1) * period))
}

const words: Readonly<Partial<Record<Cloudwatch.ComparisonOperator, string>>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

function breaches({ ComparisonOperator, Threshold = 0 }: Cloudwatch.MetricAlarm, value: number): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold
    case 'LessThanThreshold':
      return value < Threshold
    default:
      return value <= Threshold
  }
}

/** Undefined: it stays as it is. */
function judge(
  alarm: Cloudwatch.MetricAlarm,
  found: readonly (number | undefined)[],
): { state: Cloudwatch.StateValue; reason: string } | undefined {
  const { TreatMissingData = 'missing', EvaluationPeriods = 1 } = alarm
  const needed = alarm.DatapointsToAlarm ?? EvaluationPeriods
  const values = found.filter((value) => value !== undefined)
  const missing = found.length - values.length
  if (!values.length && TreatMissingData === 'ignore') return undefined
  if (!values.length && TreatMissingData === 'missing') {
    return {
      state: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: ${found.length} datapoint${found.length === 1 ? ' was' : 's were'} unknown.`,
    }
  }
  const breaching = values.filter((value) => breaches(alarm, value))
  const counted = breaching.length + (TreatMissingData === 'breaching' ? missing : 0)
  const state = counted >= needed ? 'ALARM' : 'OK'
  const shown = state === 'ALARM' ? breaching : values
  const list = shown.map(decimal).join(', ')
  const verb = shown.length === 1 ? 'was' : 'were'
  const not = state === 'ALARM' ? '' : 'not '
  const noun = shown.length === 1 ? 'datapoint' : 'datapoints'
  const than = words[alarm.ComparisonOperator ?? 'GreaterThanThreshold']
  return {
    state,
    reason: `Threshold Crossed: ${shown.length} ${noun} [${list}] ${verb} ${not}${than} the threshold (${decimal(alarm.Threshold ?? 0)}).`,
  }
}

const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))
