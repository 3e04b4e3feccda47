import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

type Kind = 'IPv4 only' | 'dual-stack' | 'IPv6 only'

const withSubnet = (kind: Kind = 'IPv4 only') => {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
  pass(1)
  const [vpc] = ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs!
  const Ipv6CidrBlock = vpc!.Ipv6CidrBlockAssociationSet![0]!.Ipv6CidrBlock!.replace('/56', '/64')
  const input = {
    'IPv4 only': { CidrBlock: '10.0.1.0/24' },
    'dual-stack': { CidrBlock: '10.0.1.0/24', Ipv6CidrBlock },
    'IPv6 only': { Ipv6CidrBlock, Ipv6Native: true },
  }[kind]
  const SubnetId = ask('CreateSubnet', { VpcId, ...input }).Subnet!.SubnetId!
  return { ...cloud, SubnetId, subnet: () => ask('DescribeSubnets', { SubnetIds: [SubnetId] }).Subnets![0]! }
}

const names = {
  HostnameType: 'ip-name',
  EnableResourceNameDnsARecord: false,
  EnableResourceNameDnsAAAARecord: false,
}

describe('ModifySubnetAttribute', () => {
  it.each([
    ['IPv4 only', { MapPublicIpOnLaunch: { Value: true } }, { MapPublicIpOnLaunch: true }],
    ['dual-stack', { AssignIpv6AddressOnCreation: { Value: true } }, { AssignIpv6AddressOnCreation: true }],
    ['dual-stack', { EnableDns64: { Value: true } }, { EnableDns64: true }],
    [
      'IPv4 only',
      { PrivateDnsHostnameTypeOnLaunch: 'resource-name' as const },
      { PrivateDnsNameOptionsOnLaunch: { ...names, HostnameType: 'resource-name' } },
    ],
    [
      'IPv4 only',
      { EnableResourceNameDnsARecordOnLaunch: { Value: true } },
      { PrivateDnsNameOptionsOnLaunch: { ...names, EnableResourceNameDnsARecord: true } },
    ],
    [
      'dual-stack',
      { EnableResourceNameDnsAAAARecordOnLaunch: { Value: true } },
      { PrivateDnsNameOptionsOnLaunch: { ...names, EnableResourceNameDnsAAAARecord: true } },
    ],
  ] as const)('of a subnet that is %s: %j', (kind, input, expected) => {
    const { ask, SubnetId, subnet } = withSubnet(kind)
    const before = subnet()
    expect(ask('ModifySubnetAttribute', { SubnetId, ...input })).toEqual({})
    expect(subnet()).toEqual({ ...before, ...expected })
  })

  it('turns off what it turned on', () => {
    const { ask, SubnetId, subnet } = withSubnet()
    for (const Value of [true, false]) {
      ask('ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value } })
      expect(subnet().MapPublicIpOnLaunch).toBe(Value)
    }
  })

  it.each([
    ['IPv4 only', {}, /^MissingParameter: /],
    [
      'dual-stack',
      { AssignIpv6AddressOnCreation: { Value: true }, MapPublicIpOnLaunch: { Value: true } },
      /^InvalidParameterCombination: Only one subnet attribute can be modified at a time\. Provided attributes: \[assignIpv6AddressOnCreation, mapPublicIpOnLaunch\]$/,
    ],
    [
      'IPv4 only',
      { AssignIpv6AddressOnCreation: { Value: true } },
      /^InvalidParameterValue: Invalid value 'true' for assign-ipv6-address-on-creation\. Cannot set assign-ipv6-address-on-creation to true unless the subnet \(subnet-0[0-9a-f]{16}\) has an IPv6 CIDR block associated with it\.$/,
    ],
    [
      'IPv4 only',
      { EnableDns64: { Value: true } },
      /^InvalidParameterValue: Invalid value 'true' for enable-dns64\./,
    ],
    [
      'IPv4 only',
      { PrivateDnsHostnameTypeOnLaunch: 'colour' as 'ip-name' },
      /^InvalidParameterValue: Value \(colour\)/,
    ],
    [
      'IPv4 only',
      { MapCustomerOwnedIpOnLaunch: { Value: true } },
      /^InvalidParameterValue: .* not on an Outpost/,
    ],
    ['IPv4 only', { EnableLniAtDeviceIndex: 1 }, /^InvalidParameterValue: .* not on an Outpost/],
    ['IPv6 only', { MapPublicIpOnLaunch: { Value: true } }, /^InvalidParameterValue: .* IPv6-only subnet/],
    [
      'IPv6 only',
      { AssignIpv6AddressOnCreation: { Value: false } },
      /^InvalidParameterValue: .* IPv6-only subnet/,
    ],
    [
      'IPv6 only',
      { PrivateDnsHostnameTypeOnLaunch: 'ip-name' },
      /^InvalidParameterValue: .* IPv6-only subnet/,
    ],
    [
      'IPv6 only',
      { EnableResourceNameDnsARecordOnLaunch: { Value: true } },
      /^InvalidParameterValue: .* IPv6-only/,
    ],
  ] as const)('of a subnet that is %s, refuses %j', (kind, input, text) => {
    const { refused, SubnetId } = withSubnet(kind)
    expect(refused('ModifySubnetAttribute', { SubnetId, ...input })).toMatch(text)
  })

  it('refuses a subnet that nobody has', () => {
    const input = { SubnetId: 'subnet-1', MapPublicIpOnLaunch: { Value: true } }
    expect(testCloud().refused('ModifySubnetAttribute', input)).toBe(
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-1' does not exist",
    )
  })
})
