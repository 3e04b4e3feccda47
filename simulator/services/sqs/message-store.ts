import type { Sqs } from '../../api/generated/types.d.ts'
import { md5Hex } from '../../kernel/md5.ts'
import { rollUuid } from '../../kernel/random.ts'
import { cell, table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { isFifo, type Queue, queues } from './queues.ts'

export type MessageAttributes = Readonly<Record<string, Sqs.MessageAttributeValue>>

export interface StoredMessage {
  readonly id: string
  /** URL of its queue. */
  readonly queue: string
  readonly body: string
  readonly attributes: MessageAttributes
  /** Who sent it: IAM's id of them. */
  readonly sender: string
  readonly sentAt: number
  /** When it can be received, or be received again. */
  readonly visibleAt: number
  readonly received: number
  readonly firstReceivedAt?: number
  /** The receipt that was given out last. */
  readonly receipt?: string
  readonly group?: string
  readonly deduplication?: string
  readonly sequence?: string
  /** ARN of the queue that it was moved from. */
  readonly source?: string
}

export const messages = table<StoredMessage>('sqs-messages', ({ id }) => id, { queue: ({ queue }) => queue })

/** Deduplication ids of the last five minutes, and the message that each brought. */
export const recentSends = table<{
  readonly key: string
  readonly queue: string
  readonly at: number
  readonly message: string
  readonly sequence: string
}>('sqs-recent-sends', ({ key }) => key, { queue: ({ queue }) => queue })

const sequences = cell('sqs-sequence', 0)

/** FIFO messages are numbered through, in twenty digits. */
export function nextSequence(ctx: Pick<Context, 'store'>): string {
  const next = ctx.store.read(sequences) + 1
  ctx.store.set(sequences, next)
  return `188${String(next).padStart(17, '0')}`
}

export type NewMessage = Pick<
  StoredMessage,
  'body' | 'attributes' | 'group' | 'deduplication' | 'sequence'
> & {
  readonly delaySeconds?: number | undefined
}

export function storeMessage(
  ctx: Context,
  queue: Queue,
  { delaySeconds, ...message }: NewMessage,
): StoredMessage {
  const delay = delaySeconds ?? Number(queue.side.attributes['DelaySeconds'] ?? 0)
  return ctx.store.put(messages, {
    ...message,
    id: rollUuid(ctx.store),
    queue: queues.idOf(queue),
    sender: ctx.caller.userId,
    sentAt: ctx.now,
    visibleAt: ctx.now + delay * 1000,
    received: 0,
  })
}

/** The messages of a queue that are not older than it keeps them; those that are go. Oldest first. */
export function messagesOf(ctx: Pick<Context, 'store' | 'now'>, queue: Queue): StoredMessage[] {
  const kept = Number(queue.side.attributes['MessageRetentionPeriod'] ?? 345_600) * 1000
  const all = ctx.store.by(messages, 'queue', queues.idOf(queue))
  return all.filter(({ sentAt }) => ctx.now - sentAt < kept)
}

export function counts(ctx: Context, queue: Queue): { visible: number; inFlight: number; delayed: number } {
  const all = messagesOf(ctx, queue)
  const hidden = all.filter(({ visibleAt }) => visibleAt > ctx.now)
  const inFlight = hidden.filter(({ received }) => received > 0).length
  return { visible: all.length - hidden.length, inFlight, delayed: hidden.length - inFlight }
}

export function clearQueue(ctx: Pick<Context, 'store'>, queue: Queue): void {
  const url = queues.idOf(queue)
  for (const { id } of ctx.store.by(messages, 'queue', url)) ctx.store.delete(messages, id)
  for (const { key } of ctx.store.by(recentSends, 'queue', url)) ctx.store.delete(recentSends, key)
}

/** Puts a message that was received too often into another queue. */
export function moveMessage(
  ctx: Pick<Context, 'store' | 'now'>,
  message: StoredMessage,
  from: Queue,
  to: Queue,
): void {
  const { receipt: _, ...rest } = message
  ctx.store.delete(messages, message.id)
  ctx.store.put(messages, { ...rest, queue: queues.idOf(to), visibleAt: ctx.now, source: queues.arnOf(from) })
}

/** In a FIFO queue, the groups of which a message is being worked on give out no other. */
export function receivable(ctx: Context, queue: Queue): StoredMessage[] {
  const all = messagesOf(ctx, queue)
  if (!isFifo(queue)) return all.filter(({ visibleAt }) => visibleAt <= ctx.now)
  const busy = new Set(all.filter(({ visibleAt }) => visibleAt > ctx.now).map(({ group }) => group))
  return all.filter(({ group }) => !busy.has(group))
}

export const bodyDigest = (body: string): string => md5Hex(new TextEncoder().encode(body))

/** SQS developer guide, sqs-message-metadata, "Calculating the MD5 message digest for message attributes". */
export function attributesDigest(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort()
  if (!names.length) return undefined
  const encoder = new TextEncoder()
  const pieces: number[] = []
  const add = (bytes: Uint8Array) => {
    const length = bytes.length
    pieces.push(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255, ...bytes)
  }
  for (const name of names) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name]!
    add(encoder.encode(name))
    add(encoder.encode(DataType))
    pieces.push(BinaryValue ? 2 : 1)
    add(BinaryValue ?? encoder.encode(StringValue ?? ''))
  }
  return md5Hex(Uint8Array.from(pieces))
}
