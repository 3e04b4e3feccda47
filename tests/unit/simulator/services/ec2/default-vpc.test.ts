import { describe, expect, it } from 'vitest'
import { otherAccount, testCloud } from '../cloud.ts'

const emptied = () => {
  const cloud = testCloud()
  const { ask } = cloud
  for (const { SubnetId } of ask('DescribeSubnets').Subnets!) ask('DeleteSubnet', { SubnetId: SubnetId! })
  const VpcId = ask('DescribeVpcs').Vpcs![0]!.VpcId!
  for (const { InternetGatewayId } of ask('DescribeInternetGateways').InternetGateways!) {
    ask('DetachInternetGateway', { InternetGatewayId: InternetGatewayId!, VpcId })
    ask('DeleteInternetGateway', { InternetGatewayId: InternetGatewayId! })
  }
  ask('DeleteVpc', { VpcId })
  return cloud
}

describe('the default VPC', () => {
  it('is there in every account and Region, with a public subnet in each zone', () => {
    const { ask } = testCloud()
    for (const where of [{}, { region: 'eu-west-1' }, { account: otherAccount }]) {
      const [vpc, ...others] = ask('DescribeVpcs', {}, where).Vpcs!
      expect(others).toEqual([])
      expect(vpc).toMatchObject({ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' })
      const zones = ask('DescribeAvailabilityZones', {}, where).AvailabilityZones!.map(
        (zone) => zone.ZoneName,
      )
      const subnets = ask('DescribeSubnets', {}, where).Subnets!
      expect(subnets.map((subnet) => subnet.AvailabilityZone)).toEqual(zones)
      for (const [i, subnet] of subnets.entries()) {
        expect(subnet).toMatchObject({
          CidrBlock: `172.31.${i * 16}.0/20`,
          DefaultForAz: true,
          MapPublicIpOnLaunch: true,
          AvailableIpAddressCount: 4091,
          VpcId: vpc!.VpcId,
        })
      }
    }
  })

  it('reaches the internet through a gateway of its own', () => {
    const { ask } = testCloud()
    const { VpcId } = ask('DescribeVpcs').Vpcs![0]!
    const [gateway] = ask('DescribeInternetGateways').InternetGateways!
    expect(gateway!.Attachments).toEqual([{ VpcId, State: 'available' }])
    const [table] = ask('DescribeRouteTables').RouteTables!
    expect(table!.Routes!.map((route) => [route.DestinationCidrBlock, route.GatewayId])).toEqual([
      ['172.31.0.0/16', 'local'],
      ['0.0.0.0/0', gateway!.InternetGatewayId],
    ])
  })

  it('has the same ids in whichever order Regions are looked at', () => {
    const one = testCloud('seed')
    const other = testCloud('seed')
    one.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' })
    const there = { region: 'eu-west-1' }
    expect(one.ask('DescribeVpcs', {}, there)).toEqual(other.ask('DescribeVpcs', {}, there))
  })

  it('cannot be made twice', () => {
    expect(testCloud().refused('CreateDefaultVpc')).toBe(
      'DefaultVpcAlreadyExists: A Default VPC already exists for this account in this region.',
    )
  })

  it('can be made again, whole, after it was deleted', () => {
    const { ask, pass } = emptied()
    expect(ask('DescribeVpcs').Vpcs).toEqual([])
    const { Vpc } = ask('CreateDefaultVpc')
    expect(Vpc).toMatchObject({ State: 'pending', IsDefault: true, CidrBlock: '172.31.0.0/16', Tags: [] })
    pass(1)
    expect(ask('DescribeVpcs').Vpcs).toMatchObject([{ VpcId: Vpc!.VpcId, State: 'available' }])
    expect(ask('DescribeSubnets').Subnets).toHaveLength(6)
    expect(ask('DescribeInternetGateways').InternetGateways).toHaveLength(1)
  })
})

describe('CreateDefaultSubnet', () => {
  it('makes the default subnet of a zone in the first free /20', () => {
    const { ask } = testCloud()
    const [first, second] = ask('DescribeSubnets').Subnets!
    ask('DeleteSubnet', { SubnetId: first!.SubnetId! })
    ask('DeleteSubnet', { SubnetId: second!.SubnetId! })
    const { Subnet } = ask('CreateDefaultSubnet', { AvailabilityZone: second!.AvailabilityZone! })
    expect(Subnet).toMatchObject({
      AvailabilityZone: second!.AvailabilityZone,
      CidrBlock: '172.31.0.0/20',
      DefaultForAz: true,
      MapPublicIpOnLaunch: true,
      State: 'available',
    })
    const byId = ask('CreateDefaultSubnet', { AvailabilityZoneId: first!.AvailabilityZoneId! })
    expect(byId.Subnet).toMatchObject({
      AvailabilityZone: first!.AvailabilityZone,
      CidrBlock: '172.31.16.0/20',
    })
  })

  it('refuses a zone that has one', () => {
    const { ask, refused } = testCloud()
    const [first] = ask('DescribeSubnets').Subnets!
    expect(refused('CreateDefaultSubnet', { AvailabilityZone: 'us-east-1a' })).toBe(
      `DefaultSubnetAlreadyExistsInAvailabilityZone: '${first!.SubnetId}' is already the default subnet in us-east-1a.`,
    )
  })

  it.each([
    [{}, /^MissingParameter: /],
    [
      { AvailabilityZone: 'us-east-1z' },
      /^InvalidParameterValue: Value \(us-east-1z\) for parameter availabilityZone/,
    ],
  ])('refuses %j', (input, text) => {
    expect(testCloud().refused('CreateDefaultSubnet', input)).toMatch(text)
  })

  it('needs a default VPC', () => {
    expect(emptied().refused('CreateDefaultSubnet', { AvailabilityZone: 'us-east-1a' })).toBe(
      'DefaultVpcDoesNotExist: No default VPC exists for this account in this region.',
    )
  })

  it('can be an IPv6-only one when the default VPC has an IPv6 block', () => {
    const { ask, refused, pass } = testCloud()
    const [subnet] = ask('DescribeSubnets').Subnets!
    const AvailabilityZone = subnet!.AvailabilityZone!
    ask('DeleteSubnet', { SubnetId: subnet!.SubnetId! })
    const input = { AvailabilityZone, Ipv6Native: true }
    expect(refused('CreateDefaultSubnet', input)).toMatch(/has no free \/64 block/)
    ask('AssociateVpcCidrBlock', { VpcId: subnet!.VpcId!, AmazonProvidedIpv6CidrBlock: true })
    pass(1)
    const { Subnet } = ask('CreateDefaultSubnet', input)
    expect(Subnet).toMatchObject({ Ipv6Native: true, DefaultForAz: true, MapPublicIpOnLaunch: false })
    expect(Subnet).not.toHaveProperty('CidrBlock')
  })
})
