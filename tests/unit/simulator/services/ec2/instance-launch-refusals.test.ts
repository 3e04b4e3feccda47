import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { armImage, launchRequest, launchWorld } from './launch-world.ts'

type Launch = Partial<Ec2.RunInstancesRequest>

describe('a launch that cannot be', () => {
  const unknown = 'subnet-0123456789abcdef0'
  it.each<[string, Launch, string]>([
    [
      'more at least than at most',
      { MinCount: 3, MaxCount: 1 },
      'InvalidParameterCombination: minCount may not exceed maxCount',
    ],
    [
      'no instance',
      { MinCount: 0, MaxCount: 0 },
      'InvalidParameterValue: Value (0) for parameter minCount is invalid. Expecting a value greater than or equal to 1.',
    ],
    ['no image', { ImageId: undefined }, 'MissingParameter: The request must contain the parameter ImageId'],
    [
      'an unknown image',
      { ImageId: 'ami-0123456789abcdef0' },
      "InvalidAMIID.NotFound: The image id '[ami-0123456789abcdef0]' does not exist",
    ],
    [
      'no image id',
      { ImageId: 'amazon-linux' },
      'InvalidAMIID.Malformed: Invalid id: "amazon-linux" (expecting "ami-...")',
    ],
    [
      'no type',
      { InstanceType: undefined },
      "InvalidParameterCombination: Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type : m1.small",
    ],
    [
      'a type of nobody',
      { InstanceType: 'huge' as Ec2.InstanceType },
      "InvalidParameterValue: Invalid value 'huge' for InstanceType.",
    ],
    [
      'a type that is not simulated',
      { InstanceType: 'p5.48xlarge' },
      'UnsupportedOperation: The instance type p5.48xlarge is not simulated; describe-instance-types lists those that are.',
    ],
    [
      'an unknown subnet',
      { SubnetId: unknown },
      `InvalidSubnetID.NotFound: The subnet ID '${unknown}' does not exist`,
    ],
    [
      'an unknown group',
      { SecurityGroupIds: ['sg-0123456789abcdef0'] },
      "InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist",
    ],
    [
      'a group whose id is empty',
      { SecurityGroupIds: [''] },
      'InvalidParameterValue: Value () for parameter groupId is invalid. The value cannot be empty',
    ],
    [
      'a group by name beside a subnet',
      { SecurityGroups: ['default'] },
      'InvalidParameterCombination: The parameter groupName cannot be used with the parameter subnet',
    ],
    [
      'an unknown zone',
      { Placement: { AvailabilityZone: 'us-east-1z' } },
      'InvalidParameterValue: Invalid availability zone: [us-east-1z]',
    ],
    [
      'user data that is not base64',
      { UserData: '#!' },
      'InvalidParameterValue: Invalid BASE64 encoding of user data.',
    ],
    [
      'too much user data',
      { UserData: btoa('x'.repeat(16_385)) },
      'InvalidParameterValue: User data is limited to 16384 bytes',
    ],
    [
      'one address for two instances',
      { PrivateIpAddress: '10.0.1.10', MaxCount: 2 },
      'InvalidParameterCombination: Addresses may not be specified when launching more than one instance.',
    ],
    [
      'more addresses than the type has',
      { Ipv6AddressCount: 3 },
      'Ipv6AddressLimitExceeded: Number of IPv6 addresses will exceed limit.',
    ],
    [
      'a disk without a size',
      { BlockDeviceMappings: [{ DeviceName: '/dev/sdf', Ebs: {} }] },
      'MissingParameter: The request must contain the parameter size or snapshotId',
    ],
    [
      'a launch template',
      { LaunchTemplate: { LaunchTemplateId: 'lt-1' } },
      'InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID lt-1, does not exist.',
    ],
    [
      'a placement group',
      { Placement: { GroupName: 'near' } },
      "InvalidPlacementGroup.Unknown: The Placement Group 'near' is unknown.",
    ],
    [
      'a Spot Instance',
      { InstanceMarketOptions: { MarketType: 'spot' } },
      'UnsupportedOperation: Spot Instances and Capacity Blocks are not simulated.',
    ],
    [
      'a hop too far',
      { MetadataOptions: { HttpPutResponseHopLimit: 65 } },
      'InvalidParameterValue: Value (65) for parameter HttpPutResponseHopLimit is invalid. Expecting a value between 1 and 64.',
    ],
  ])('%s', (_, request, message) => {
    const { refused, subnet } = launchWorld()
    expect(refused('RunInstances', launchRequest(subnet, request))).toBe(message)
  })

  it('an image for another processor', () => {
    const { refused, subnet } = launchWorld()
    expect(refused('RunInstances', launchRequest(subnet, { ImageId: armImage }))).toMatch(
      /^InvalidParameterValue: The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI\./,
    )
  })

  it('a subnet in another zone than asked for', () => {
    const { refused, subnet } = launchWorld()
    const request = launchRequest(subnet, { Placement: { AvailabilityZone: 'us-east-1b' } })
    expect(refused('RunInstances', request)).toBe(
      `InvalidParameterValue: Value (us-east-1b) for parameter availabilityZone is invalid. Subnet '${subnet}' is in the availability zone us-east-1a`,
    )
  })

  it('a group of another VPC, even when the subnet is the default one', () => {
    const { ask, refused, subnet, group } = launchWorld()
    const elsewhere = group('web', ask('CreateVpc', { CidrBlock: '10.9.0.0/16' }).Vpc?.VpcId)
    const request = launchRequest(subnet, { SecurityGroupIds: [elsewhere] })
    expect(refused('RunInstances', request)).toBe(
      `InvalidParameter: Security group ${elsewhere} and subnet ${subnet} belong to different networks.`,
    )
    expect(refused('RunInstances', { ...request, SubnetId: undefined })).toMatch(
      /^InvalidParameter: Security group sg-\w+ and subnet subnet-\w+ belong to different networks\.$/,
    )
  })

  it('no subnet where there is no default VPC', () => {
    const { ask, refused } = launchWorld()
    const region = 'eu-west-1'
    const [vpc] = ask('DescribeVpcs', {}, { region }).Vpcs!
    const request = {
      ImageId: ask('DescribeImages', {}, { region }).Images?.[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    } as const
    for (const { SubnetId } of ask('DescribeSubnets', {}, { region }).Subnets!) {
      ask('DeleteSubnet', { SubnetId: SubnetId ?? '' }, { region })
    }
    expect(refused('RunInstances', request, { region })).toBe(
      `MissingInput: No subnets found for the default VPC '${vpc?.VpcId}'. Please specify a subnet.`,
    )
    const [gateway] = ask('DescribeInternetGateways', {}, { region }).InternetGateways!
    ask(
      'DetachInternetGateway',
      { InternetGatewayId: gateway?.InternetGatewayId ?? '', VpcId: vpc?.VpcId ?? '' },
      { region },
    )
    ask('DeleteVpc', { VpcId: vpc?.VpcId ?? '' }, { region })
    expect(refused('RunInstances', request, { region })).toMatch(
      /^VPCIdNotSpecified: No default VPC for this user\./,
    )
  })

  type Specification = Ec2.InstanceNetworkInterfaceSpecification
  it.each<[string, (subnet: string) => Specification[], Launch, string]>([
    [
      'interfaces beside a subnet',
      (SubnetId) => [{ DeviceIndex: 0, SubnetId }],
      { SubnetId: unknown },
      'Network interfaces and an instance-level subnet ID may not be specified on the same request',
    ],
    [
      'interfaces beside groups',
      (SubnetId) => [{ DeviceIndex: 0, SubnetId }],
      { SecurityGroupIds: ['sg-1'] },
      'Network interfaces and an instance-level security groups may not be specified on the same request',
    ],
    [
      'interfaces beside an address',
      (SubnetId) => [{ DeviceIndex: 0, SubnetId }],
      { PrivateIpAddress: '10.0.1.9' },
      'Network interfaces and an instance-level private IP address may not be specified on the same request',
    ],
    [
      'a public address for two interfaces',
      (SubnetId) => [0, 1].map((DeviceIndex) => ({ DeviceIndex, SubnetId, AssociatePublicIpAddress: true })),
      {},
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    ],
    [
      'two interfaces in one place',
      (SubnetId) => [0, 0].map((DeviceIndex) => ({ DeviceIndex, SubnetId })),
      {},
      "Duplicate device index '0' specified.",
    ],
  ])('%s', (_, specify, request, message) => {
    const { refused, subnet } = launchWorld()
    const NetworkInterfaces = specify(subnet)
    expect(refused('RunInstances', launchRequest(subnet, { NetworkInterfaces, ...request }))).toBe(
      `InvalidParameterCombination: ${message}`,
    )
  })

  it.each<[string, (subnet: string, other: string) => Specification[], string]>([
    [
      'an interface without a place',
      (SubnetId) => [{ SubnetId }],
      'InvalidParameterValue: Each network interface requires a device index.',
    ],
    [
      'no primary interface',
      (SubnetId) => [{ DeviceIndex: 1, SubnetId }],
      'InvalidParameterValue: When specifying network interfaces, you must include a device at index 0.',
    ],
    [
      'interfaces in two zones',
      (SubnetId, other) => [
        { DeviceIndex: 0, SubnetId },
        { DeviceIndex: 1, SubnetId: other },
      ],
      'InvalidParameterValue: All network interfaces of an instance must be in the same Availability Zone.',
    ],
    [
      'more interfaces than the type has',
      (SubnetId) => [0, 1, 2].map((DeviceIndex) => ({ DeviceIndex, SubnetId })),
      'AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3.micro',
    ],
    [
      'more addresses than the type has',
      (SubnetId) => [{ DeviceIndex: 0, SubnetId, SecondaryPrivateIpAddressCount: 2 }],
      'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
    ],
  ])('%s', (_, specify, message) => {
    const { refused, subnet, otherSubnet } = launchWorld()
    const NetworkInterfaces = specify(subnet, otherSubnet)
    expect(refused('RunInstances', launchRequest(subnet, { NetworkInterfaces }))).toBe(message)
  })

  it('an existing interface that is in use, or for two instances', () => {
    const { refused, subnet, launchOne, primaryOf, openInterface } = launchWorld()
    const used = primaryOf(launchOne())
    const withInterface = (NetworkInterfaceId: string, request: Launch = {}) =>
      refused(
        'RunInstances',
        launchRequest(subnet, { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId }], ...request }),
      )
    expect(withInterface(used)).toBe(`InvalidNetworkInterface.InUse: Interface: [${used}] in use.`)
    expect(withInterface(openInterface(), { MaxCount: 2 })).toBe(
      'InvalidParameterCombination: A network interface may not be specified by its ID when launching more than one instance.',
    )
  })
})
