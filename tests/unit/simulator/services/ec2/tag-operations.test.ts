import { describe, expect, it } from 'vitest'
import { otherAccount, testCloud } from '../cloud.ts'

const withVpcs = () => {
  const cloud = testCloud()
  const red = cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const blue = cloud.ask('CreateVpc', { CidrBlock: '10.1.0.0/16' }).Vpc!.VpcId!
  const tags = (id: string) => cloud.ask('DescribeVpcs', { VpcIds: [id] }).Vpcs![0]!.Tags ?? []
  return { ...cloud, red, blue, tags }
}

const tag = (Key: string, Value: string) => ({ Key, Value })

describe('CreateTags', () => {
  it('tags several resources of several kinds at once', () => {
    const { ask, red, tags } = withVpcs()
    const SubnetId = ask('CreateSubnet', { VpcId: red, CidrBlock: '10.0.0.0/24' }).Subnet!.SubnetId!
    const options = ask('DescribeDhcpOptions').DhcpOptions![0]!.DhcpOptionsId!
    const Tags = [tag('Name', 'shop'), tag('stage', 'test')]
    expect(ask('CreateTags', { Resources: [red, SubnetId, options], Tags })).toEqual({})
    expect(tags(red)).toEqual(Tags)
    expect(ask('DescribeSubnets', { SubnetIds: [SubnetId] }).Subnets![0]!.Tags).toEqual(Tags)
    expect(ask('DescribeDhcpOptions').DhcpOptions![0]!.Tags).toEqual(Tags)
  })

  it('gives a tag that is there its new value, and keeps the others', () => {
    const { ask, red, tags } = withVpcs()
    ask('CreateTags', { Resources: [red], Tags: [tag('a', '1'), tag('b', '2')] })
    ask('CreateTags', { Resources: [red], Tags: [tag('a', '3'), { Key: 'c' }] })
    expect(tags(red)).toEqual([tag('a', '3'), tag('b', '2'), tag('c', '')])
  })

  it.each([
    [['vpc-0123456789abcdef0'], "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist"],
    [['subnet-12345678'], "InvalidSubnetID.NotFound: The subnet ID 'subnet-12345678' does not exist"],
    [
      ['dopt-0123456789abcdef0'],
      "InvalidDhcpOptionID.NotFound: The dhcpOption ID 'dopt-0123456789abcdef0' does not exist",
    ],
    [['vpc-xyz'], "InvalidID: The ID 'vpc-xyz' is not valid"],
    [['colour-0123456789abcdef0'], "InvalidID: The ID 'colour-0123456789abcdef0' is not valid"],
    [['203.0.113.5'], "InvalidID: The ID '203.0.113.5' is not valid"],
    [[], 'MissingParameter: The request must contain the parameter resourceIdSet'],
  ])('refuses %j', (Resources, text) => {
    expect(testCloud().refused('CreateTags', { Resources, Tags: [tag('a', '1')] })).toBe(text)
  })

  it('tags all resources or none', () => {
    const { refused, red, tags } = withVpcs()
    const Resources = [red, 'vpc-0123456789abcdef0']
    expect(refused('CreateTags', { Resources, Tags: [tag('a', '1')] })).toMatch(/^InvalidVpcID.NotFound: /)
    expect(tags(red)).toEqual([])
  })

  it("refuses another account's resource", () => {
    const { refused, red } = withVpcs()
    const input = { Resources: [red], Tags: [tag('a', '1')] }
    expect(refused('CreateTags', input, { account: otherAccount })).toBe(
      `InvalidVpcID.NotFound: The vpc ID '${red}' does not exist`,
    )
  })

  it.each([
    ['no tag', [], /^MissingParameter: The request must contain the parameter tagSet$/],
    [
      'a key that is reserved',
      [tag('aws:mine', '1')],
      /^InvalidParameterValue: Value \( aws:mine \) for parameter key is invalid\. Tag keys starting with 'aws:' are reserved for internal use$/,
    ],
    ['a reserved key in capitals', [tag('AWS:mine', '1')], /reserved for internal use/],
    ['an empty key', [tag('', '1')], /^InvalidParameterValue: /],
    ['too long a key', [tag('k'.repeat(129), '1')], /^InvalidParameterValue: /],
    ['too long a value', [tag('k', 'v'.repeat(257))], /^InvalidParameterValue: /],
    ['the same key twice', [tag('k', '1'), tag('k', '2')], /^InvalidParameterValue: /],
  ])('refuses %s', (_, Tags, text) => {
    const { refused, red } = withVpcs()
    expect(refused('CreateTags', { Resources: [red], Tags })).toMatch(text)
  })

  it('gives a resource fifty tags at most', () => {
    const { ask, refused, red } = withVpcs()
    const Tags = Array.from({ length: 50 }, (_, i) => tag(`k${i}`, ''))
    ask('CreateTags', { Resources: [red], Tags })
    ask('CreateTags', { Resources: [red], Tags: [tag('k7', 'new')] })
    expect(refused('CreateTags', { Resources: [red], Tags: [tag('k50', '')] })).toBe(
      'TagLimitExceeded: The maximum number of Tags for a resource has been reached.',
    )
  })
})

describe('DeleteTags', () => {
  it.each([
    ['by key, whatever the value', [{ Key: 'a' }], ['b', 'c']],
    ['by key and value', [tag('a', '1')], ['b', 'c']],
    ['not when the value is another', [tag('a', '2')], ['a', 'b', 'c']],
    ['with an empty value only where it is empty', [tag('a', ''), tag('c', '')], ['a', 'b']],
    ['not at all when nobody has the key', [{ Key: 'z' }], ['a', 'b', 'c']],
    ['all, when none is named', undefined, []],
  ])('removes %s', (_, Tags, left) => {
    const { ask, red, blue, tags } = withVpcs()
    ask('CreateTags', { Resources: [red, blue], Tags: [tag('a', '1'), tag('b', '2'), tag('c', '')] })
    expect(ask('DeleteTags', { Resources: [red], Tags })).toEqual({})
    expect(tags(red).map(({ Key }) => Key)).toEqual(left)
    expect(tags(blue)).toHaveLength(3)
  })

  it('refuses what CreateTags refuses', () => {
    const { refused, red } = withVpcs()
    expect(refused('DeleteTags', { Resources: ['here'] })).toBe("InvalidID: The ID 'here' is not valid")
    expect(refused('DeleteTags', { Resources: [red], Tags: [{ Key: 'aws:x' }] })).toMatch(/reserved/)
  })
})

describe('DescribeTags', () => {
  const { ask, refused, red, blue } = withVpcs()
  const options = ask('DescribeDhcpOptions').DhcpOptions![0]!.DhcpOptionsId!
  ask('CreateTags', { Resources: [red, options], Tags: [tag('Name', 'red'), tag('stage', 'test')] })
  ask('CreateTags', { Resources: [blue], Tags: [tag('Name', 'blue')] })
  const find = (Name: string, ...Values: string[]) =>
    ask('DescribeTags', { Filters: [{ Name, Values }] })
      .Tags!.map((one) => `${one.ResourceType} ${one.Key}=${one.Value}`)
      .sort()

  it('prints a tag as AWS does', () => {
    expect(ask('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [blue] }] })).toEqual({
      Tags: [{ Key: 'Name', ResourceId: blue, ResourceType: 'vpc', Value: 'blue' }],
    })
  })

  it.each([
    ['key', ['stage'], ['dhcp-options stage=test', 'vpc stage=test']],
    ['resource-id', [red], ['vpc Name=red', 'vpc stage=test']],
    ['resource-type', ['dhcp-options'], ['dhcp-options Name=red', 'dhcp-options stage=test']],
    ['tag:Name', ['blue', 'green'], ['vpc Name=blue']],
    ['tag:Name', ['*'], ['dhcp-options Name=red', 'vpc Name=blue', 'vpc Name=red']],
    ['value', ['red'], ['dhcp-options Name=red', 'vpc Name=red']],
  ])('filters by %s=%j', (name, values, expected) => {
    expect(find(name, ...values)).toEqual(expected)
  })

  it("shows no other account's tags, and none of another Region", () => {
    expect(ask('DescribeTags', {}, { account: otherAccount }).Tags).toEqual([])
    expect(ask('DescribeTags', {}, { region: 'eu-west-1' }).Tags).toEqual([])
  })

  it('comes in pages', () => {
    ask('CreateTags', { Resources: [blue], Tags: ['1', '2', '3'].map((key) => tag(key, 'paged')) })
    const all = ask('DescribeTags').Tags!
    const first = ask('DescribeTags', { MaxResults: 5 })
    const second = ask('DescribeTags', { MaxResults: 5, NextToken: first.NextToken! })
    expect([...first.Tags!, ...second.Tags!]).toEqual(all)
  })

  it('refuses a filter that AWS does not have', () => {
    expect(refused('DescribeTags', { Filters: [{ Name: 'colour', Values: ['x'] }] })).toBe(
      "InvalidParameterValue: The filter 'colour' is invalid",
    )
  })
})
