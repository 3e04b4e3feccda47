import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { sns } from '../../../../../simulator/services/sns/index.ts'
import { sqs } from '../../../../../simulator/services/sqs/index.ts'
import { testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

for (const service of ['sns', 'sqs']) await contract.need(service)

type Name = keyof Operations['sns'] & string

function topicWorld() {
  const cloud = testCloud('sns', [ec2, sns, sqs])
  const ask = <N extends Name>(operation: N, input?: Input<'sns', N>) => cloud.call('sns', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'sns', N>) =>
    cloud.refusedBy('sns', operation, input)
  const { TopicArn = '' } = ask('CreateTopic', { Name: 'news' })
  const Endpoint = 'arn:aws:sqs:us-east-1:123456789012:inbox'
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: Endpoint,
    Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
  const { QueueUrl = '' } = cloud.call('sqs', 'CreateQueue', { QueueName: 'inbox', Attributes: { Policy } })
  const subscribe = (Attributes: Record<string, string> = {}) =>
    ask('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint, Attributes }).SubscriptionArn!
  const inbox = () =>
    (cloud.call('sqs', 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10 }).Messages ?? []).map(
      ({ Body }) => Body!,
    )
  return { ...cloud, ask, refused, TopicArn, QueueUrl, Policy, subscribe, inbox }
}

describe('a topic', () => {
  it('is made once, listed, described and deleted', () => {
    const { ask, refused, TopicArn } = topicWorld()
    expect(ask('CreateTopic', { Name: 'news' })).toEqual({ TopicArn })
    expect(ask('ListTopics').Topics).toEqual([{ TopicArn }])
    ask('SetTopicAttributes', { TopicArn, AttributeName: 'DisplayName', AttributeValue: 'News' })
    expect(ask('GetTopicAttributes', { TopicArn }).Attributes).toMatchObject({
      Owner: '123456789012',
      DisplayName: 'News',
      SubscriptionsConfirmed: '0',
    })
    ask('DeleteTopic', { TopicArn })
    expect(refused('Publish', { TopicArn, Message: 'x' })).toBe('NotFound: Topic does not exist')
  })

  it.each([
    [{ Name: 'a b' }, 'InvalidParameter: Invalid parameter: Topic Name'],
    [{ Name: 'a.fifo' }, 'InvalidParameter: Invalid parameter: Topic Name'],
    [{ Name: 'a', Attributes: { Policy: '{' } }, 'InvalidParameter: Invalid parameter: Policy Error: null'],
  ])('%j is refused', (input, error) => {
    expect(topicWorld().refused('CreateTopic', input)).toBe(error)
  })
})

describe('a subscription', () => {
  it('of a queue holds at once; one of a person waits for them', () => {
    const { ask, subscribe, TopicArn } = topicWorld()
    expect(subscribe()).toMatch(/^arn:aws:sns:us-east-1:123456789012:news:[0-9a-f-]{36}$/)
    const email = ask('Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'me@example.com' })
    expect(email.SubscriptionArn).toBe('pending confirmation')
    expect(
      ask('ListSubscriptionsByTopic', { TopicArn }).Subscriptions!.map((one) => one.SubscriptionArn)[1],
    ).toBe('PendingConfirmation')
    expect(ask('GetTopicAttributes', { TopicArn }).Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
      SubscriptionsPending: '1',
    })
  })

  it('ends with its topic, or when it is given up', () => {
    const { ask, refused, subscribe, TopicArn } = topicWorld()
    const SubscriptionArn = subscribe()
    ask('Unsubscribe', { SubscriptionArn })
    expect(refused('GetSubscriptionAttributes', { SubscriptionArn })).toBe(
      'NotFound: Subscription does not exist',
    )
    subscribe()
    ask('DeleteTopic', { TopicArn })
    expect(ask('ListSubscriptions').Subscriptions).toEqual([])
  })

  it.each([
    [{ Protocol: 'pigeon' }, 'Does not support this protocol string: pigeon'],
    [{ Protocol: 'sqs', Endpoint: 'inbox' }, 'SQS endpoint ARN'],
  ])('%j is refused', (change, text) => {
    const { refused, TopicArn } = topicWorld()
    expect(refused('Subscribe', { TopicArn, Endpoint: 'x', ...change })).toBe(
      `InvalidParameter: Invalid parameter: ${text}`,
    )
  })
})

describe('publishing', () => {
  it('puts the message into the queue, in an envelope', () => {
    const { ask, subscribe, inbox, TopicArn } = topicWorld()
    subscribe()
    const { MessageId } = ask('Publish', { TopicArn, Message: 'hello', Subject: 'hi' })
    expect(JSON.parse(inbox()[0]!)).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'hi',
      Message: 'hello',
    })
  })

  it('raw, where the subscription wants it, and by protocol', () => {
    const { ask, subscribe, inbox, TopicArn } = topicWorld()
    subscribe({ RawMessageDelivery: 'true' })
    ask('Publish', { TopicArn, MessageStructure: 'json', Message: '{"default":"d","sqs":"q"}' })
    expect(inbox()).toEqual(['q'])
  })

  it.each([
    ['no policy', () => ''],
    ['a policy for another topic', (policy: string) => policy.replace(':news', ':gossip')],
    ['a policy for another service', (policy: string) => policy.replace('sns.amazonaws', 's3.amazonaws')],
  ])('to a queue with %s brings nothing', (_, change) => {
    const { call, ask, subscribe, inbox, TopicArn, QueueUrl, Policy } = topicWorld()
    subscribe()
    call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy: change(Policy) } })
    ask('Publish', { TopicArn, Message: 'hello' })
    expect(inbox()).toEqual([])
  })

  const text = (StringValue: string) => ({ DataType: 'String', StringValue })
  it.each([
    ['{"kind":["a"]}', { kind: text('a') }, true],
    ['{"kind":["a"]}', { kind: text('b') }, false],
    ['{"kind":["a"]}', {}, false],
    ['{"kind":[{"prefix":"ab"}]}', { kind: text('abc') }, true],
    ['{"kind":[{"anything-but":["a"]}]}', { kind: text('a') }, false],
    ['{"kind":[{"exists":false}]}', {}, true],
    ['{"n":[{"numeric":[">",1,"<=",5]}]}', { n: { DataType: 'Number', StringValue: '5' } }, true],
    ['{"n":[{"numeric":[">",1,"<=",5]}]}', { n: { DataType: 'Number', StringValue: '1' } }, false],
    ['{"kind":["a"],"n":[1]}', { kind: text('a') }, false],
  ])('through the filter %s with %j: %s', (FilterPolicy, MessageAttributes, comes) => {
    const { ask, subscribe, inbox, TopicArn } = topicWorld()
    subscribe({ FilterPolicy, RawMessageDelivery: 'true' })
    ask('Publish', { TopicArn, Message: 'm', MessageAttributes })
    expect(inbox()).toEqual(comes ? ['m'] : [])
  })

  it.each([
    [{ Message: '' }, 'Invalid parameter: Empty message'],
    [
      { Message: '{}', MessageStructure: 'json' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
  ])('%j is refused', (input, text) => {
    const { refused, TopicArn } = topicWorld()
    expect(refused('Publish', { TopicArn, ...input })).toBe(`InvalidParameter: ${text}`)
  })
})
