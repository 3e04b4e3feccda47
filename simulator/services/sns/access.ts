import { readPolicy } from '../../policy/read-policy.ts'
import { access, type Touched } from '../access.ts'
import { policyOf, type Topic, topics } from './topics.ts'

/** Topics are named by ARN, subscriptions by an ARN that begins with their topic's. */
export const touched = access(
  (operation, input, ctx) => {
    const { TopicArn, TargetArn, ResourceArn, SubscriptionArn, Name } = input
    if (operation === 'CreateTopic') return [{ arn: `arn:aws:sns:${ctx.region}:${ctx.account}:${Name}` }]
    const named = [TopicArn, TargetArn, ResourceArn, SubscriptionArn].find((one) => typeof one === 'string')
    if (typeof named !== 'string') return [{ arn: '*' }]
    const arn = named.split(':').slice(0, 6).join(':')
    const held = topics.get(ctx, arn)
    if (!held) return [{ arn }]
    const keys = {
      'aws:sourceowner': ctx.account,
      ...(typeof input['Protocol'] === 'string' && { 'sns:protocol': input['Protocol'] }),
      ...(typeof input['Endpoint'] === 'string' && { 'sns:endpoint': input['Endpoint'] }),
    }
    return [{ ...touch(held), keys }]
  },
  { hasPolicies: true },
)

/** A topic as policies see it. */
export function touch(held: Topic): Touched {
  const { policy } = readPolicy(policyOf(held), 'resource')
  return {
    arn: topics.idOf(held),
    account: held.account,
    tags: held.side.tags,
    policies: policy ? [{ policy }] : [],
  }
}
