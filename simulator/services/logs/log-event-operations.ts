import type { Logs } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalid, invalidToken } from './errors.ts'
import { filterPattern } from './filter-patterns.ts'
import { logGroups, requireGroup, requireGroupOf } from './log-groups.ts'
import { takeIn } from './log-intake.ts'
import { eventBytes, eventsOf, type LogEvent, logStreams, streamArn, streamsOf } from './log-streams.ts'

const hours = 3600 * 1000
const days = 24 * hours

// CloudWatch Logs API reference, PutLogEvents.
const mostBytes = 1_048_576
const tooNewAfter = 2 * hours
const tooOldAfter = 14 * days

export const putLogEvents = operation(
  'logs',
  'PutLogEvents',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, PutLogEvents' },
  ({ logGroupName, logStreamName, logEvents: events }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    const stream = logStreams.require(ctx, streamArn(logGroups.idOf(group), logStreamName))
    if (events.reduce((sum, event) => sum + eventBytes(event), 0) > mostBytes) {
      throw invalid(`Upload too large: more than ${mostBytes} bytes`)
    }
    const times = events.map(({ timestamp }) => timestamp)
    if (times.some((time, i) => i > 0 && time < times[i - 1]!)) {
      throw invalid('Log events in a single PutLogEvents request must be in chronological order.')
    }
    if (Math.max(...times) - Math.min(...times) > 24 * hours) {
      throw invalid(
        'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
      )
    }
    const { retentionInDays } = group.record
    const expired = ctx.now - (retentionInDays ?? Number.POSITIVE_INFINITY) * days
    const tooOld = ctx.now - tooOldAfter
    const tooNew = ctx.now + tooNewAfter
    takeIn(
      ctx,
      group,
      stream,
      events.filter(({ timestamp }) => timestamp >= tooOld && timestamp >= expired && timestamp <= tooNew),
    )
    const firstNew = times.findIndex((time) => time > tooNew)
    const rejectedLogEventsInfo: Logs.RejectedLogEventsInfo = {
      ...(firstNew >= 0 && { tooNewLogEventStartIndex: firstNew }),
      ...(times[0]! < tooOld && { tooOldLogEventEndIndex: times.filter((time) => time < tooOld).length }),
      ...(times[0]! < expired && { expiredLogEventEndIndex: times.filter((time) => time < expired).length }),
    }
    // The page: a sequence token is always given and never needed.
    return {
      nextSequenceToken: String(ctx.now).padStart(56, '4'),
      ...(Object.keys(rejectedLogEventsInfo).length && { rejectedLogEventsInfo }),
    }
  },
)

const within =
  (startTime = Number.NEGATIVE_INFINITY, endTime = Number.POSITIVE_INFINITY) =>
  ({ timestamp }: LogEvent): boolean =>
    timestamp >= startTime && timestamp < endTime

function requireOrder(startTime: number | undefined, endTime: number | undefined): void {
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw invalid('Start time must be before end time')
  }
}

// Tokens go both ways and say between which events a reader stands.
const forward = (at: number) => `f/${String(at).padStart(56, '0')}`
const backward = (at: number) => `b/${String(at).padStart(56, '0')}`

function readToken(token: string): { goesOn: boolean; at: number } {
  const [, way, digits] = /^([fb])\/(\d{56})$/.exec(token) ?? []
  if (digits === undefined) throw invalidToken()
  return { goesOn: way === 'f', at: Number(digits) }
}

export const getLogEvents = operation(
  'logs',
  'GetLogEvents',
  {
    fidelity: { simplified: 'Retention does not take events away that were taken in.' },
    source: 'CloudWatch Logs API reference, GetLogEvents',
  },
  (input, ctx) => {
    const { startTime, endTime, nextToken, limit = 10_000, startFromHead = false } = input
    requireOrder(startTime, endTime)
    const group = logGroups.idOf(requireGroupOf(ctx, input))
    const stream = logStreams.require(ctx, streamArn(group, input.logStreamName))
    const all = eventsOf(ctx, logStreams.idOf(stream)).filter(within(startTime, endTime))
    const place =
      nextToken === undefined
        ? { goesOn: startFromHead, at: startFromHead ? 0 : all.length }
        : readToken(nextToken)
    const start = place.goesOn ? place.at : Math.max(0, place.at - limit)
    const end = place.goesOn ? Math.min(all.length, place.at + limit) : place.at
    return {
      events: all.slice(start, end).map(({ timestamp, message, ingestionTime }) => ({
        timestamp,
        message,
        ingestionTime,
      })),
      // The page: at the end of the stream the token comes back as it was passed in.
      nextForwardToken: forward(end),
      nextBackwardToken: backward(start),
    }
  },
)

export const filterLogEvents = operation(
  'logs',
  'FilterLogEvents',
  {
    fidelity: {
      simplified:
        'Filter patterns are terms (also negated and optional), JSON patterns and patterns of columns; regular expressions in them are not read.',
    },
    source: 'CloudWatch Logs API reference, FilterLogEvents',
  },
  (input, ctx) => {
    const { logStreamNames, logStreamNamePrefix, startTime, endTime, limit = 10_000, nextToken } = input
    if (logStreamNames && logStreamNamePrefix !== undefined) {
      throw invalid('logStreamNames and logStreamNamePrefix are mutually exclusive.')
    }
    requireOrder(startTime, endTime)
    const group = logGroups.idOf(requireGroupOf(ctx, input))
    for (const name of logStreamNames ?? []) logStreams.require(ctx, streamArn(group, name))
    const matches = filterPattern(input.filterPattern ?? '')
    const streams = streamsOf(ctx, group).filter(
      ({ record: { logStreamName = '' } }) =>
        (!logStreamNames || logStreamNames.includes(logStreamName)) &&
        logStreamName.startsWith(logStreamNamePrefix ?? ''),
    )
    const nameOf = new Map(streams.map(({ record }) => [record.arn, record.logStreamName]))
    const found = streams
      .flatMap((stream) => eventsOf(ctx, logStreams.idOf(stream)))
      .filter((event) => within(startTime, endTime)(event) && matches(event.message))
      .sort((a, b) => a.timestamp - b.timestamp)
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    const events = items.map(({ stream, number, timestamp, message, ingestionTime }) => ({
      logStreamName: nameOf.get(stream),
      timestamp,
      message,
      ingestionTime,
      eventId: `${timestamp}${String(number).padStart(43, '0')}`,
    }))
    // The page: `searchedLogStreams` is always empty since 2019.
    return { events, searchedLogStreams: [], ...(next && { nextToken: next }) }
  },
)
