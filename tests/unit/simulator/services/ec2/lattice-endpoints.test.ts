import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { endpointWorld } from './endpoint-world.ts'

const arnOf = (kind: string, id: string, owner = account) =>
  `arn:aws:vpc-lattice:us-east-1:${owner}:${kind}/${id}`

function latticeWorld() {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const provider = world.vpc(true, '10.1.0.0/16')
  const { Subnet } = world.ask('CreateSubnet', {
    VpcId: provider,
    CidrBlock: '10.1.0.0/24',
    AvailabilityZoneId: 'use1-az1',
  })
  world.lattice('resourceGateways', { id: 'rgw-1', subnetIds: [Subnet!.SubnetId!] })
  const ResourceConfigurationArn = arnOf('resourceconfiguration', 'rcfg-1')
  world.lattice('resourceConfigurations', {
    id: 'rcfg-1',
    arn: ResourceConfigurationArn,
    resourceGatewayId: 'rgw-1',
  })
  const ServiceNetworkArn = arnOf('servicenetwork', 'sn-1')
  world.lattice('serviceNetworks', { id: 'sn-1', arn: ServiceNetworkArn, name: 'shared' })
  world.lattice('resourceAssociations', {
    id: 'snra-1',
    serviceNetworkId: 'sn-1',
    resourceConfigurationArn: ResourceConfigurationArn,
  })
  return { world, VpcId, ResourceConfigurationArn, ServiceNetworkArn }
}

describe('a resource endpoint', () => {
  it('is answered and described as AWS does, with capitals of its own', () => {
    const { world, VpcId, ResourceConfigurationArn } = latticeWorld()
    const SubnetIds = [world.subnet(VpcId, 'use1-az1')]
    const created = world.create({ VpcEndpointType: 'Resource', VpcId, ResourceConfigurationArn, SubnetIds })
    const shared = {
      VpcEndpointId: expect.stringMatching(/^vpce-/),
      VpcEndpointType: 'Resource',
      VpcId,
      SubnetIds,
      Groups: [{ GroupId: expect.stringMatching(/^sg-/), GroupName: 'default' }],
      IpAddressType: 'IPV4',
      PrivateDnsEnabled: false,
      CreationTimestamp: expect.any(String),
      Tags: [],
      OwnerId: account,
      ResourceConfigurationArn,
    }
    expect(created).toEqual({ ...shared, State: 'Pending' })
    world.pass(120)
    expect(world.endpoint(created.VpcEndpointId!)).toEqual({
      ...shared,
      State: 'Available',
      DnsOptions: { DnsRecordIpType: 'ipv4', PrivateDnsPreference: 'VERIFIED_DOMAINS_ONLY' },
      NetworkInterfaceIds: [expect.stringMatching(/^eni-/)],
    })
    const Filters = [{ Name: 'vpc-endpoint-state', Values: ['available'] }]
    expect(world.ask('DescribeVpcEndpoints', { Filters }).VpcEndpoints).toHaveLength(1)
  })

  it('must be in a zone where its resource gateway is', () => {
    const { world, VpcId, ResourceConfigurationArn } = latticeWorld()
    const subnet = world.subnet(VpcId, 'use1-az2')
    expect(
      world.refused('CreateVpcEndpoint', {
        VpcEndpointType: 'Resource',
        VpcId,
        ResourceConfigurationArn,
        SubnetIds: [subnet],
      }),
    ).toBe(
      `InvalidParameter: The VPC endpoint service ${ResourceConfigurationArn} does not support the availability zone of the subnet: ${subnet}.`,
    )
  })

  it('is associated with its resource', () => {
    const { world, VpcId, ResourceConfigurationArn } = latticeWorld()
    const { VpcEndpointId = '' } = world.create({
      VpcEndpointType: 'Resource',
      VpcId,
      ResourceConfigurationArn,
    })
    const read = () => world.ask('DescribeVpcEndpointAssociations').VpcEndpointAssociations!
    expect(read()[0]!.AssociatedResourceAccessibility).toBe('Pending')
    world.pass(120)
    expect(read()).toEqual([
      {
        Id: expect.stringMatching(/^vpce-rsc-asc-0[0-9a-f]{16}$/),
        VpcEndpointId,
        AssociatedResourceAccessibility: 'Accessible',
        DnsEntry: {
          DnsName: `${VpcEndpointId}.rcfg-1.4232ccc.vpc-lattice-rsc.us-east-1.on.aws`,
          HostedZoneId: expect.stringMatching(/^Z[0-9A-Z]{20}$/),
        },
        AssociatedResourceArn: ResourceConfigurationArn,
      },
    ])
  })
})

describe('a service network endpoint', () => {
  it('is associated with every resource of the network', () => {
    const { world, VpcId, ServiceNetworkArn, ResourceConfigurationArn } = latticeWorld()
    const second = arnOf('resourceconfiguration', 'rcfg-2')
    world.lattice('resourceConfigurations', { id: 'rcfg-2', arn: second })
    world.lattice('resourceAssociations', {
      id: 'snra-2',
      serviceNetworkId: 'sn-1',
      resourceConfigurationArn: second,
    })
    const { VpcEndpointId = '' } = world.create({
      VpcEndpointType: 'ServiceNetwork',
      VpcId,
      ServiceNetworkArn,
    })
    world.pass(120)
    const { VpcEndpointAssociations } = world.ask('DescribeVpcEndpointAssociations')
    expect(VpcEndpointAssociations!.map((one) => one.AssociatedResourceArn)).toEqual([
      ResourceConfigurationArn,
      second,
    ])
    expect(VpcEndpointAssociations![0]).toMatchObject({
      ServiceNetworkArn,
      ServiceNetworkName: 'shared',
      DnsEntry: {
        DnsName: `${VpcEndpointId}-snra-1.rcfg-1.4232ccc.vpc-lattice-rsc.us-east-1.on.aws`,
      },
    })
  })

  it('is deleted as other endpoints are', () => {
    const { world, VpcId, ServiceNetworkArn } = latticeWorld()
    const { VpcEndpointId = '' } = world.create({
      VpcEndpointType: 'ServiceNetwork',
      VpcId,
      ServiceNetworkArn,
    })
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] })
    world.pass(120)
    expect(world.state(VpcEndpointId)).toBe('Deleted')
    expect(world.ask('DescribeVpcEndpointAssociations').VpcEndpointAssociations).toEqual([])
  })

  it('can be given subnets, groups and domains later', () => {
    const { world, VpcId, ServiceNetworkArn } = latticeWorld()
    const { VpcEndpointId = '' } = world.create({
      VpcEndpointType: 'ServiceNetwork',
      VpcId,
      ServiceNetworkArn,
    })
    world.pass(120)
    const subnet = world.subnet(VpcId, 'use1-az2')
    const options = {
      PrivateDnsPreference: 'SPECIFIED_DOMAINS_ONLY',
      PrivateDnsSpecifiedDomains: ['example.com'],
    }
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, AddSubnetIds: [subnet], DnsOptions: options })
    expect(world.endpoint(VpcEndpointId)).toMatchObject({
      State: 'Pending',
      SubnetIds: [subnet],
      DnsOptions: options,
    })
  })
})

describe('endpoints for VPC Lattice are refused', () => {
  const { world, VpcId, ResourceConfigurationArn, ServiceNetworkArn } = latticeWorld()
  const theirs = arnOf('resourceconfiguration', 'rcfg-9', otherAccount)
  const resource = { VpcEndpointType: 'Resource' as const, VpcId, ResourceConfigurationArn }

  it.each([
    ['without a resource', { ResourceConfigurationArn: undefined }, 'MissingParameter'],
    [
      'for a resource that is not there',
      { ResourceConfigurationArn: theirs },
      'InvalidResourceConfigurationArn.NotFound',
    ],
    [
      'for a resource by its id',
      { ResourceConfigurationArn: 'rcfg-0123456789abcdef0' },
      'InvalidResourceConfigurationArn.Malformed',
    ],
    ['for a service', { ServiceName: 'com.amazonaws.us-east-1.sqs' }, 'InvalidParameter'],
    ['for a network, as a resource', { ServiceNetworkArn }, 'InvalidParameter'],
    ['with route tables', { RouteTableIds: ['rtb-0'] }, 'InvalidParameter'],
    ['with a policy', { PolicyDocument: '{}' }, 'InvalidParameter'],
    ['with an unknown preference', { DnsOptions: { PrivateDnsPreference: 'SOME' } }, 'InvalidParameter'],
    [
      'with domains that the preference does not speak of',
      { DnsOptions: { PrivateDnsPreference: 'ALL_DOMAINS', PrivateDnsSpecifiedDomains: ['example.com'] } },
      'InvalidParameter',
    ],
    ['as a tunnel', { VpcEndpointType: 'Tunnel' as const }, 'UnsupportedOperation'],
  ])('%s', (_, more, code) => {
    expect(world.refused('CreateVpcEndpoint', { ...resource, ...more })).toContain(`${code}: `)
  })
})

describe('the filters of DescribeVpcEndpointAssociations', () => {
  const { world, VpcId, ResourceConfigurationArn, ServiceNetworkArn } = latticeWorld()
  const one = world.create({ VpcEndpointType: 'Resource', VpcId, ResourceConfigurationArn }).VpcEndpointId!
  world.pass(120)
  const two = world.create({ VpcEndpointType: 'ServiceNetwork', VpcId, ServiceNetworkArn }).VpcEndpointId!
  const all = world.ask('DescribeVpcEndpointAssociations').VpcEndpointAssociations!

  it.each([
    ['vpc-endpoint-id', one, [one]],
    ['associated-resource-accessibility', 'AVAILABLE', [one]],
    ['associated-resource-accessibility', 'PENDING', [two]],
    ['association-id', all[1]!.Id!, [two]],
    ['associated-resource-id', 'rcfg-1', [one, two]],
    ['service-network-arn', ServiceNetworkArn, [two]],
    ['resource-configuration-group-arn', ResourceConfigurationArn, []],
  ])('%s = %s', (Name, value, expected) => {
    const { VpcEndpointAssociations } = world.ask('DescribeVpcEndpointAssociations', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(VpcEndpointAssociations!.map((each) => each.VpcEndpointId)).toEqual(expected)
  })

  it('come beside ids', () => {
    const { VpcEndpointAssociations } = world.ask('DescribeVpcEndpointAssociations', {
      VpcEndpointIds: [two],
    })
    expect(VpcEndpointAssociations!.map((each) => each.VpcEndpointId)).toEqual([two])
  })
})
