import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { sqs } from '../../../../../simulator/services/sqs/index.ts'
import { otherAccount, testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('sqs')

type Name = keyof Operations['sqs'] & string

function queueWorld(Attributes: Record<string, string> = {}, QueueName = 'jobs') {
  const cloud = testCloud('sqs', [ec2, sqs])
  const ask = <N extends Name>(operation: N, input?: Input<'sqs', N>) => cloud.call('sqs', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'sqs', N>) =>
    cloud.refusedBy('sqs', operation, input)
  const { QueueUrl = '' } = ask('CreateQueue', { QueueName, Attributes })
  const send = (MessageBody: string, more: Partial<Input<'sqs', 'SendMessage'>> = {}) =>
    ask('SendMessage', { QueueUrl, MessageBody, ...more })
  const receive = (more: Partial<Input<'sqs', 'ReceiveMessage'>> = {}) =>
    ask('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more }).Messages ?? []
  const bodies = (more?: Partial<Input<'sqs', 'ReceiveMessage'>>) => receive(more).map(({ Body }) => Body)
  return { ...cloud, ask, refused, QueueUrl, send, receive, bodies }
}

const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' }

describe('a queue', () => {
  it('has a URL and its attributes', () => {
    const { ask, QueueUrl } = queueWorld({ DelaySeconds: '5' })
    expect(QueueUrl).toBe('https://sqs.us-east-1.amazonaws.com/123456789012/jobs')
    const { Attributes } = ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] })
    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:123456789012:jobs',
      VisibilityTimeout: '30',
      DelaySeconds: '5',
      ApproximateNumberOfMessages: '0',
      CreatedTimestamp: '1793610000',
    })
    expect(ask('GetQueueUrl', { QueueName: 'jobs' })).toEqual({ QueueUrl })
    expect(ask('ListQueues', { QueueNamePrefix: 'jo' }).QueueUrls).toEqual([QueueUrl])
    expect(ask('ListQueues', { QueueNamePrefix: 'x' })).toEqual({})
  })

  it.each([
    [{ QueueName: 'a b' }, 'InvalidParameterValue'],
    [{ QueueName: 'x.fifo' }, 'InvalidParameterValue'],
    [{ QueueName: 'x', Attributes: { FifoQueue: 'true' } }, 'InvalidParameterValue'],
    [{ QueueName: 'x', Attributes: { DelaySeconds: '901' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'x', Attributes: { Colour: 'red' } }, 'InvalidAttributeName'],
    [{ QueueName: 'x', Attributes: { Policy: '{' } }, 'InvalidAttributeValue'],
    [{ QueueName: 'jobs', Attributes: { DelaySeconds: '9' } }, 'QueueAlreadyExists'],
  ])('%j is refused: %s', (input, code) => {
    expect(queueWorld().refused('CreateQueue', input)).toMatch(new RegExp(`^${code}: `))
  })

  it('that does not exist, or is gone', () => {
    const { ask, refused, QueueUrl } = queueWorld()
    ask('DeleteQueue', { QueueUrl })
    const error = 'AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.'
    expect(refused('ReceiveMessage', { QueueUrl })).toBe(error)
    expect(refused('GetQueueUrl', { QueueName: 'jobs' })).toBe(error)
  })

  it('takes a policy that lets another account in', () => {
    const { ask, QueueUrl } = queueWorld()
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: otherAccount },
        Action: 'sqs:SendMessage',
        Resource: '*',
      },
    })
    ask('SetQueueAttributes', { QueueUrl, Attributes: { Policy } })
    expect(ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] }).Attributes).toEqual({ Policy })
    ask('SetQueueAttributes', { QueueUrl, Attributes: { Policy: '' } })
    expect(ask('GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] })).toEqual({})
  })
})

describe('a message', () => {
  it('is received, hidden, and there again when nobody deletes it', () => {
    const { send, receive, bodies, pass } = queueWorld()
    expect(send('hello').MD5OfMessageBody).toBe('5d41402abc4b2a76b9719d911017c592')
    expect(bodies()).toEqual(['hello'])
    expect(bodies()).toEqual([])
    pass(31)
    const [again] = receive({ AttributeNames: ['All'] })
    expect(again!.Attributes!['ApproximateReceiveCount']).toBe('2')
  })

  it('is deleted by its receipt', () => {
    const { ask, refused, send, receive, bodies, pass, QueueUrl } = queueWorld()
    send('hello')
    const [{ ReceiptHandle = '' } = {}] = receive()
    ask('DeleteMessage', { QueueUrl, ReceiptHandle })
    pass(60)
    expect(bodies()).toEqual([])
    expect(refused('DeleteMessage', { QueueUrl, ReceiptHandle: 'x' })).toBe(
      'ReceiptHandleIsInvalid: The input receipt handle "x" is not a valid receipt handle.',
    )
  })

  it('comes later when delayed, by itself or by its queue', () => {
    const { send, bodies, pass } = queueWorld({ DelaySeconds: '60' })
    send('early', { DelaySeconds: 10 })
    send('late')
    expect(bodies()).toEqual([])
    pass(11)
    expect(bodies()).toEqual(['early'])
    pass(50)
    expect(bodies({ VisibilityTimeout: 0 })).toContain('late')
  })

  it('is hidden for longer, or shown at once', () => {
    const { ask, refused, send, receive, bodies, QueueUrl } = queueWorld()
    send('a')
    const [{ ReceiptHandle = '' } = {}] = receive()
    ask('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })
    expect(refused('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 9 })).toMatch(
      /^AWS.SimpleQueueService.MessageNotInflight/,
    )
    expect(bodies()).toEqual(['a'])
  })

  it('is kept for four days', () => {
    const { send, bodies, pass } = queueWorld()
    send('a')
    pass(4 * 86_400 + 1)
    expect(bodies()).toEqual([])
  })

  it('that is received too often goes to the queue for dead letters', () => {
    const { ask, send, receive, pass, QueueUrl } = queueWorld()
    const { QueueUrl: dead = '' } = ask('CreateQueue', { QueueName: 'dead' })
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:dead',
      maxReceiveCount: 2,
    })
    ask('SetQueueAttributes', { QueueUrl, Attributes: { RedrivePolicy } })
    send('poison')
    for (let i = 0; i < 3; i++) {
      receive()
      pass(31)
    }
    expect(ask('ReceiveMessage', { QueueUrl: dead }).Messages?.[0]?.Body).toBe('poison')
    expect(ask('ListDeadLetterSourceQueues', { QueueUrl: dead }).queueUrls).toEqual([QueueUrl])
  })

  it('in batches', () => {
    const { ask, refused, bodies, QueueUrl } = queueWorld()
    const Entries = [
      { Id: 'a', MessageBody: 'one' },
      { Id: 'b', MessageBody: 'two', DelaySeconds: 901 },
    ]
    const answer = ask('SendMessageBatch', { QueueUrl, Entries })
    expect([
      answer.Successful!.map(({ Id }) => Id),
      answer.Failed!.map(({ Id, Code }) => [Id, Code]),
    ]).toEqual([['a'], [['b', 'InvalidParameterValue']]])
    expect(bodies()).toEqual(['one'])
    expect(refused('SendMessageBatch', { QueueUrl, Entries: [Entries[0]!, Entries[0]!] })).toBe(
      'AWS.SimpleQueueService.BatchEntryIdsNotDistinct: Id a repeated.',
    )
  })

  it('is purged with all others, once a minute', () => {
    const { ask, refused, send, bodies, pass, QueueUrl } = queueWorld()
    send('a')
    ask('PurgeQueue', { QueueUrl })
    expect(bodies()).toEqual([])
    expect(refused('PurgeQueue', { QueueUrl })).toMatch(/^AWS.SimpleQueueService.PurgeQueueInProgress/)
    pass(61)
    ask('PurgeQueue', { QueueUrl })
  })
})

describe('a FIFO queue', () => {
  it('gives out one group in order, and sends nothing twice', () => {
    const { send, bodies, receive, ask, QueueUrl } = queueWorld(fifo, 'jobs.fifo')
    const first = send('1', { MessageGroupId: 'g' })
    expect(send('1', { MessageGroupId: 'g' }).MessageId).toBe(first.MessageId)
    send('2', { MessageGroupId: 'g' })
    send('other', { MessageGroupId: 'h' })
    const [one] = receive({ MaxNumberOfMessages: 1 })
    expect(one!.Body).toBe('1')
    expect(bodies()).toEqual(['other'])
    ask('DeleteMessage', { QueueUrl, ReceiptHandle: one!.ReceiptHandle! })
    expect(bodies()).toEqual(['2'])
  })

  it.each([
    [{}, 'MissingParameter: The request must contain the parameter MessageGroupId.'],
    [
      { MessageGroupId: 'g', DelaySeconds: 5 },
      'InvalidParameterValue: Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ],
  ])('refuses a message with %j', (more, error) => {
    const { refused, QueueUrl } = queueWorld(fifo, 'jobs.fifo')
    expect(refused('SendMessage', { QueueUrl, MessageBody: 'x', ...more })).toBe(error)
  })
})
