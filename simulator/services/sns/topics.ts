import type { Sns } from '../../api/generated/types.d.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { mergeTags, type Tag, withoutTags } from '../tags.ts'
import { invalidParameter, noSuchTopic } from './errors.ts'
import { removeSubscriptionsOf, subscriptionCounts } from './subscriptions.ts'

export interface TopicSide {
  readonly tags: readonly Tag[]
  /** Attributes that were set; the others have their defaults. */
  readonly attributes: Readonly<Record<string, string>>
}

export type Topic = Held<Sns.Topic, TopicSide>

export const topics = family<Sns.Topic, TopicSide>({
  service: 'sns',
  resource: 'topic',
  id: 'TopicArn',
  prefix: 'sns:topic',
  missing: noSuchTopic,
  tags: { side: 'tags' },
})

/** A topic by ARN, whoever owns it. */
export function requireTopic(ctx: Context, arn: string | undefined): Topic {
  const held = arn === undefined ? undefined : topics.get(ctx, arn)
  if (held && held.region === ctx.region) return held
  if (arn !== undefined && /^arn:aws:sns:[a-z0-9-]+:\d{12}:[^:]+$/.test(arn)) throw noSuchTopic()
  throw invalidParameter('TopicArn Reason: An ARN must have at least 6 elements, not 1')
}

export const isFifo = (arn: string): boolean => arn.endsWith('.fifo')

const settable = [
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoThroughputScope',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]

function checkAttribute(name: string, value: string): void {
  if (!settable.includes(name)) throw invalidParameter('AttributeName')
  if (name === 'Policy' && value !== '' && !readPolicy(value, 'resource').policy) {
    throw invalidParameter('Policy Error: null')
  }
  if (name === 'DisplayName' && value.length > 100) throw invalidParameter('DisplayName')
}

export const createTopic = operation(
  'sns',
  'CreateTopic',
  { fidelity: 'exact', source: 'SNS API reference, CreateTopic' },
  ({ Name, Attributes = {}, Tags = [] }, ctx) => {
    const wantsFifo = Attributes['FifoTopic'] === 'true'
    if (!/^[A-Za-z0-9_-]{1,256}$/.test(Name.replace(/\.fifo$/, '')) || wantsFifo !== isFifo(Name)) {
      throw invalidParameter('Topic Name')
    }
    for (const [name, value] of Object.entries(Attributes)) checkAttribute(name, value)
    const TopicArn = `arn:aws:sns:${ctx.region}:${ctx.account}:${Name}`
    const existing = topics.get(ctx, TopicArn)
    if (!existing) topics.create(ctx, { TopicArn }, { tags: mergeTags([], Tags), attributes: Attributes })
    else if (Object.entries(Attributes).some(([name, value]) => existing.side.attributes[name] !== value)) {
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes')
    } else if (Tags.length && JSON.stringify(mergeTags([], Tags)) !== JSON.stringify(existing.side.tags)) {
      throw invalidParameter('Tags Reason: Topic already exists with different tags')
    }
    return { TopicArn }
  },
)

export const deleteTopic = operation(
  'sns',
  'DeleteTopic',
  { fidelity: 'exact', source: 'SNS API reference, DeleteTopic' },
  ({ TopicArn }, ctx) => {
    // The same page: deleting a topic that does not exist is no error.
    const held = topics.find(ctx, TopicArn)
    if (held) {
      removeSubscriptionsOf(ctx, TopicArn)
      topics.delete(ctx, held)
    }
    return {}
  },
)

export const listTopics = operation(
  'sns',
  'ListTopics',
  { fidelity: 'exact', source: 'SNS API reference, ListTopics' },
  ({ NextToken }, ctx) => {
    const asked = NextToken === undefined ? {} : { NextToken }
    const { items, NextToken: next } = page(topics.list(ctx), asked, { usual: 100 })
    return { Topics: items.map(({ record }) => record), ...(next && { NextToken: next }) }
  },
)

const usualDelivery =
  '{"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,"numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},"disableSubscriptionOverrides":false,"defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}}'

/** SNS developer guide, sns-access-policy-use-cases: what a new topic's policy lets its owner do. */
export function policyOf({ account, record, side }: Topic): string {
  return (
    side.attributes['Policy'] ??
    JSON.stringify({
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: [
            'SNS:GetTopicAttributes',
            'SNS:SetTopicAttributes',
            'SNS:AddPermission',
            'SNS:RemovePermission',
            'SNS:DeleteTopic',
            'SNS:Subscribe',
            'SNS:ListSubscriptionsByTopic',
            'SNS:Publish',
          ],
          Resource: record.TopicArn,
          Condition: { StringEquals: { 'AWS:SourceOwner': account } },
        },
      ],
    })
  )
}

export const getTopicAttributes = operation(
  'sns',
  'GetTopicAttributes',
  { fidelity: 'exact', source: 'SNS API reference, GetTopicAttributes' },
  ({ TopicArn }, ctx) => {
    const topic = requireTopic(ctx, TopicArn)
    const { confirmed, pending } = subscriptionCounts(ctx, TopicArn)
    return {
      Attributes: {
        Policy: policyOf(topic),
        Owner: topic.account,
        SubscriptionsPending: String(pending),
        TopicArn,
        EffectiveDeliveryPolicy: usualDelivery,
        SubscriptionsConfirmed: String(confirmed),
        DisplayName: '',
        SubscriptionsDeleted: '0',
        ...(isFifo(TopicArn) && { ContentBasedDeduplication: 'false' }),
        ...topic.side.attributes,
      },
    }
  },
)

export const setTopicAttributes = operation(
  'sns',
  'SetTopicAttributes',
  { fidelity: 'exact', source: 'SNS API reference, SetTopicAttributes' },
  ({ TopicArn, AttributeName, AttributeValue = '' }, ctx) => {
    const topic = requireTopic(ctx, TopicArn)
    checkAttribute(AttributeName, AttributeValue)
    const attributes = Object.entries({ ...topic.side.attributes, [AttributeName]: AttributeValue })
    topics.update(
      ctx,
      topic,
      {},
      { attributes: Object.fromEntries(attributes.filter(([, value]) => value !== '')) },
    )
    return {}
  },
)

export const tagResource = operation(
  'sns',
  'TagResource',
  { fidelity: 'exact', source: 'SNS API reference, TagResource' },
  ({ ResourceArn, Tags }, ctx) => {
    const topic = requireTopic(ctx, ResourceArn)
    topics.setTags(ctx, topic, mergeTags(topic.side.tags, Tags))
    return {}
  },
)

export const untagResource = operation(
  'sns',
  'UntagResource',
  { fidelity: 'exact', source: 'SNS API reference, UntagResource' },
  ({ ResourceArn, TagKeys }, ctx) => {
    const topic = requireTopic(ctx, ResourceArn)
    const gone = TagKeys.map((Key) => ({ Key }))
    topics.setTags(ctx, topic, withoutTags(topic.side.tags, gone))
    return {}
  },
)

export const listTagsForResource = operation(
  'sns',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'SNS API reference, ListTagsForResource' },
  ({ ResourceArn }, ctx) => ({
    Tags: requireTopic(ctx, ResourceArn).side.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  }),
)
