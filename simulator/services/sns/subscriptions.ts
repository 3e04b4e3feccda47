import type { Sns } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { noSuchSubscription } from './errors.ts'

export interface SubscriptionSide {
  readonly attributes: Readonly<Record<string, string>>
  readonly isPending: boolean
}

export type Subscription = Held<Sns.Subscription, SubscriptionSide>

export const subscriptions = family<Sns.Subscription, SubscriptionSide>({
  service: 'sns',
  resource: 'subscription',
  id: 'SubscriptionArn',
  prefix: 'sns:subscription',
  missing: noSuchSubscription,
  references: {
    topic: { to: 'sns:topic', read: ({ record }) => record.TopicArn, blocks: false },
  },
})

export const subscriptionsOf = (ctx: Pick<Context, 'store'>, topicArn: string): Subscription[] =>
  subscriptions.by(ctx, 'topic', topicArn)

export function removeSubscriptionsOf(ctx: Pick<Context, 'store'>, topicArn: string): void {
  for (const held of subscriptionsOf(ctx, topicArn)) subscriptions.remove(ctx, held)
}

export function subscriptionCounts(ctx: Context, topicArn: string): { confirmed: number; pending: number } {
  const all = subscriptionsOf(ctx, topicArn)
  const pending = all.filter(({ side }) => side.isPending).length
  return { confirmed: all.length - pending, pending }
}

/** A subscription as lists have it: until it is confirmed, it has no ARN. */
export const listed = ({ record, side }: Subscription): Sns.Subscription =>
  side.isPending ? { ...record, SubscriptionArn: 'PendingConfirmation' } : record
