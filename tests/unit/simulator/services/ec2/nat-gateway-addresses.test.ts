import { describe, expect, it } from 'vitest'
import { testCloud } from '../cloud.ts'

/** A default VPC's subnet with an available NAT gateway of the kind. */
function world(kind: 'public' | 'private') {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const SubnetId = ask('DescribeSubnets').Subnets![0]!.SubnetId!
  const allocate = () => ask('AllocateAddress').AllocationId!
  const AllocationId = kind === 'public' ? allocate() : undefined
  const { NatGateway } = ask('CreateNatGateway', { SubnetId, AllocationId, ConnectivityType: kind })
  const NatGatewayId = NatGateway!.NatGatewayId!
  pass(100)
  const places = () =>
    ask('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] }).NatGateways![0]!.NatGatewayAddresses!
  const addressesOfInterface = () =>
    ask('DescribeNetworkInterfaces').NetworkInterfaces![0]!.PrivateIpAddresses!
  const primary = places()[0]!
  const free = () => ask('DescribeSubnets', { SubnetIds: [SubnetId] }).Subnets![0]!.AvailableIpAddressCount!
  return { ...cloud, SubnetId, NatGatewayId, allocate, places, addressesOfInterface, primary, free }
}

describe('the addresses of a public NAT gateway', () => {
  it('get a second one, with a private address of its own', () => {
    const { ask, pass, NatGatewayId, allocate, places, addressesOfInterface, primary } = world('public')
    const AllocationId = allocate()
    const { NetworkInterfaceId } = primary
    const answer = { AllocationId, NetworkInterfaceId, IsPrimary: false, Status: 'associating' }
    expect(ask('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [AllocationId] })).toEqual({
      NatGatewayId,
      NatGatewayAddresses: [answer],
    })
    expect(places()).toEqual([primary, { ...answer, PrivateIp: expect.any(String) }])
    pass(60)
    const [, added] = places()
    expect(added).toMatchObject({ AllocationId, Status: 'succeeded', AssociationId: expect.any(String) })
    expect(addressesOfInterface()[1]).toMatchObject({
      Primary: false,
      PrivateIpAddress: added!.PrivateIp,
      Association: { AllocationId, PublicIp: added!.PublicIp },
    })
  })

  it('lose the second one again, and it is free for other uses', () => {
    const { ask, pass, NatGatewayId, allocate, places, addressesOfInterface, primary, free } = world('public')
    const before = free()
    const AllocationId = allocate()
    const PrivateIpAddresses = ['172.31.0.77']
    ask('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [AllocationId], PrivateIpAddresses })
    pass(60)
    expect(free()).toBe(before - 1)
    const { AssociationId, PublicIp } = places()[1]!
    expect(
      ask('DisassociateNatGatewayAddress', { NatGatewayId, AssociationIds: [AssociationId!] })
        .NatGatewayAddresses,
    ).toEqual([
      {
        AllocationId,
        NetworkInterfaceId: primary.NetworkInterfaceId,
        PrivateIp: '172.31.0.77',
        PublicIp,
        AssociationId,
        IsPrimary: false,
        Status: 'disassociating',
      },
    ])
    pass(60)
    expect(places()).toEqual([primary])
    expect(addressesOfInterface()).toHaveLength(1)
    expect(free()).toBe(before)
    ask('ReleaseAddress', { AllocationId })
  })

  it('do not change while others do', () => {
    const { ask, refused, NatGatewayId, allocate } = world('public')
    const AllocationId = allocate()
    const input = { NatGatewayId, AllocationIds: [AllocationId] }
    ask('AssociateNatGatewayAddress', input)
    expect(refused('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [allocate()] })).toBe(
      `OperationInProgress: Service is currently ASSOCIATING the following EIPs: [${AllocationId}].`,
    )
  })

  it('do without one that has found another use meanwhile', () => {
    const { ask, pass, SubnetId, NatGatewayId, allocate, places, primary, free } = world('public')
    const AllocationId = allocate()
    const { NetworkInterfaceId } = ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!
    const before = free()
    ask('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [AllocationId] })
    ask('AssociateAddress', { AllocationId, NetworkInterfaceId })
    pass(60)
    expect(places()).toEqual([primary])
    expect(free()).toBe(before)
    expect(ask('DescribeAddresses', { AllocationIds: [AllocationId] }).Addresses![0]).toMatchObject({
      NetworkInterfaceId,
    })
  })

  it('all go when the gateway is deleted', () => {
    const { ask, pass, NatGatewayId, allocate } = world('public')
    ask('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [allocate()] })
    ask('DeleteNatGateway', { NatGatewayId })
    pass(100)
    const associations = ask('DescribeAddresses').Addresses!.map((one) => one.AssociationId)
    expect(associations).toEqual([undefined, undefined])
  })

  type World = ReturnType<typeof world>
  it.each<[string, (world: World) => object, (world: World) => string]>([
    [
      'a third address',
      ({ allocate }) => ({ AllocationIds: [allocate(), allocate()] }),
      () => 'AddressLimitExceeded: The maximum number of addresses has been reached.',
    ],
    [
      'an address that is in use',
      ({ primary }) => ({ AllocationIds: [primary.AllocationId] }),
      ({ primary }) =>
        `Resource.AlreadyAssociated: Elastic IP address [${primary.AllocationId}] is already associated`,
    ],
    [
      'an unknown address',
      () => ({ AllocationIds: ['eipalloc-0123456789abcdef0'] }),
      () => "InvalidElasticIpID.NotFound: The elastic-ip ID 'eipalloc-0123456789abcdef0' does not exist",
    ],
    [
      'more private addresses than Elastic IP addresses',
      ({ allocate }) => ({
        AllocationIds: [allocate()],
        PrivateIpAddresses: ['172.31.0.77', '172.31.0.78'],
      }),
      () =>
        'InvalidParameterCombination: The number of private IP addresses must be equal to the number of Elastic IP addresses.',
    ],
    [
      'a zone',
      ({ allocate }) => ({ AllocationIds: [allocate()], AvailabilityZone: 'us-east-1a' }),
      () =>
        'InvalidParameterCombination: An Availability Zone can be specified only for a regional NAT gateway.',
    ],
    [
      'an unknown gateway',
      ({ allocate }) => ({ NatGatewayId: 'nat-0123456789abcdef0', AllocationIds: [allocate()] }),
      () => 'NatGatewayNotFound: NAT gateway nat-0123456789abcdef0 was not found',
    ],
  ])('are not joined by %s', (_, input, message) => {
    const here = world('public')
    const { NatGatewayId } = here
    const request = { NatGatewayId, ...input(here) } as { NatGatewayId: string; AllocationIds: string[] }
    expect(here.refused('AssociateNatGatewayAddress', request)).toBe(message(here))
  })

  it('keep the primary one', () => {
    const { refused, NatGatewayId, primary } = world('public')
    const AssociationIds = [primary.AssociationId!]
    expect(refused('DisassociateNatGatewayAddress', { NatGatewayId, AssociationIds })).toBe(
      'InvalidParameterValue: The primary IP address of a NAT gateway cannot be removed.',
    )
    expect(refused('DisassociateNatGatewayAddress', { NatGatewayId, AssociationIds: ['eipassoc-1'] })).toBe(
      "InvalidAssociationID.NotFound: The association ID 'eipassoc-1' does not exist",
    )
  })
})

describe('the addresses of a private NAT gateway', () => {
  it('are given out by number or by name, and taken back', () => {
    const { ask, pass, NatGatewayId, places, addressesOfInterface, primary, free } = world('private')
    const before = free()
    const { NetworkInterfaceId } = primary
    const assigning = { NetworkInterfaceId, IsPrimary: false, Status: 'assigning' }
    expect(ask('AssignPrivateNatGatewayAddress', { NatGatewayId, PrivateIpAddressCount: 2 })).toEqual({
      NatGatewayId,
      NatGatewayAddresses: [assigning, assigning],
    })
    pass(60)
    ask('AssignPrivateNatGatewayAddress', { NatGatewayId, PrivateIpAddresses: ['172.31.0.77'] })
    pass(60)
    expect(places().map((one) => one.Status)).toEqual(Array(4).fill('succeeded'))
    expect(addressesOfInterface().map((one) => one.PrivateIpAddress)).toEqual(
      places().map((one) => one.PrivateIp),
    )
    expect(free()).toBe(before - 3)
    const unassigning = ask('UnassignPrivateNatGatewayAddress', {
      NatGatewayId,
      PrivateIpAddresses: ['172.31.0.77'],
      MaxDrainDurationSeconds: 60,
    })
    expect(unassigning.NatGatewayAddresses).toEqual([
      { NetworkInterfaceId, PrivateIp: '172.31.0.77', IsPrimary: false, Status: 'unassigning' },
    ])
    pass(60)
    expect(places()).toHaveLength(3)
    expect(free()).toBe(before - 2)
  })

  type World = ReturnType<typeof world>
  it.each<['Assign' | 'Unassign', string, (world: World) => object, (world: World) => string]>([
    [
      'Assign',
      'number and names',
      () => ({ PrivateIpAddressCount: 1, PrivateIpAddresses: ['172.31.0.77'] }),
      () =>
        'InvalidParameterCombination: The parameter PrivateIpAddressCount cannot be used with the parameter PrivateIpAddresses',
    ],
    [
      'Assign',
      'neither',
      () => ({}),
      () =>
        'MissingParameter: The request must include the PrivateIpAddresses parameter or the PrivateIpAddressCount parameter.',
    ],
    [
      'Assign',
      'too many',
      () => ({ PrivateIpAddressCount: 8 }),
      () => 'PrivateIpAddressLimitExceeded: Number of private addresses will exceed limit.',
    ],
    [
      'Assign',
      'one that somebody has',
      ({ primary }) => ({ PrivateIpAddresses: [primary.PrivateIp] }),
      ({ primary }) => `InvalidIPAddress.InUse: Address ${primary.PrivateIp} is in use.`,
    ],
    [
      'Unassign',
      'the primary one',
      ({ primary }) => ({ PrivateIpAddresses: [primary.PrivateIp] }),
      () => 'InvalidParameterValue: The primary IP address of a NAT gateway cannot be removed.',
    ],
    [
      'Unassign',
      'one that it does not have',
      () => ({ PrivateIpAddresses: ['172.31.0.77'] }),
      ({ primary }) =>
        `InvalidParameterValue: 172.31.0.77 is not mapped to the interface ${primary.NetworkInterfaceId}`,
    ],
    [
      'Unassign',
      'too slowly',
      () => ({ PrivateIpAddresses: ['172.31.0.77'], MaxDrainDurationSeconds: 4001 }),
      () =>
        'InvalidParameterValue: Value (4001) for parameter maxDrainDurationSeconds is invalid. Valid range: 1 - 4000.',
    ],
  ])('%s refuses %s', (verb, _, input, message) => {
    const here = world('private')
    const { NatGatewayId } = here
    const request = { NatGatewayId, ...input(here) } as { NatGatewayId: string; PrivateIpAddresses: string[] }
    expect(here.refused(`${verb}PrivateNatGatewayAddress`, request)).toBe(message(here))
  })

  it('are not those of a public one, nor of one that is not yet there', () => {
    const open = world('public')
    expect(
      open.refused('AssignPrivateNatGatewayAddress', {
        NatGatewayId: open.NatGatewayId,
        PrivateIpAddressCount: 1,
      }),
    ).toBe('InvalidParameterValue: This operation is supported only for private NAT gateways.')
    open.ask('DeleteNatGateway', { NatGatewayId: open.NatGatewayId })
    expect(
      open.refused('AssociateNatGatewayAddress', {
        NatGatewayId: open.NatGatewayId,
        AllocationIds: [open.allocate()],
      }),
    ).toBe(`IncorrectState: The NAT gateway ${open.NatGatewayId} is in the state deleting.`)
  })
})
