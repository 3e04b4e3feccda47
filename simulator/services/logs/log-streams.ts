import type { Logs } from '../../api/generated/types.d.ts'
import { table } from '../../kernel/store.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { notFound } from './errors.ts'

export interface LogStreamSide {
  readonly group: string
  readonly bytes: number
}

export type LogStream = Held<Logs.LogStream, LogStreamSide>

export const logStreams = family<Logs.LogStream, LogStreamSide>({
  service: 'logs',
  resource: 'log-stream',
  id: 'arn',
  prefix: 'arn:aws:logs:log-stream',
  missing: () => notFound('log stream'),
  references: { group: { to: 'logs:log-group', read: ({ side }) => side.group, blocks: false } },
})

/** One line of a log. Whoever writes logs of AWS's own, flow logs for one, puts them here. */
export interface LogEvent {
  readonly number: number
  /** ARN of the stream. */
  readonly stream: string
  readonly timestamp: number
  readonly message: string
  readonly ingestionTime: number
}

export const logEvents = table<LogEvent>('log-events', ({ stream, number }) => `${stream}/${number}`, {
  stream: ({ stream }) => stream,
})

export const streamArn = (groupArn: string, name: string): string => `${groupArn}:log-stream:${name}`

export const streamsOf = (ctx: Pick<Context, 'store'>, groupArn: string): LogStream[] =>
  logStreams.by(ctx, 'group', groupArn)

export const storedBytesOf = (ctx: Pick<Context, 'store'>, groupArn: string): number =>
  streamsOf(ctx, groupArn).reduce((sum, { side }) => sum + side.bytes, 0)

export function dropStream(ctx: Pick<Context, 'store'>, stream: LogStream): void {
  const arn = logStreams.idOf(stream)
  for (const { number } of ctx.store.by(logEvents, 'stream', arn))
    ctx.store.delete(logEvents, `${arn}/${number}`)
  logStreams.remove(ctx, stream)
}

export function dropStreamsOf(ctx: Pick<Context, 'store'>, groupArn: string): void {
  for (const stream of streamsOf(ctx, groupArn)) dropStream(ctx, stream)
}

export function openStream(ctx: Context, groupArn: string, logStreamName: string): LogStream {
  return logStreams.create(
    ctx,
    {
      logStreamName,
      creationTime: ctx.now,
      arn: streamArn(groupArn, logStreamName),
      storedBytes: 0,
    },
    { group: groupArn, bytes: 0 },
  )
}

/** CloudWatch Logs API reference, PutLogEvents: what an event counts beyond its text. */
const overhead = 26

const bytesIn = (text: string): number => new TextEncoder().encode(text).length

export const eventBytes = ({ message }: { readonly message: string }): number => bytesIn(message) + overhead

/** Appends to a stream, and notes in it when it was first and last written to. */
export function appendEvents(
  ctx: Context,
  stream: LogStream,
  events: readonly { readonly timestamp: number; readonly message: string }[],
): void {
  if (!events.length) return
  const arn = logStreams.idOf(stream)
  const before = ctx.store.count(logEvents, 'stream', arn)
  for (const [i, { timestamp, message }] of events.entries()) {
    ctx.store.put(logEvents, { number: before + i, stream: arn, timestamp, message, ingestionTime: ctx.now })
  }
  const times = events.map(({ timestamp }) => timestamp)
  const { firstEventTimestamp = Number.POSITIVE_INFINITY, lastEventTimestamp = 0 } = stream.record
  logStreams.update(
    ctx,
    stream,
    {
      firstEventTimestamp: Math.min(firstEventTimestamp, ...times),
      lastEventTimestamp: Math.max(lastEventTimestamp, ...times),
      lastIngestionTime: ctx.now,
    },
    { bytes: stream.side.bytes + events.reduce((sum, event) => sum + eventBytes(event), 0) },
  )
}

/** The events of a stream by their time; those of one time as they came in. */
export const eventsOf = (ctx: Pick<Context, 'store'>, arn: string): LogEvent[] =>
  [...ctx.store.by(logEvents, 'stream', arn)].sort((a, b) => a.timestamp - b.timestamp || a.number - b.number)
