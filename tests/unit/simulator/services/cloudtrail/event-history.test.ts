import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Cloudtrail } from '../../../../../simulator/api/generated/types.d.ts'
import { accessKeys } from '../../../../../simulator/world/accounts.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('cloudtrail')
await contract.need('logs')

let world: TestCloud

beforeEach(() => {
  world = testCloud()
})

const lookUp = (input: Cloudtrail.LookupEventsRequest = {}) => world.call('cloudtrail', 'LookupEvents', input)
const names = (input?: Cloudtrail.LookupEventsRequest) =>
  lookUp(input).Events?.map(({ EventName }) => EventName)

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function recordOf(name: string) {
  const [event] = lookUp({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] }).Events!
  return JSON.parse(event!.CloudTrailEvent!)
}

describe('the event history', () => {
  it('lists calls newest first, reading ones and failed ones too', () => {
    world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    world.ask('DescribeVpcs')
    world.refused('DeleteVpc', { VpcId: 'vpc-0123456789abcdef0' })
    // Before a refusal the harness describes the VPCs.
    expect(names()).toEqual(['DeleteVpc', 'DescribeVpcs', 'DescribeVpcs', 'CreateVpc'])
  })

  it('shows nobody the calls of another account or Region', () => {
    world.ask('DescribeVpcs', {}, { account: otherAccount })
    world.ask('DescribeSubnets', {}, { region: 'eu-west-1' })
    expect(names()).toEqual([])
  })

  it('leaves out data events', () => {
    world.call('logs', 'CreateLogGroup', { logGroupName: 'g' })
    world.call('logs', 'CreateLogStream', { logGroupName: 'g', logStreamName: 's' })
    world.call('logs', 'PutLogEvents', {
      logGroupName: 'g',
      logStreamName: 's',
      logEvents: [{ timestamp: world.cloud.now, message: 'm' }],
    })
    expect(names()).toEqual(['CreateLogStream', 'CreateLogGroup'])
  })

  it('forgets events after ninety days', () => {
    world.ask('DescribeVpcs')
    world.pass(90 * 24 * 3600 - 1)
    expect(names()).toEqual(['DescribeVpcs'])
    world.pass(3600)
    expect(names()).toEqual(['LookupEvents'])
  })

  it('gives pages of the size asked for', () => {
    for (let i = 0; i < 5; i++) world.ask('DescribeVpcs')
    const first = lookUp({ MaxResults: 3, EndTime: '2026-11-02T09:00:00Z' })
    expect(first.Events).toHaveLength(3)
    const rest = lookUp({ LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'DescribeVpcs' }] })
    expect(rest.Events).toHaveLength(5)
    expect(world.refusedBy('cloudtrail', 'LookupEvents', { NextToken: 'x' })).toMatch(
      /^InvalidNextTokenException/,
    )
  })
})

describe('one attribute to look up by', () => {
  beforeEach(() => {
    world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    world.ask('DescribeSubnets')
  })

  const cases: [Cloudtrail.LookupAttributeKey, string, string[]][] = [
    ['EventName', 'CreateVpc', ['CreateVpc']],
    ['EventName', 'DeleteVpc', []],
    ['EventSource', 'ec2.amazonaws.com', ['DescribeSubnets', 'CreateVpc']],
    ['EventSource', 'sts.amazonaws.com', []],
    ['ReadOnly', 'true', ['DescribeSubnets']],
    ['ReadOnly', 'false', ['CreateVpc']],
    ['Username', 'root', ['DescribeSubnets', 'CreateVpc']],
    ['Username', 'alice', []],
    ['AccessKeyId', `AKIA${account}`, ['DescribeSubnets', 'CreateVpc']],
    ['ResourceType', 'AWS::EC2::VPC', ['CreateVpc']],
    ['ResourceType', 'AWS::EC2::Subnet', []],
  ]
  it.each(cases)('%s %s', (AttributeKey, AttributeValue, expected) => {
    expect(names({ LookupAttributes: [{ AttributeKey, AttributeValue }] })).toEqual(expected)
  })

  it('an event by its id, a resource by its name', () => {
    const [created] = lookUp({ LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'false' }] })
      .Events!
    const by = (AttributeKey: Cloudtrail.LookupAttributeKey, AttributeValue = '') =>
      names({ LookupAttributes: [{ AttributeKey, AttributeValue }] })
    expect(by('EventId', created!.EventId)).toEqual(['CreateVpc'])
    expect(by('ResourceName', created!.Resources![0]!.ResourceName)).toContain('CreateVpc')
  })
})

describe('what cannot be looked up', () => {
  const attribute = { AttributeKey: 'EventName', AttributeValue: 'CreateVpc' } as const
  const cases: [string, Cloudtrail.LookupEventsRequest, RegExp][] = [
    ['two attributes', { LookupAttributes: [attribute, attribute] }, /^InvalidLookupAttributesException/],
    [
      'an end before the start',
      { StartTime: '2026-11-02T10:00:00Z', EndTime: '2026-11-02T09:00:00Z' },
      /^InvalidTimeRangeException/,
    ],
  ]
  it.each(cases)('%s', (_, input, expected) => {
    expect(world.refusedBy('cloudtrail', 'LookupEvents', input)).toMatch(expected)
  })
})

describe('the record of an event', () => {
  it('of a root user who made something', () => {
    const { Vpc } = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    expect(recordOf('CreateVpc')).toMatchObject({
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: account,
        arn: `arn:aws:iam::${account}:root`,
        accountId: account,
      },
      eventTime: '2026-11-02T09:00:00Z',
      eventSource: 'ec2.amazonaws.com',
      awsRegion: 'us-east-1',
      requestParameters: { cidrBlock: '10.0.0.0/16' },
      responseElements: { vpc: { vpcId: Vpc?.VpcId } },
      readOnly: false,
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    })
  })

  it('of a refused call: the code as EC2 writes it, and no response', () => {
    world.refused('DeleteVpc', { VpcId: 'vpc-0123456789abcdef0' })
    expect(recordOf('DeleteVpc')).toMatchObject({
      errorCode: 'Client.InvalidVpcID.NotFound',
      errorMessage: "The vpc ID 'vpc-0123456789abcdef0' does not exist",
      responseElements: null,
    })
  })

  it('of an operation of the newer kind: under the name of its request, lists numbered', () => {
    const [subnet] = world.ask('DescribeSubnets').Subnets!
    world.refused('CreateVpcEndpoint', { VpcId: 'vpc-1', ServiceName: 's', SubnetIds: [subnet!.SubnetId!] })
    expect(recordOf('CreateVpcEndpoint').requestParameters).toEqual({
      CreateVpcEndpointRequest: {
        VpcId: 'vpc-1',
        ServiceName: 's',
        SubnetId: { tag: 1, content: subnet!.SubnetId },
      },
    })
  })

  it.each([
    [
      'from the workstation, if nothing is said',
      undefined,
      {
        sourceIPAddress: '203.0.113.10',
        userAgent: 'aws-cli/2.36.7',
        requestID: expect.stringMatching(uuid),
      },
    ],
    [
      'from an address',
      { sourceIp: '198.51.100.7' },
      { sourceIPAddress: '198.51.100.7', userAgent: 'aws-cli/2.36.7' },
    ],
    [
      'of another client',
      { userAgent: 'Boto3/1.43' },
      { sourceIPAddress: '203.0.113.10', userAgent: 'Boto3/1.43' },
    ],
    ['that the caller knows by its id', { requestId: 'r-1' }, { requestID: 'r-1' }],
  ])('of a call %s', (_, from, expected) => {
    world.ask('DescribeKeyPairs', {}, { ...(from && { from }) })
    const record = recordOf('DescribeKeyPairs')
    expect(record).toMatchObject(expected)
    expect(record).not.toHaveProperty('vpcEndpointId')
    expect(record).not.toHaveProperty('vpcEndpointAccountId')
  })

  it('of a call through a VPC endpoint: which one, whose it is, and the private address', () => {
    const [vpc] = world.ask('DescribeVpcs', {}, { account: otherAccount }).Vpcs!
    const { VpcEndpoint } = world.ask(
      'CreateVpcEndpoint',
      { VpcEndpointType: 'Interface', VpcId: vpc!.VpcId!, ServiceName: 'com.amazonaws.us-east-1.ec2' },
      { account: otherAccount },
    )
    const vpcEndpointId = VpcEndpoint!.VpcEndpointId!
    world.ask('DescribeKeyPairs', {}, { from: { sourceIp: '172.31.0.9', vpcEndpointId } })
    expect(recordOf('DescribeKeyPairs')).toMatchObject({
      sourceIPAddress: '172.31.0.9',
      vpcEndpointId,
      vpcEndpointAccountId: otherAccount,
      recipientAccountId: account,
    })
  })

  it('of a role session: who gave it out', () => {
    world.cloud.store.put(accessKeys, {
      accessKeyId: 'ASIAROLE',
      secretAccessKey: 'secret',
      principal: {
        account,
        arn: `arn:aws:sts::${account}:assumed-role/reader/alice`,
        userId: 'AROAREADER:alice',
        type: 'assumed-role',
        session: {
          issuedAt: world.cloud.now,
          identity: 'AROAREADER',
          roleArn: `arn:aws:iam::${account}:role/reader`,
        },
      },
    })
    world.cloud.send({
      service: 'ec2',
      operation: 'DescribeKeyPairs',
      input: {},
      region: 'us-east-1',
      credentials: { accessKeyId: 'ASIAROLE', secretAccessKey: 'secret' },
    })
    expect(recordOf('DescribeKeyPairs').userIdentity).toMatchObject({
      type: 'AssumedRole',
      sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAREADER', userName: 'reader' } },
    })
  })
})
