import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

/** A VPC with a subnet and an internet gateway, and an Elastic IP address. */
function world() {
  const cloud = testCloud()
  const { ask } = cloud
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!.VpcId!
  const SubnetId = ask('CreateSubnet', { VpcId, CidrBlock: '10.0.1.0/28' }).Subnet!.SubnetId!
  const InternetGatewayId = ask('CreateInternetGateway').InternetGateway!.InternetGatewayId!
  ask('AttachInternetGateway', { InternetGatewayId, VpcId })
  const eip = ask('AllocateAddress')
  const input = { SubnetId, AllocationId: eip.AllocationId }
  const create = (more: object = {}) => ask('CreateNatGateway', { ...input, ...more }).NatGateway!
  const find = (id: string | undefined) =>
    ask('DescribeNatGateways', { NatGatewayIds: [id!] }).NatGateways![0]!
  const detach = () => ask('DetachInternetGateway', { InternetGatewayId, VpcId })
  return { ...cloud, VpcId, SubnetId, eip, input, create, find, detach }
}

describe('a public NAT gateway', () => {
  it('is pending at first, with an address that is being associated', () => {
    const { ask, input, VpcId } = world()
    expect(ask('CreateNatGateway', { ...input, ClientToken: 'once' })).toEqual({
      ClientToken: 'once',
      NatGateway: {
        CreateTime: expect.stringMatching(/:00\.000Z$/),
        NatGatewayAddresses: [{ AllocationId: input.AllocationId, IsPrimary: true, Status: 'associating' }],
        NatGatewayId: expect.stringMatching(/^nat-0[0-9a-f]{16}$/),
        State: 'pending',
        SubnetId: input.SubnetId,
        VpcId,
        ConnectivityType: 'public',
        AvailabilityMode: 'zonal',
      },
    })
  })

  it('is made once for one client token', () => {
    const { ask, input } = world()
    const token = { ...input, ClientToken: 'once' }
    expect(ask('CreateNatGateway', token)).toEqual(ask('CreateNatGateway', token))
    expect(ask('DescribeNatGateways').NatGateways).toHaveLength(1)
  })

  it('becomes available, with an interface of its own that has the Elastic IP address', () => {
    const { ask, pass, create, find, eip, VpcId, SubnetId } = world()
    const { NatGatewayId } = create()
    pass(60)
    expect(find(NatGatewayId).State).toBe('pending')
    pass(40)
    const gateway = find(NatGatewayId)
    const address = ask('DescribeAddresses').Addresses![0]!
    const [eni] = ask('DescribeNetworkInterfaces', {
      Filters: [{ Name: 'interface-type', Values: ['nat_gateway'] }],
    }).NetworkInterfaces!
    expect(gateway).toMatchObject({ State: 'available', AttachedAppliances: [] })
    expect(gateway.NatGatewayAddresses).toEqual([
      {
        AllocationId: eip.AllocationId,
        NetworkInterfaceId: eni!.NetworkInterfaceId,
        PrivateIp: eni!.PrivateIpAddress,
        PublicIp: eip.PublicIp,
        AssociationId: address.AssociationId,
        IsPrimary: true,
        Status: 'succeeded',
      },
    ])
    expect(address).toMatchObject({
      NetworkInterfaceId: eni!.NetworkInterfaceId,
      PrivateIpAddress: eni!.PrivateIpAddress,
    })
    expect(address.InstanceId).toBeUndefined()
    expect(eni).toMatchObject({
      Association: { AllocationId: eip.AllocationId, PublicIp: eip.PublicIp },
      Attachment: {
        AttachmentId: expect.stringMatching(/^ela-attach-/),
        InstanceOwnerId: 'amazon-aws',
        Status: 'attached',
      },
      Description: `Interface for NAT Gateway ${NatGatewayId}`,
      Groups: [],
      RequesterManaged: true,
      SourceDestCheck: false,
      Status: 'in-use',
      SubnetId,
      VpcId,
    })
  })

  it('takes its own private address when one is named', () => {
    const { create, find, pass } = world()
    const { NatGatewayId } = create({ PrivateIpAddress: '10.0.1.9' })
    pass(100)
    expect(find(NatGatewayId).NatGatewayAddresses![0]!.PrivateIp).toBe('10.0.1.9')
  })

  it('may have a second Elastic IP address from the start', () => {
    const { ask, create, find, pass } = world()
    const second = ask('AllocateAddress')
    const { NatGatewayId } = create({ SecondaryAllocationIds: [second.AllocationId] })
    pass(100)
    const [, secondary] = find(NatGatewayId).NatGatewayAddresses!
    expect(secondary).toMatchObject({ IsPrimary: false, PublicIp: second.PublicIp, Status: 'succeeded' })
  })

  it('keeps everyone else away from its address and its interface', () => {
    const { ask, refused, create, pass, eip, SubnetId, VpcId } = world()
    create()
    pass(100)
    const denied = 'AuthFailure: You do not have permission to access the specified resource.'
    const { AssociationId, NetworkInterfaceId } = ask('DescribeAddresses').Addresses![0]!
    const { AllocationId } = ask('AllocateAddress')
    const mine = ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!
    expect(refused('ReleaseAddress', { AllocationId: eip.AllocationId })).toBe(denied)
    expect(refused('DisassociateAddress', { AssociationId })).toBe(denied)
    expect(refused('AssociateAddress', { AllocationId, NetworkInterfaceId })).toBe(denied)
    expect(
      refused('AssociateAddress', {
        AllocationId: eip.AllocationId,
        NetworkInterfaceId: mine.NetworkInterfaceId,
      }),
    ).toBe(denied)
    expect(refused('DeleteSubnet', { SubnetId })).toMatch(/^DependencyViolation/)
    expect(refused('DeleteVpc', { VpcId })).toMatch(/^DependencyViolation/)
  })
})

describe('a private NAT gateway', () => {
  it('has private addresses alone, and needs no internet gateway', () => {
    const { ask, detach, find, pass, SubnetId } = world()
    detach()
    const { NatGatewayId, NatGatewayAddresses } = ask('CreateNatGateway', {
      SubnetId,
      ConnectivityType: 'private',
      SecondaryPrivateIpAddressCount: 2,
    }).NatGateway!
    expect(NatGatewayAddresses!.map((one) => [one.IsPrimary, one.Status])).toEqual([
      [true, 'assigning'],
      [false, 'assigning'],
      [false, 'assigning'],
    ])
    pass(100)
    const gateway = find(NatGatewayId)
    expect(gateway).toMatchObject({ State: 'available', ConnectivityType: 'private' })
    for (const address of gateway.NatGatewayAddresses!) {
      expect(Object.keys(address).sort()).toEqual(['IsPrimary', 'NetworkInterfaceId', 'PrivateIp', 'Status'])
    }
    expect(new Set(gateway.NatGatewayAddresses!.map((one) => one.PrivateIp)).size).toBe(3)
  })
})

describe('a NAT gateway that cannot be made', () => {
  type World = ReturnType<typeof world>
  it.each<[string, (world: World) => void, (world: World) => [string, string]]>([
    [
      'without an internet gateway',
      ({ detach }) => detach(),
      ({ VpcId }) => ['Gateway.NotAttached', `Network ${VpcId} has no Internet gateway attached`],
    ],
    [
      'with an address that an interface has',
      ({ ask, SubnetId, eip }) => {
        const { NetworkInterfaceId } = ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!
        ask('AssociateAddress', { AllocationId: eip.AllocationId, NetworkInterfaceId })
      },
      ({ eip }) => [
        'Resource.AlreadyAssociated',
        `Elastic IP address [${eip.AllocationId}] is already associated`,
      ],
    ],
    [
      'in a full subnet',
      ({ ask, SubnetId }) => {
        for (let i = 0; i < 11; i++) ask('CreateNetworkInterface', { SubnetId })
      },
      () => [
        'InsufficientFreeAddressesInSubnet',
        'Subnet has insufficient free addresses to create this NAT gateway',
      ],
    ],
  ])('fails %s, and says why', (_, spoil, expected) => {
    const here = world()
    const { ask, create, find, pass } = here
    spoil(here)
    const before = ask('DescribeNetworkInterfaces').NetworkInterfaces!.length
    const { NatGatewayId, State } = create()
    expect(State).toBe('pending')
    pass(10)
    const [FailureCode, FailureMessage] = expected(here)
    expect(find(NatGatewayId)).toMatchObject({
      State: 'failed',
      FailureCode,
      FailureMessage,
      NatGatewayAddresses: [{ Status: 'failed' }],
    })
    expect(ask('DescribeNetworkInterfaces').NetworkInterfaces).toHaveLength(before)
    pass(3600)
    expect(ask('DescribeNatGateways').NatGateways).toEqual([])
  })

  it('fails when its address is released before it is made', () => {
    const { ask, create, eip, find, pass } = world()
    const { NatGatewayId } = create()
    ask('ReleaseAddress', { AllocationId: eip.AllocationId })
    pass(10)
    expect(find(NatGatewayId)).toMatchObject({
      FailureCode: 'InvalidAllocationID.NotFound',
      FailureMessage: `Elastic IP address [${eip.AllocationId}] could not be associated with this NAT gateway`,
    })
  })

  it('fails when another one with the same address is being made', () => {
    const { create, find, pass } = world()
    const [first, second] = [create(), create()]
    pass(100)
    expect([find(first.NatGatewayId).State, find(second.NatGatewayId).State]).toEqual(['available', 'failed'])
  })

  it('can be deleted, and is then deleted at once', () => {
    const { ask, create, detach, find, pass } = world()
    detach()
    const NatGatewayId = create().NatGatewayId!
    pass(10)
    ask('DeleteNatGateway', { NatGatewayId })
    expect(find(NatGatewayId).State).toBe('deleted')
  })
})

describe('CreateNatGateway', () => {
  type World = ReturnType<typeof world>
  it.each<[string, (world: World) => object, string]>([
    [
      'a subnet id that is none',
      ({ input }) => ({ ...input, SubnetId: 'my-subnet' }),
      "InvalidSubnet: The subnet ID 'my-subnet' is malformed",
    ],
    [
      'an unknown subnet',
      ({ input }) => ({ ...input, SubnetId: 'subnet-0123456789abcdef0' }),
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-0123456789abcdef0' does not exist",
    ],
    [
      'no subnet',
      ({ input }) => ({ ...input, SubnetId: undefined }),
      'MissingParameter: The request must include the SubnetId parameter. Add the required parameter and retry the request.',
    ],
    [
      'no Elastic IP address',
      ({ SubnetId }) => ({ SubnetId }),
      'MissingParameter: The request must include the AllocationId parameter. Add the required parameter and retry the request.',
    ],
    [
      'an allocation id that is none',
      ({ input }) => ({ ...input, AllocationId: 'my-address' }),
      "InvalidElasticIpID.Malformed: The elastic-ip ID 'my-address' is malformed",
    ],
    [
      'an unknown allocation',
      ({ input }) => ({ ...input, AllocationId: 'eipalloc-0123456789abcdef0' }),
      "InvalidElasticIpID.NotFound: The elastic-ip ID 'eipalloc-0123456789abcdef0' does not exist",
    ],
    [
      'an Elastic IP address for a private one',
      ({ input }) => ({ ...input, ConnectivityType: 'private' }),
      'InvalidParameterCombination: An Elastic IP address cannot be associated with a private NAT gateway.',
    ],
    [
      'a count of secondary addresses for a public one',
      ({ input }) => ({ ...input, SecondaryPrivateIpAddressCount: 1 }),
      'InvalidParameterCombination: The parameter SecondaryPrivateIpAddressCount can be used only with a private NAT gateway.',
    ],
    [
      'a private address outside the subnet',
      ({ input }) => ({ ...input, PrivateIpAddress: '10.0.2.5' }),
      "InvalidParameterValue: Address does not fall within the subnet's address range",
    ],
    [
      'the regional mode',
      ({ VpcId }) => ({ VpcId, AvailabilityMode: 'regional' }),
      'UnsupportedOperation: Regional NAT gateways are not simulated.',
    ],
    [
      'more than eight private addresses',
      ({ SubnetId }) => ({ SubnetId, ConnectivityType: 'private', SecondaryPrivateIpAddressCount: 8 }),
      'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
    ],
    [
      'tags of something else',
      ({ input }) => ({
        ...input,
        TagSpecifications: [{ ResourceType: 'nat-gateway', Tags: [{ Key: 'a', Value: 'b' }] }],
      }),
      "InvalidParameterValue: 'nat-gateway' is not a valid taggable resource type for this operation.",
    ],
  ])('refuses %s', (_, input, message) => {
    const here = world()
    expect(here.refused('CreateNatGateway', input(here))).toBe(message)
  })

  it('refuses a sixth gateway in a zone, until one of the five is gone', () => {
    const { ask, refused, pass, SubnetId } = world()
    const input = { SubnetId, ConnectivityType: 'private' } as const
    const ids = Array.from({ length: 5 }, () => ask('CreateNatGateway', input).NatGateway!.NatGatewayId!)
    const full = 'NatGatewayLimitExceeded: Performing this operation would exceed the limit of 5 NAT gateways'
    expect(refused('CreateNatGateway', input)).toBe(full)
    ask('DeleteNatGateway', { NatGatewayId: ids[0]! })
    expect(refused('CreateNatGateway', input)).toBe(full)
    pass(60)
    ask('CreateNatGateway', input)
  })
})

describe('deleting a NAT gateway', () => {
  it('takes a while, frees the address without releasing it, and leaves the record for an hour', () => {
    const { ask, refused, create, find, pass, eip } = world()
    const NatGatewayId = create().NatGatewayId!
    pass(100)
    expect(ask('DeleteNatGateway', { NatGatewayId })).toEqual({ NatGatewayId })
    expect(find(NatGatewayId)).toMatchObject({ State: 'deleting', DeleteTime: expect.any(String) })
    expect(ask('DescribeAddresses').Addresses![0]!.AssociationId).toBeDefined()
    expect(ask('DeleteNatGateway', { NatGatewayId })).toEqual({ NatGatewayId })
    pass(60)
    expect(find(NatGatewayId).State).toBe('deleted')
    expect(ask('DescribeAddresses').Addresses).toEqual([eip])
    expect(ask('DescribeNetworkInterfaces').NetworkInterfaces).toEqual([])
    pass(3600)
    const gone = `NatGatewayNotFound: NAT gateway ${NatGatewayId} was not found`
    expect(refused('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] })).toBe(gone)
    expect(refused('DeleteNatGateway', { NatGatewayId })).toBe(gone)
  })

  it('stops one that is still being made', () => {
    const { ask, create, find, pass, eip } = world()
    const NatGatewayId = create().NatGatewayId!
    ask('DeleteNatGateway', { NatGatewayId })
    pass(200)
    expect(find(NatGatewayId).State).toBe('deleted')
    ask('ReleaseAddress', { AllocationId: eip.AllocationId })
  })

  it('turns the routes that lead to it into blackholes and keeps them', () => {
    const { ask, create, pass, VpcId } = world()
    const NatGatewayId = create().NatGatewayId!
    pass(100)
    const RouteTableId = ask('CreateRouteTable', { VpcId }).RouteTable!.RouteTableId!
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId })
    const state = () =>
      ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] }).RouteTables![0]!.Routes!.find(
        (route) => route.NatGatewayId === NatGatewayId,
      )!.State
    expect(state()).toBe('active')
    ask('DeleteNatGateway', { NatGatewayId })
    pass(4000)
    expect(state()).toBe('blackhole')
  })

  it('refuses an id that cannot be one', () => {
    expect(world().refused('DeleteNatGateway', { NatGatewayId: 'nat-xxxxx' })).toBe(
      'NatGatewayMalformed: Invalid Nat Gateway nat-xxxxx',
    )
  })
})

describe('describing NAT gateways', () => {
  const here = world()
  const { ask, refused, create, pass, SubnetId, VpcId } = here
  const Tags = [{ Key: 'Name', Value: 'out' }]
  const open = create({ TagSpecifications: [{ ResourceType: 'natgateway', Tags }] })
  pass(100)
  const closed = ask('CreateNatGateway', { SubnetId, ConnectivityType: 'private' }).NatGateway!

  it.each([
    ['nat-gateway-id', open.NatGatewayId!, 'open'],
    ['state', 'pending', 'closed'],
    ['state', 'available', 'open'],
    ['subnet-id', SubnetId, 'both'],
    ['vpc-id', VpcId, 'both'],
    ['vpc-id', 'vpc-0', 'none'],
    ['tag:Name', 'out', 'open'],
    ['tag-key', 'Name', 'open'],
  ] as const)('filters by %s %s', (Name, value, expected) => {
    const names = { open: [open], closed: [closed], both: [open, closed], none: [] }
    const found = ask('DescribeNatGateways', { Filter: [{ Name, Values: [value] }] }).NatGateways!
    expect(found.map((one) => one.NatGatewayId)).toEqual(names[expected].map((one) => one.NatGatewayId))
  })

  it('shows the tags', () => {
    expect(ask('DescribeNatGateways', { NatGatewayIds: [open.NatGatewayId!] }).NatGateways![0]!.Tags).toEqual(
      Tags,
    )
  })

  it('refuses what EC2 does not know', () => {
    expect(refused('DescribeNatGateways', { NatGatewayIds: ['nat-0123456789abcdef0'] })).toBe(
      'NatGatewayNotFound: NAT gateway nat-0123456789abcdef0 was not found',
    )
    expect(refused('DescribeNatGateways', { Filter: [{ Name: 'connectivity', Values: ['x'] }] })).toBe(
      "InvalidParameterValue: The filter 'connectivity' is invalid",
    )
    expect(refused('DescribeNatGateways', { MaxResults: 4 })).toMatch(/^InvalidParameterValue/)
  })

  it('pages', () => {
    const there = world()
    const { ask } = there
    const zones = ['us-east-1a', 'us-east-1b']
    for (const [i, AvailabilityZone] of zones.entries()) {
      const { SubnetId } = ask('CreateSubnet', {
        VpcId: there.VpcId,
        CidrBlock: `10.0.${8 + i}.0/28`,
        AvailabilityZone,
      }).Subnet!
      for (let n = 0; n < 4; n++) ask('CreateNatGateway', { SubnetId, ConnectivityType: 'private' })
    }
    const first = ask('DescribeNatGateways', { MaxResults: 5 })
    const { NextToken } = first
    const rest = ask('DescribeNatGateways', { MaxResults: 5, NextToken })
    expect([first.NatGateways!.length, rest.NatGateways!.length, rest.NextToken]).toEqual([5, 3, undefined])
  })
})
