import type { Context } from '../context.ts'
import { serviceMayEncrypt } from '../kms/service-use.ts'
import { type ActingService, serviceMay } from '../service-callers.ts'
import { touch as touchQueue } from '../sqs/access.ts'
import type { Queue } from '../sqs/queues.ts'
import { touch } from './access.ts'
import type { Subscription } from './subscriptions.ts'
import type { Topic } from './topics.ts'

/** Whether a service may publish: the topic's policy must let it, and that of the key of an encrypted topic. */
export function mayPublish(ctx: Context, from: ActingService, topic: Topic): boolean {
  const { account, region, side } = topic
  const there = { ...ctx, account, region }
  const key = side.attributes['KmsMasterKeyId']
  return (
    serviceMay(there, from, 'sns:Publish', touch(topic)) &&
    (key === undefined || serviceMayEncrypt(there, from, key))
  )
}

/**
 * Whether a queue takes what a topic sends: only if the queue's policy says so, the topic's owner's own queues too
 * (SNS developer guide, subscribe-sqs-queue-to-sns-topic, "Step 2").
 */
export function takesFrom(ctx: Context, queue: Queue, { record }: Subscription): boolean {
  const sourceArn = record.TopicArn ?? ''
  const from = { service: 'sns.amazonaws.com', sourceArn, sourceAccount: sourceArn.split(':')[4] ?? '' }
  const { account, region, side } = queue
  const there = { ...ctx, account, region }
  const key = side.attributes['KmsMasterKeyId']
  return (
    serviceMay(there, from, 'sqs:SendMessage', touchQueue(queue)) &&
    (key === undefined || serviceMayEncrypt(there, from, key))
  )
}
