import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'

const vpcOf = (cloud: ReturnType<typeof testCloud>, input: object = {}) =>
  cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16', ...input }).Vpc!

describe('describing VPCs', () => {
  it('prints a VPC as AWS does, leaving out empty tags and IPv6 blocks', () => {
    const cloud = testCloud()
    const { VpcId } = vpcOf(cloud)
    cloud.pass(1)
    expect(cloud.ask('DescribeVpcs', { VpcIds: [VpcId!] }).Vpcs).toEqual([
      {
        OwnerId: account,
        InstanceTenancy: 'default',
        CidrBlockAssociationSet: [
          {
            AssociationId: expect.stringMatching(/^vpc-cidr-assoc-0[0-9a-f]{16}$/),
            CidrBlock: '10.0.0.0/16',
            CidrBlockState: { State: 'associated' },
          },
        ],
        IsDefault: false,
        BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
        VpcId: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
        State: 'available',
        CidrBlock: '10.0.0.0/16',
        DhcpOptionsId: expect.stringMatching(/^dopt-0[0-9a-f]{16}$/),
      },
    ])
  })

  it.each([
    [
      'an id that nobody has',
      { VpcIds: ['vpc-1'] },
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    ],
    [
      'a filter that AWS does not have',
      { Filters: [{ Name: 'colour', Values: ['red'] }] },
      "InvalidParameterValue: The filter 'colour' is invalid",
    ],
  ])('refuses %s', (_, input, text) => {
    expect(testCloud().refused('DescribeVpcs', input)).toBe(text)
  })

  it("does not show another account's VPC, nor one of another Region", () => {
    const cloud = testCloud()
    const { VpcId } = vpcOf(cloud)
    const notFound = `InvalidVpcID.NotFound: The vpc ID '${VpcId}' does not exist`
    expect(cloud.refused('DescribeVpcs', { VpcIds: [VpcId!] }, { account: otherAccount })).toBe(notFound)
    expect(cloud.refused('DescribeVpcs', { VpcIds: [VpcId!] }, { region: 'eu-west-1' })).toBe(notFound)
  })
})

describe('the filters of DescribeVpcs', () => {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const red = vpcOf(cloud, {
    TagSpecifications: [{ ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'red' }] }],
  })
  const blue = vpcOf(cloud, { CidrBlock: '10.1.0.0/16', AmazonProvidedIpv6CidrBlock: true })
  pass(1)
  const standard = ask('DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] }).Vpcs![0]!
  const own = ask('CreateDhcpOptions', { DhcpConfigurations: [{ Key: 'domain-name', Values: ['x'] }] })
  const options = own.DhcpOptions!.DhcpOptionsId!
  ask('AssociateDhcpOptions', { DhcpOptionsId: options, VpcId: blue.VpcId! })
  const second = ask('AssociateVpcCidrBlock', { VpcId: red.VpcId!, CidrBlock: '10.5.0.0/16' })
  const ipv6 = ask('DescribeVpcs', { VpcIds: [blue.VpcId!] }).Vpcs![0]!.Ipv6CidrBlockAssociationSet![0]!
  const fresh = vpcOf(cloud, { CidrBlock: '10.9.0.0/16' })
  const names = new Map([
    [red.VpcId, 'red'],
    [blue.VpcId, 'blue'],
    [fresh.VpcId, 'fresh'],
    [standard.VpcId, 'default'],
  ])

  it.each([
    ['cidr', '10.1.0.0/16', ['blue']],
    ['cidr', '10.5.0.0/16', []],
    ['cidr-block-association.cidr-block', '10.5.0.0/16', ['red']],
    ['cidr-block-association.association-id', second.CidrBlockAssociation!.AssociationId!, ['red']],
    ['cidr-block-association.state', 'associating', ['red']],
    ['dhcp-options-id', options, ['blue']],
    ['ipv6-cidr-block-association.ipv6-cidr-block', ipv6.Ipv6CidrBlock!, ['blue']],
    ['ipv6-cidr-block-association.ipv6-pool', 'Amazon', ['blue']],
    ['ipv6-cidr-block-association.association-id', ipv6.AssociationId!, ['blue']],
    ['ipv6-cidr-block-association.state', 'associated', ['blue']],
    ['is-default', 'true', ['default']],
    ['isDefault', 'false', ['red', 'blue', 'fresh']],
    ['owner-id', account, ['default', 'red', 'blue', 'fresh']],
    ['owner-id', otherAccount, []],
    ['state', 'pending', ['fresh']],
    ['tag:Name', 'r*', ['red']],
    ['tag-key', 'Name', ['red']],
    ['vpc-id', blue.VpcId!, ['blue']],
  ])('%s=%s', (Name, value, expected) => {
    const { Vpcs } = ask('DescribeVpcs', { Filters: [{ Name, Values: [value] }] })
    expect(Vpcs!.map(({ VpcId }) => names.get(VpcId))).toEqual(expected)
  })
})

describe('VPC attributes', () => {
  const attributes = ['enableDnsSupport', 'enableDnsHostnames', 'enableNetworkAddressUsageMetrics'] as const
  const read = ({ ask }: ReturnType<typeof testCloud>, VpcId: string) =>
    attributes.map((Attribute) => {
      const { VpcId: id, ...value } = ask('DescribeVpcAttribute', { VpcId, Attribute })
      expect(id).toBe(VpcId)
      return Object.values(value)[0]?.Value
    })

  it('a new VPC resolves names and has no DNS host names; the default VPC has both', () => {
    const cloud = testCloud()
    const standard = cloud.ask('DescribeVpcs').Vpcs![0]!.VpcId!
    expect(read(cloud, standard)).toEqual([true, true, false])
    expect(read(cloud, vpcOf(cloud).VpcId!)).toEqual([true, false, false])
  })

  it.each([
    ['EnableDnsSupport', false, [false, false, false]],
    ['EnableDnsHostnames', true, [true, true, false]],
    ['EnableNetworkAddressUsageMetrics', true, [true, false, true]],
  ])('changes %s alone', (member, Value, expected) => {
    const cloud = testCloud()
    const VpcId = vpcOf(cloud).VpcId!
    expect(cloud.ask('ModifyVpcAttribute', { VpcId, [member]: { Value } })).toEqual({})
    expect(read(cloud, VpcId)).toEqual(expected)
  })

  it('takes one attribute in a request', () => {
    const cloud = testCloud()
    const VpcId = vpcOf(cloud).VpcId!
    const both = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } }
    expect(cloud.refused('ModifyVpcAttribute', { VpcId, ...both })).toBe(
      'InvalidParameterCombination: Fields for multiple attribute types specified: enableDnsHostnames, enableDnsSupport',
    )
    expect(cloud.refused('ModifyVpcAttribute', { VpcId })).toMatch(/^MissingParameter: /)
  })

  it('enables DNS host names only where DNS support is on', () => {
    const cloud = testCloud()
    const VpcId = vpcOf(cloud).VpcId!
    cloud.ask('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: false } })
    expect(cloud.refused('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })).toMatch(
      /^InvalidParameterCombination: /,
    )
  })

  it('refuses an attribute that it does not know', () => {
    const cloud = testCloud()
    const input = { VpcId: vpcOf(cloud).VpcId!, Attribute: 'colour' as 'enableDnsSupport' }
    expect(cloud.refused('DescribeVpcAttribute', input)).toBe(
      'InvalidParameterValue: Value (colour) for parameter attribute is invalid. Unknown attribute.',
    )
  })
})

describe('ModifyVpcTenancy', () => {
  it('makes a dedicated VPC an ordinary one, and does nothing else', () => {
    const cloud = testCloud()
    const { VpcId } = vpcOf(cloud, { InstanceTenancy: 'dedicated' })
    expect(cloud.ask('ModifyVpcTenancy', { VpcId: VpcId!, InstanceTenancy: 'default' })).toEqual({
      ReturnValue: true,
    })
    expect(cloud.ask('DescribeVpcs', { VpcIds: [VpcId!] }).Vpcs![0]!.InstanceTenancy).toBe('default')
    expect(cloud.refused('ModifyVpcTenancy', { VpcId: VpcId!, InstanceTenancy: 'default' })).toMatch(
      /^InvalidTenancy: /,
    )
    const dedicated = { VpcId: VpcId!, InstanceTenancy: 'dedicated' as 'default' }
    expect(cloud.refused('ModifyVpcTenancy', dedicated)).toMatch(/^InvalidParameterValue: /)
  })
})
