import { AwsError } from '../../api/error.ts'
import type { Sns } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import type { ActingService } from '../service-callers.ts'
import { nextSequence } from '../sqs/message-store.ts'
import { queueOfArn } from '../sqs/queues.ts'
import { send } from '../sqs/sending.ts'
import { invalidParameter } from './errors.ts'
import { passesFilter } from './filter-policies.ts'
import { mayPublish, takesFrom } from './publishing-rights.ts'
import { type Subscription, subscriptionsOf } from './subscriptions.ts'
import { isFifo, requireTopic, topics } from './topics.ts'

interface Published {
  readonly Message: string
  readonly Subject?: string | undefined
  readonly MessageStructure?: string | undefined
  readonly MessageAttributes?: Readonly<Record<string, Sns.MessageAttributeValue>> | undefined
  readonly MessageDeduplicationId?: string | undefined
  readonly MessageGroupId?: string | undefined
}

/** SNS API reference, Publish: messages are at most 262,144 bytes large. */
const largestMessage = 262_144

function publishOne(
  ctx: Context,
  arn: string,
  message: Published,
): { MessageId: string; SequenceNumber?: string } {
  const { Message, MessageStructure, MessageAttributes = {}, MessageGroupId } = message
  if (Message === '') throw invalidParameter('Empty message')
  if (new TextEncoder().encode(Message).length > largestMessage) throw invalidParameter('Message too long')
  if (isFifo(arn) && MessageGroupId === undefined) {
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics')
  }
  const texts = MessageStructure === 'json' ? structured(Message) : undefined
  const MessageId = rollUuid(ctx.store)
  for (const held of subscriptionsOf(ctx, arn)) {
    const text = texts ? (texts[held.record.Protocol ?? ''] ?? texts['default']!) : Message
    const { FilterPolicy, FilterPolicyScope } = held.side.attributes
    if (held.side.isPending || !passesFilter(FilterPolicy, FilterPolicyScope, MessageAttributes, text))
      continue
    deliver(ctx, held, MessageId, { ...message, Message: text, MessageAttributes })
  }
  return present({ MessageId, SequenceNumber: isFifo(arn) ? nextSequence(ctx) : undefined })
}

function structured(text: string): Readonly<Record<string, string>> {
  let texts: unknown
  try {
    texts = JSON.parse(text)
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse')
  }
  if (typeof texts === 'object' && texts !== null && 'default' in texts)
    return texts as Record<string, string>
  throw invalidParameter('Message Structure - No default entry in JSON message body')
}

// A queue that is gone, or does not take the message, gets none; the publisher does not hear of it.
function deliver(ctx: Context, held: Subscription, id: string, message: Published): void {
  const { record, side } = held
  const queue = record.Protocol === 'sqs' ? queueOfArn(ctx, record.Endpoint ?? '') : undefined
  if (!queue || !takesFrom(ctx, queue, held)) return
  const isRaw = side.attributes['RawMessageDelivery'] === 'true'
  const { MessageAttributes = {}, MessageGroupId, MessageDeduplicationId, Message } = message
  try {
    send(ctx, queue, {
      MessageBody: isRaw ? Message : envelope(ctx, held, id, message),
      ...(isRaw && { MessageAttributes }),
      ...(MessageGroupId !== undefined && { MessageGroupId }),
      ...(MessageDeduplicationId !== undefined && { MessageDeduplicationId }),
    })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
  }
}

/** SNS developer guide, sns-message-and-json-formats. NOT MODELLED: a signature that could be verified. */
function envelope(ctx: Context, { record }: Subscription, MessageId: string, message: Published): string {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue = '' }]) => [name, { Type: DataType, Value: StringValue }],
  )
  const host = `https://sns.${ctx.region}.amazonaws.com`
  return JSON.stringify(
    present({
      Type: 'Notification',
      MessageId,
      TopicArn: record.TopicArn,
      Subject: message.Subject,
      Message: message.Message,
      Timestamp: timestamp(ctx.now),
      SignatureVersion: '1',
      Signature: 'EXAMPLE',
      SigningCertURL: `${host}/SimpleNotificationService.pem`,
      UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${record.SubscriptionArn}`,
      MessageAttributes: attributes.length ? Object.fromEntries(attributes) : undefined,
    }),
    undefined,
    2,
  )
}

/**
 * For services that tell a topic of something: VPC endpoint connections, for one. Where the topic is gone or does not
 * let them, nothing is published and nobody hears of it.
 */
export function notify(
  ctx: Context,
  from: ActingService,
  topicArn: string,
  message: Pick<Published, 'Subject' | 'Message'>,
): void {
  const topic = topics.get(ctx, topicArn)
  if (!topic || !mayPublish(ctx, from, topic)) return
  const { account, region } = topic
  try {
    publishOne({ ...ctx, account, region }, topicArn, message)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
  }
}

export const publish = operation(
  'sns',
  'Publish',
  {
    fidelity: { simplified: 'Delivers to SQS; phones and mobile endpoints are not simulated.' },
    source: 'SNS API reference, Publish',
  },
  ({ TopicArn, TargetArn, ...message }, ctx) => {
    const arn = TopicArn ?? TargetArn
    if (arn === undefined) {
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter')
    }
    requireTopic(ctx, arn)
    return publishOne(ctx, arn, message)
  },
)

export const publishBatch = operation(
  'sns',
  'PublishBatch',
  { fidelity: 'exact', source: 'SNS API reference, PublishBatch' },
  ({ TopicArn, PublishBatchRequestEntries: entries }, ctx) => {
    requireTopic(ctx, TopicArn)
    if (!entries.length)
      throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.")
    if (entries.length > 10) {
      throw new AwsError(
        'TooManyEntriesInBatchRequest',
        'The batch request contains more entries than permissible.',
      )
    }
    if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
      throw new AwsError(
        'BatchEntryIdsNotDistinct',
        'Two or more batch entries in the request have the same Id.',
      )
    }
    const Successful: Sns.PublishBatchResultEntry[] = []
    const Failed: Sns.BatchResultErrorEntry[] = []
    for (const { Id, ...message } of entries) {
      try {
        Successful.push({ Id, ...publishOne(ctx, TopicArn, message) })
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true })
      }
    }
    return { Successful, Failed }
  },
)
