import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { anyAddress } from './interface-address-requests.ts'
import { internetGateways } from './internet-gateways.ts'
import {
  type Failure,
  problemWith,
  requireAllocation,
  requireDistinct,
  requireOneForEach,
  requireRoom,
  withElasticIp,
} from './nat-gateway-allocations.ts'
import { interfaceOf, isIdOf, type NatGateway, natGateways } from './nat-gateways.ts'
import { closeInterface, type NetworkInterface, openInterface, wholeSeconds } from './network-interfaces.ts'
import { subnets } from './subnets.ts'

export const createNatGateway = operation(
  'ec2',
  'CreateNatGateway',
  {
    fidelity: { simplified: 'NAT gateways are zonal: the regional availability mode is refused.' },
    source: 'EC2 API reference, CreateNatGateway',
  },
  (input, ctx) => {
    const { ClientToken, ConnectivityType = 'public' } = input
    requireZonal(input)
    const Tags = tagsFor(input.TagSpecifications, 'natgateway')
    const subnet = requireSubnet(ctx, input.SubnetId)
    const allocations = requireAllocations(ctx, ConnectivityType, input)
    requireRoom(ConnectivityType, 1 + secondaryCount(input))
    const NatGatewayId = ctx.newId('nat')
    const eni = tryToOpen(ctx, subnet, NatGatewayId, input)
    const gateway = natGateways.create(
      ctx,
      {
        CreateTime: wholeSeconds(ctx.now),
        NatGatewayAddresses: firstAddresses(eni, allocations),
        NatGatewayId,
        State: 'pending',
        SubnetId: subnet.SubnetId,
        VpcId: subnet.VpcId,
        ...(Tags.length && { Tags }),
        ConnectivityType,
        AvailabilityMode: 'zonal',
      },
      { zone: subnet.AvailabilityZone ?? '' },
    )
    ctx.after('nat-gateway-started', 'nat-gateway-started', { id: NatGatewayId })
    return { ...(ClientToken !== undefined && { ClientToken }), NatGateway: atFirst(gateway) }
  },
)

type Request = Readonly<Partial<Ec2.CreateNatGatewayRequest>>

function requireZonal({ AvailabilityMode = 'zonal', VpcId, AvailabilityZoneAddresses }: Request): void {
  if (AvailabilityMode === 'regional') {
    throw new AwsError('UnsupportedOperation', 'Regional NAT gateways are not simulated.')
  }
  if (AvailabilityMode !== 'zonal') {
    throw invalidParameter(`Value (${AvailabilityMode}) for parameter availabilityMode is invalid.`)
  }
  if (VpcId === undefined && !AvailabilityZoneAddresses?.length) return
  throw invalidCombination(
    'The parameters VpcId and AvailabilityZoneAddresses can be used only with regional NAT gateways.',
  )
}

function requireSubnet(ctx: Context, id: string | undefined): Ec2.Subnet {
  if (!id) throw missing('SubnetId')
  // Observed: this operation has a code of its own for what cannot be a subnet's id.
  if (!isIdOf('subnet', id)) throw new AwsError('InvalidSubnet', `The subnet ID '${id}' is malformed`)
  const { record } = subnets.require(ctx, id)
  if (record.CidrBlock !== undefined) return record
  throw invalidParameter(`The subnet '${id}' does not have an IPv4 CIDR block associated with it`)
}

const missing = (name: string) =>
  new AwsError(
    'MissingParameter',
    `The request must include the ${name} parameter. Add the required parameter and retry the request.`,
  )

/** The Elastic IP addresses of a public gateway, the primary one first; a private one has none. */
function requireAllocations(ctx: Context, connectivity: string, input: Request): string[] {
  const { AllocationId, SecondaryAllocationIds = [], SecondaryPrivateIpAddresses } = input
  if (connectivity === 'public') {
    if (!AllocationId) throw missing('AllocationId')
    if (input.SecondaryPrivateIpAddressCount !== undefined) {
      throw invalidCombination(
        'The parameter SecondaryPrivateIpAddressCount can be used only with a private NAT gateway.',
      )
    }
    requireOneForEach(SecondaryAllocationIds, SecondaryPrivateIpAddresses)
    const allocations = [AllocationId, ...SecondaryAllocationIds]
    for (const id of allocations) requireAllocation(ctx, id)
    requireDistinct(allocations)
    return allocations
  }
  if (connectivity !== 'private') {
    throw invalidParameter(`Value (${connectivity}) for parameter connectivityType is invalid.`)
  }
  if (AllocationId !== undefined || SecondaryAllocationIds.length) {
    throw invalidCombination('An Elastic IP address cannot be associated with a private NAT gateway.')
  }
  if (input.SecondaryPrivateIpAddressCount !== undefined && SecondaryPrivateIpAddresses?.length) {
    throw invalidCombination(
      'The parameter SecondaryPrivateIpAddressCount cannot be used with the parameter SecondaryPrivateIpAddresses',
    )
  }
  return []
}

const secondaryCount = (input: Request): number =>
  Math.max(
    input.SecondaryAllocationIds?.length ?? 0,
    input.SecondaryPrivateIpAddresses?.length ?? 0,
    input.SecondaryPrivateIpAddressCount ?? 0,
  )

/** The gateway's network interface; none when the subnet is full, which the caller learns later. */
function tryToOpen(
  ctx: Context,
  subnet: Ec2.Subnet,
  id: string,
  input: Request,
): NetworkInterface | undefined {
  const secondary = input.SecondaryPrivateIpAddresses ?? []
  try {
    return ctx.store.transaction(() =>
      openInterface(ctx, {
        subnet,
        groups: [],
        addresses: {
          ...anyAddress,
          primary: input.PrivateIpAddress,
          secondary,
          secondaryCount: secondaryCount(input) - secondary.length,
          ipv6Unsaid: false,
        },
        description: `Interface for NAT Gateway ${id}`,
        interfaceType: 'nat_gateway',
        sourceDestCheck: false,
        requesterId: requesterOf(ctx.region),
        requesterManaged: true,
      }),
    )
  } catch (thrown) {
    if (thrown instanceof AwsError && thrown.code === 'InsufficientFreeAddressesInSubnet') return undefined
    throw thrown
  }
}

/** The account of AWS's own that runs a Region's NAT gateways. */
const requesterOf = (region: string): string =>
  `30${String(scramble(`nat-gateways/${region}`)[0]).padStart(10, '0')}`

function firstAddresses(
  eni: NetworkInterface | undefined,
  allocations: readonly string[],
): Ec2.NatGatewayAddress[] {
  const places = eni?.record.PrivateIpAddresses ?? [{ Primary: true }]
  return places.map((place: Ec2.NetworkInterfacePrivateIpAddress, i) => ({
    ...(allocations[i] !== undefined && { AllocationId: allocations[i] }),
    ...(eni && { NetworkInterfaceId: eni.record.NetworkInterfaceId, PrivateIp: place.PrivateIpAddress }),
    IsPrimary: place.Primary,
    Status: allocations.length ? 'associating' : 'assigning',
  }))
}

/** What the request is answered with: nothing of the interface yet. Observed in AWS CLI 2.36. */
function atFirst({ record }: NatGateway): Ec2.NatGateway {
  const NatGatewayAddresses = record.NatGatewayAddresses?.map(
    ({ NetworkInterfaceId: _interface, PrivateIp: _private, ...address }) => address,
  )
  return { ...record, NatGatewayAddresses }
}

// A gateway that cannot be made is not refused: it is created, fails a little later, and says why.
export const natGatewayStarted = due<{ id: string }>('nat-gateway-started', ({ id }, ctx) => {
  const gateway = natGateways.get(ctx, id)
  if (gateway?.record.State !== 'pending') return
  const failure = failureOf(ctx, gateway)
  if (failure) {
    fail(ctx, gateway, failure)
    return
  }
  const { NatGatewayAddresses = [] } = gateway.record
  natGateways.update(ctx, gateway, {
    NatGatewayAddresses: NatGatewayAddresses.map((place) => withElasticIp(ctx, place)),
  })
  ctx.after('nat-gateway-available', 'nat-gateway-available', { id })
})

// EC2 API reference, NatGateway: the codes and texts of failures.
function failureOf(ctx: Context, gateway: NatGateway): Failure | undefined {
  const { VpcId = '', ConnectivityType, NatGatewayAddresses = [] } = gateway.record
  if (interfaceOf(gateway) === undefined) {
    return {
      FailureCode: 'InsufficientFreeAddressesInSubnet',
      FailureMessage: 'Subnet has insufficient free addresses to create this NAT gateway',
    }
  }
  if (ConnectivityType === 'private') return undefined
  if (!internetGateways.count(ctx, 'vpc', VpcId)) {
    return {
      FailureCode: 'Gateway.NotAttached',
      FailureMessage: `Network ${VpcId} has no Internet gateway attached`,
    }
  }
  for (const { AllocationId = '' } of NatGatewayAddresses) {
    const problem = problemWith(ctx, AllocationId)
    if (problem) return problem
  }
  return undefined
}

function fail(ctx: Context, gateway: NatGateway, failure: Failure): void {
  const { NatGatewayAddresses } = gateway.record
  closeInterface(ctx, interfaceOf(gateway) ?? '')
  natGateways.update(ctx, gateway, {
    ...failure,
    NatGatewayAddresses: NatGatewayAddresses?.map((one) => ({ ...one, Status: 'failed' })),
    State: 'failed',
  })
  ctx.after('nat-gateway-forgotten', 'nat-gateway-forgotten', { id: natGateways.idOf(gateway) })
}

export const natGatewayAvailable = due<{ id: string }>('nat-gateway-available', ({ id }, ctx) => {
  const gateway = natGateways.get(ctx, id)
  if (gateway?.record.State !== 'pending') return
  const { NatGatewayAddresses } = gateway.record
  natGateways.update(ctx, gateway, {
    NatGatewayAddresses: NatGatewayAddresses?.map((one) => ({ ...one, Status: 'succeeded' })),
    State: 'available',
  })
})
