import type { Logs } from '../../api/generated/types.d.ts'
import { evaluateSoon } from '../cloudwatch/alarm-evaluation.ts'
import { recordMetric } from '../cloudwatch/metrics.ts'
import type { Context } from '../context.ts'
import { filterPattern, readerOf } from './filter-patterns.ts'
import type { LogGroup } from './log-groups.ts'
import { appendEvents, type LogStream } from './log-streams.ts'

export interface IncomingEvent {
  readonly timestamp: number
  readonly message: string
}

/** Appends events to a stream, and lets the metric filters of its group count them. */
export function takeIn(
  ctx: Context,
  group: LogGroup,
  stream: LogStream,
  events: readonly IncomingEvent[],
): void {
  appendEvents(ctx, stream, events)
  if (!events.length) return
  for (const filter of group.side.metrics) count(ctx, filter, events)
}

// CloudWatch Logs user guide, MonitoringLogData: a value for each event that matches, and the default value, where there
// is one, for a minute in which events come in and none matches.
function count(ctx: Context, filter: Logs.MetricFilter, events: readonly IncomingEvent[]): void {
  const { filterPattern: pattern = '', metricTransformations = [] } = filter
  const matches = filterPattern(pattern)
  const matching = events.filter(({ message }) => matches(message))
  const read = readerOf(pattern)
  for (const transformation of metricTransformations) {
    const { metricValue = '1', defaultValue, dimensions = {} } = transformation
    if (!matching.length && defaultValue !== undefined) measure(ctx, transformation, {}, defaultValue)
    for (const { message } of matching) {
      const value = Number(metricValue.startsWith('$') ? read(message, metricValue) : metricValue)
      const named = Object.entries(dimensions).map(
        ([name, selector]) => [name, read(message, selector)] as const,
      )
      // The same guide, "Using dimensions": an event that lacks one of them gives no value.
      if (Number.isNaN(value) || named.some(([, found]) => found === undefined)) continue
      measure(
        ctx,
        transformation,
        Object.fromEntries(named.map(([name, found]) => [name, String(found)])),
        value,
      )
    }
  }
}

function measure(
  ctx: Context,
  { metricNamespace: namespace = '', metricName: name = '', unit }: Logs.MetricTransformation,
  dimensions: Readonly<Record<string, string>>,
  value: number,
): void {
  const series = {
    namespace,
    name,
    dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }
  recordMetric(ctx.store, ctx, { ...series, at: ctx.now, unit, values: [[value, 1]] })
  evaluateSoon(ctx, series)
}
