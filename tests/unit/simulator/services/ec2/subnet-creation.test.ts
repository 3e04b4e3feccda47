import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

const withVpc = (input: object = {}) => {
  const cloud = testCloud()
  const VpcId = cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16', ...input }).Vpc!.VpcId!
  cloud.pass(1)
  return { ...cloud, VpcId }
}

const withIpv6 = () => {
  const cloud = withVpc({ AmazonProvidedIpv6CidrBlock: true })
  const { Ipv6CidrBlockAssociationSet } = cloud.ask('DescribeVpcs', { VpcIds: [cloud.VpcId] }).Vpcs![0]!
  const block = Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlock!
  return { ...cloud, ipv6: (end: string) => block.replace(/00::\/56$/, end) }
}

describe('CreateSubnet', () => {
  it('answers with an available subnet, as AWS prints a new one', () => {
    const { ask, VpcId } = withVpc()
    const { Subnet } = ask('CreateSubnet', {
      VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1b',
      TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'Name', Value: 'app' }] }],
    })
    const zones = ask('DescribeAvailabilityZones', { ZoneNames: ['us-east-1b'] }).AvailabilityZones!
    expect(Subnet).toEqual({
      AvailabilityZoneId: zones[0]!.ZoneId,
      MapCustomerOwnedIpOnLaunch: false,
      OwnerId: account,
      AssignIpv6AddressOnCreation: false,
      Ipv6CidrBlockAssociationSet: [],
      Tags: [{ Key: 'Name', Value: 'app' }],
      SubnetArn: `arn:aws:ec2:us-east-1:${account}:subnet/${Subnet!.SubnetId}`,
      EnableDns64: false,
      Ipv6Native: false,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: 'ip-name',
        EnableResourceNameDnsARecord: false,
        EnableResourceNameDnsAAAARecord: false,
      },
      SubnetId: expect.stringMatching(/^subnet-0[0-9a-f]{16}$/),
      State: 'available',
      VpcId,
      CidrBlock: '10.0.1.0/24',
      AvailableIpAddressCount: 251,
      AvailabilityZone: 'us-east-1b',
      DefaultForAz: false,
      MapPublicIpOnLaunch: false,
    })
  })

  it('leaves out tags when there are none', () => {
    const { ask, VpcId } = withVpc()
    expect(ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }).Subnet).not.toHaveProperty('Tags')
  })

  it.each([
    ['10.0.0.0/16', '10.0.0.0/16', 65_531],
    ['10.0.255.240/28', '10.0.255.240/28', 11],
    ['10.0.1.77/24', '10.0.1.0/24', 251],
  ])('takes %s as %s, with %i free addresses', (CidrBlock, canonical, free) => {
    const { ask, VpcId } = withVpc()
    expect(ask('CreateSubnet', { VpcId, CidrBlock }).Subnet).toMatchObject({
      CidrBlock: canonical,
      AvailableIpAddressCount: free,
    })
  })

  it('picks a zone of the Region when none is named', () => {
    const { ask, VpcId } = withVpc()
    const names = ask('DescribeAvailabilityZones').AvailabilityZones!.map((zone) => zone.ZoneName)
    const { Subnet } = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' })
    expect(names).toContain(Subnet!.AvailabilityZone)
  })

  it("finds a zone by its id, which has another name in another account's eyes", () => {
    const { ask, VpcId } = withVpc()
    const zones = ask('DescribeAvailabilityZones').AvailabilityZones!
    for (const [i, { ZoneId, ZoneName }] of zones.entries()) {
      const input = { VpcId, CidrBlock: `10.0.${i}.0/24`, AvailabilityZoneId: ZoneId! }
      expect(ask('CreateSubnet', input).Subnet).toMatchObject({
        AvailabilityZone: ZoneName,
        AvailabilityZoneId: ZoneId,
      })
    }
  })

  it.each([
    [{ CidrBlock: '10.1.0.0/24' }, "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."],
    [{ CidrBlock: '10.0.0.0/15' }, "InvalidSubnet.Range: The CIDR '10.0.0.0/15' is invalid."],
    [{ CidrBlock: '10.0.0.0/29' }, "InvalidSubnet.Range: The CIDR '10.0.0.0/29' is invalid."],
    [
      { CidrBlock: '10.0.0.0' },
      'InvalidParameterValue: Value (10.0.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
    ],
    [{}, "MissingParameter: Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided."],
    [
      { CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1z' },
      'InvalidParameterValue: Value (us-east-1z) for parameter availabilityZone is invalid. Subnets can currently ' +
        'only be created in the following availability zones: us-east-1a, us-east-1b, us-east-1c, us-east-1d, ' +
        'us-east-1e, us-east-1f.',
    ],
    [
      { CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a', AvailabilityZoneId: 'use1-az1' },
      'InvalidParameterCombination: Only one of availabilityZone and availabilityZoneId can be specified.',
    ],
    [
      { CidrBlock: '10.0.0.0/24', OutpostArn: 'arn:op' },
      "InvalidOutpostArn: The Outpost 'arn:op' does not exist.",
    ],
    [
      { Ipv4IpamPoolId: 'ipam-pool-1' },
      "InvalidIpamPoolId.NotFound: The ipam-pool ID 'ipam-pool-1' does not exist",
    ],
    [
      { Ipv6Native: true },
      "MissingParameter: Either 'ipv6CidrBlock' or 'ipv6IpamPoolId' should be provided.",
    ],
    [
      { Ipv6Native: true, Ipv6CidrBlock: '2001:db8::/64', CidrBlock: '10.0.0.0/24' },
      'InvalidParameterCombination: When specifying ipv4 parameters, cidrBlock or ipv4IpamPoolId, you cannot set ' +
        'ipv6Native to true.',
    ],
    [
      { CidrBlock: '10.0.0.0/24', Ipv6CidrBlock: '2001:db8::/64' },
      "InvalidSubnet.Range: The IPv6 CIDR '2001:db8::/64' is invalid.",
    ],
  ])('refuses %j', (input, text) => {
    const { refused, VpcId } = withVpc()
    expect(refused('CreateSubnet', { VpcId, ...input })).toBe(text)
  })

  it("refuses a VPC that nobody has, or that is another account's", () => {
    const { refused, VpcId } = withVpc()
    const CidrBlock = '10.0.0.0/24'
    expect(refused('CreateSubnet', { VpcId: 'vpc-1', CidrBlock })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    )
    expect(refused('CreateSubnet', { VpcId, CidrBlock }, { account: otherAccount })).toBe(
      `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`,
    )
  })

  it.each([
    ['the same block', '10.0.16.0/20', true],
    ['a block inside', '10.0.17.0/24', true],
    ['the smallest block at its end', '10.0.31.240/28', true],
    ['a block around it', '10.0.0.0/19', true],
    ['the whole VPC', '10.0.0.0/16', true],
    ['the block before', '10.0.0.0/20', false],
    ['the block after', '10.0.32.0/20', false],
  ])('beside a subnet of 10.0.16.0/20, %s conflicts: %s %s', (_, CidrBlock, conflicts) => {
    const { ask, refused, VpcId } = withVpc()
    ask('CreateSubnet', { VpcId, CidrBlock: '10.0.16.0/20' })
    if (conflicts) {
      expect(refused('CreateSubnet', { VpcId, CidrBlock })).toBe(
        `InvalidSubnet.Conflict: The CIDR '${CidrBlock}' conflicts with another subnet`,
      )
    } else {
      expect(ask('CreateSubnet', { VpcId, CidrBlock }).Subnet!.CidrBlock).toBe(CidrBlock)
    }
  })

  it('minds no subnet of another VPC', () => {
    const { ask, VpcId } = withVpc()
    const other = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
    ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' })
    ask('CreateSubnet', { VpcId: other, CidrBlock: '10.0.1.0/24' })
  })

  it('makes no more than the quota allows in a VPC', () => {
    const { ask, refused, cloud, VpcId } = withVpc()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'subnets-per-vpc', 1)
    ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' })
    expect(refused('CreateSubnet', { VpcId, CidrBlock: '10.0.2.0/24' })).toBe(
      'SubnetLimitExceeded: The maximum number of subnets has been reached.',
    )
  })

  it("is under the VPC's default network ACL from the start", () => {
    const { ask, VpcId } = withVpc()
    const { SubnetId } = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }).Subnet!
    const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId!] }]
    expect(ask('DescribeNetworkAcls', { Filters }).NetworkAcls).toMatchObject([{ IsDefault: true, VpcId }])
  })
})

describe('CreateSubnet with IPv6', () => {
  it('is associating, then associated', () => {
    const { ask, pass, VpcId, ipv6 } = withIpv6()
    const { Subnet } = ask('CreateSubnet', {
      VpcId,
      CidrBlock: '10.0.1.0/24',
      Ipv6CidrBlock: ipv6('07::/64'),
    })
    expect(Subnet!.Ipv6CidrBlockAssociationSet).toEqual([
      {
        AssociationId: expect.stringMatching(/^subnet-cidr-assoc-0[0-9a-f]{16}$/),
        Ipv6CidrBlock: ipv6('07::/64'),
        Ipv6CidrBlockState: { State: 'associating' },
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
    ])
    pass(1)
    const [described] = ask('DescribeSubnets', { SubnetIds: [Subnet!.SubnetId!] }).Subnets!
    expect(described!.Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlockState).toEqual({ State: 'associated' })
  })

  it('can have no IPv4 at all', () => {
    const { ask, VpcId, ipv6 } = withIpv6()
    const { Subnet } = ask('CreateSubnet', { VpcId, Ipv6Native: true, Ipv6CidrBlock: ipv6('01::/64') })
    expect(Subnet).toMatchObject({
      Ipv6Native: true,
      AssignIpv6AddressOnCreation: true,
      AvailableIpAddressCount: 0,
      PrivateDnsNameOptionsOnLaunch: { HostnameType: 'resource-name' },
    })
    expect(Subnet).not.toHaveProperty('CidrBlock')
  })

  it.each(['00::/56', '10::/60', 'ff::/64'])('takes a block such as %s', (end) => {
    const { ask, VpcId, ipv6 } = withIpv6()
    const input = { VpcId, CidrBlock: '10.0.1.0/24', Ipv6CidrBlock: ipv6(end) }
    const [block] = ask('CreateSubnet', input).Subnet!.Ipv6CidrBlockAssociationSet!
    expect(block!.Ipv6CidrBlock).toBe(ipv6(end))
  })

  it.each([
    ['00::/62', /^InvalidParameterValue: invalid value for parameter ipv6-cidr-block: /],
    ['00::/68', /^InvalidParameterValue: invalid value for parameter ipv6-cidr-block: /],
    ['00::/52', /^InvalidSubnet.Range: The IPv6 CIDR '.*' is invalid\.$/],
    ['10::/64', /^InvalidSubnet.Conflict: The IPv6 CIDR '.*' conflicts with another subnet$/],
    ['00::/56', /^InvalidSubnet.Conflict: The IPv6 CIDR '.*' conflicts with another subnet$/],
  ])('beside a subnet with 10::/60 of the block, refuses %s', (end, text) => {
    const { ask, refused, VpcId, ipv6 } = withIpv6()
    ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24', Ipv6CidrBlock: ipv6('10::/60') })
    const input = { VpcId, CidrBlock: '10.0.2.0/24', Ipv6CidrBlock: ipv6(end) }
    expect(refused('CreateSubnet', input)).toMatch(text)
  })
})

describe('DeleteSubnet', () => {
  it('frees the block', () => {
    const { ask, VpcId } = withVpc()
    const input = { VpcId, CidrBlock: '10.0.1.0/24' }
    const SubnetId = ask('CreateSubnet', input).Subnet!.SubnetId!
    expect(ask('DeleteSubnet', { SubnetId })).toEqual({})
    expect(ask('CreateSubnet', input).Subnet!.SubnetId).not.toBe(SubnetId)
  })

  it('takes its reservations, its route table and network ACL associations with it', () => {
    const { ask, VpcId } = withVpc()
    const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }).Subnet!.SubnetId!
    ask('CreateSubnetCidrReservation', { SubnetId, Cidr: '10.0.1.0/28', ReservationType: 'explicit' })
    const RouteTableId = ask('CreateRouteTable', { VpcId }).RouteTable!.RouteTableId!
    ask('AssociateRouteTable', { RouteTableId, SubnetId })
    ask('DeleteSubnet', { SubnetId })
    expect(
      ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] }).RouteTables![0]!.Associations,
    ).toEqual([])
    const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }]
    expect(ask('DescribeNetworkAcls', { Filters }).NetworkAcls).toEqual([])
    ask('DeleteRouteTable', { RouteTableId })
    ask('DeleteVpc', { VpcId })
  })

  it('is refused while a network interface is in it', () => {
    const { ask, refused, VpcId } = withVpc()
    const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/24' }).Subnet!.SubnetId!
    ask('CreateNetworkInterface', { SubnetId })
    expect(refused('DeleteSubnet', { SubnetId })).toBe(
      `DependencyViolation: The subnet '${SubnetId}' has dependencies and cannot be deleted.`,
    )
  })

  it('refuses a subnet that nobody has', () => {
    expect(testCloud().refused('DeleteSubnet', { SubnetId: 'subnet-1' })).toBe(
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist",
    )
  })
})
