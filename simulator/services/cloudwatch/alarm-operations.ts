import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import { planEvaluation } from './alarm-evaluation.ts'
import { type Alarm, alarmArn, alarmHistory, alarms, note, seriesOfAlarm, setState } from './alarms.ts'
import { invalidToken, tagRefusals, validationError } from './errors.ts'
import { checkQueries } from './metric-data.ts'
import { seriesKey } from './metrics.ts'

const treatments = ['breaching', 'notBreaching', 'ignore', 'missing']

function check(input: Cloudwatch.PutMetricAlarmInput): void {
  const { MetricName, Namespace, Metrics, Period, Statistic, ExtendedStatistic } = input
  if ((MetricName === undefined) === (Metrics === undefined)) {
    throw validationError('Exactly one of MetricName and Metrics must be specified.')
  }
  if (Metrics) {
    checkQueries(Metrics)
    if (Metrics.filter(({ ReturnData }) => ReturnData !== false).length !== 1) {
      throw validationError('Exactly one element of the metrics list should return data.')
    }
  } else {
    if (Namespace === undefined || Period === undefined) {
      throw validationError('The parameters Namespace and Period must be specified with MetricName.')
    }
    if ((Statistic === undefined) === (ExtendedStatistic === undefined)) {
      throw validationError('Exactly one of Statistic and ExtendedStatistic must be specified.')
    }
  }
  if (input.EvaluationPeriods === undefined || input.ComparisonOperator === undefined) {
    throw validationError('The parameters EvaluationPeriods and ComparisonOperator must be specified.')
  }
  if (input.Threshold === undefined || /Upper|Lower/.test(input.ComparisonOperator)) {
    throw validationError('A Threshold must be specified: alarms on anomaly detection are not simulated.')
  }
  const { TreatMissingData } = input
  if (TreatMissingData !== undefined && !treatments.includes(TreatMissingData)) {
    throw validationError(
      `Value ${TreatMissingData} at TreatMissingData is not one of ${treatments.join(', ')}.`,
    )
  }
  if ((input.DatapointsToAlarm ?? 1) > input.EvaluationPeriods) {
    throw validationError('DatapointsToAlarm must be less than or equal to EvaluationPeriods.')
  }
  // The page: an alarm looks back a day at most, or a week where periods are an hour or longer.
  const span = (Period ?? 60) * input.EvaluationPeriods
  if (span > ((Period ?? 60) >= 3600 ? 604_800 : 86_400)) {
    throw validationError(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    )
  }
}

export const putMetricAlarm = operation(
  'cloudwatch',
  'PutMetricAlarm',
  {
    fidelity: {
      simplified: 'Alarms change their state with the data; what their actions name is not called.',
    },
    source: 'CloudWatch API reference, PutMetricAlarm',
  },
  ({ Tags, ...input }, ctx) => {
    check(input)
    const AlarmArn = alarmArn(ctx, input.AlarmName)
    const before = alarms.get(ctx, AlarmArn)
    const at = timestamp(ctx.now)
    const record: Cloudwatch.MetricAlarm = {
      ...input,
      AlarmArn,
      AlarmConfigurationUpdatedTimestamp: at,
      ActionsEnabled: input.ActionsEnabled ?? true,
      OKActions: input.OKActions ?? [],
      AlarmActions: input.AlarmActions ?? [],
      InsufficientDataActions: input.InsufficientDataActions ?? [],
      ...(!input.Metrics && { Dimensions: input.Dimensions ?? [] }),
      StateValue: before?.record.StateValue ?? 'INSUFFICIENT_DATA',
      StateReason: before?.record.StateReason ?? 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: before?.record.StateUpdatedTimestamp ?? at,
      StateTransitionedTimestamp: before?.record.StateTransitionedTimestamp ?? at,
    }
    // Put replaces the whole alarm, tags excepted: for those of one that is there, the page says, they are ignored.
    const alarm = before
      ? alarms.update(ctx, { ...before, record }, {})
      : alarms.create(ctx, record, { tags: tagsWith([], Tags, tagRefusals), isPlanned: false })
    const what = before ? 'updated' : 'created'
    note(ctx, input.AlarmName, 'ConfigurationUpdate', `Alarm "${input.AlarmName}" ${what}`, {
      type: before ? 'Update' : 'Create',
    })
    planEvaluation(ctx, alarm)
    return {}
  },
)

export const describeAlarms = operation(
  'cloudwatch',
  'DescribeAlarms',
  {
    fidelity: { simplified: 'There are metric alarms, no composite or log alarms.' },
    source: 'CloudWatch API reference, DescribeAlarms',
  },
  (input, ctx) => {
    const { AlarmNames, AlarmNamePrefix, StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input
    if (AlarmNames?.length && AlarmNamePrefix !== undefined) {
      throw validationError('AlarmNamePrefix and AlarmNames cannot be specified at the same time.')
    }
    const found = alarms
      .list(ctx)
      .map(({ record }) => record)
      .filter(
        (alarm) =>
          (!AlarmNames?.length || AlarmNames.includes(alarm.AlarmName ?? '')) &&
          (alarm.AlarmName ?? '').startsWith(AlarmNamePrefix ?? '') &&
          (StateValue === undefined || alarm.StateValue === StateValue) &&
          (ActionPrefix === undefined || actionsOf(alarm).some((action) => action.startsWith(ActionPrefix))),
      )
      .sort((a, b) => ((a.AlarmName ?? '') < (b.AlarmName ?? '') ? -1 : 1))
    const { items, next } = pageByToken(found, { size: MaxRecords, token: NextToken }, invalidToken)
    return { MetricAlarms: items, CompositeAlarms: [], ...(next && { NextToken: next }) }
  },
)

const actionsOf = (alarm: Cloudwatch.MetricAlarm): readonly string[] => [
  ...(alarm.AlarmActions ?? []),
  ...(alarm.OKActions ?? []),
  ...(alarm.InsufficientDataActions ?? []),
]

export const describeAlarmsForMetric = operation(
  'cloudwatch',
  'DescribeAlarmsForMetric',
  { fidelity: 'exact', source: 'CloudWatch API reference, DescribeAlarmsForMetric' },
  ({ Namespace, MetricName, Dimensions = [], Statistic, ExtendedStatistic, Period, Unit }, ctx) => {
    const key = seriesKey(ctx, { namespace: Namespace, name: MetricName, dimensions: Dimensions })
    const found = alarms
      .list(ctx)
      .filter((alarm) => seriesOfAlarm(alarm).some((series) => seriesKey(ctx, series) === key))
      .map(({ record }) => record)
      .filter(
        (alarm) =>
          (Statistic === undefined || alarm.Statistic === Statistic) &&
          (ExtendedStatistic === undefined || alarm.ExtendedStatistic === ExtendedStatistic) &&
          (Period === undefined || alarm.Period === Period) &&
          (Unit === undefined || alarm.Unit === Unit),
      )
    return { MetricAlarms: found }
  },
)

export const deleteAlarms = operation(
  'cloudwatch',
  'DeleteAlarms',
  { fidelity: 'exact', source: 'CloudWatch API reference, DeleteAlarms' },
  ({ AlarmNames }, ctx) => {
    // The page: when one of several is not there, the others are deleted all the same and there is no error.
    const found = AlarmNames.map((name) => alarms.find(ctx, alarmArn(ctx, name)))
    if (found.length === 1 && !found[0]) alarms.require(ctx, alarmArn(ctx, AlarmNames[0]!))
    for (const alarm of found) if (alarm) alarms.remove(ctx, alarm)
    return {}
  },
)

export const setAlarmState = operation(
  'cloudwatch',
  'SetAlarmState',
  {
    fidelity: { simplified: 'The actions of the state are not called.' },
    source: 'CloudWatch API reference, SetAlarmState',
  },
  ({ AlarmName, StateValue, StateReason, StateReasonData }, ctx) => {
    const alarm = alarms.require(ctx, alarmArn(ctx, AlarmName))
    planEvaluation(ctx, setState(ctx, alarm, StateValue, StateReason, StateReasonData))
    return {}
  },
)

function enableActions(
  ctx: Context,
  names: readonly string[],
  ActionsEnabled: boolean,
): Record<string, never> {
  const found = names
    .map((name) => alarms.find(ctx, alarmArn(ctx, name)))
    .filter((one): one is Alarm => !!one)
  for (const alarm of found) alarms.update(ctx, alarm, { ActionsEnabled })
  return {}
}

export const enableAlarmActions = operation(
  'cloudwatch',
  'EnableAlarmActions',
  { fidelity: 'exact', source: 'CloudWatch API reference, EnableAlarmActions' },
  ({ AlarmNames }, ctx) => enableActions(ctx, AlarmNames, true),
)

export const disableAlarmActions = operation(
  'cloudwatch',
  'DisableAlarmActions',
  { fidelity: 'exact', source: 'CloudWatch API reference, DisableAlarmActions' },
  ({ AlarmNames }, ctx) => enableActions(ctx, AlarmNames, false),
)

export const describeAlarmHistory = operation(
  'cloudwatch',
  'DescribeAlarmHistory',
  { fidelity: 'exact', source: 'CloudWatch API reference, DescribeAlarmHistory' },
  (input, ctx) => {
    const { AlarmName, HistoryItemType, StartDate, EndDate, MaxRecords = 100, NextToken } = input
    const found = ctx.store
      .by(alarmHistory, 'scope', scopeKey(ctx))
      .map(({ item }) => item)
      .filter(
        (item) =>
          (AlarmName === undefined || item.AlarmName === AlarmName) &&
          (HistoryItemType === undefined || item.HistoryItemType === HistoryItemType) &&
          (StartDate === undefined || Date.parse(item.Timestamp ?? '') >= Date.parse(StartDate)) &&
          (EndDate === undefined || Date.parse(item.Timestamp ?? '') <= Date.parse(EndDate)),
      )
    if (input.ScanBy !== 'TimestampAscending') found.reverse()
    const { items, next } = pageByToken(found, { size: MaxRecords, token: NextToken }, invalidToken)
    return { AlarmHistoryItems: items, ...(next && { NextToken: next }) }
  },
)
