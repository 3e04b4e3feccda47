import { readPolicy } from '../../policy/read-policy.ts'
import { access, type Touched } from '../access.ts'
import { type Queue, queues, queueUrl } from './queues.ts'

/** Queues are named by URL and have policies of their own. */
export const touched = access(
  (_, { QueueUrl, QueueName }, ctx) => {
    const name = typeof QueueUrl === 'string' ? QueueUrl : QueueName
    if (typeof name !== 'string') return [{ arn: '*' }]
    const [, account = ctx.account, last = name] = /\/(\d{12})\/([^/]+)\/?$/.exec(name) ?? []
    const arn = `arn:aws:sqs:${ctx.region}:${account}:${last}`
    const held = queues.get(ctx, queueUrl(ctx.region, account, last))
    if (!held) return [{ arn }]
    return [touch(held)]
  },
  { hasPolicies: true },
)

/** A queue as policies see it. */
export function touch(held: Queue): Touched {
  const text = held.side.attributes['Policy']
  const policy = text === undefined ? undefined : readPolicy(text, 'resource').policy
  return {
    arn: queues.arnOf(held),
    account: held.account,
    tags: held.side.tags,
    policies: policy ? [{ policy }] : [],
  }
}
