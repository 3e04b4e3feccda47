import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { mergeTags, withoutTags } from '../tags.ts'
import { invalidValue } from './errors.ts'
import { clearQueue } from './message-store.ts'
import { checkAttributes } from './queue-attributes.ts'
import { queues, queueUrl, requireQueue } from './queues.ts'

export const createQueue = operation(
  'sqs',
  'CreateQueue',
  { fidelity: 'exact', source: 'SQS API reference, CreateQueue' },
  ({ QueueName, Attributes = {}, tags = {} }, ctx) => {
    const isFifoQueue = Attributes['FifoQueue'] === 'true'
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(QueueName.replace(/\.fifo$/, '')) || QueueName.length > 80) {
      throw invalidValue(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      )
    }
    if (isFifoQueue !== QueueName.endsWith('.fifo')) {
      throw invalidValue(
        isFifoQueue
          ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
          : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
      )
    }
    checkAttributes(ctx, Attributes, isFifoQueue)
    const QueueUrl = queueUrl(ctx.region, ctx.account, QueueName)
    const existing = queues.get(ctx, QueueUrl)
    if (existing) {
      const odd = Object.entries(Attributes).find(([name, value]) => existing.side.attributes[name] !== value)
      if (!odd) return { QueueUrl }
      throw new AwsError(
        'QueueAlreadyExists',
        `A queue already exists with the same name and a different value for attribute ${odd[0]}`,
      )
    }
    queues.create(
      ctx,
      { QueueUrl, QueueName },
      {
        tags: mergeTags(
          [],
          Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        ),
        attributes: Attributes,
        createdAt: ctx.now,
        changedAt: ctx.now,
      },
    )
    return { QueueUrl }
  },
)

export const getQueueUrl = operation(
  'sqs',
  'GetQueueUrl',
  { fidelity: 'exact', source: 'SQS API reference, GetQueueUrl' },
  ({ QueueName, QueueOwnerAWSAccountId }, ctx) => ({
    QueueUrl: requireQueue(ctx, queueUrl(ctx.region, QueueOwnerAWSAccountId ?? ctx.account, QueueName)).record
      .QueueUrl,
  }),
)

export const listQueues = operation(
  'sqs',
  'ListQueues',
  { fidelity: 'exact', source: 'SQS API reference, ListQueues' },
  ({ QueueNamePrefix = '', ...asked }, ctx) => {
    const urls = queues
      .list(ctx)
      .filter(({ record }) => record.QueueName.startsWith(QueueNamePrefix))
      .map(({ record }) => record.QueueUrl)
      .sort()
    const { items, NextToken } = page(urls, asked, { min: 1, max: 1000, usual: 1000 })
    return { ...(items.length && { QueueUrls: items }), ...(NextToken && { NextToken }) }
  },
)

export const deleteQueue = operation(
  'sqs',
  'DeleteQueue',
  {
    fidelity: { simplified: 'The name is free at once; at AWS only after a minute.' },
    source: 'SQS API reference, DeleteQueue',
  },
  ({ QueueUrl }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    clearQueue(ctx, queue)
    queues.delete(ctx, queue)
    return {}
  },
)

export const purgeQueue = operation(
  'sqs',
  'PurgeQueue',
  { fidelity: 'exact', source: 'SQS API reference, PurgeQueue' },
  ({ QueueUrl }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    const { purgedAt } = queue.side
    if (purgedAt !== undefined && ctx.now - purgedAt < 60_000) {
      throw new AwsError(
        'AWS.SimpleQueueService.PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.record.QueueName} is allowed every 60 seconds.`,
        403,
      )
    }
    clearQueue(ctx, queue)
    queues.update(ctx, queue, {}, { purgedAt: ctx.now })
    return {}
  },
)

export const listDeadLetterSourceQueues = operation(
  'sqs',
  'ListDeadLetterSourceQueues',
  { fidelity: 'exact', source: 'SQS API reference, ListDeadLetterSourceQueues' },
  ({ QueueUrl, ...asked }, ctx) => {
    const arn = queues.arnOf(requireQueue(ctx, QueueUrl))
    const urls = queues.by(ctx, 'dead-letter-queue', arn).map(({ record }) => record.QueueUrl)
    const { items, NextToken } = page(urls, asked, { min: 1, max: 1000, usual: 1000 })
    return { queueUrls: items, ...(NextToken && { NextToken }) }
  },
)

export const tagQueue = operation(
  'sqs',
  'TagQueue',
  { fidelity: 'exact', source: 'SQS API reference, TagQueue' },
  ({ QueueUrl, Tags }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    const added = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }))
    queues.setTags(ctx, queue, mergeTags(queue.side.tags, added))
    return {}
  },
)

export const untagQueue = operation(
  'sqs',
  'UntagQueue',
  { fidelity: 'exact', source: 'SQS API reference, UntagQueue' },
  ({ QueueUrl, TagKeys }, ctx) => {
    const queue = requireQueue(ctx, QueueUrl)
    const gone = TagKeys.map((Key) => ({ Key }))
    queues.setTags(ctx, queue, withoutTags(queue.side.tags, gone))
    return {}
  },
)

export const listQueueTags = operation(
  'sqs',
  'ListQueueTags',
  { fidelity: 'exact', source: 'SQS API reference, ListQueueTags' },
  ({ QueueUrl }, ctx) => {
    const { tags } = requireQueue(ctx, QueueUrl).side
    return tags.length
      ? { Tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])) }
      : {}
  },
)
