import { describe, expect, it } from 'vitest'
import { balancingWorld } from './elbv2-world.ts'

describe('SetSubnets', () => {
  it('adds a zone with a node of its own', () => {
    const { elb, open, find, interfacesOf, a, b, c } = balancingWorld()
    const balancer = open()
    const answer = elb('SetSubnets', { LoadBalancerArn: balancer.LoadBalancerArn!, Subnets: [a, b, c] })
    expect(answer).toEqual({
      AvailabilityZones: find(balancer).AvailabilityZones,
      IpAddressType: 'ipv4',
      EnablePrefixForIpv6SourceNat: 'off',
    })
    expect(answer.AvailabilityZones!.map((zone) => zone.SubnetId)).toEqual([a, b, c])
    expect(interfacesOf(balancer).map((eni) => eni.SubnetId)).toEqual([a, b, c])
  })

  it('removes a zone of a Network Load Balancer with its node, and lets the others be', () => {
    const { elb, open, interfacesOf, a } = balancingWorld()
    const balancer = open()
    const [kept] = interfacesOf(balancer)
    elb('SetSubnets', { LoadBalancerArn: balancer.LoadBalancerArn!, Subnets: [a] })
    expect(interfacesOf(balancer)).toEqual([kept])
  })

  it('keeps the Elastic IP address of a subnet that stays', () => {
    const { ask, elb, open, a, b } = balancingWorld()
    const { AllocationId, PublicIp } = ask('AllocateAddress')
    const mapping = { SubnetId: a, AllocationId }
    const balancer = open({ Scheme: 'internet-facing', SubnetMappings: [mapping] })
    const { AvailabilityZones } = elb('SetSubnets', {
      LoadBalancerArn: balancer.LoadBalancerArn!,
      SubnetMappings: [mapping, { SubnetId: b }],
    })
    expect(AvailabilityZones![0]!.LoadBalancerAddresses).toEqual([{ IpAddress: PublicIp, AllocationId }])
  })

  it('does not swap the subnet of a zone, except for an Application Load Balancer', () => {
    const { elb, refused, open, a, b, otherInA } = balancingWorld()
    const { LoadBalancerArn = '' } = open()
    const Subnets = [otherInA, b]
    expect(refused('SetSubnets', { LoadBalancerArn, Subnets })).toBe(
      `ValidationError: You cannot specify an additional subnet from an Availability Zone that is already associated with the load balancer. The Availability Zone 'us-east-1a' corresponding to the new subnet '${otherInA}' is already associated with the load balancer.`,
    )
    elb('SetSubnets', { LoadBalancerArn, Subnets: [b] })
    elb('SetSubnets', { LoadBalancerArn, Subnets })
    const app = open({ Name: 'app', Type: 'application', Subnets: [a, b] })
    const swapped = elb('SetSubnets', { LoadBalancerArn: app.LoadBalancerArn!, Subnets })
    expect(swapped.AvailabilityZones!.map((zone) => zone.SubnetId)).toEqual(Subnets)
  })

  it('only adds to a Gateway Load Balancer', () => {
    const { elb, refused, open, a, b } = balancingWorld()
    const { LoadBalancerArn = '' } = open({ Name: 'gate', Type: 'gateway', Scheme: undefined, Subnets: [a] })
    elb('SetSubnets', { LoadBalancerArn, Subnets: [a, b] })
    expect(refused('SetSubnets', { LoadBalancerArn, Subnets: [b] })).toBe(
      'ValidationError: Subnet removal is not supported for Gateway Load Balancers. You must specify all existing subnets along with any new ones',
    )
  })

  it('stays in the VPC', () => {
    const { ask, refused, open } = balancingWorld()
    const { LoadBalancerArn = '' } = open()
    const elsewhere = ask('DescribeSubnets', { Filters: [{ Name: 'default-for-az', Values: ['true'] }] })
    expect(refused('SetSubnets', { LoadBalancerArn, Subnets: [elsewhere.Subnets![0]!.SubnetId!] })).toBe(
      'InvalidConfigurationRequest: All subnets must belong to the same VPC',
    )
  })
})

describe('SetSecurityGroups', () => {
  it('replaces the groups of the load balancer and of its nodes', () => {
    const { elb, open, find, interfacesOf, web, admin } = balancingWorld()
    const balancer = open({ SecurityGroups: [web] })
    const answer = elb('SetSecurityGroups', {
      LoadBalancerArn: balancer.LoadBalancerArn!,
      SecurityGroups: [admin],
    })
    expect(answer).toEqual({
      SecurityGroupIds: [admin],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
    })
    expect(find(balancer).SecurityGroups).toEqual([admin])
    expect(interfacesOf(balancer).map((eni) => eni.Groups)).toEqual(
      Array(2).fill([{ GroupId: admin, GroupName: 'admin' }]),
    )
  })

  it('switches the enforcement on PrivateLink traffic off, and leaves it so', () => {
    const { elb, open, find, web, admin } = balancingWorld()
    const balancer = open({ SecurityGroups: [web] })
    const { LoadBalancerArn = '' } = balancer
    elb('SetSecurityGroups', {
      LoadBalancerArn,
      SecurityGroups: [web],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    })
    elb('SetSecurityGroups', { LoadBalancerArn, SecurityGroups: [web, admin] })
    expect(find(balancer).EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBe('off')
  })

  it('never gives groups to a Network Load Balancer made without, nor takes the last', () => {
    const { refused, open, web, a } = balancingWorld()
    const set = (LoadBalancerArn = '', SecurityGroups = [web]) =>
      refused('SetSecurityGroups', { LoadBalancerArn, SecurityGroups })
    expect(set(open().LoadBalancerArn)).toBe(
      'InvalidConfigurationRequest: You cannot set security groups on a Network Load Balancer which was created without any security groups.',
    )
    const grouped = open({ Name: 'net-2', SecurityGroups: [web] })
    expect(set(grouped.LoadBalancerArn, [])).toMatch(/^InvalidConfigurationRequest: At least one/)
    expect(set(grouped.LoadBalancerArn, ['sg-0123456789abcdef0'])).toMatch(/^InvalidSecurityGroup: /)
    const gate = open({ Name: 'gate', Type: 'gateway', Scheme: undefined, Subnets: [a] })
    expect(set(gate.LoadBalancerArn)).toBe(
      "InvalidConfigurationRequest: SetSecurityGroups is not supported for load balancers of type 'gateway'",
    )
  })
})

describe('SetIpAddressType', () => {
  it('gives the nodes IPv6 addresses and takes them back', () => {
    const { elb, open, find, interfacesOf, dualA, dualB } = balancingWorld()
    const balancer = open({ Subnets: [dualA, dualB] })
    const { LoadBalancerArn = '' } = balancer
    const set = (IpAddressType: 'ipv4' | 'dualstack') =>
      elb('SetIpAddressType', { LoadBalancerArn, IpAddressType })
    const counts = () => interfacesOf(balancer).map((eni) => eni.Ipv6Addresses!.length)
    expect(set('dualstack')).toEqual({ IpAddressType: 'dualstack' })
    expect(find(balancer).IpAddressType).toBe('dualstack')
    expect(counts()).toEqual([1, 1])
    set('dualstack')
    expect(counts()).toEqual([1, 1])
    set('ipv4')
    expect(counts()).toEqual([0, 0])
  })

  it('needs IPv6 blocks in every subnet', () => {
    const { refused, open, dualA, b } = balancingWorld()
    const { LoadBalancerArn = '' } = open({ Subnets: [dualA, b] })
    expect(refused('SetIpAddressType', { LoadBalancerArn, IpAddressType: 'dualstack' })).toBe(
      'ValidationError: You must specify subnets with an associated IPv6 CIDR block.',
    )
  })

  it('and UDP exclude each other without prefixes for source NAT', () => {
    const { elb, refused, open, groupOf, listen, dualA, dualB } = balancingWorld()
    const balancer = open({ Subnets: [dualA, dualB] })
    const { LoadBalancerArn = '' } = balancer
    const target = groupOf({ Protocol: 'UDP', Port: 53 })
    listen(balancer, target, { Protocol: 'UDP', Port: 53 })
    expect(refused('SetIpAddressType', { LoadBalancerArn, IpAddressType: 'dualstack' })).toMatch(
      /^InvalidConfigurationRequest: You cannot enable dual-stack mode on a load balancer with UDP/,
    )
    const dual = open({ Name: 'net-2', Subnets: [dualA, dualB], IpAddressType: 'dualstack' })
    const other = groupOf({ Name: 'other', Protocol: 'UDP', Port: 53 })
    const input = {
      LoadBalancerArn: dual.LoadBalancerArn!,
      Protocol: 'UDP',
      Port: 53,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: other.TargetGroupArn! }],
    } as const
    expect(refused('CreateListener', input)).toMatch(/^InvalidConfigurationRequest: /)
    elb('SetSubnets', {
      LoadBalancerArn: dual.LoadBalancerArn!,
      Subnets: [dualA, dualB],
      EnablePrefixForIpv6SourceNat: 'on',
    })
    expect(elb('CreateListener', input).Listeners).toHaveLength(1)
  })
})
