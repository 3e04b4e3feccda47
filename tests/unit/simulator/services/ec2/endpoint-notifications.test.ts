import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { type EndpointWorld, endpointWorld, provider } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const

function connected() {
  const world = endpointWorld()
  const { ServiceId = '', ServiceName = '' } = world.service()
  const id = world.create({ ...Interface, VpcId: world.vpc(), ServiceName }).VpcEndpointId!
  return { world, id, ServiceId, ServiceName }
}

const decide = (world: EndpointWorld, verb: 'Accept' | 'Reject', ServiceId: string, id: string) =>
  world.ask(`${verb}VpcEndpointConnections`, { ServiceId, VpcEndpointIds: [id] }, provider)

const events = ['Connect', 'Accept', 'Reject', 'Delete']
const create = 'CreateVpcEndpointConnectionNotification'

/** What came, as `event endpoint`. */
const told = (inbox: () => string[]) =>
  inbox().map((text) => {
    const { event, vpcEndpointId } = JSON.parse(text) as Record<string, string>
    return `${event} ${vpcEndpointId}`
  })

describe('connection notifications', () => {
  it('are described as AWS does', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service()
    const ConnectionNotificationArn = world.topic('joined')
    const input = { ServiceId, ConnectionNotificationArn, ConnectionEvents: ['Connect', 'Accept'] }
    const { ConnectionNotification } = world.ask(create, input, provider)
    expect(ConnectionNotification).toEqual({
      ConnectionNotificationId: expect.stringMatching(/^vpce-nfn-0[0-9a-f]{16}$/),
      ServiceId,
      ConnectionNotificationType: 'Topic',
      ConnectionNotificationArn,
      ConnectionEvents: ['Accept', 'Connect'],
      ConnectionNotificationState: 'Enabled',
      ServiceRegion: 'us-east-1',
    })
    const { ConnectionNotificationSet } = world.ask(
      'DescribeVpcEndpointConnectionNotifications',
      {},
      provider,
    )
    expect(ConnectionNotificationSet).toEqual([ConnectionNotification])
  })

  it('can be changed and deleted', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service()
    const input = { ServiceId, ConnectionNotificationArn: world.topic('a'), ConnectionEvents: ['Accept'] }
    const ConnectionNotificationId = world.ask(create, input, provider).ConnectionNotification!
      .ConnectionNotificationId!
    expect(
      world.ask(
        'ModifyVpcEndpointConnectionNotification',
        {
          ConnectionNotificationId,
          ConnectionEvents: ['Delete'],
          ConnectionNotificationArn: world.topic('b'),
        },
        provider,
      ),
    ).toEqual({ ReturnValue: true })
    const list = () =>
      world.ask('DescribeVpcEndpointConnectionNotifications', { ConnectionNotificationId }, provider)
        .ConnectionNotificationSet!
    expect(list()).toMatchObject([
      { ConnectionEvents: ['Delete'], ConnectionNotificationArn: expect.stringMatching(/:b$/) },
    ])
    const { Unsuccessful } = world.ask(
      'DeleteVpcEndpointConnectionNotifications',
      { ConnectionNotificationIds: ['vpce-nfn-0', ConnectionNotificationId] },
      provider,
    )
    expect(Unsuccessful).toMatchObject([
      { ResourceId: 'vpce-nfn-0', Error: { Code: 'InvalidConnectionNotification' } },
    ])
    expect(
      world.refused('DescribeVpcEndpointConnectionNotifications', { ConnectionNotificationId }, provider),
    ).toContain('InvalidConnectionNotification: ')
  })

  describe('are refused', () => {
    const { world, id, ServiceId } = connected()
    const appliances = world.service({ kind: 'gateway' }).ServiceId!
    const topic = world.topic('all')
    const good = { ServiceId, ConnectionNotificationArn: topic, ConnectionEvents: ['Accept'] }

    it.each([
      ['for nothing', { ...good, ServiceId: undefined }, 'MissingParameter'],
      ['for two things', { ...good, VpcEndpointId: id }, 'InvalidParameterCombination'],
      [
        'for a service that is not there',
        { ...good, ServiceId: 'vpce-svc-0' },
        'InvalidVpcEndpointServiceId.NotFound',
      ],
      [
        'for an endpoint that is not there',
        { ...good, ServiceId: undefined, VpcEndpointId: 'vpce-0' },
        'InvalidVpcEndpointId.NotFound',
      ],
      ['for Gateway Load Balancers', { ...good, ServiceId: appliances }, 'InvalidParameter'],
      ['to what is no topic', { ...good, ConnectionNotificationArn: 'nonsense' }, 'InvalidTargetArn.Unknown'],
      [
        'to a topic that is not there',
        { ...good, ConnectionNotificationArn: `${topic}-2` },
        'InvalidTargetArn.Unknown',
      ],
      [
        'of something that does not happen',
        { ...good, ConnectionEvents: ['Disconnect'] },
        'InvalidParameter',
      ],
    ])('%s', (_, input, code) => {
      expect(world.refused(create, input, provider)).toContain(`${code}: `)
    })
  })

  describe('have filters', () => {
    const { world, id, ServiceId } = connected()
    const topic = world.topic('all')
    const input = { ConnectionNotificationArn: topic, ConnectionEvents: ['Accept'] }
    const ofService = world.ask(create, { ...input, ServiceId }, provider).ConnectionNotification!
    world.ask(create, { ...input, VpcEndpointId: id })

    it.each([
      ['connection-notification-arn', topic, 1],
      ['connection-notification-id', ofService.ConnectionNotificationId!, 1],
      ['connection-notification-state', 'Enabled', 1],
      ['connection-notification-state', 'Disabled', 0],
      ['connection-notification-type', 'Topic', 1],
      ['service-id', ServiceId, 1],
      ['vpc-endpoint-id', id, 0],
    ])('%s = %s', (Name, value, count) => {
      const { ConnectionNotificationSet } = world.ask(
        'DescribeVpcEndpointConnectionNotifications',
        { Filters: [{ Name, Values: [value] }] },
        provider,
      )
      expect(ConnectionNotificationSet).toHaveLength(count)
    })
  })
})

describe('what a connection notification tells', () => {
  it('comes to the queue, in the envelope of SNS', () => {
    const { world, id, ServiceId, ServiceName } = connected()
    const TopicArn = world.topic('joined')
    const inbox = world.inbox(TopicArn)
    const input = { ServiceId, ConnectionNotificationArn: TopicArn, ConnectionEvents: ['Accept'] }
    const { ConnectionNotification } = world.ask(create, input, provider)
    decide(world, 'Accept', ServiceId, id)
    const [text = ''] = inbox()
    const { Message, ...envelope } = JSON.parse(text) as Record<string, string>
    expect(envelope).toMatchObject({
      Type: 'Notification',
      TopicArn,
      Subject: 'VPC endpoint connection notification',
      Timestamp: expect.stringMatching(/^2026-11-02T09:00:/),
    })
    expect(JSON.parse(Message!)).toEqual({
      event: 'Accept',
      eventTime: envelope['Timestamp'],
      connectionNotificationId: ConnectionNotification!.ConnectionNotificationId,
      serviceId: ServiceId,
      serviceName: ServiceName,
      serviceRegion: 'us-east-1',
      vpcEndpointId: id,
      vpcEndpointOwner: account,
      vpcEndpointRegion: 'us-east-1',
      vpcEndpointState: 'pending',
    })
  })

  it('is what the provider and the consumer each asked for', () => {
    const { world, id, ServiceId } = connected()
    const [all, some] = [world.topic('all'), world.topic('some')]
    const [provided, consumed] = [world.inbox(all, true), world.inbox(some, true)]
    world.ask(create, { ServiceId, ConnectionNotificationArn: all, ConnectionEvents: events }, provider)
    world.ask(create, { VpcEndpointId: id, ConnectionNotificationArn: some, ConnectionEvents: ['Reject'] })
    decide(world, 'Accept', ServiceId, id)
    world.pass(300)
    decide(world, 'Reject', ServiceId, id)
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [id] })
    expect(told(provided)).toEqual([`Accept ${id}`, `Reject ${id}`, `Delete ${id}`])
    expect(told(consumed)).toEqual([`Reject ${id}`])
  })

  it('is of new endpoints, too', () => {
    const { world, ServiceId, ServiceName } = connected()
    const topic = world.topic('all')
    const inbox = world.inbox(topic, true)
    world.ask(create, { ServiceId, ConnectionNotificationArn: topic, ConnectionEvents: events }, provider)
    const id = world.create({ ...Interface, VpcId: world.vpc(), ServiceName }).VpcEndpointId!
    expect(told(inbox)).toEqual([`Connect ${id}`])
  })
})

describe("a topic's policy", () => {
  const arn = (what: string) => `arn:aws:ec2:us-east-1:${otherAccount}:${what}`

  it.each([
    [
      'of the service',
      (id: string) => ({ ArnLike: { 'aws:SourceArn': arn(`vpc-endpoint-service/${id}`) } }),
      1,
    ],
    [
      'of another service',
      () => ({ ArnLike: { 'aws:SourceArn': arn('vpc-endpoint-service/vpce-svc-1') } }),
      0,
    ],
    ['of an endpoint', () => ({ ArnLike: { 'aws:SourceArn': arn('vpc-endpoint/*') } }), 0],
    ['of the account', () => ({ StringEquals: { 'aws:SourceAccount': otherAccount } }), 1],
    ['of another account', () => ({ StringEquals: { 'aws:SourceAccount': account } }), 0],
  ])('that lets VPC endpoints publish for the sake %s', (_, condition, count) => {
    const { world, id, ServiceId } = connected()
    const topic = world.topic('events', condition(ServiceId))
    const inbox = world.inbox(topic, true)
    const input = { ServiceId, ConnectionNotificationArn: topic, ConnectionEvents: events }
    if (count === 0) {
      expect(world.refused(create, input, provider)).toBe(
        `InvalidTargetArn.Unknown: The target ARN '${topic}' is unknown`,
      )
      return
    }
    world.ask(create, input, provider)
    decide(world, 'Accept', ServiceId, id)
    expect(told(inbox)).toHaveLength(count)
  })

  it.each([
    ['says so no more', { AttributeName: 'Policy', AttributeValue: '' }],
    [
      'is of a topic that is encrypted with a key of AWS',
      { AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/aws/sns' },
    ],
  ])('that %s keeps the message back; the connection is accepted all the same', (_, change) => {
    const { world, id, ServiceId } = connected()
    const TopicArn = world.topic('events')
    const inbox = world.inbox(TopicArn, true)
    const input = { ServiceId, ConnectionNotificationArn: TopicArn, ConnectionEvents: events }
    world.ask(create, input, provider)
    world.call('sns', 'SetTopicAttributes', { TopicArn, ...change }, provider)
    decide(world, 'Accept', ServiceId, id)
    expect(told(inbox)).toEqual([])
    expect(world.state(id)).toBe('pending')
  })

  it('is not enough for a topic that is encrypted with an own key: the key’s must let them in as well', () => {
    const { world, id, ServiceId } = connected()
    const TopicArn = world.topic('events')
    const inbox = world.inbox(TopicArn, true)
    const input = { ServiceId, ConnectionNotificationArn: TopicArn, ConnectionEvents: events }
    world.ask(create, input, provider)
    const key = (...services: string[]) => {
      const own = {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${otherAccount}:root` },
        Action: 'kms:*',
      }
      const trust = {
        Effect: 'Allow',
        Principal: { Service: services },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      }
      const Statement = [own, ...(services.length ? [trust] : [])].map((one) => ({ ...one, Resource: '*' }))
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement })
      const AttributeValue = world.call('kms', 'CreateKey', { Policy }, provider).KeyMetadata!.KeyId!
      const change = { TopicArn, AttributeName: 'KmsMasterKeyId', AttributeValue }
      world.call('sns', 'SetTopicAttributes', change, provider)
    }
    key()
    decide(world, 'Accept', ServiceId, id)
    expect(told(inbox)).toEqual([])
    key('vpce.amazonaws.com')
    decide(world, 'Reject', ServiceId, id)
    expect(told(inbox)).toEqual([`Reject ${id}`])
  })
})
