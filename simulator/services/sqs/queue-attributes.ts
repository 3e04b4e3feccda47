import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidAttribute } from './errors.ts'
import { counts } from './message-store.ts'
import { deadLetterOf, isFifo, type Queue, queueOfArn, queues, requireQueue } from './queues.ts'

// SQS API reference, SetQueueAttributes: least, most, and what an attribute is when nobody sets it.
const numbers: Readonly<Record<string, readonly [number, number, string]>> = {
  VisibilityTimeout: [0, 43_200, '30'],
  MaximumMessageSize: [1024, 1_048_576, '1048576'],
  MessageRetentionPeriod: [60, 1_209_600, '345600'],
  DelaySeconds: [0, 900, '0'],
  ReceiveMessageWaitTimeSeconds: [0, 20, '0'],
  KmsDataKeyReusePeriodSeconds: [60, 86_400, '300'],
}
const booleans = ['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled']
const others = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'DeduplicationScope',
  'FifoThroughputLimit',
]
const fifoOnly = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']

export function checkAttributes(
  ctx: Context,
  attributes: Readonly<Record<string, string>>,
  isFifoQueue: boolean,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const bounds = numbers[name]
    if (bounds) {
      if (!/^\d+$/.test(value) || Number(value) < bounds[0] || Number(value) > bounds[1]) {
        throw invalidAttribute(name)
      }
    } else if (booleans.includes(name)) {
      if (value !== 'true' && value !== 'false') throw invalidAttribute(name)
    } else if (!others.includes(name)) throw unknownAttribute(name)
    if (fifoOnly.includes(name) && !isFifoQueue) throw unknownAttribute(name)
    if (name === 'Policy' && value !== '' && !readPolicy(value, 'resource').policy) {
      throw invalidAttribute(name)
    }
    if (name === 'RedrivePolicy' && value !== '') checkRedrive(ctx, attributes, value, isFifoQueue)
  }
}

const unknownAttribute = (name: string) => new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`)

function checkRedrive(
  ctx: Context,
  attributes: Readonly<Record<string, string>>,
  text: string,
  isFifoQueue: boolean,
): void {
  const target = deadLetterOf(attributes)
  if (!target || target.most > 1000) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map.`,
    )
  }
  const queue = queueOfArn(ctx, target.arn)
  if (!queue) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
    )
  }
  if (isFifo(queue) !== isFifoQueue) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${text} for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must be same type of queue as the source.`,
    )
  }
}

/** All attributes of a queue, in the order in which SQS tells them. */
function attributesOf(ctx: Context, queue: Queue): Record<string, string> {
  const { attributes, createdAt, changedAt } = queue.side
  const set = (name: string) => attributes[name] ?? numbers[name]?.[2] ?? ''
  const { visible, inFlight, delayed } = counts(ctx, queue)
  const all: Record<string, string> = {
    QueueArn: queues.arnOf(queue),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(changedAt / 1000)),
    VisibilityTimeout: set('VisibilityTimeout'),
    MaximumMessageSize: set('MaximumMessageSize'),
    MessageRetentionPeriod: set('MessageRetentionPeriod'),
    DelaySeconds: set('DelaySeconds'),
    ...optional(attributes, ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy']),
    ReceiveMessageWaitTimeSeconds: set('ReceiveMessageWaitTimeSeconds'),
    ...(attributes['KmsMasterKeyId']
      ? {
          ...optional(attributes, ['KmsMasterKeyId']),
          KmsDataKeyReusePeriodSeconds: set('KmsDataKeyReusePeriodSeconds'),
        }
      : {}),
    SqsManagedSseEnabled: attributes['SqsManagedSseEnabled'] ?? String(!attributes['KmsMasterKeyId']),
  }
  if (!isFifo(queue)) return all
  return {
    ...all,
    FifoQueue: 'true',
    ContentBasedDeduplication: attributes['ContentBasedDeduplication'] ?? 'false',
    DeduplicationScope: attributes['DeduplicationScope'] ?? 'queue',
    FifoThroughputLimit: attributes['FifoThroughputLimit'] ?? 'perQueue',
  }
}

const optional = (attributes: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => attributes[name]).map((name) => [name, attributes[name]!]))

export const getQueueAttributes = operation(
  'sqs',
  'GetQueueAttributes',
  { fidelity: 'exact', source: 'SQS API reference, GetQueueAttributes' },
  ({ QueueUrl, AttributeNames = [] }, ctx) => {
    const all = attributesOf(ctx, requireQueue(ctx, QueueUrl))
    const wanted: readonly string[] = AttributeNames
    const known = [...Object.keys(numbers), ...booleans, ...others, ...Object.keys(all), 'All']
    const odd = wanted.find((name) => !known.includes(name))
    if (odd !== undefined) throw unknownAttribute(odd)
    const entries = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name))
    return entries.length ? { Attributes: Object.fromEntries(entries) } : {}
  },
)

export const setQueueAttributes = operation(
  'sqs',
  'SetQueueAttributes',
  {
    fidelity: { simplified: 'Changes hold at once; at AWS they take up to a minute.' },
    source: 'SQS API reference, SetQueueAttributes',
  },
  ({ QueueUrl, Attributes }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    checkAttributes(ctx, Attributes, isFifo(queue))
    const changed = Object.entries({ ...queue.side.attributes, ...Attributes }).filter(
      ([, value]) => value !== '',
    )
    queues.update(ctx, queue, {}, { attributes: Object.fromEntries(changed), changedAt: ctx.now })
    return {}
  },
)
