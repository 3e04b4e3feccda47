import { rollUuid } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter, noSuchSubscription } from './errors.ts'
import { filterProblem } from './filter-policies.ts'
import { listed, type Subscription, subscriptions, subscriptionsOf } from './subscriptions.ts'
import { isFifo, requireTopic } from './topics.ts'

/** How an endpoint of each protocol is written. */
const endpoints: Readonly<Record<string, RegExp>> = {
  application: /^arn:aws:sns:[^:]*:\d{12}:endpoint\/.+$/,
  email: /^[^@\s]+@[^@\s]+$/,
  'email-json': /^[^@\s]+@[^@\s]+$/,
  firehose: /^arn:aws:firehose:[^:]*:\d{12}:deliverystream\/.+$/,
  http: /^http:\/\/.+$/,
  https: /^https:\/\/.+$/,
  lambda: /^arn:aws:lambda:[^:]*:\d{12}:function:.+$/,
  sms: /^\+?[0-9-]+$/,
  sqs: /^arn:aws:sqs:[^:]*:\d{12}:.+$/,
}

/** Protocols whose endpoints must say that they want the messages. */
const mustConfirm = new Set(['email', 'email-json', 'http', 'https'])

const settable = [
  'DeliveryPolicy',
  'FilterPolicy',
  'FilterPolicyScope',
  'RawMessageDelivery',
  'RedrivePolicy',
  'SubscriptionRoleArn',
]

function checkAttribute(name: string, value: string): void {
  if (!settable.includes(name)) throw invalidParameter('AttributeName')
  if (name === 'RawMessageDelivery' && !['true', 'false'].includes(value)) {
    throw invalidParameter('Attributes Reason: RawMessageDelivery: Invalid value. Must be true or false.')
  }
  const problem = name === 'FilterPolicy' ? filterProblem(value) : undefined
  if (problem !== undefined) throw invalidParameter(`FilterPolicy: ${problem}`)
}

export const subscribe = operation(
  'sns',
  'Subscribe',
  {
    fidelity: {
      simplified:
        'Messages are delivered to SQS alone; other endpoints are kept and, where AWS asks them, stay pending.',
    },
    source: 'SNS API reference, Subscribe',
  },
  ({ TopicArn, Protocol, Endpoint = '', Attributes = {}, ReturnSubscriptionArn }, ctx) => {
    const topic = requireTopic(ctx, TopicArn)
    const shape = Object.hasOwn(endpoints, Protocol) ? endpoints[Protocol] : undefined
    if (!shape) throw invalidParameter(`Does not support this protocol string: ${Protocol}`)
    if (!shape.test(Endpoint)) throw invalidParameter(`${Protocol.toUpperCase()} endpoint ARN`)
    if (isFifo(Endpoint) && !isFifo(TopicArn)) {
      throw invalidParameter(
        'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
      )
    }
    for (const [name, value] of Object.entries(Attributes)) checkAttribute(name, value)
    const known = subscriptionsOf(ctx, TopicArn).find(
      ({ record }) => record.Protocol === Protocol && record.Endpoint === Endpoint,
    )
    const held =
      known ??
      subscriptions.create(
        { ...ctx, account: topic.account },
        {
          SubscriptionArn: `${TopicArn}:${rollUuid(ctx.store)}`,
          Owner: ctx.account,
          Protocol,
          Endpoint,
          TopicArn,
        },
        { attributes: Attributes, isPending: mustConfirm.has(Protocol) },
      )
    const isShown = !held.side.isPending || ReturnSubscriptionArn
    return { SubscriptionArn: isShown ? held.record.SubscriptionArn : 'pending confirmation' }
  },
)

function requireSubscription(ctx: Context, arn: string): Subscription {
  const held = subscriptions.get(ctx, arn)
  if (!held) throw noSuchSubscription()
  return held
}

export const unsubscribe = operation(
  'sns',
  'Unsubscribe',
  { fidelity: 'exact', source: 'SNS API reference, Unsubscribe' },
  ({ SubscriptionArn }, ctx) => {
    if (SubscriptionArn === 'PendingConfirmation') {
      throw invalidParameter('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1')
    }
    const held = subscriptions.get(ctx, SubscriptionArn)
    if (held) subscriptions.remove(ctx, held)
    return {}
  },
)

export const listSubscriptions = operation(
  'sns',
  'ListSubscriptions',
  { fidelity: 'exact', source: 'SNS API reference, ListSubscriptions' },
  ({ NextToken }, ctx) => {
    const own = subscriptions
      .everyone(ctx)
      .filter((held) => held.record.Owner === ctx.account && held.region === ctx.region)
    const { items, NextToken: next } = page(own, NextToken === undefined ? {} : { NextToken }, { usual: 100 })
    return { Subscriptions: items.map(listed), ...(next && { NextToken: next }) }
  },
)

export const listSubscriptionsByTopic = operation(
  'sns',
  'ListSubscriptionsByTopic',
  { fidelity: 'exact', source: 'SNS API reference, ListSubscriptionsByTopic' },
  ({ TopicArn, NextToken }, ctx) => {
    requireTopic(ctx, TopicArn)
    const asked = NextToken === undefined ? {} : { NextToken }
    const { items, NextToken: next } = page(subscriptionsOf(ctx, TopicArn), asked, { usual: 100 })
    return { Subscriptions: items.map(listed), ...(next && { NextToken: next }) }
  },
)

export const getSubscriptionAttributes = operation(
  'sns',
  'GetSubscriptionAttributes',
  { fidelity: 'exact', source: 'SNS API reference, GetSubscriptionAttributes' },
  ({ SubscriptionArn }, ctx) => {
    const { record, side } = requireSubscription(ctx, SubscriptionArn)
    const { Owner = '', Protocol = '', Endpoint = '', TopicArn = '' } = record
    return {
      Attributes: {
        SubscriptionPrincipal: `arn:aws:iam::${Owner}:root`,
        Owner,
        RawMessageDelivery: 'false',
        TopicArn,
        Endpoint,
        Protocol,
        PendingConfirmation: String(side.isPending),
        ConfirmationWasAuthenticated: String(!side.isPending),
        SubscriptionArn,
        ...(side.attributes['FilterPolicy'] && { FilterPolicyScope: 'MessageAttributes' }),
        ...side.attributes,
      },
    }
  },
)

export const setSubscriptionAttributes = operation(
  'sns',
  'SetSubscriptionAttributes',
  { fidelity: 'exact', source: 'SNS API reference, SetSubscriptionAttributes' },
  ({ SubscriptionArn, AttributeName, AttributeValue = '' }, ctx) => {
    const held = requireSubscription(ctx, SubscriptionArn)
    if (AttributeValue !== '') checkAttribute(AttributeName, AttributeValue)
    const all = Object.entries({ ...held.side.attributes, [AttributeName]: AttributeValue })
    const attributes = Object.fromEntries(all.filter(([, value]) => value !== '' && value !== '{}'))
    subscriptions.update(ctx, held, {}, { attributes })
    return {}
  },
)
