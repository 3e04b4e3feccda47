import type { Cloudwatch } from '../../api/generated/types.d.ts'
import { table } from '../../kernel/store.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { notFound } from './errors.ts'
import { seriesKey } from './metrics.ts'

export interface AlarmSide {
  readonly tags: readonly Tag[]
  /** An evaluation is planned. */
  readonly isPlanned: boolean
}

export type Alarm = Held<Cloudwatch.MetricAlarm, AlarmSide>

export const alarms = family<Cloudwatch.MetricAlarm, AlarmSide>({
  service: 'cloudwatch',
  resource: 'alarm',
  id: 'AlarmArn',
  prefix: 'arn:aws:cloudwatch:alarm',
  missing: () => notFound('The specified alarm does not exist.'),
  tags: { side: 'tags' },
  indexes: { series: (held) => seriesOfAlarm(held).map((one) => seriesKey(held, one)) },
})

/** The metrics that an alarm looks at. */
export function seriesOfAlarm({ record }: Alarm) {
  const direct = record.MetricName === undefined ? [] : [record]
  const queried = (record.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
  return [...direct, ...queried].map(({ Namespace = '', MetricName = '', Dimensions = [] }) => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Dimensions,
  }))
}

export const alarmArn = ({ account, region }: Scope, name: string): string =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`

interface HistoryEntry extends Scope {
  readonly number: number
  readonly item: Cloudwatch.AlarmHistoryItem
}

export const alarmHistory = table<HistoryEntry>(
  'alarm-history',
  (entry) => `${scopeKey(entry)}/${entry.number}`,
  { scope: scopeKey },
)

export function note(
  ctx: Context,
  AlarmName: string | undefined,
  HistoryItemType: Cloudwatch.HistoryItemType,
  HistorySummary: string,
  data: object,
): void {
  ctx.store.put(alarmHistory, {
    account: ctx.account,
    region: ctx.region,
    number: ctx.store.count(alarmHistory, 'scope', scopeKey(ctx)),
    item: {
      AlarmName,
      AlarmType: 'MetricAlarm',
      Timestamp: timestamp(ctx.now),
      HistoryItemType,
      HistorySummary,
      HistoryData: JSON.stringify({ version: '1.0', ...data }),
    },
  })
}

export function setState(
  ctx: Context,
  alarm: Alarm,
  to: Cloudwatch.StateValue,
  reason: string,
  data?: string,
): Alarm {
  const { AlarmName, StateValue: from } = alarm.record
  const at = timestamp(ctx.now)
  const changed = alarms.update(ctx, alarm, {
    StateValue: to,
    StateReason: reason,
    ...(data !== undefined && { StateReasonData: data }),
    StateUpdatedTimestamp: at,
    ...(from !== to && { StateTransitionedTimestamp: at }),
  })
  if (from !== to) {
    note(ctx, AlarmName, 'StateUpdate', `Alarm updated from ${from} to ${to}`, {
      oldState: { stateValue: from },
      newState: { stateValue: to, stateReason: reason },
    })
  }
  return changed
}
