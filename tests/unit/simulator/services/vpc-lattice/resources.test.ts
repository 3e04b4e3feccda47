import { beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { VpcLattice } from '../../../../../simulator/api/generated/types.d.ts'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'

await contract.need('vpc-lattice')

let world: TestCloud
let vpc: string
let subnet: string

beforeEach(() => {
  world = testCloud()
  vpc = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  subnet = makeSubnet('10.0.0.0/24', 'use1-az1')
})

const makeSubnet = (CidrBlock: string, AvailabilityZoneId: string) =>
  world.ask('CreateSubnet', { VpcId: vpc, CidrBlock, AvailabilityZoneId }).Subnet!.SubnetId!

const gateway = (input: Partial<VpcLattice.CreateResourceGatewayRequest> = {}) => {
  const { id = '' } = world.call('vpc-lattice', 'CreateResourceGateway', {
    name: 'db-gateway',
    vpcIdentifier: vpc,
    subnetIds: [subnet],
    ...input,
  })
  world.pass(60)
  return id
}
const single = (resourceGatewayIdentifier: string): VpcLattice.CreateResourceConfigurationRequest => ({
  name: 'database',
  type: 'SINGLE',
  portRanges: ['3306'],
  resourceGatewayIdentifier,
  resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.0.9' } },
})
const configure = (input: VpcLattice.CreateResourceConfigurationRequest) =>
  world.call('vpc-lattice', 'CreateResourceConfiguration', input)
const interfaces = () =>
  world.ask('DescribeNetworkInterfaces', { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }).NetworkInterfaces!

describe('a resource gateway', () => {
  it('becomes active and has an interface with sixteen addresses in each subnet', () => {
    const made = world.call('vpc-lattice', 'CreateResourceGateway', {
      name: 'db-gateway',
      vpcIdentifier: vpc,
      subnetIds: [subnet],
    })
    expect(made).toMatchObject({
      status: 'CREATE_IN_PROGRESS',
      vpcIdentifier: vpc,
      ipAddressType: 'IPV4',
      ipv4AddressesPerEni: 16,
      resourceConfigDnsResolution: 'PUBLIC',
    })
    world.pass(60)
    const { id = '' } = made
    const got = world.call('vpc-lattice', 'GetResourceGateway', { resourceGatewayIdentifier: made.arn! })
    expect(got).toMatchObject({ id, status: 'ACTIVE', vpcId: vpc })
    expect(
      interfaces().map((eni) => [eni.SubnetId, eni.PrivateIpAddresses?.length, eni.RequesterManaged]),
    ).toEqual([[subnet, 16, true]])
    expect(world.refused('DeleteSubnet', { SubnetId: subnet })).toMatch(/^DependencyViolation/)
  })

  it('goes with its interfaces', () => {
    const resourceGatewayIdentifier = gateway()
    const gone = world.call('vpc-lattice', 'DeleteResourceGateway', { resourceGatewayIdentifier })
    expect(gone.status).toBe('DELETE_IN_PROGRESS')
    world.pass(60)
    expect(interfaces()).toEqual([])
    expect(world.refusedBy('vpc-lattice', 'GetResourceGateway', { resourceGatewayIdentifier })).toBe(
      `ResourceNotFoundException: Resource gateway ${resourceGatewayIdentifier} not found`,
    )
  })

  it('changes its security groups, and those of its interfaces', () => {
    const resourceGatewayIdentifier = gateway()
    const { GroupId = '' } = world.ask('CreateSecurityGroup', {
      GroupName: 'g',
      Description: 'd',
      VpcId: vpc,
    })
    world.call('vpc-lattice', 'UpdateResourceGateway', {
      resourceGatewayIdentifier,
      securityGroupIds: [GroupId],
    })
    expect(interfaces()[0]?.Groups?.map((group) => group.GroupId)).toEqual([GroupId])
  })

  const refusals: [string, () => Partial<VpcLattice.CreateResourceGatewayRequest>, RegExp][] = [
    ['another VPC', () => ({ vpcIdentifier: 'vpc-0123456789abcdef0' }), /^ValidationException: VPC/],
    ['no subnet', () => ({ subnetIds: [] }), /^ValidationException/],
    ['a subnet that is not there', () => ({ subnetIds: ['subnet-0123456789abcdef0'] }), /does not exist/],
    [
      'two subnets in a zone',
      () => ({ subnetIds: [subnet, makeSubnet('10.0.1.0/24', 'use1-az1')] }),
      /More than one subnet in the zone/,
    ],
    [
      'a zone without VPC Lattice',
      () => ({ subnetIds: [makeSubnet('10.0.1.0/24', 'use1-az3')] }),
      /not available in the zone use1-az3/,
    ],
    ['an unknown group', () => ({ securityGroupIds: ['sg-0123456789abcdef0'] }), /Security group/],
  ]
  it.each(refusals)('is refused with %s', (_, input, expected) => {
    const usual = { name: 'db-gateway', vpcIdentifier: vpc, subnetIds: [subnet] }
    expect(world.refusedBy('vpc-lattice', 'CreateResourceGateway', { ...usual, ...input() })).toMatch(
      expected,
    )
  })
})

describe('a resource configuration', () => {
  it('stands behind its gateway, and keeps it', () => {
    const id = gateway()
    const made = configure(single(id))
    expect(made).toMatchObject({
      type: 'SINGLE',
      protocol: 'TCP',
      status: 'CREATE_IN_PROGRESS',
      resourceGatewayId: id,
    })
    world.pass(60)
    const identifier = { resourceConfigurationIdentifier: made.id! }
    expect(world.call('vpc-lattice', 'GetResourceConfiguration', identifier).status).toBe('ACTIVE')
    expect(
      world.refusedBy('vpc-lattice', 'DeleteResourceGateway', { resourceGatewayIdentifier: id }),
    ).toMatch(/^ConflictException/)
    world.call('vpc-lattice', 'DeleteResourceConfiguration', identifier)
    world.call('vpc-lattice', 'DeleteResourceGateway', { resourceGatewayIdentifier: id })
  })

  it('of a group has children, and none of another kind', () => {
    const id = gateway()
    const { resourceConfigurationDefinition: _, portRanges: __, ...bare } = single(id)
    const group = configure({ ...bare, name: 'group', type: 'GROUP' })
    const child = { ...single(id), type: 'CHILD' as const, resourceConfigurationGroupIdentifier: group.id }
    const made = configure(child)
    expect(made.resourceConfigurationGroupId).toBe(group.id)
    const listed = world.call('vpc-lattice', 'ListResourceConfigurations', {
      resourceConfigurationGroupIdentifier: group.id,
    })
    expect(listed.items?.map((one) => one.id)).toEqual([made.id])
    expect(
      world.refusedBy('vpc-lattice', 'CreateResourceConfiguration', {
        ...child,
        resourceConfigurationGroupIdentifier: made.id,
      }),
    ).toMatch(/is not a group$/)
    expect(
      world.refusedBy('vpc-lattice', 'DeleteResourceConfiguration', {
        resourceConfigurationIdentifier: group.id!,
      }),
    ).toMatch(/^ConflictException/)
  })

  const refusals: [string, Partial<VpcLattice.CreateResourceConfigurationRequest>, RegExp][] = [
    ['no resource', { resourceConfigurationDefinition: undefined }, /needs exactly one of/],
    [
      'an ARN',
      {
        resourceConfigurationDefinition: { arnResource: { arn: 'arn:aws:rds:us-east-1:123456789012:db:x' } },
      },
      /needs exactly one of/,
    ],
    [
      'a wrong address',
      { resourceConfigurationDefinition: { ipResource: { ipAddress: '10.0.0.256' } } },
      /IP address/,
    ],
    [
      'a wrong domain',
      {
        resourceConfigurationDefinition: { dnsResource: { domainName: 'no domain', ipAddressType: 'IPV4' } },
      },
      /domain name/,
    ],
    ['no ports', { portRanges: undefined }, /Port ranges must be specified/],
    ['ports the wrong way round', { portRanges: ['20-10'] }, /not a valid port range/],
    ['no gateway', { resourceGatewayIdentifier: undefined }, /resourceGatewayIdentifier/],
    [
      'a gateway that is not there',
      { resourceGatewayIdentifier: 'rgw-0123456789abcdef0' },
      /^ResourceNotFound/,
    ],
  ]
  it.each(refusals)('is refused with %s', (_, input, expected) => {
    const usual = single(gateway())
    expect(world.refusedBy('vpc-lattice', 'CreateResourceConfiguration', { ...usual, ...input })).toMatch(
      expected,
    )
  })

  it('is reached through a resource endpoint, which keeps it', () => {
    const made = configure(single(gateway()))
    world.pass(60)
    const { VpcEndpoint } = world.ask('CreateVpcEndpoint', {
      VpcEndpointType: 'Resource',
      VpcId: vpc,
      SubnetIds: [subnet],
      ResourceConfigurationArn: made.arn,
    })
    const identifier = { resourceConfigurationIdentifier: made.id! }
    const { items } = world.call('vpc-lattice', 'ListResourceEndpointAssociations', identifier)
    expect(items).toMatchObject([{ vpcEndpointId: VpcEndpoint?.VpcEndpointId, vpcEndpointOwner: account }])
    expect(world.refusedBy('vpc-lattice', 'DeleteResourceConfiguration', identifier)).toMatch(
      /^ConflictException/,
    )
  })
})

describe('a service network', () => {
  const create = (name = 'shop') => world.call('vpc-lattice', 'CreateServiceNetwork', { name }).id!

  it('has its name once, and is not seen by others', () => {
    const serviceNetworkIdentifier = create()
    expect(world.refusedBy('vpc-lattice', 'CreateServiceNetwork', { name: 'shop' })).toMatch(
      /^ConflictException/,
    )
    const other = { account: otherAccount }
    expect(world.call('vpc-lattice', 'ListServiceNetworks', {}, other).items).toEqual([])
    expect(world.refusedBy('vpc-lattice', 'GetServiceNetwork', { serviceNetworkIdentifier }, other)).toMatch(
      /^ResourceNotFoundException/,
    )
  })

  it('is associated with a VPC, which takes one alone, and counts it', () => {
    const serviceNetworkIdentifier = create()
    const association = { serviceNetworkIdentifier, vpcIdentifier: vpc }
    const made = world.call('vpc-lattice', 'CreateServiceNetworkVpcAssociation', association)
    expect(made.status).toBe('CREATE_IN_PROGRESS')
    world.pass(60)
    const serviceNetworkVpcAssociationIdentifier = made.id!
    const got = () =>
      world.call('vpc-lattice', 'GetServiceNetworkVpcAssociation', { serviceNetworkVpcAssociationIdentifier })
    expect(got()).toMatchObject({ status: 'ACTIVE', vpcId: vpc, serviceNetworkName: 'shop' })
    expect(world.call('vpc-lattice', 'GetServiceNetwork', { serviceNetworkIdentifier })).toMatchObject({
      numberOfAssociatedVPCs: 1,
      numberOfAssociatedServices: 0,
    })
    const second = { ...association, serviceNetworkIdentifier: create('second') }
    expect(world.refusedBy('vpc-lattice', 'CreateServiceNetworkVpcAssociation', second)).toMatch(
      /^ConflictException/,
    )
    expect(world.refusedBy('vpc-lattice', 'DeleteServiceNetwork', { serviceNetworkIdentifier })).toMatch(
      /^ConflictException/,
    )
    const listed = world.call('vpc-lattice', 'ListServiceNetworkVpcAssociations', { vpcIdentifier: vpc })
    expect(listed.items?.map((one) => one.id)).toEqual([made.id])
    world.call('vpc-lattice', 'DeleteServiceNetworkVpcAssociation', {
      serviceNetworkVpcAssociationIdentifier,
    })
    expect(got().status).toBe('DELETE_IN_PROGRESS')
    world.pass(60)
    world.call('vpc-lattice', 'DeleteServiceNetwork', { serviceNetworkIdentifier })
  })

  it('gives resources', () => {
    const configuration = configure(single(gateway())).id!
    const association = { serviceNetworkIdentifier: create(), resourceConfigurationIdentifier: configuration }
    const made = world.call('vpc-lattice', 'CreateServiceNetworkResourceAssociation', association)
    world.pass(60)
    const serviceNetworkResourceAssociationIdentifier = made.id!
    expect(
      world.call('vpc-lattice', 'GetServiceNetworkResourceAssociation', {
        serviceNetworkResourceAssociationIdentifier,
      }),
    ).toMatchObject({ status: 'ACTIVE', resourceConfigurationName: 'database' })
    expect(world.refusedBy('vpc-lattice', 'CreateServiceNetworkResourceAssociation', association)).toMatch(
      /^ConflictException/,
    )
    const { items } = world.call('vpc-lattice', 'ListServiceNetworkResourceAssociations', {
      resourceConfigurationIdentifier: configuration,
    })
    expect(items).toHaveLength(1)
    world.call('vpc-lattice', 'DeleteServiceNetworkResourceAssociation', {
      serviceNetworkResourceAssociationIdentifier,
    })
    world.pass(60)
    world.call('vpc-lattice', 'DeleteResourceConfiguration', {
      resourceConfigurationIdentifier: configuration,
    })
  })

  it('has an auth policy, active where IAM decides', () => {
    const resourceIdentifier = create()
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
    expect(world.call('vpc-lattice', 'PutAuthPolicy', { resourceIdentifier, policy }).state).toBe('Inactive')
    world.call('vpc-lattice', 'UpdateServiceNetwork', {
      serviceNetworkIdentifier: resourceIdentifier,
      authType: 'AWS_IAM',
    })
    expect(world.call('vpc-lattice', 'GetAuthPolicy', { resourceIdentifier })).toMatchObject({
      policy,
      state: 'Active',
    })
    world.call('vpc-lattice', 'DeleteAuthPolicy', { resourceIdentifier })
    expect(world.refusedBy('vpc-lattice', 'GetAuthPolicy', { resourceIdentifier })).toMatch(
      /^ResourceNotFound/,
    )
    expect(world.refusedBy('vpc-lattice', 'PutAuthPolicy', { resourceIdentifier, policy: 'no' })).toMatch(
      /^ValidationException/,
    )
  })

  it('has tags', () => {
    const id = create()
    const resourceArn = `arn:aws:vpc-lattice:us-east-1:${account}:servicenetwork/${id}`
    world.call('vpc-lattice', 'TagResource', { resourceArn, tags: { a: '1', b: '2' } })
    world.call('vpc-lattice', 'UntagResource', { resourceArn, tagKeys: ['a'] })
    expect(world.call('vpc-lattice', 'ListTagsForResource', { resourceArn }).tags).toEqual({ b: '2' })
  })
})

describe('a service', () => {
  const create = () => world.call('vpc-lattice', 'CreateService', { name: 'orders' })
  const config = () => ({ port: 80, protocol: 'HTTP' as const, vpcIdentifier: vpc })

  it('becomes active, under a name of its own', () => {
    const made = create()
    expect(made.dnsEntry?.domainName).toMatch(
      new RegExp(`^orders-${made.id!.slice(4)}\\.[0-9a-f]{7}\\.vpc-lattice-svcs\\.us-east-1\\.on\\.aws$`),
    )
    world.pass(60)
    expect(world.call('vpc-lattice', 'GetService', { serviceIdentifier: made.id! }).status).toBe('ACTIVE')
  })

  it('listens and forwards to a target group, which it keeps', () => {
    const serviceIdentifier = create().id!
    const group = world.call('vpc-lattice', 'CreateTargetGroup', {
      name: 'web',
      type: 'IP',
      config: config(),
    })
    const targetGroupIdentifier = group.id!
    const listener = world.call('vpc-lattice', 'CreateListener', {
      serviceIdentifier,
      name: 'http',
      protocol: 'HTTP',
      defaultAction: { forward: { targetGroups: [{ targetGroupIdentifier: group.arn! }] } },
    })
    expect(listener).toMatchObject({
      port: 80,
      defaultAction: { forward: { targetGroups: [{ targetGroupIdentifier, weight: 100 }] } },
    })
    expect(world.refusedBy('vpc-lattice', 'DeleteTargetGroup', { targetGroupIdentifier })).toMatch(
      /^ConflictException/,
    )
    world.call('vpc-lattice', 'RegisterTargets', { targetGroupIdentifier, targets: [{ id: '10.0.0.5' }] })
    expect(world.call('vpc-lattice', 'ListTargets', { targetGroupIdentifier }).items).toMatchObject([
      { id: '10.0.0.5', port: 80, status: 'UNAVAILABLE' },
    ])
    const gone = world.call('vpc-lattice', 'DeregisterTargets', {
      targetGroupIdentifier,
      targets: [{ id: '10.0.0.5' }, { id: '10.0.0.6' }],
    })
    expect(gone).toMatchObject({ successful: [{ id: '10.0.0.5' }], unsuccessful: [{ id: '10.0.0.6' }] })
    world.call('vpc-lattice', 'DeleteListener', { serviceIdentifier, listenerIdentifier: listener.id! })
    world.call('vpc-lattice', 'DeleteTargetGroup', { targetGroupIdentifier })
  })

  it('in a service network is not deleted; otherwise its listeners go with it', () => {
    const serviceIdentifier = create().id!
    world.call('vpc-lattice', 'CreateListener', {
      serviceIdentifier,
      name: 'http',
      protocol: 'HTTP',
      defaultAction: { fixedResponse: { statusCode: 404 } },
    })
    const network = world.call('vpc-lattice', 'CreateServiceNetwork', { name: 'shop' }).id!
    const association = world.call('vpc-lattice', 'CreateServiceNetworkServiceAssociation', {
      serviceNetworkIdentifier: network,
      serviceIdentifier,
    })
    expect(world.refusedBy('vpc-lattice', 'DeleteService', { serviceIdentifier })).toMatch(
      /^ConflictException/,
    )
    world.call('vpc-lattice', 'DeleteServiceNetworkServiceAssociation', {
      serviceNetworkServiceAssociationIdentifier: association.id!,
    })
    world.pass(60)
    world.call('vpc-lattice', 'DeleteService', { serviceIdentifier })
    expect(
      world.refusedBy('vpc-lattice', 'CreateServiceNetworkServiceAssociation', {
        serviceNetworkIdentifier: network,
        serviceIdentifier,
      }),
    ).toMatch(/^ConflictException/)
    world.pass(60)
    expect(world.call('vpc-lattice', 'ListServices').items).toEqual([])
  })
})
