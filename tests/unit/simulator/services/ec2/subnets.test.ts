import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'

describe('DescribeSubnets', () => {
  const { ask, refused, pass } = testCloud()
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
  pass(1)
  const [vpc] = ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs!
  const ipv6 = vpc!.Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlock!.replace(/00::\/56$/, '07::/64')
  const dual = ask('CreateSubnet', {
    VpcId,
    CidrBlock: '10.0.1.0/24',
    Ipv6CidrBlock: ipv6,
    AvailabilityZone: 'us-east-1a',
    TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'Name', Value: 'dual' }] }],
  }).Subnet!
  const plain = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.2.0/26', AvailabilityZone: 'us-east-1b' })
    .Subnet!
  ask('ModifySubnetAttribute', { SubnetId: plain.SubnetId!, MapPublicIpOnLaunch: { Value: true } })
  ask('ModifySubnetAttribute', { SubnetId: dual.SubnetId!, EnableDns64: { Value: true } })
  ask('ModifySubnetAttribute', {
    SubnetId: plain.SubnetId!,
    PrivateDnsHostnameTypeOnLaunch: 'resource-name',
  })
  ask('ModifySubnetAttribute', {
    SubnetId: plain.SubnetId!,
    EnableResourceNameDnsARecordOnLaunch: { Value: true },
  })
  ask('ModifySubnetAttribute', {
    SubnetId: dual.SubnetId!,
    EnableResourceNameDnsAAAARecordOnLaunch: { Value: true },
  })
  const only = { Name: 'vpc-id', Values: [VpcId] }
  const names = new Map([
    [dual.SubnetId, 'dual'],
    [plain.SubnetId, 'plain'],
  ])
  const association = dual.Ipv6CidrBlockAssociationSet![0]!.AssociationId!

  it.each([
    ['availability-zone', 'us-east-1a', ['dual']],
    ['availabilityZone', 'us-east-1b', ['plain']],
    ['availability-zone-id', dual.AvailabilityZoneId!, ['dual']],
    ['availabilityZoneId', plain.AvailabilityZoneId!, ['plain']],
    ['available-ip-address-count', '59', ['plain']],
    ['cidr-block', '10.0.1.0/24', ['dual']],
    ['cidr', '10.0.2.0/26', ['plain']],
    ['cidrBlock', '10.0.*', ['dual', 'plain']],
    ['customer-owned-ipv4-pool', '*', []],
    ['default-for-az', 'false', ['dual', 'plain']],
    ['defaultForAz', 'true', []],
    ['enable-dns64', 'true', ['dual']],
    ['enable-lni-at-device-index', '1', []],
    ['ipv6-cidr-block-association.ipv6-cidr-block', ipv6, ['dual']],
    ['ipv6-cidr-block-association.association-id', association, ['dual']],
    ['ipv6-cidr-block-association.state', 'associating', ['dual']],
    ['ipv6-native', 'false', ['dual', 'plain']],
    ['map-customer-owned-ip-on-launch', 'true', []],
    ['map-public-ip-on-launch', 'true', ['plain']],
    ['outpost-arn', '*', []],
    ['owner-id', account, ['dual', 'plain']],
    ['private-dns-name-options-on-launch.hostname-type', 'resource-name', ['plain']],
    ['private-dns-name-options-on-launch.enable-resource-name-dns-a-record', 'true', ['plain']],
    ['private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record', 'true', ['dual']],
    ['state', 'available', ['dual', 'plain']],
    ['subnet-arn', plain.SubnetArn!, ['plain']],
    ['subnet-id', dual.SubnetId!, ['dual']],
    ['tag:Name', 'dual', ['dual']],
    ['tag-key', 'Name', ['dual']],
  ])('filters by %s=%s', (Name, value, expected) => {
    const { Subnets } = ask('DescribeSubnets', { Filters: [only, { Name, Values: [value] }] })
    expect(Subnets!.map(({ SubnetId }) => names.get(SubnetId))).toEqual(expected)
  })

  it('says that Block Public Access is off, which the answer to the creation does not', () => {
    expect(plain).not.toHaveProperty('BlockPublicAccessStates')
    const [described] = ask('DescribeSubnets', { SubnetIds: [plain.SubnetId!] }).Subnets!
    expect(described!.BlockPublicAccessStates).toEqual({ InternetGatewayBlockMode: 'off' })
  })

  it('comes in pages', () => {
    const first = ask('DescribeSubnets', { MaxResults: 5 })
    expect(first.Subnets).toHaveLength(5)
    const second = ask('DescribeSubnets', { MaxResults: 5, NextToken: first.NextToken! })
    expect(second.Subnets).toHaveLength(3)
    expect(second).not.toHaveProperty('NextToken')
    const ids = [...first.Subnets!, ...second.Subnets!].map(({ SubnetId }) => SubnetId)
    expect(new Set(ids).size).toBe(8)
  })

  it.each([
    [{ SubnetIds: ['subnet-1'] }, "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist"],
    [
      { SubnetIds: [plain.SubnetId!], MaxResults: 5 },
      'InvalidParameterCombination: The parameter subnetIds cannot be used with the parameter maxResults',
    ],
  ])('refuses %j', (input, text) => {
    expect(refused('DescribeSubnets', input)).toBe(text)
  })
})
