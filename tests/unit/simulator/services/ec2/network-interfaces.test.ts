import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { launchWorld } from './launch-world.ts'

const addressesOf = (eni: {
  PrivateIpAddresses?: readonly { PrivateIpAddress?: string | undefined }[] | undefined
}) => eni.PrivateIpAddresses?.map((one) => one.PrivateIpAddress)

describe('a new network interface', () => {
  it('is pending, then available, with an address of its subnet and the group of its VPC', () => {
    const { ask, pass, eni, subnet, vpc, defaultGroup } = launchWorld()
    const { NetworkInterface: created } = ask('CreateNetworkInterface', { SubnetId: subnet })
    const address = created?.PrivateIpAddress ?? ''
    const expected = {
      AvailabilityZone: 'us-east-1a',
      AvailabilityZoneId: expect.stringMatching(/^use1-az\d$/),
      Description: '',
      Groups: [{ GroupId: defaultGroup, GroupName: 'default' }],
      InterfaceType: 'interface',
      Ipv6Addresses: [],
      MacAddress: expect.stringMatching(/^0a(:[0-9a-f]{2}){5}$/),
      NetworkInterfaceId: expect.stringMatching(/^eni-0[0-9a-f]{16}$/),
      Operator: { Managed: false },
      OwnerId: account,
      PrivateIpAddress: expect.stringMatching(/^10\.0\.1\.\d+$/),
      PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }],
      RequesterId: account,
      RequesterManaged: false,
      SourceDestCheck: true,
      SubnetId: subnet,
      TagSet: [],
      VpcId: vpc,
    }
    expect(created).toEqual({ ...expected, Status: 'pending' })
    pass(1)
    expect(eni(created?.NetworkInterfaceId ?? '')).toEqual({ ...expected, Status: 'available' })
  })

  it('takes the addresses, groups, text, tags and timeouts that are asked for', () => {
    const { ask, subnet, group } = launchWorld()
    const [web, app] = [group('web'), group('app')]
    const { NetworkInterface } = ask('CreateNetworkInterface', {
      SubnetId: subnet,
      Description: 'two-faced',
      Groups: [web, app],
      PrivateIpAddresses: [
        { PrivateIpAddress: '10.0.1.20', Primary: false },
        { PrivateIpAddress: '10.0.1.10', Primary: true },
      ],
      ConnectionTrackingSpecification: { UdpTimeout: 45 },
      TagSpecifications: [{ ResourceType: 'network-interface', Tags: [{ Key: 'Name', Value: 'a' }] }],
      ClientToken: 'once',
    })
    expect(NetworkInterface).toMatchObject({
      Description: 'two-faced',
      Groups: [
        { GroupId: web, GroupName: 'web' },
        { GroupId: app, GroupName: 'app' },
      ],
      PrivateIpAddress: '10.0.1.10',
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: '10.0.1.10' },
        { Primary: false, PrivateIpAddress: '10.0.1.20' },
      ],
      ConnectionTrackingConfiguration: { UdpTimeout: 45 },
      TagSet: [{ Key: 'Name', Value: 'a' }],
    })
  })

  it('gets as many secondary and IPv6 addresses as are asked for', () => {
    const { ask, subnet, ipv6 } = launchWorld()
    const { NetworkInterface } = ask('CreateNetworkInterface', {
      SubnetId: subnet,
      SecondaryPrivateIpAddressCount: 3,
      Ipv6AddressCount: 2,
    })
    expect(new Set(addressesOf(NetworkInterface ?? {})).size).toBe(4)
    expect(NetworkInterface?.Ipv6Addresses).toHaveLength(2)
    expect(NetworkInterface?.Ipv6Address).toBe(NetworkInterface?.Ipv6Addresses?.[0]?.Ipv6Address)
    expect(NetworkInterface?.Ipv6Address?.startsWith(ipv6.replace('::/64', ':'))).toBe(true)
  })

  it('gets an IPv6 address by itself where the subnet says so', () => {
    const { ask, subnet, openInterface, eni } = launchWorld()
    ask('ModifySubnetAttribute', { SubnetId: subnet, AssignIpv6AddressOnCreation: { Value: true } })
    expect(eni(openInterface()).Ipv6Addresses).toHaveLength(1)
    expect(eni(openInterface({ Ipv6AddressCount: 0 })).Ipv6Addresses).toEqual([])
  })

  it('takes prefixes whole: sixteen IPv4 addresses for each', () => {
    const { ask, subnet } = launchWorld()
    const free = () => ask('DescribeSubnets', { SubnetIds: [subnet] }).Subnets?.[0]?.AvailableIpAddressCount
    const before = free() ?? 0
    const { NetworkInterface } = ask('CreateNetworkInterface', {
      SubnetId: subnet,
      Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.64/28' }],
      Ipv6PrefixCount: 1,
    })
    expect(NetworkInterface?.Ipv4Prefixes).toEqual([{ Ipv4Prefix: '10.0.1.64/28' }])
    expect(NetworkInterface?.Ipv6Prefixes?.[0]?.Ipv6Prefix).toMatch(/\/80$/)
    expect(free()).toBe(before - 17)
  })

  it('has names inside the VPC only while the VPC has DNS host names', () => {
    const { ask, vpc, openInterface, eni } = launchWorld()
    const id = openInterface({ PrivateIpAddress: '10.0.1.10' })
    expect(eni(id).PrivateDnsName).toBeUndefined()
    ask('ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    expect(eni(id).PrivateDnsName).toBe('ip-10-0-1-10.ec2.internal')
    expect(eni(id).PrivateIpAddresses?.[0]?.PrivateDnsName).toBe('ip-10-0-1-10.ec2.internal')
  })
})

describe('a network interface in an IPv6-only subnet', () => {
  it('has an IPv6 address and no other', () => {
    const { ask, pass, vpc, ipv6, openInterface, eni, launchOne, instance } = launchWorld()
    const Ipv6CidrBlock = ipv6.replace('00::/64', '01::/64')
    const { Subnet } = ask('CreateSubnet', { VpcId: vpc, Ipv6CidrBlock, Ipv6Native: true })
    pass(5)
    const SubnetId = Subnet?.SubnetId ?? ''
    const lone = eni(openInterface({ SubnetId }))
    expect(lone).toMatchObject({ Ipv6Native: true, Ipv6Addresses: [{ Ipv6Address: lone.Ipv6Address }] })
    expect(lone).not.toHaveProperty('PrivateIpAddress')
    const id = launchOne({ SubnetId })
    expect(instance(id).PrivateDnsName).toBe(`${id}.ec2.internal`)
    expect(instance(id)).not.toHaveProperty('PrivateIpAddress')
  })
})

describe('a network interface of a service of AWS', () => {
  it('is attached from the start and nobody else may touch it', () => {
    const { ask, refused, pass, subnet, eni } = launchWorld()
    ask('CreateNatGateway', { SubnetId: subnet, ConnectivityType: 'private' })
    pass(120)
    const { NatGatewayAddresses } = ask('DescribeNatGateways').NatGateways?.[0] ?? {}
    const NetworkInterfaceId = NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? ''
    const { RequesterManaged, Status, Attachment } = eni(NetworkInterfaceId)
    expect([RequesterManaged, Status]).toEqual([true, 'in-use'])
    const forbidden = 'AuthFailure: You do not have permission to access the specified resource.'
    expect(
      refused('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, SourceDestCheck: { Value: true } }),
    ).toBe(forbidden)
    expect(
      refused('AssignPrivateIpAddresses', { NetworkInterfaceId, SecondaryPrivateIpAddressCount: 1 }),
    ).toBe(forbidden)
    expect(refused('DeleteNetworkInterface', { NetworkInterfaceId })).toBe(
      `InvalidParameterValue: Network interface '${NetworkInterfaceId}' is currently in use.`,
    )
    expect(refused('DetachNetworkInterface', { AttachmentId: Attachment?.AttachmentId ?? '' })).toBe(
      "OperationNotPermitted: You are not allowed to manage 'ela-attach' attachments.",
    )
  })
})

describe('a network interface that cannot be', () => {
  it.each<[string, Parameters<ReturnType<typeof launchWorld>['openInterface']>[0], string]>([
    [
      'unknown subnet',
      { SubnetId: 'subnet-0123456789abcdef0' },
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
    ],
    [
      'unknown group',
      { Groups: ['sg-0123456789abcdef0'] },
      "InvalidSecurityGroupID.NotFound: The securityGroup ID 'sg-0123456789abcdef0' does not exist",
    ],
    [
      'address of another subnet',
      { PrivateIpAddress: '10.0.2.9' },
      "InvalidParameterValue: Address does not fall within the subnet's address range",
    ],
    [
      'reserved address',
      { PrivateIpAddress: '10.0.1.1' },
      "InvalidParameterValue: Address is in subnet's reserved address range",
    ],
    [
      'address twice',
      {
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.1.9', Primary: true },
          { PrivateIpAddress: '10.0.1.9' },
        ],
      },
      'InvalidIPAddress.InUse: Address 10.0.1.9 is in use.',
    ],
    [
      'two primary addresses',
      { PrivateIpAddress: '10.0.1.9', PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.8', Primary: true }] },
      'InvalidParameterCombination: Only one primary private IP address can be specified.',
    ],
    [
      'both a count and a list',
      { Ipv6AddressCount: 1, Ipv6Addresses: [{ Ipv6Address: '2001:db8::1' }] },
      'InvalidParameterCombination: The parameter ipv6AddressCount cannot be used with the parameter ipv6Addresses',
    ],
    [
      'more addresses than any instance has',
      { SecondaryPrivateIpAddressCount: 50 },
      'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
    ],
    [
      'prefix of another length',
      { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.64/27' }] },
      'InvalidParameterValue: Value (10.0.1.64/27) for parameter ipv4Prefix is invalid. The prefix length must be /28.',
    ],
    [
      "prefix with AWS's own addresses",
      { Ipv4Prefixes: [{ Ipv4Prefix: '10.0.1.0/28' }] },
      'InvalidIPAddress.InUse: The prefix 10.0.1.0/28 is in use.',
    ],
    [
      'timeout out of bounds',
      { ConnectionTrackingSpecification: { UdpTimeout: 61 } },
      'InvalidParameterValue: Value (61) for parameter UdpTimeout is invalid. The value must be between 30 and 60 seconds.',
    ],
    [
      'a kind that is not simulated',
      { InterfaceType: 'efa' },
      "UnsupportedOperation: Network interfaces of type 'efa' are not simulated.",
    ],
  ])('%s', (_, request, message) => {
    const { refused, subnet } = launchWorld()
    expect(refused('CreateNetworkInterface', { SubnetId: subnet, ...request })).toBe(message)
  })

  it('has at most five groups, all of its VPC', () => {
    const { ask, refused, subnet, group } = launchWorld()
    const groups = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => group(name))
    expect(refused('CreateNetworkInterface', { SubnetId: subnet, Groups: groups })).toBe(
      'SecurityGroupsPerInterfaceLimitExceeded: The maximum number of security groups per interface has been reached.',
    )
    ask('CreateNetworkInterface', { SubnetId: subnet, Groups: groups.slice(0, 5) })
    const elsewhere = group('g', ask('CreateVpc', { CidrBlock: '10.9.0.0/16' }).Vpc?.VpcId)
    expect(refused('CreateNetworkInterface', { SubnetId: subnet, Groups: [elsewhere] })).toBe(
      'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
    )
  })

  it('has no IPv6 address where the subnet has none', () => {
    const { refused, otherSubnet } = launchWorld()
    expect(refused('CreateNetworkInterface', { SubnetId: otherSubnet, Ipv6AddressCount: 1 })).toBe(
      `InvalidParameterValue: The subnet '${otherSubnet}' does not have an IPv6 CIDR block associated with it`,
    )
  })

  it('finds no address in a full subnet', () => {
    const { refused, subnetIn, openInterface } = launchWorld()
    const SubnetId = subnetIn('us-east-1a', '10.0.3.0/28')
    openInterface({ SubnetId, SecondaryPrivateIpAddressCount: 10 })
    expect(refused('CreateNetworkInterface', { SubnetId })).toBe(
      'InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request.',
    )
  })
})

describe('deleting a network interface', () => {
  it('gives its addresses back', () => {
    const { ask, openInterface } = launchWorld()
    const PrivateIpAddress = '10.0.1.10'
    ask('DeleteNetworkInterface', {
      NetworkInterfaceId: openInterface({ PrivateIpAddress, Ipv4PrefixCount: 1 }),
    })
    expect(ask('DescribeNetworkInterfaces').NetworkInterfaces).toEqual([])
    openInterface({ PrivateIpAddress })
  })

  it('takes one that nobody uses, and that there is', () => {
    const { refused, launchOne, primaryOf } = launchWorld()
    const NetworkInterfaceId = primaryOf(launchOne())
    expect(refused('DeleteNetworkInterface', { NetworkInterfaceId })).toBe(
      `InvalidParameterValue: Network interface '${NetworkInterfaceId}' is currently in use.`,
    )
    expect(refused('DeleteNetworkInterface', { NetworkInterfaceId: 'eni-0123456789abcdef0' })).toBe(
      "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0123456789abcdef0' does not exist",
    )
    expect(refused('DeleteNetworkInterface', { NetworkInterfaceId: 'web' })).toBe(
      'InvalidNetworkInterfaceId.Malformed: Invalid id: "web" (expecting "eni-...")',
    )
  })

  it('comes before deleting its subnet and its groups', () => {
    const { ask, refused, subnet, group, openInterface } = launchWorld()
    const GroupId = group('web')
    const NetworkInterfaceId = openInterface({ Groups: [GroupId] })
    expect(refused('DeleteSubnet', { SubnetId: subnet })).toMatch(/^DependencyViolation: /)
    expect(refused('DeleteSecurityGroup', { GroupId })).toBe(
      `DependencyViolation: resource ${GroupId} has a dependent object`,
    )
    ask('DeleteNetworkInterface', { NetworkInterfaceId })
    ask('DeleteSecurityGroup', { GroupId })
    ask('DeleteSubnet', { SubnetId: subnet })
  })
})

describe('describing network interfaces', () => {
  it('is for the account and Region that have them', () => {
    const { ask, openInterface } = launchWorld()
    openInterface()
    expect(ask('DescribeNetworkInterfaces', {}, { account: otherAccount }).NetworkInterfaces).toEqual([])
    expect(ask('DescribeNetworkInterfaces', {}, { region: 'eu-west-1' }).NetworkInterfaces).toEqual([])
  })

  it('comes in pages', () => {
    const { ask, openInterface } = launchWorld()
    const made = Array.from({ length: 7 }, () => openInterface())
    const first = ask('DescribeNetworkInterfaces', { MaxResults: 5 })
    const second = ask('DescribeNetworkInterfaces', { MaxResults: 5, NextToken: first.NextToken })
    const ids = [...first.NetworkInterfaces!, ...second.NetworkInterfaces!].map(
      (one) => one.NetworkInterfaceId,
    )
    expect(ids).toEqual(made)
    expect(second.NextToken).toBeUndefined()
  })

  // A lone interface, and the one of an instance with a public address in a VPC with DNS host names.
  const lone = 'lone'
  const used = 'used'
  const world = launchWorld()
  world.ask('ModifyVpcAttribute', { VpcId: world.vpc, EnableDnsHostnames: { Value: true } })
  const web = world.group('web')
  const loneId = world.openInterface({
    SubnetId: world.otherSubnet,
    Description: 'spare',
    Groups: [web],
    PrivateIpAddress: '10.0.2.10',
    TagSpecifications: [{ ResourceType: 'network-interface', Tags: [{ Key: 'Name', Value: 'spare' }] }],
  })
  const instance = world.launchOne({
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        SubnetId: world.subnet,
        PrivateIpAddress: '10.0.1.10',
        AssociatePublicIpAddress: true,
        Ipv6AddressCount: 1,
      },
    ],
  })
  const usedId = world.primaryOf(instance)
  const one = world.eni(usedId)
  const other = world.eni(loneId)
  world.ask('ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: usedId,
    SourceDestCheck: { Value: false },
  })

  it.each<[string, string | undefined, string[]]>([
    ['addresses.association.owner-id', 'amazon', [used]],
    ['addresses.association.public-ip', one.Association?.PublicIp, [used]],
    ['addresses.primary', 'true', [lone, used]],
    ['addresses.private-ip-address', '10.0.2.10', [lone]],
    ['association.ip-owner-id', 'amazon', [used]],
    ['association.public-dns-name', 'ec2-*', [used]],
    ['association.public-ip', one.Association?.PublicIp, [used]],
    ['association.allocation-id', 'eipalloc-*', []],
    ['association.association-id', 'eipassoc-*', []],
    ['attachment.attach-time', one.Attachment?.AttachTime, [used]],
    ['attachment.attachment-id', one.Attachment?.AttachmentId, [used]],
    ['attachment.delete-on-termination', 'true', [used]],
    ['attachment.device-index', '0', [used]],
    ['attachment.instance-id', instance, [used]],
    ['attachment.instance-owner-id', account, [used]],
    ['attachment.status', 'attached', [used]],
    ['availability-zone', 'us-east-1b', [lone]],
    ['availability-zone-id', other.AvailabilityZoneId, [lone]],
    ['description', 'sp*', [lone]],
    ['group-id', web, [lone]],
    ['group-name', 'default', [used]],
    ['interface-type', 'interface', [lone, used]],
    ['ipv6-addresses.ipv6-address', one.Ipv6Address, [used]],
    ['mac-address', other.MacAddress, [lone]],
    ['network-interface-id', loneId, [lone]],
    ['operator.managed', 'false', [lone, used]],
    ['operator.principal', '*', []],
    ['owner-id', account, [lone, used]],
    ['private-dns-name', 'ip-10-0-2-10.ec2.internal', [lone]],
    ['private-ip-address', '10.0.1.10', [used]],
    ['requester-id', account, [lone]],
    ['requester-managed', 'true', []],
    ['source-dest-check', 'false', [used]],
    ['status', 'available', [lone]],
    ['subnet-id', world.otherSubnet, [lone]],
    ['tag:Name', 'spare', [lone]],
    ['tag-key', 'Name', [lone]],
    ['vpc-id', world.vpc, [lone, used]],
  ])('filters by %s', (Name, value, expected) => {
    const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', {
      Filters: [{ Name, Values: [value ?? ''] }],
    })
    const names = new Map([
      [loneId, lone],
      [usedId, used],
    ])
    expect(NetworkInterfaces?.map((found) => names.get(found.NetworkInterfaceId ?? ''))).toEqual(expected)
  })
})
