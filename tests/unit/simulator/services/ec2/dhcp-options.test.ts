import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'

const options = (...pairs: [string, ...string[]][]) => ({
  DhcpConfigurations: pairs.map(([Key, ...Values]) => ({ Key, Values })),
})

describe('the DHCP options that a Region starts with', () => {
  it.each([
    ['us-east-1', 'ec2.internal'],
    ['eu-west-1', 'eu-west-1.compute.internal'],
  ])('name the domain of %s and the Amazon DNS server', (region, domain) => {
    const { ask } = testCloud()
    expect(ask('DescribeDhcpOptions', {}, { region }).DhcpOptions).toEqual([
      {
        OwnerId: account,
        Tags: [],
        DhcpOptionsId: ask('DescribeVpcs', {}, { region }).Vpcs![0]!.DhcpOptionsId,
        DhcpConfigurations: [
          { Key: 'domain-name', Values: [{ Value: domain }] },
          { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
        ],
      },
    ])
  })

  it('are those of every new VPC, and are made again when they were deleted', () => {
    const { ask } = testCloud()
    const [standard] = ask('DescribeVpcs').Vpcs!
    const first = standard!.DhcpOptionsId!
    const { Vpc } = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    expect(Vpc!.DhcpOptionsId).toBe(first)
    for (const { VpcId } of [standard!, Vpc!]) {
      ask('AssociateDhcpOptions', { DhcpOptionsId: 'default', VpcId: VpcId! })
    }
    ask('DeleteDhcpOptions', { DhcpOptionsId: first })
    const again = ask('CreateVpc', { CidrBlock: '10.1.0.0/16' }).Vpc!.DhcpOptionsId!
    expect(again).not.toBe(first)
    expect(ask('DescribeDhcpOptions').DhcpOptions!.map((one) => one.DhcpOptionsId)).toEqual([again])
  })
})

describe('CreateDhcpOptions', () => {
  it('prints the options by name', () => {
    const { ask } = testCloud()
    const { DhcpOptions } = ask('CreateDhcpOptions', {
      ...options(
        ['ntp-servers', '10.0.0.5'],
        ['domain-name-servers', '10.2.5.1,10.2.5.2', 'AmazonProvidedDNS'],
        ['domain-name', 'example.com'],
        ['netbios-name-servers', '10.2.5.3'],
        ['netbios-node-type', '2'],
        ['ipv6-address-preferred-lease-time', '300'],
      ),
      TagSpecifications: [{ ResourceType: 'dhcp-options', Tags: [{ Key: 'Name', Value: 'own' }] }],
    })
    expect(DhcpOptions).toEqual({
      OwnerId: account,
      Tags: [{ Key: 'Name', Value: 'own' }],
      DhcpOptionsId: expect.stringMatching(/^dopt-0[0-9a-f]{16}$/),
      DhcpConfigurations: [
        { Key: 'domain-name', Values: [{ Value: 'example.com' }] },
        {
          Key: 'domain-name-servers',
          Values: [{ Value: '10.2.5.1' }, { Value: '10.2.5.2' }, { Value: 'AmazonProvidedDNS' }],
        },
        { Key: 'ipv6-address-preferred-lease-time', Values: [{ Value: '300' }] },
        { Key: 'netbios-name-servers', Values: [{ Value: '10.2.5.3' }] },
        { Key: 'netbios-node-type', Values: [{ Value: '2' }] },
        { Key: 'ntp-servers', Values: [{ Value: '10.0.0.5' }] },
      ],
    })
  })

  it.each([
    ['no option at all', options(), /^MissingParameter: /],
    [
      'an unknown option',
      options(['colour', 'red']),
      /^InvalidParameterValue: Value \(colour\) for parameter key/,
    ],
    ['an option without a value', options(['domain-name']), /^MissingParameter: /],
    [
      'a server that is no address',
      options(['domain-name-servers', 'here']),
      /^InvalidParameterValue: Value \(here\)/,
    ],
    [
      'an NTP server by Amazon’s word',
      options(['ntp-servers', 'AmazonProvidedDNS']),
      /^InvalidParameterValue: /,
    ],
    [
      'five servers',
      options(['ntp-servers', '10.0.0.1,10.0.0.2,10.0.0.3,10.0.0.4,10.0.0.5']),
      /at most 4 values/,
    ],
    ['two domain names', options(['domain-name', 'a', 'b']), /at most 1 value\./],
    [
      'a node type that there is not',
      options(['netbios-node-type', '3']),
      /^InvalidParameterValue: Value \(3\)/,
    ],
    [
      'too short a lease',
      options(['ipv6-address-preferred-lease-time', '139']),
      /^InvalidParameterValue: Value \(139\)/,
    ],
    [
      'the same option twice',
      options(['domain-name', 'a'], ['domain-name', 'b']),
      /^InvalidParameterValue: Duplicate/,
    ],
  ])('refuses %s', (_, input, text) => {
    expect(testCloud().refused('CreateDhcpOptions', input)).toMatch(text)
  })
})

describe('AssociateDhcpOptions', () => {
  it('gives a VPC another set', () => {
    const { ask, refused } = testCloud()
    const VpcId = ask('DescribeVpcs').Vpcs![0]!.VpcId!
    const DhcpOptionsId = ask('CreateDhcpOptions', options(['domain-name', 'x'])).DhcpOptions!.DhcpOptionsId!
    expect(ask('AssociateDhcpOptions', { DhcpOptionsId, VpcId })).toEqual({})
    expect(ask('DescribeVpcs').Vpcs![0]!.DhcpOptionsId).toBe(DhcpOptionsId)
    expect(refused('DeleteDhcpOptions', { DhcpOptionsId })).toBe(
      `DependencyViolation: The dhcpOptions '${DhcpOptionsId}' has dependencies and cannot be deleted.`,
    )
  })

  it('takes them all away with the word default', () => {
    const { ask } = testCloud()
    const VpcId = ask('DescribeVpcs').Vpcs![0]!.VpcId!
    ask('AssociateDhcpOptions', { DhcpOptionsId: 'default', VpcId })
    expect(ask('DescribeVpcs').Vpcs![0]!.DhcpOptionsId).toBe('default')
  })

  it('refuses a set or a VPC that nobody has', () => {
    const { ask, refused } = testCloud()
    const { VpcId, DhcpOptionsId } = ask('DescribeVpcs').Vpcs![0]!
    expect(refused('AssociateDhcpOptions', { DhcpOptionsId: 'dopt-1', VpcId: VpcId! })).toBe(
      "InvalidDhcpOptionID.NotFound: The dhcpOption ID 'dopt-1' does not exist",
    )
    expect(refused('AssociateDhcpOptions', { DhcpOptionsId: DhcpOptionsId!, VpcId: 'vpc-1' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    )
  })
})

describe('DeleteDhcpOptions', () => {
  it('has a code of its own for a set that nobody has', () => {
    const { ask, refused } = testCloud()
    const DhcpOptionsId = ask('CreateDhcpOptions', options(['domain-name', 'x'])).DhcpOptions!.DhcpOptionsId!
    ask('DeleteDhcpOptions', { DhcpOptionsId })
    expect(refused('DeleteDhcpOptions', { DhcpOptionsId })).toBe(
      `InvalidDhcpOptionsID.NotFound: The dhcpOptions ID '${DhcpOptionsId}' does not exist`,
    )
  })
})

describe('the filters of DescribeDhcpOptions', () => {
  const { ask } = testCloud()
  const regional = ask('DescribeVpcs').Vpcs![0]!.DhcpOptionsId!
  const own = ask('CreateDhcpOptions', {
    ...options(['domain-name-servers', '10.0.0.1', '10.0.0.2'], ['netbios-node-type', '2']),
    TagSpecifications: [{ ResourceType: 'dhcp-options', Tags: [{ Key: 'Name', Value: 'own' }] }],
  }).DhcpOptions!.DhcpOptionsId!

  it.each([
    ['dhcp-options-id', own, [own]],
    ['key', 'domain-name', [regional]],
    ['key', 'domain-name-servers', [regional, own]],
    ['value', '10.0.0.2', [own]],
    ['value', '*.internal', [regional]],
    ['owner-id', account, [regional, own]],
    ['owner-id', otherAccount, []],
    ['tag:Name', 'own', [own]],
    ['tag-key', 'Name', [own]],
  ])('%s=%s', (Name, value, expected) => {
    const { DhcpOptions } = ask('DescribeDhcpOptions', { Filters: [{ Name, Values: [value] }] })
    expect(DhcpOptions!.map((one) => one.DhcpOptionsId)).toEqual(expected)
  })
})
