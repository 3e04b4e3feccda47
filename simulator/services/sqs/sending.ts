import { AwsError } from '../../api/error.ts'
import type { Sqs } from '../../api/generated/types.d.ts'
import { hexOf } from '../../kernel/md5.ts'
import { sha256 } from '../../kernel/sha256.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { checkBatch } from './batches.ts'
import { invalidValue } from './errors.ts'
import {
  attributesDigest,
  bodyDigest,
  type MessageAttributes,
  nextSequence,
  recentSends,
  storeMessage,
} from './message-store.ts'
import { isFifo, type Queue, queues, requireQueue } from './queues.ts'

interface Sent {
  readonly MessageBody: string
  readonly DelaySeconds?: number | undefined
  readonly MessageAttributes?: MessageAttributes | undefined
  readonly MessageDeduplicationId?: string | undefined
  readonly MessageGroupId?: string | undefined
}

/** SQS developer guide, using-messagededuplicationid-property. */
const deduplicationTime = 5 * 60_000

/** Puts a message into a queue, as requests do and topics that deliver to it. */
export function send(ctx: Context, queue: Queue, message: Sent): Sqs.SendMessageResult {
  const { MessageBody, DelaySeconds, MessageAttributes = {}, MessageGroupId } = message
  if (MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  const largest = Number(queue.side.attributes['MaximumMessageSize'] ?? 1_048_576)
  if (new TextEncoder().encode(MessageBody).length > largest) {
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${largest} bytes.`,
    )
  }
  if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > 900)) {
    throw invalidValue(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    )
  }
  const digests = {
    MD5OfMessageBody: bodyDigest(MessageBody),
    MD5OfMessageAttributes: attributesDigest(MessageAttributes),
  }
  const common = { body: MessageBody, attributes: MessageAttributes, delaySeconds: DelaySeconds }
  if (!isFifo(queue)) {
    const { id } = storeMessage(ctx, queue, present({ ...common, group: MessageGroupId }))
    return present({ ...digests, MessageId: id })
  }
  if (MessageGroupId === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.')
  }
  if (DelaySeconds) {
    throw invalidValue(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    )
  }
  const deduplication = deduplicationOf(queue, message)
  const scope = queue.side.attributes['DeduplicationScope'] === 'messageGroup' ? MessageGroupId : ''
  const key = `${queues.idOf(queue)}\n${scope}\n${deduplication}`
  const before = ctx.store.get(recentSends, key)
  if (before && ctx.now - before.at < deduplicationTime) {
    return present({ ...digests, MessageId: before.message, SequenceNumber: before.sequence })
  }
  const sequence = nextSequence(ctx)
  const { id } = storeMessage(ctx, queue, { ...common, group: MessageGroupId, deduplication, sequence })
  ctx.store.put(recentSends, { key, queue: queues.idOf(queue), at: ctx.now, message: id, sequence })
  return present({ ...digests, MessageId: id, SequenceNumber: sequence })
}

function deduplicationOf({ side }: Queue, { MessageDeduplicationId, MessageBody }: Sent): string {
  if (MessageDeduplicationId !== undefined) return MessageDeduplicationId
  if (side.attributes['ContentBasedDeduplication'] === 'true') {
    return hexOf(sha256(new TextEncoder().encode(MessageBody)))
  }
  throw invalidValue(
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  )
}

export const sendMessage = operation(
  'sqs',
  'SendMessage',
  { fidelity: 'exact', source: 'SQS API reference, SendMessage' },
  ({ QueueUrl, ...message }, ctx) => send(ctx, requireQueue(ctx, QueueUrl), message),
)

export const sendMessageBatch = operation(
  'sqs',
  'SendMessageBatch',
  { fidelity: 'exact', source: 'SQS API reference, SendMessageBatch' },
  ({ QueueUrl, Entries }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    return checkBatch(Entries, (entry) => {
      const result = send(ctx, queue, entry)
      return {
        Id: entry.Id,
        MessageId: result.MessageId ?? '',
        MD5OfMessageBody: result.MD5OfMessageBody ?? '',
        ...present({
          MD5OfMessageAttributes: result.MD5OfMessageAttributes,
          SequenceNumber: result.SequenceNumber,
        }),
      }
    })
  },
)
