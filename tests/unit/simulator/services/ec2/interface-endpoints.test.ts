import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { endpointWorld, names, zoneName } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const

describe('an interface endpoint for a service of AWS', () => {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const subnets = [world.subnet(VpcId, 'use1-az1'), world.subnet(VpcId, 'use1-az2')]
  const group = world.group(VpcId, 'vpce-sg')
  const created = world.create({
    ...Interface,
    VpcId,
    ServiceName: names.monitoring,
    SubnetIds: subnets,
    SecurityGroupIds: [group],
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: [{ Key: 'Name', Value: 'metrics' }] }],
  })
  const id = created.VpcEndpointId!
  const label = created.DnsEntries![0]!.DnsName!.slice(id.length + 1).split('.')[0]

  it('is answered and described as AWS does', () => {
    expect(created).toEqual({
      VpcEndpointId: expect.stringMatching(/^vpce-0[0-9a-f]{16}$/),
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName: names.monitoring,
      State: 'pending',
      PolicyDocument:
        '{\n  "Statement": [\n    {\n      "Action": "*", \n      "Effect": "Allow", \n      "Principal": "*", \n      "Resource": "*"\n    }\n  ]\n}',
      RouteTableIds: [],
      SubnetIds: subnets,
      Groups: [{ GroupId: group, GroupName: 'vpce-sg' }],
      IpAddressType: 'ipv4',
      DnsOptions: { DnsRecordIpType: 'ipv4' },
      PrivateDnsEnabled: true,
      RequesterManaged: false,
      NetworkInterfaceIds: [expect.stringMatching(/^eni-/), expect.stringMatching(/^eni-/)],
      DnsEntries: expect.any(Array),
      CreationTimestamp: expect.stringMatching(/^2026-11-02T09:00:/),
      Tags: [{ Key: 'Name', Value: 'metrics' }],
      OwnerId: account,
      ServiceRegion: 'us-east-1',
    })
  })

  it('has a Regional name, one for each zone, and the private ones, each of these in a hidden zone', () => {
    expect(label).toMatch(/^[a-z0-9]{8}$/)
    const base = 'monitoring.us-east-1.vpce.amazonaws.com'
    const vpce = { HostedZoneId: 'Z7HUB22UULQXV' }
    const hidden = { HostedZoneId: expect.stringMatching(/^Z[0-9A-Z]{20}$/) }
    expect(created.DnsEntries).toEqual([
      { DnsName: `${id}-${label}.${base}`, ...vpce },
      { DnsName: `${id}-${label}-${zoneName('use1-az1')}.${base}`, ...vpce },
      { DnsName: `${id}-${label}-${zoneName('use1-az2')}.${base}`, ...vpce },
      { DnsName: 'monitoring.us-east-1.amazonaws.com', ...hidden },
      { DnsName: 'monitoring.us-east-1.api.aws', ...hidden },
      { DnsName: 'monitoring-fips.us-east-1.amazonaws.com', ...hidden },
      { DnsName: 'monitoring-fips.us-east-1.api.aws', ...hidden },
    ])
  })

  it('becomes available after a while', () => {
    expect(world.state(id)).toBe('pending')
    world.pass(120)
    expect(world.state(id)).toBe('available')
  })

  it('has a network interface in each subnet that only AWS manages', () => {
    const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: created.NetworkInterfaceIds!,
    })
    expect(NetworkInterfaces).toHaveLength(2)
    expect(NetworkInterfaces![0]).toMatchObject({
      Description: `VPC Endpoint Interface ${id}`,
      InterfaceType: 'vpc_endpoint',
      RequesterManaged: true,
      RequesterId: '727180483921',
      Status: 'in-use',
      SourceDestCheck: true,
      SubnetId: subnets[0],
      Groups: [{ GroupId: group, GroupName: 'vpce-sg' }],
      OwnerId: account,
      Attachment: { InstanceOwnerId: 'amazon-aws', Status: 'attached' },
    })
    const eni = NetworkInterfaces![0]!
    expect(eni.Association).toBeUndefined()
    expect(eni.DenyAllIgwTraffic).toBeUndefined()
    expect(world.refused('DetachNetworkInterface', { AttachmentId: eni.Attachment!.AttachmentId! })).toBe(
      "OperationNotPermitted: You are not allowed to manage 'ela-attach' attachments.",
    )
    expect(
      world.refused('DeleteNetworkInterface', { NetworkInterfaceId: eni.NetworkInterfaceId! }),
    ).toContain('is currently in use.')
  })

  it('keeps its VPC, subnets and groups from being deleted until it is gone', () => {
    expect(world.refused('DeleteSecurityGroup', { GroupId: group })).toBe(
      `DependencyViolation: resource ${group} has a dependent object`,
    )
    expect(world.refused('DeleteSubnet', { SubnetId: subnets[0]! })).toBe(
      `DependencyViolation: The subnet '${subnets[0]}' has dependencies and cannot be deleted.`,
    )
    expect(world.refused('DeleteVpc', { VpcId })).toBe(
      `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
    )
    expect(world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [id] })).toEqual({ Unsuccessful: [] })
    expect(world.state(id)).toBe('deleting')
    world.pass(120)
    expect(world.endpoint(id)).toMatchObject({ State: 'deleted', NetworkInterfaceIds: [], DnsEntries: [] })
    world.ask('DeleteSecurityGroup', { GroupId: group })
    for (const SubnetId of subnets) world.ask('DeleteSubnet', { SubnetId })
    world.ask('DeleteVpc', { VpcId })
    world.pass(600)
    expect(world.refused('DescribeVpcEndpoints', { VpcEndpointIds: [id] })).toBe(
      `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${id}' does not exist`,
    )
  })
})

describe('creating an interface endpoint', () => {
  it('turns the service name around into DNS order', () => {
    const world = endpointWorld()
    const { VpcEndpointId, DnsEntries } = world.create({
      ...Interface,
      VpcId: world.vpc(),
      ServiceName: names.ecrApi,
    })
    expect(DnsEntries![0]!.DnsName).toMatch(
      new RegExp(`^${VpcEndpointId}-[a-z0-9]{8}\\.api\\.ecr\\.us-east-1\\.vpce\\.amazonaws\\.com$`),
    )
  })

  it("takes the VPC's own group where none is named", () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const { Groups } = world.create({ ...Interface, VpcId, ServiceName: names.sqs })
    expect(Groups).toEqual([{ GroupId: expect.stringMatching(/^sg-/), GroupName: 'default' }])
  })

  it('gives the interfaces the addresses that are asked for', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const SubnetId = world.subnet(VpcId, 'use1-az1', 7)
    const { NetworkInterfaceIds } = world.create({
      ...Interface,
      VpcId,
      ServiceName: names.sqs,
      SubnetIds: [SubnetId],
      SubnetConfigurations: [{ SubnetId, Ipv4: '10.0.7.77' }],
    })
    const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: NetworkInterfaceIds!,
    })
    expect(NetworkInterfaces![0]!.PrivateIpAddress).toBe('10.0.7.77')
  })

  it('gives dual-stack interfaces an IPv6 address that the internet cannot reach', () => {
    const world = endpointWorld()
    const { Vpc } = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true })
    const VpcId = Vpc!.VpcId!
    world.pass(2)
    const block = world.ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs![0]!.Ipv6CidrBlockAssociationSet![0]!
    const Ipv6CidrBlock = block.Ipv6CidrBlock!.replace('/56', '/64')
    const { Subnet } = world.ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24', Ipv6CidrBlock })
    world.pass(2)
    const SubnetIds = [Subnet!.SubnetId!]
    const endpoint = world.create({
      ...Interface,
      VpcId,
      ServiceName: names.sqs,
      SubnetIds,
      IpAddressType: 'dualstack',
    })
    expect(endpoint).toMatchObject({
      IpAddressType: 'dualstack',
      DnsOptions: { DnsRecordIpType: 'dualstack' },
    })
    const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: endpoint.NetworkInterfaceIds!,
    })
    expect(NetworkInterfaces![0]).toMatchObject({
      DenyAllIgwTraffic: true,
      Ipv6Addresses: [{ Ipv6Address: expect.stringContaining(':') }],
      PrivateIpAddress: expect.stringMatching(/^10\.0\.1\./),
    })
    expect(
      world.refused('CreateVpcEndpoint', {
        ...Interface,
        VpcId,
        ServiceName: names.sqs,
        SubnetIds,
        IpAddressType: 'ipv6',
      }),
    ).toBe(`InvalidParameter: The subnet ${SubnetIds[0]} does not support the IP address type ipv6.`)
  })

  it('answers a dry run without creating anything', () => {
    const world = endpointWorld()
    const request = { ...Interface, VpcId: world.vpc(), ServiceName: names.sqs, DryRun: true }
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    )
    expect(world.ask('DescribeVpcEndpoints').VpcEndpoints).toEqual([])
  })

  it('answers the same client token with the same endpoint', () => {
    const world = endpointWorld()
    const request = { ...Interface, VpcId: world.vpc(), ServiceName: names.sqs, ClientToken: 'once' }
    const first = world.ask('CreateVpcEndpoint', request)
    expect(first.ClientToken).toBe('once')
    expect(world.ask('CreateVpcEndpoint', request)).toEqual(first)
    expect(world.refused('CreateVpcEndpoint', { ...request, ServiceName: names.ecrApi })).toContain(
      'IdempotentParameterMismatch',
    )
  })

  it('refuses the fifty-first in a VPC, but not one in another VPC', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const request = { ...Interface, VpcId, ServiceName: names.sqs }
    for (let i = 0; i < 50; i++) world.create(request)
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      'VpcEndpointLimitExceeded: The maximum number of VPC endpoints has been reached.',
    )
    world.create({ ...request, VpcId: world.vpc(false, '10.1.0.0/16') })
  })

  it('refuses when a subnet is full', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const { Subnet } = world.ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/28' })
    const request = { ...Interface, VpcId, ServiceName: names.sqs, SubnetIds: [Subnet!.SubnetId!] }
    for (let i = 0; i < 11; i++) world.create(request)
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      'InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request.',
    )
  })
})

describe('what create-vpc-endpoint refuses', () => {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const other = world.vpc(true, '10.1.0.0/16')
  const [one, two, gap, remote] = ['use1-az1', 'use1-az1', 'use1-az2', 'use1-az3'].map((zone) =>
    world.subnet(VpcId, zone),
  ) as [string, string, string, string]
  const foreign = world.ask('CreateSubnet', { VpcId: other, CidrBlock: '10.1.0.0/24' }).Subnet!.SubnetId!
  const strange = world.group(other)
  const sqs = { ...Interface, VpcId, ServiceName: names.sqs }

  it.each([
    [
      'a service that does not exist',
      { ...sqs, ServiceName: 'com.amazonaws.us-east-1.nonsense' },
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.nonsense' does not exist",
    ],
    [
      "another Region's service",
      { ...sqs, ServiceName: 'com.amazonaws.us-west-2.sqs' },
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-west-2.sqs' does not exist",
    ],
    [
      'a missing service name',
      { ...Interface, VpcId },
      'MissingParameter: The request must contain the parameter serviceName',
    ],
    [
      'a VPC that nobody has',
      { ...sqs, VpcId: 'vpc-0' },
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
    ],
    [
      'a subnet that nobody has',
      { ...sqs, SubnetIds: ['subnet-0'] },
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist",
    ],
    [
      'a subnet of another VPC',
      { ...sqs, SubnetIds: [foreign] },
      `InvalidParameter: Subnet ${foreign} and VPC ${VpcId} belong to different networks.`,
    ],
    [
      'two subnets in one zone',
      { ...sqs, SubnetIds: [one, two] },
      `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${two}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
    ],
    [
      'a zone where the service is not',
      { ...sqs, ServiceName: names.smtp, SubnetIds: [one, gap] },
      `InvalidParameter: The VPC endpoint service ${names.smtp} does not support the availability zone of the subnet: ${gap}.`,
    ],
    [
      'a zone without cross-Region access',
      {
        ...sqs,
        ServiceName: 'com.amazonaws.us-west-2.s3',
        ServiceRegion: 'us-west-2',
        SubnetIds: [remote],
      },
      'InvalidParameter: Only the following availability zones are supported for remote access: use1-az1, use1-az2, use1-az4, use1-az5, use1-az6',
    ],
    [
      "another Region's service that is offered there alone",
      { ...sqs, ServiceName: 'com.amazonaws.us-west-2.sqs', ServiceRegion: 'us-west-2' },
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-west-2.sqs' does not exist",
    ],
    [
      'a group that nobody has',
      { ...sqs, SecurityGroupIds: ['sg-00000000000000000'] },
      "InvalidGroup.NotFound: The security group 'sg-00000000000000000' does not exist",
    ],
    [
      'a group of another VPC',
      { ...sqs, SubnetIds: [one], SecurityGroupIds: [strange] },
      `InvalidParameter: Security group ${strange} and subnet ${one} belong to different networks.`,
    ],
    [
      'route tables',
      { ...sqs, RouteTableIds: ['rtb-0'] },
      'InvalidParameter: Route table IDs are only supported for Gateway type VPC Endpoint.',
    ],
    [
      'an IP address type that the service does not have',
      { ...sqs, ServiceName: names.smtp, IpAddressType: 'dualstack' as const },
      `InvalidParameter: The VPC endpoint service ${names.smtp} does not support the IP address type dualstack.`,
    ],
    [
      'DNS records of a kind that the addresses are not',
      { ...sqs, DnsOptions: { DnsRecordIpType: 'ipv6' as const } },
      'InvalidParameter: DnsRecordIpType ipv6 is not supported for VPC endpoints with the IP address type ipv4.',
    ],
    [
      'a type that AWS does not have',
      { ...sqs, VpcEndpointType: 'Portal' as never },
      'InvalidVpcEndpointType: Invalid VPC endpoint type: Portal',
    ],
    [
      'a policy that is no JSON',
      { ...sqs, PolicyDocument: '{"Statement": [' },
      'InvalidPolicyDocument: The Policy Document is not valid. Syntax error at position (1,16)',
    ],
    [
      'a policy without a principal',
      { ...sqs, PolicyDocument: '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}' },
      'InvalidPolicyDocument: The Policy Document is not valid. Syntax error at position (1,16)',
    ],
    [
      'a policy where the service takes none',
      {
        ...sqs,
        ServiceName: names.smtp,
        PolicyDocument:
          '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}',
      },
      `InvalidParameter: The VPC endpoint service ${names.smtp} does not support endpoint policies.`,
    ],
    [
      'tags for something else',
      { ...sqs, TagSpecifications: [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'a', Value: 'b' }] }] },
      "InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.",
    ],
  ])('%s', (_, request, text) => {
    expect(world.refused('CreateVpcEndpoint', request)).toBe(text)
  })

  it('a policy of more than 20,480 characters, white space included', () => {
    const policy = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
    const ofLength = (length: number) => policy + ' '.repeat(length - policy.length)
    expect(world.refused('CreateVpcEndpoint', { ...sqs, PolicyDocument: ofLength(20_481) })).toContain(
      'InvalidPolicyDocument:',
    )
    const { PolicyDocument } = world.create({ ...sqs, PolicyDocument: ofLength(20_480) })
    expect(PolicyDocument).toBe(ofLength(20_480))
  })

  it("another account's VPC", () => {
    expect(world.refused('CreateVpcEndpoint', sqs, { account: otherAccount })).toBe(
      `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`,
    )
  })
})

describe('an endpoint for a service of AWS in another Region', () => {
  it('has a Regional name there, and none for its zones', () => {
    const world = endpointWorld()
    const VpcId = world.vpc()
    const endpoint = world.create({
      ...Interface,
      VpcId,
      ServiceName: 'com.amazonaws.us-west-2.kms',
      ServiceRegion: 'us-west-2',
      SubnetIds: [world.subnet(VpcId, 'use1-az1')],
      PrivateDnsEnabled: false,
    })
    expect(endpoint.ServiceRegion).toBe('us-west-2')
    expect(endpoint.DnsEntries).toEqual([
      {
        DnsName: expect.stringMatching(/^vpce-[0-9a-f]+-[a-z0-9]{8}\.kms\.us-west-2\.vpce\.amazonaws\.com$/),
        HostedZoneId: 'Z1YSA3EXCYUU9Z',
      },
    ])
  })
})
