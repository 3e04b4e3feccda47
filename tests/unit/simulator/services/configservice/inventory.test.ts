import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Configservice } from '../../../../../simulator/api/generated/types.d.ts'
import { account, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('configservice')

let world: TestCloud
let vpc: string
let subnet: string

beforeEach(() => {
  world = testCloud()
  vpc = world.ask('CreateVpc', {
    CidrBlock: '10.0.0.0/16',
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'stage', Value: 'dev' }] }],
  }).Vpc!.VpcId!
  subnet = world.ask('CreateSubnet', { VpcId: vpc, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' })
    .Subnet!.SubnetId!
})

const recorder = (recordingGroup?: Configservice.RecordingGroup) =>
  world.call('configservice', 'PutConfigurationRecorder', {
    ConfigurationRecorder: {
      name: 'default',
      roleARN: `arn:aws:iam::${account}:role/config`,
      ...(recordingGroup && { recordingGroup }),
    },
  })
function record(recordingGroup?: Configservice.RecordingGroup): void {
  recorder(recordingGroup)
  world.call('configservice', 'PutDeliveryChannel', {
    DeliveryChannel: { name: 'default', s3BucketName: 'b' },
  })
  world.call('configservice', 'StartConfigurationRecorder', { ConfigurationRecorderName: 'default' })
}
const listed = (resourceType: Configservice.ResourceType) =>
  world
    .call('configservice', 'ListDiscoveredResources', { resourceType })
    .resourceIdentifiers?.map(({ resourceId }) => resourceId)

describe('a configuration recorder', () => {
  it('needs a delivery channel to run, and the channel a recorder', () => {
    const DeliveryChannel = { name: 'default', s3BucketName: 'b' }
    const start = { ConfigurationRecorderName: 'default' }
    expect(world.refusedBy('configservice', 'PutDeliveryChannel', { DeliveryChannel })).toMatch(
      /^NoAvailableConfigurationRecorderException/,
    )
    expect(world.refusedBy('configservice', 'StartConfigurationRecorder', start)).toMatch(
      /^NoSuchConfigurationRecorderException/,
    )
    recorder()
    expect(world.refusedBy('configservice', 'StartConfigurationRecorder', start)).toMatch(
      /^NoAvailableDeliveryChannelException/,
    )
    record()
    const status = () =>
      world.call('configservice', 'DescribeConfigurationRecorderStatus').ConfigurationRecordersStatus![0]
    expect(status()?.recording).toBe(true)
    expect(
      world.refusedBy('configservice', 'DeleteDeliveryChannel', { DeliveryChannelName: 'default' }),
    ).toMatch(/^LastDeliveryChannelDeleteFailedException/)
    world.call('configservice', 'StopConfigurationRecorder', start)
    expect(status()?.recording).toBe(false)
    world.call('configservice', 'DeleteDeliveryChannel', { DeliveryChannelName: 'default' })
    world.call('configservice', 'DeleteConfigurationRecorder', start)
    expect(world.call('configservice', 'DescribeConfigurationRecorders').ConfigurationRecorders).toEqual([])
  })

  it('is one', () => {
    recorder()
    const second = { name: 'second', roleARN: `arn:aws:iam::${account}:role/config` }
    expect(
      world.refusedBy('configservice', 'PutConfigurationRecorder', { ConfigurationRecorder: second }),
    ).toMatch(/^MaxNumberOfConfigurationRecordersExceededException/)
  })
})

describe('the inventory', () => {
  it('knows nothing before it records', () => {
    expect(
      world.refusedBy('configservice', 'ListDiscoveredResources', { resourceType: 'AWS::EC2::VPC' }),
    ).toMatch(/^NoAvailableConfigurationRecorderException/)
  })

  it('has what is there now', () => {
    record()
    expect(listed('AWS::EC2::VPC')).toContain(vpc)
    expect(listed('AWS::EC2::Subnet')).toContain(subnet)
    world.ask('DeleteSubnet', { SubnetId: subnet })
    expect(listed('AWS::EC2::Subnet')).not.toContain(subnet)
    const { resourceCounts } = world.call('configservice', 'GetDiscoveredResourceCounts', {
      resourceTypes: ['AWS::EC2::VPC'],
    })
    expect(resourceCounts).toEqual([{ resourceType: 'AWS::EC2::VPC', count: 2 }])
    // Default VPC and all: what Config has no type for is not counted.
    const all = world.call('configservice', 'GetDiscoveredResourceCounts').resourceCounts
    expect(all?.map(({ resourceType }) => resourceType)).toContain('AWS::EC2::RouteTable')
    expect(all?.map(({ resourceType }) => resourceType)).not.toContain('AWS::EC2::SecurityGroupRule')
  })

  it('has what the recorder was told to record', () => {
    record({ allSupported: false, resourceTypes: ['AWS::EC2::VPC'] })
    expect(listed('AWS::EC2::VPC')).toContain(vpc)
    expect(listed('AWS::EC2::Subnet')).toEqual([])
  })

  it('shows a resource with its relations and tags', () => {
    record()
    const item = (resourceType: Configservice.ResourceType, resourceId: string) =>
      world.call('configservice', 'GetResourceConfigHistory', { resourceType, resourceId })
        .configurationItems![0]!
    expect(item('AWS::EC2::Subnet', subnet)).toMatchObject({
      accountId: account,
      arn: `arn:aws:ec2:us-east-1:${account}:subnet/${subnet}`,
      availabilityZone: 'us-east-1a',
      relationships: [
        { resourceType: 'AWS::EC2::VPC', resourceId: vpc, relationshipName: 'Is contained in Vpc' },
      ],
    })
    const { configuration, tags } = item('AWS::EC2::VPC', vpc)
    expect(tags).toEqual({ stage: 'dev' })
    expect(JSON.parse(configuration!)).toMatchObject({ vpcId: vpc, cidrBlock: '10.0.0.0/16' })
    expect(
      world.refusedBy('configservice', 'GetResourceConfigHistory', {
        resourceType: 'AWS::EC2::VPC',
        resourceId: 'vpc-0123456789abcdef0',
      }),
    ).toBe(
      'ResourceNotDiscoveredException: Resource vpc-0123456789abcdef0 of resourceType:AWS::EC2::VPC is unknown or has not been discovered',
    )
  })

  const queries: [string, () => object[]][] = [
    [
      "SELECT resourceId WHERE resourceType = 'AWS::EC2::VPC' AND tags.key = 'stage'",
      () => [{ resourceId: vpc }],
    ],
    [
      "SELECT resourceId, configuration.cidrBlock WHERE resourceType = 'AWS::EC2::VPC' AND configuration.isDefault = false",
      () => [{ resourceId: vpc, configuration: { cidrBlock: '10.0.0.0/16' } }],
    ],
    [
      "SELECT resourceType WHERE resourceType IN ('AWS::EC2::VPC', 'AWS::EC2::Subnet') AND configuration.cidrBlock LIKE '10.0.%'",
      () => [{ resourceType: 'AWS::EC2::VPC' }, { resourceType: 'AWS::EC2::Subnet' }],
    ],
    [
      "SELECT resourceId WHERE resourceType = 'AWS::EC2::VPC' AND configuration.cidrBlock <> '172.31.0.0/16'",
      () => [{ resourceId: vpc }],
    ],
    [
      "SELECT resourceId WHERE resourceType = 'AWS::EC2::Subnet' AND relationships.resourceId = 'none'",
      () => [],
    ],
  ]
  it.each(queries)('%s', (Expression, expected) => {
    record()
    const { Results } = world.call('configservice', 'SelectResourceConfig', { Expression })
    expect(Results?.map((one) => JSON.parse(one))).toEqual(expected())
  })

  it.each([
    'DELETE everything',
    'SELECT COUNT(*)',
    "SELECT resourceId WHERE a = 'x' OR b = 'y'",
    'SELECT a WHERE b',
  ])('refuses %s', (Expression) => {
    record()
    expect(world.refusedBy('configservice', 'SelectResourceConfig', { Expression })).toMatch(
      /^InvalidExpressionException/,
    )
  })
})
