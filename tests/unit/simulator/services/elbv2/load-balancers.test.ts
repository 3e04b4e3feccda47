import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account as owner } from '../cloud.ts'
import { account, balancingWorld } from './elbv2-world.ts'

const hex = '[0-9a-f]{16}'

describe('a new Network Load Balancer', () => {
  it('is provisioning, with a name, a hosted zone and a subnet in each zone', () => {
    const { elb, network, VpcId, a, b, web } = balancingWorld()
    expect(elb('CreateLoadBalancer', network({ SecurityGroups: [web] })).LoadBalancers).toEqual([
      {
        LoadBalancerArn: expect.stringMatching(new RegExp(`^${account}:loadbalancer/net/net-1/${hex}$`)),
        DNSName: expect.stringMatching(new RegExp(`^net-1-${hex}\\.elb\\.us-east-1\\.amazonaws\\.com$`)),
        CanonicalHostedZoneId: 'Z26RNL4JYFTOTI',
        CreatedTime: '2026-11-02T09:00:04.000Z',
        LoadBalancerName: 'net-1',
        Scheme: 'internal',
        VpcId,
        State: { Code: 'provisioning' },
        Type: 'network',
        AvailabilityZones: [
          { ZoneName: 'us-east-1a', SubnetId: a, LoadBalancerAddresses: [] },
          { ZoneName: 'us-east-1b', SubnetId: b, LoadBalancerAddresses: [] },
        ],
        SecurityGroups: [web],
        IpAddressType: 'ipv4',
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on',
        EnablePrefixForIpv6SourceNat: 'off',
      },
    ])
  })

  it('becomes active', () => {
    const { open, find, pass } = balancingWorld()
    const balancer = open()
    pass(119)
    expect(find(balancer).State).toEqual({ Code: 'provisioning' })
    pass(2)
    expect(find(balancer).State).toEqual({ Code: 'active' })
  })

  it('has a network interface in each subnet, in the hands of the service', () => {
    const { open, interfacesOf, a, web, refusedByEc2 } = balancingWorld()
    const [first, second, ...others] = interfacesOf(open({ SecurityGroups: [web] }))
    expect(others).toEqual([])
    expect(second!.AvailabilityZone).toBe('us-east-1b')
    expect(first).toMatchObject({
      InterfaceType: 'network_load_balancer',
      RequesterManaged: true,
      RequesterId: 'amazon-elb',
      SourceDestCheck: false,
      Status: 'in-use',
      SubnetId: a,
      Groups: [{ GroupId: web, GroupName: 'web' }],
    })
    expect(first!.Association).toBeUndefined()
    expect(
      refusedByEc2('DeleteNetworkInterface', { NetworkInterfaceId: first!.NetworkInterfaceId! }),
    ).toMatch(/is currently in use\.$/)
    expect(refusedByEc2('DeleteSecurityGroup', { GroupId: web })).toMatch(/^DependencyViolation/)
  })

  it('has public addresses when it faces the internet, the default', () => {
    const { elb, network, interfacesOf } = balancingWorld()
    const balancer = elb('CreateLoadBalancer', network({ Scheme: undefined })).LoadBalancers![0]!
    expect(balancer.Scheme).toBe('internet-facing')
    for (const { Association } of interfacesOf(balancer)) {
      expect(Association).toMatchObject({ IpOwnerId: 'amazon-elb', PublicIp: expect.any(String) })
    }
  })

  it('has the Elastic IP addresses that it is given, and gives them back', () => {
    const { ask, open, elb, refused, network, a, b } = balancingWorld()
    const { AllocationId, PublicIp } = ask('AllocateAddress')
    const SubnetMappings = [{ SubnetId: a, AllocationId }, { SubnetId: b }]
    const balancer = open({ Scheme: 'internet-facing', SubnetMappings })
    expect(balancer.AvailabilityZones!.map((zone) => zone.LoadBalancerAddresses)).toEqual([
      [{ IpAddress: PublicIp, AllocationId }],
      [],
    ])
    const again = network({ Name: 'net-2', Scheme: 'internet-facing', SubnetMappings })
    expect(refused('CreateLoadBalancer', again)).toBe(
      'ResourceInUse: The allocation IDs are not available for use',
    )
    elb('DeleteLoadBalancer', { LoadBalancerArn: balancer.LoadBalancerArn! })
    expect(ask('DescribeAddresses').Addresses![0]!.AssociationId).toBeUndefined()
    expect(elb('CreateLoadBalancer', again).LoadBalancers).toHaveLength(1)
  })

  it('has the private addresses that it is given', () => {
    const { open, interfacesOf, a, b } = balancingWorld()
    const SubnetMappings = [{ SubnetId: a, PrivateIPv4Address: '10.0.1.50' }, { SubnetId: b }]
    const balancer = open({ SubnetMappings })
    expect(balancer.AvailabilityZones![0]!.LoadBalancerAddresses).toEqual([
      { PrivateIPv4Address: '10.0.1.50' },
    ])
    expect(interfacesOf(balancer)[0]!.PrivateIpAddress).toBe('10.0.1.50')
  })

  it('has IPv6 addresses and prefixes where it is to have them', () => {
    const { open, interfacesOf, dualA, dualB, ipv6 } = balancingWorld()
    const balancer = open({
      IpAddressType: 'dualstack',
      EnablePrefixForIpv6SourceNat: 'on',
      SubnetMappings: [
        { SubnetId: dualA, IPv6Address: `${ipv6}05::50`, SourceNatIpv6Prefix: 'auto_assigned' },
        { SubnetId: dualB },
      ],
    })
    expect(balancer).toMatchObject({ IpAddressType: 'dualstack', EnablePrefixForIpv6SourceNat: 'on' })
    const [first, second] = balancer.AvailabilityZones!
    expect(first!.LoadBalancerAddresses).toEqual([{ IPv6Address: `${ipv6}05::50` }])
    expect(first!.SourceNatIpv6Prefixes).toEqual([expect.stringContaining('/80')])
    expect(second!.SourceNatIpv6Prefixes).toHaveLength(1)
    expect(interfacesOf(balancer).map((eni) => eni.Ipv6Addresses!.length)).toEqual([1, 1])
  })
})

describe('a new Gateway Load Balancer', () => {
  it('has neither a scheme nor a name that can be looked up', () => {
    const { elb, interfacesOf, VpcId, a } = balancingWorld()
    const [balancer] = elb('CreateLoadBalancer', { Name: 'gate', Type: 'gateway', Subnets: [a] })
      .LoadBalancers!
    expect(balancer).toEqual({
      LoadBalancerArn: expect.stringMatching(new RegExp(`^${account}:loadbalancer/gwy/gate/${hex}$`)),
      CreatedTime: expect.any(String),
      LoadBalancerName: 'gate',
      VpcId,
      State: { Code: 'provisioning' },
      Type: 'gateway',
      AvailabilityZones: [{ ZoneName: 'us-east-1a', SubnetId: a, LoadBalancerAddresses: [] }],
      IpAddressType: 'ipv4',
    })
    expect(interfacesOf(balancer!)[0]).toMatchObject({ InterfaceType: 'gateway_load_balancer', Groups: [] })
  })
})

describe('a new Application Load Balancer', () => {
  it('is the kind that one gets without saying, with the default group of the VPC', () => {
    const { elb, ask, interfacesOf, VpcId, a, b } = balancingWorld()
    const [balancer] = elb('CreateLoadBalancer', { Name: 'app', Scheme: 'internal', Subnets: [a, b] })
      .LoadBalancers!
    const own = ask('DescribeSecurityGroups', {
      Filters: [
        { Name: 'vpc-id', Values: [VpcId] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }).SecurityGroups![0]!
    expect(balancer).toMatchObject({
      LoadBalancerArn: expect.stringContaining(':loadbalancer/app/app/'),
      DNSName: expect.stringMatching(/^internal-app-\d+\.us-east-1\.elb\.amazonaws\.com$/),
      CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
      Type: 'application',
      SecurityGroups: [own.GroupId],
    })
    expect(balancer!.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBeUndefined()
    expect(interfacesOf(balancer!)[0]).toMatchObject({ InterfaceType: 'interface', SourceDestCheck: true })
  })
})

describe('CreateLoadBalancer refuses', () => {
  it('names that cannot be', () => {
    const { refused, network } = balancingWorld()
    const create = (Name: string) => refused('CreateLoadBalancer', network({ Name }))
    const long = 'n'.repeat(33)
    expect(create(long)).toBe(
      `ValidationError: The load balancer name '${long}' cannot be longer than '32' characters`,
    )
    expect(create('under_score')).toMatch(/^ValidationError: .*only contain characters that are alphanumeric/)
    expect(create('-n')).toBe("ValidationError: The load balancer name '-n' cannot begin or end with '-'")
    expect(create('n-')).toBe("ValidationError: The load balancer name 'n-' cannot begin or end with '-'")
    expect(create('internal-n')).toMatch(/cannot begin with 'internal-'$/)
  })

  it('subnets that cannot be', () => {
    const { refused, network, ask, subnet, a, b, otherInA } = balancingWorld()
    const create = (more: object) => refused('CreateLoadBalancer', network(more))
    expect(create({ Subnets: [] })).toBe('ValidationError: At least one subnet must be specified')
    expect(create({ Subnets: [a], SubnetMappings: [{ SubnetId: b }] })).toMatch(
      /^ValidationError: You must specify either subnets or subnet mappings/,
    )
    expect(create({ Subnets: ['subnet-0123456789abcdef0'] })).toBe(
      "SubnetNotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
    )
    expect(create({ Subnets: [a, otherInA] })).toBe(
      'InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    )
    const elsewhere = ask('DescribeSubnets', {
      Filters: [
        { Name: 'default-for-az', Values: ['true'] },
        { Name: 'availability-zone', Values: ['us-east-1b'] },
      ],
    }).Subnets![0]!
    expect(create({ Subnets: [a, elsewhere.SubnetId] })).toBe(
      'InvalidConfigurationRequest: All subnets must belong to the same VPC',
    )
    expect(create({ Type: 'application', Subnets: [a] })).toBe(
      'ValidationError: At least two subnets in two different Availability Zones must be specified',
    )
    const small = subnet('10.0.9.0/28', 'c')
    for (let i = 0; i < 4; i++) ask('CreateNetworkInterface', { SubnetId: small })
    expect(create({ Subnets: [small] })).toBe(
      `InvalidSubnet: Not enough IP space available in ${small}. ELB requires at least 8 free IP addresses in each subnet.`,
    )
    expect(create({ IpAddressType: 'dualstack' })).toBe(
      'ValidationError: You must specify subnets with an associated IPv6 CIDR block.',
    )
  })

  it('to face the internet in a VPC that does not', () => {
    const { ask, refused, network, InternetGatewayId, VpcId } = balancingWorld()
    ask('DetachInternetGateway', { InternetGatewayId, VpcId })
    expect(refused('CreateLoadBalancer', network({ Scheme: 'internet-facing' }))).toBe(
      `InvalidSubnet: VPC ${VpcId} has no internet gateway`,
    )
  })

  it('what only another type of load balancer has', () => {
    const { refused, network, ask, a, b, web } = balancingWorld()
    const { AllocationId } = ask('AllocateAddress')
    const create = (more: object) => refused('CreateLoadBalancer', network(more)).split(':')[0]
    const gateway = { Type: 'gateway', Scheme: undefined }
    expect(create({ Type: 'gateway' })).toBe('InvalidScheme')
    expect(create({ ...gateway, SecurityGroups: [web] })).toBe('InvalidConfigurationRequest')
    expect(create({ IpAddressType: 'dualstack-without-public-ipv4' })).toBe('InvalidConfigurationRequest')
    expect(create({ EnablePrefixForIpv6SourceNat: 'on' })).toBe('InvalidConfigurationRequest')
    expect(create({ Type: 'application', EnablePrefixForIpv6SourceNat: 'off' })).toBe(
      'InvalidConfigurationRequest',
    )
    const withAddress = (mapping: object) => ({
      SubnetMappings: [{ SubnetId: a, ...mapping }, { SubnetId: b }],
    })
    const facing = { Scheme: 'internet-facing' }
    const address = { PrivateIPv4Address: '10.0.1.9' }
    expect(create(withAddress({ AllocationId }))).toBe('InvalidConfigurationRequest')
    expect(create({ ...facing, ...withAddress(address) })).toBe('InvalidConfigurationRequest')
    expect(create({ ...gateway, ...withAddress(address) })).toBe('InvalidConfigurationRequest')
    expect(create({ Type: 'application', ...facing, ...withAddress({ AllocationId }) })).toBe(
      'InvalidConfigurationRequest',
    )
    expect(create(withAddress({ PrivateIPv4Address: '10.0.2.9' }))).toBe('InvalidConfigurationRequest')
    expect(create({ ...facing, ...withAddress({ AllocationId: 'eipalloc-0123456789abcdef0' }) })).toBe(
      'AllocationIdNotFound',
    )
  })

  it('security groups that there are not, or not here', () => {
    const { refused, network, ask, web } = balancingWorld()
    const create = (SecurityGroups: string[]) => refused('CreateLoadBalancer', network({ SecurityGroups }))
    expect(create(['sg-0123456789abcdef0'])).toBe(
      "InvalidSecurityGroup: The security group 'sg-0123456789abcdef0' does not exist",
    )
    const other = ask('DescribeSecurityGroups').SecurityGroups![0]!.GroupId!
    expect(other).not.toBe(web)
    expect(create([other])).toBe('InvalidConfigurationRequest: One or more security groups are invalid')
  })

  it('values that the model does not have, all at once', () => {
    const { refused, network } = balancingWorld()
    expect(
      refused('CreateLoadBalancer', network({ Type: 'classic' as never, Scheme: 'public' as never })),
    ).toBe(
      "ValidationError: 2 validation errors detected: Value 'public' at 'scheme' failed to satisfy constraint: Member must satisfy enum value set: [internet-facing, internal]; Value 'classic' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [application, network, gateway]",
    )
  })

  it('more than the quota of its type', () => {
    const { cloud, open, refused, network } = balancingWorld()
    raiseQuota(cloud.store, { account: owner, region: 'us-east-1' }, 'nlbs-per-region', 2)
    open()
    open({ Name: 'net-2' })
    expect(refused('CreateLoadBalancer', network({ Name: 'net-3' }))).toMatch(/^TooManyLoadBalancers: /)
    const gateway = { Name: 'gate', Type: 'gateway', Scheme: undefined } as const
    expect(open(gateway).Type).toBe('gateway')
  })
})

describe('the same load balancer twice', () => {
  it('is the same one', () => {
    const { elb, network, open, b, a } = balancingWorld()
    const first = open()
    expect(elb('CreateLoadBalancer', network({ Subnets: [b, a] })).LoadBalancers).toEqual([first])
    expect(elb('DescribeLoadBalancers').LoadBalancers).toHaveLength(1)
  })

  it('is refused when anything about it differs', () => {
    const { refused, network, open, a, web } = balancingWorld()
    open()
    const message =
      "DuplicateLoadBalancerName: A load balancer with the same name 'net-1' exists, but with different settings"
    for (const more of [{ Subnets: [a] }, { SecurityGroups: [web] }, { Tags: [{ Key: 'k', Value: 'v' }] }]) {
      expect(refused('CreateLoadBalancer', network(more))).toBe(message)
    }
  })
})

describe('DescribeLoadBalancers', () => {
  it('finds them by name and by ARN', () => {
    const { elb, open } = balancingWorld()
    const [one, two] = [open(), open({ Name: 'net-2' })]
    const names = (input: object) =>
      elb('DescribeLoadBalancers', input).LoadBalancers!.map((balancer) => balancer.LoadBalancerName)
    expect(names({})).toEqual(['net-1', 'net-2'])
    expect(names({ Names: ['net-2'] })).toEqual(['net-2'])
    expect(names({ LoadBalancerArns: [two.LoadBalancerArn, one.LoadBalancerArn] })).toEqual([
      'net-2',
      'net-1',
    ])
  })

  it('gives a marker where there are more', () => {
    const { elb, open } = balancingWorld()
    for (const Name of ['one', 'two', 'three']) open({ Name })
    const first = elb('DescribeLoadBalancers', { PageSize: 2 })
    expect(first.LoadBalancers).toHaveLength(2)
    const last = elb('DescribeLoadBalancers', { PageSize: 2, Marker: first.NextMarker })
    expect(last.LoadBalancers!.map((one) => one.LoadBalancerName)).toEqual(['three'])
    expect(last.NextMarker).toBeUndefined()
  })

  it('refuses what it cannot find or understand', () => {
    const { refused, open } = balancingWorld()
    const { LoadBalancerArn = '' } = open()
    const describe = (input: object) => refused('DescribeLoadBalancers', input)
    const missing = 'LoadBalancerNotFound: One or more load balancers not found'
    expect(describe({ Names: ['net-1', 'nobody'] })).toBe(missing)
    expect(describe({ LoadBalancerArns: [`${LoadBalancerArn}0`] })).toBe(missing)
    expect(describe({ LoadBalancerArns: ['net-1'] })).toBe(
      "ValidationError: 'net-1' is not a valid load balancer ARN",
    )
    expect(describe({ Names: ['net-1'], LoadBalancerArns: [LoadBalancerArn] })).toMatch(
      /cannot be specified at the same time$/,
    )
    expect(describe({ Marker: 'nowhere' })).toBe("ValidationError: Invalid marker: 'nowhere'")
    expect(describe({ PageSize: 401 })).toMatch(/'pageSize'.*less than or equal to 400$/)
  })

  it('shows each account its own', () => {
    const { open, call } = balancingWorld()
    open()
    expect(call('elbv2', 'DescribeLoadBalancers', {}, { account: '210987654321' }).LoadBalancers).toEqual([])
    expect(call('elbv2', 'DescribeLoadBalancers', {}, { region: 'eu-west-1' }).LoadBalancers).toEqual([])
  })
})

describe('DeleteLoadBalancer', () => {
  it('takes listeners and network interfaces along, and succeeds when there is nothing', () => {
    const { elb, open, groupOf, listen, interfacesOf, refused, ask, a, b } = balancingWorld()
    const before = ask('DescribeSubnets', { SubnetIds: [a, b] })
    const balancer = open()
    const { LoadBalancerArn = '' } = balancer
    const { ListenerArn = '' } = listen(balancer, groupOf())
    elb('DeleteLoadBalancer', { LoadBalancerArn })
    elb('DeleteLoadBalancer', { LoadBalancerArn })
    expect(interfacesOf(balancer)).toEqual([])
    expect(ask('DescribeSubnets', { SubnetIds: [a, b] })).toEqual(before)
    expect(refused('DescribeListeners', { ListenerArns: [ListenerArn] })).toMatch(/^ListenerNotFound/)
  })

  it('refuses while it is protected', () => {
    const { elb, open, refused } = balancingWorld()
    const { LoadBalancerArn = '' } = open()
    const protect = (Value: string) =>
      elb('ModifyLoadBalancerAttributes', {
        LoadBalancerArn,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      })
    protect('true')
    expect(refused('DeleteLoadBalancer', { LoadBalancerArn })).toBe(
      `OperationNotPermitted: Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
    )
    protect('false')
    expect(elb('DeleteLoadBalancer', { LoadBalancerArn })).toEqual({})
  })
})
