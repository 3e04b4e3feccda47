import { AwsError } from '../../api/error.ts'
import type { Sqs } from '../../api/generated/types.d.ts'
import { base64Of, bytesOfBase64 } from '../../kernel/base64.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { checkBatch } from './batches.ts'
import { invalidReceipt, invalidValue } from './errors.ts'
import {
  attributesDigest,
  bodyDigest,
  type MessageAttributes,
  messages,
  moveMessage,
  receivable,
  type StoredMessage,
} from './message-store.ts'
import { deadLetterOf, type Queue, queueOfArn, queues, requireQueue } from './queues.ts'

export const receiveMessage = operation(
  'sqs',
  'ReceiveMessage',
  {
    fidelity: { simplified: 'Answers at once: it does not wait for messages to come (WaitTimeSeconds).' },
    source: 'SQS API reference, ReceiveMessage',
  },
  (input, ctx) => {
    const queue = requireQueue(ctx, input.QueueUrl)
    const most = input.MaxNumberOfMessages ?? 1
    if (most < 1 || most > 10) {
      throw invalidValue(
        `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      )
    }
    const timeout = input.VisibilityTimeout ?? Number(queue.side.attributes['VisibilityTimeout'] ?? 30)
    checkTimeout(timeout)
    const found: Sqs.Message[] = []
    for (const message of receivable(ctx, queue)) {
      if (found.length >= most) break
      if (isSpent(ctx, queue, message)) continue
      const taken = ctx.store.put(messages, {
        ...message,
        received: message.received + 1,
        firstReceivedAt: message.firstReceivedAt ?? ctx.now,
        visibleAt: ctx.now + timeout * 1000,
        receipt: rollUuid(ctx.store),
      })
      found.push(shown(taken, input))
    }
    return found.length ? { Messages: found } : {}
  },
)

function checkTimeout(seconds: number): void {
  if (seconds >= 0 && seconds <= 43_200) return
  throw invalidValue(
    `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.`,
  )
}

/** A message that was received as often as the queue allows goes to the queue for dead letters. */
function isSpent(ctx: Context, queue: Queue, message: StoredMessage): boolean {
  const rule = deadLetterOf(queue.side.attributes)
  const target = rule && message.received >= rule.most ? queueOfArn(ctx, rule.arn) : undefined
  if (!target) return false
  moveMessage(ctx, message, queue, target)
  return true
}

function shown(message: StoredMessage, asked: Sqs.ReceiveMessageRequest): Sqs.Message {
  const wanted: readonly string[] = [
    ...(asked.MessageSystemAttributeNames ?? []),
    ...(asked.AttributeNames ?? []),
  ]
  const system = present({
    SenderId: message.sender,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ApproximateReceiveCount: String(message.received),
    SentTimestamp: String(message.sentAt),
    SequenceNumber: message.sequence,
    MessageDeduplicationId: message.deduplication,
    MessageGroupId: message.group,
    DeadLetterQueueSourceArn: message.source,
  })
  const Attributes = Object.fromEntries(
    Object.entries(system).filter(([name]) => wanted.includes('All') || wanted.includes(name)),
  ) as Record<string, string>
  const own = selected(message.attributes, asked.MessageAttributeNames ?? [])
  return present({
    MessageId: message.id,
    ReceiptHandle: handleOf(message),
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    Attributes: Object.keys(Attributes).length ? Attributes : undefined,
    MD5OfMessageAttributes: attributesDigest(own),
    MessageAttributes: Object.keys(own).length ? own : undefined,
  })
}

/** Names, `All`, or `prefix.*`. */
function selected(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  const fits = (name: string) =>
    wanted.some(
      (one) =>
        one === 'All' ||
        one === '.*' ||
        one === name ||
        (one.endsWith('.*') && name.startsWith(one.slice(0, -1))),
    )
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => fits(name)))
}

const handleOf = ({ id, receipt }: StoredMessage): string =>
  base64Of(new TextEncoder().encode(`receipt:${id}:${receipt}`))

/** The message of a receipt. Undefined where it is gone; an older receipt than the last still finds it. */
function findByReceipt(ctx: Context, queue: Queue, handle: string): StoredMessage | undefined {
  let text = ''
  try {
    text = new TextDecoder().decode(bytesOfBase64(handle))
  } catch {
    throw invalidReceipt(handle)
  }
  const [, id] = /^receipt:([0-9a-f-]{36}):[0-9a-f-]{36}$/.exec(text) ?? []
  if (id === undefined) throw invalidReceipt(handle)
  const message = ctx.store.get(messages, id)
  return message?.queue === queues.idOf(queue) ? message : undefined
}

function deleteOne(ctx: Context, queue: Queue, handle: string): void {
  const message = findByReceipt(ctx, queue, handle)
  if (message) ctx.store.delete(messages, message.id)
}

export const deleteMessage = operation(
  'sqs',
  'DeleteMessage',
  { fidelity: 'exact', source: 'SQS API reference, DeleteMessage' },
  ({ QueueUrl, ReceiptHandle }, ctx) => {
    deleteOne(ctx, requireQueue(ctx, QueueUrl), ReceiptHandle)
    return {}
  },
)

export const deleteMessageBatch = operation(
  'sqs',
  'DeleteMessageBatch',
  { fidelity: 'exact', source: 'SQS API reference, DeleteMessageBatch' },
  ({ QueueUrl, Entries }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    return checkBatch(Entries, ({ Id, ReceiptHandle }) => {
      deleteOne(ctx, queue, ReceiptHandle)
      return { Id }
    })
  },
)

function hide(ctx: Context, queue: Queue, handle: string, seconds: number): void {
  checkTimeout(seconds)
  const message = findByReceipt(ctx, queue, handle)
  if (!message) {
    throw invalidValue(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    )
  }
  if (message.visibleAt <= ctx.now) {
    throw new AwsError(
      'AWS.SimpleQueueService.MessageNotInflight',
      `The message referred to isn't in flight.`,
    )
  }
  ctx.store.put(messages, { ...message, visibleAt: ctx.now + seconds * 1000 })
}

export const changeMessageVisibility = operation(
  'sqs',
  'ChangeMessageVisibility',
  { fidelity: 'exact', source: 'SQS API reference, ChangeMessageVisibility' },
  ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, ctx) => {
    hide(ctx, requireQueue(ctx, QueueUrl), ReceiptHandle, VisibilityTimeout)
    return {}
  },
)

export const changeMessageVisibilityBatch = operation(
  'sqs',
  'ChangeMessageVisibilityBatch',
  { fidelity: 'exact', source: 'SQS API reference, ChangeMessageVisibilityBatch' },
  ({ QueueUrl, Entries }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    return checkBatch(Entries, ({ Id, ReceiptHandle, VisibilityTimeout = 30 }) => {
      hide(ctx, queue, ReceiptHandle, VisibilityTimeout)
      return { Id }
    })
  },
)
