import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, testCloud } from '../cloud.ts'

await contract.need('s3api')

const bucket = 'arn:aws:s3:::flow-logs/prefix'
const role = `arn:aws:iam::${account}:role/flow-logs`
const toS3 = { TrafficType: 'ALL', LogDestinationType: 's3', LogDestination: bucket } as const
const toGroup = { TrafficType: 'ALL', LogGroupName: 'flows', DeliverLogsPermissionArn: role } as const
const ghost = 'vpc-0123456789abcdef0'
/** `${version} ${account-id}`, as a format writes it. */
const fields = (names: string) => names.replace(/\S+/g, (name) => `\${${name}}`)
const usualFormat = fields(
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
)

function flowWorld() {
  const test = testCloud()
  test.call('s3api', 'CreateBucket', { Bucket: 'flow-logs' })
  const vpc = test.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const subnet = test.ask('CreateSubnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
  return { ...test, vpc, subnet, ofVpc: { ResourceIds: [vpc], ResourceType: 'VPC' as const } }
}

describe('a flow log', () => {
  it('to CloudWatch Logs is active at once', () => {
    const { ask, vpc, ofVpc } = flowWorld()
    const created = ask('CreateFlowLogs', { ...ofVpc, ...toGroup, ClientToken: 'token' })
    expect(created).toEqual({
      ClientToken: 'token',
      FlowLogIds: [expect.stringMatching(/^fl-0[0-9a-f]{16}$/)],
      Unsuccessful: [],
    })
    expect(ask('DescribeFlowLogs').FlowLogs).toEqual([
      {
        CreationTime: '2026-11-02T09:00:00.000Z',
        DeliverLogsPermissionArn: role,
        DeliverLogsStatus: 'SUCCESS',
        FlowLogId: created.FlowLogIds![0],
        FlowLogStatus: 'ACTIVE',
        LogGroupName: 'flows',
        ResourceId: vpc,
        TrafficType: 'ALL',
        LogDestinationType: 'cloud-watch-logs',
        LogFormat: usualFormat,
        Tags: [],
        MaxAggregationInterval: 600,
      },
    ])
  })

  it('to S3 has a destination instead of a group and a role', () => {
    const { ask, ofVpc } = flowWorld()
    ask('CreateFlowLogs', {
      ...ofVpc,
      ...toS3,
      MaxAggregationInterval: 60,
      LogFormat: fields('srcaddr dstaddr flow-direction'),
      DestinationOptions: { FileFormat: 'parquet' },
    })
    const [flowLog] = ask('DescribeFlowLogs').FlowLogs!
    expect(flowLog).toMatchObject({
      LogDestinationType: 's3',
      LogDestination: bucket,
      LogFormat: fields('srcaddr dstaddr flow-direction'),
      MaxAggregationInterval: 60,
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: false, PerHourPartition: false },
    })
    expect(flowLog).not.toHaveProperty('LogGroupName')
    expect(flowLog).not.toHaveProperty('DeliverLogsPermissionArn')
  })

  it('to a log group by its ARN names the group as well', () => {
    const { ask, ofVpc } = flowWorld()
    const LogDestination = `arn:aws:logs:us-east-1:${account}:log-group:flows`
    ask('CreateFlowLogs', { ...ofVpc, TrafficType: 'ALL', LogDestination, DeliverLogsPermissionArn: role })
    expect(ask('DescribeFlowLogs').FlowLogs![0]).toMatchObject({ LogDestination, LogGroupName: 'flows' })
  })

  it('of a transit gateway has a format and an interval of its own', () => {
    const { ask } = flowWorld()
    const ResourceIds = [ask('CreateTransitGateway').TransitGateway!.TransitGatewayId!]
    const { TrafficType: _, ...toBucket } = toS3
    ask('CreateFlowLogs', { ResourceIds, ResourceType: 'TransitGateway', ...toBucket })
    const [flowLog] = ask('DescribeFlowLogs').FlowLogs!
    expect(flowLog).toMatchObject({ MaxAggregationInterval: 60 })
    expect(flowLog).not.toHaveProperty('TrafficType')
    expect(flowLog!.LogFormat).toMatch(/^\$\{version\} \$\{resource-type\} \$\{account-id\} \$\{tgw-id\}/)
  })

  it('can be deleted, all that are named or none', () => {
    const { ask, refused, ofVpc } = flowWorld()
    const { FlowLogIds } = ask('CreateFlowLogs', { ...ofVpc, ...toS3 })
    expect(refused('DeleteFlowLogs', { FlowLogIds: [...FlowLogIds!, 'fl-1', 'fl-2'] })).toBe(
      'InvalidFlowLogId.NotFound: These flow log ids in the input list are not found: [TotalCount: 2] fl-1, fl-2',
    )
    expect(ask('DeleteFlowLogs', { FlowLogIds: FlowLogIds! })).toEqual({ Unsuccessful: [] })
    expect(ask('DescribeFlowLogs').FlowLogs).toEqual([])
    expect(refused('DescribeFlowLogs', { FlowLogIds: FlowLogIds! })).toMatch(/^InvalidFlowLogId\.NotFound: /)
  })
})

describe('a request for flow logs that succeeds in part', () => {
  it('names the resources that there are not', () => {
    const { ask, vpc } = flowWorld()
    const { FlowLogIds, Unsuccessful } = ask('CreateFlowLogs', {
      ResourceIds: [ghost, vpc],
      ResourceType: 'VPC',
      ...toS3,
    })
    expect(FlowLogIds).toHaveLength(1)
    expect(Unsuccessful).toEqual([
      {
        Error: { Code: 'InvalidVpcID.NotFound', Message: `The vpc ID '${ghost}' does not exist` },
        ResourceId: ghost,
      },
    ])
  })

  it('names the bucket that there is not', () => {
    const { ask, vpc, ofVpc } = flowWorld()
    const elsewhere = { ...toS3, LogDestination: 'arn:aws:s3:::no-such-bucket' }
    expect(ask('CreateFlowLogs', { ...ofVpc, ...elsewhere })).toEqual({
      FlowLogIds: [],
      Unsuccessful: [
        { Error: { Code: '400', Message: 'LogDestination: no-such-bucket does not exist' }, ResourceId: vpc },
      ],
    })
  })

  it('names the resources that have the same flow log already', () => {
    const { ask, vpc, ofVpc } = flowWorld()
    const other = ask('CreateVpc', { CidrBlock: '10.1.0.0/16' }).Vpc!.VpcId!
    ask('CreateFlowLogs', { ...ofVpc, ...toS3 })
    const again = ask('CreateFlowLogs', { ...ofVpc, ResourceIds: [vpc, other], ...toS3 })
    expect([again.FlowLogIds!.length, again.Unsuccessful!.map((one) => one.ResourceId)]).toEqual([1, [vpc]])
  })

  it('is refused when there is nothing but duplicates', () => {
    const { ask, refused, ofVpc } = flowWorld()
    ask('CreateFlowLogs', { ...ofVpc, ...toS3 })
    expect(refused('CreateFlowLogs', { ...ofVpc, ...toS3 })).toBe(
      'FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination.',
    )
    ask('CreateFlowLogs', { ...ofVpc, ...toS3, TrafficType: 'REJECT' })
    expect(refused('CreateFlowLogs', { ...ofVpc, ...toGroup })).toMatch(/^FlowLogsLimitExceeded: /)
  })
})

describe('what flow logs may be asked for', () => {
  const { TrafficType: _, ...withoutTraffic } = toS3
  it.each<[string, object, RegExp | string]>([
    ['no resource', { ...toS3, ResourceIds: [] }, /^MissingParameter: /],
    [
      'no traffic type',
      withoutTraffic,
      'MissingParameter: The request must contain the parameter trafficType',
    ],
    ['a traffic type that there is not', { ...toS3, TrafficType: 'SOME' }, /^InvalidParameterValue: /],
    ['a resource type that there is not', { ...toS3, ResourceType: 'Lake' }, /^InvalidParameterValue: /],
    [
      'no destination',
      { TrafficType: 'ALL' },
      "InvalidParameter: LogDestination can't be empty if LogGroupName is not provided.",
    ],
    [
      'no role',
      { TrafficType: 'ALL', LogGroupName: 'flows' },
      "InvalidParameter: DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.",
    ],
    [
      'two destinations',
      { ...toGroup, LogDestination: 'arn:aws:logs:us-east-1:1:log-group:flows' },
      'InvalidParameter: Please only provide LogGroupName or only provide LogDestination.',
    ],
    [
      'a role for S3',
      { ...toS3, DeliverLogsPermissionArn: role },
      'InvalidParameter: DeliverLogsPermissionArn is not applicable for s3 delivery',
    ],
    [
      'a log group for S3',
      { TrafficType: 'ALL', LogDestinationType: 's3', LogGroupName: 'flows' },
      'InvalidParameter: LogDestination type must be cloud-watch-logs if LogGroupName is provided.',
    ],
    [
      'S3 without a bucket',
      { TrafficType: 'ALL', LogDestinationType: 's3' },
      "InvalidParameter: LogDestination can't be empty if LogDestinationType is s3.",
    ],
    ['another ARN than that of a bucket', { ...toS3, LogDestination: role }, /^InvalidParameter: /],
    [
      'a destination that there is not',
      { ...toS3, LogDestinationType: 'pigeon' },
      /^InvalidParameterValue: /,
    ],
    [
      'options of S3 for a log group',
      { ...toGroup, DestinationOptions: { FileFormat: 'parquet' } },
      /^InvalidParameter: DestinationOptions/,
    ],
    [
      'an interval of two minutes',
      { ...toS3, MaxAggregationInterval: 120 },
      'InvalidParameter: Invalid Flow Log Max Aggregation Interval',
    ],
    [
      'a space at the end of the format',
      { ...toS3, LogFormat: `${fields('version')} ` },
      `InvalidParameterValue: 1 validation error detected: Value '${fields('version')} ' at 'logFormat' has an invalid format`,
    ],
    [
      'a field that there is not',
      { ...toS3, LogFormat: fields('colour') },
      /^InvalidParameter: Unknown fields/,
    ],
    [
      'a field of transit gateways',
      { ...toS3, LogFormat: fields('tgw-id') },
      /^InvalidParameter: Unknown fields/,
    ],
    [
      'traffic of a transit gateway by type',
      { ...toS3, ResourceType: 'TransitGateway' },
      'InvalidParameter: TrafficType is not supported for transit gateway resource types.',
    ],
  ])('not %s', (_, change, expected) => {
    const { refused, ofVpc } = flowWorld()
    expect(refused('CreateFlowLogs', { ...ofVpc, ...change })).toMatch(expected)
  })
})

describe('filters of DescribeFlowLogs', () => {
  const world = flowWorld()
  const [first = ''] = world.ask('CreateFlowLogs', { ...world.ofVpc, ...toGroup }).FlowLogIds!
  const [second = ''] = world.ask('CreateFlowLogs', {
    ResourceIds: [world.subnet],
    ResourceType: 'Subnet',
    ...toS3,
    TrafficType: 'REJECT',
    TagSpecifications: [{ ResourceType: 'vpc-flow-log', Tags: [{ Key: 'team', Value: 'red' }] }],
  }).FlowLogIds!

  it.each<[string, string, string[]]>([
    ['deliver-log-status', 'SUCCESS', [first, second]],
    ['log-destination-type', 's3', [second]],
    ['flow-log-id', first, [first]],
    ['log-group-name', 'flows', [first]],
    ['resource-id', world.subnet, [second]],
    ['traffic-type', 'REJECT', [second]],
    ['tag:team', 'red', [second]],
    ['tag-key', 'team', [second]],
  ])('%s %s', (Name, value, ids) => {
    const { FlowLogs } = world.ask('DescribeFlowLogs', { Filter: [{ Name, Values: [value] }] })
    expect(FlowLogs!.map((one) => one.FlowLogId)).toEqual(ids)
  })

  it('come in pages', () => {
    expect(world.refused('DescribeFlowLogs', { MaxResults: 4 })).toMatch(/^InvalidParameterValue: /)
    expect(world.ask('DescribeFlowLogs', { MaxResults: 5 }).FlowLogs).toHaveLength(2)
  })
})
