import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { releaseAssociation } from './elastic-ip-association.ts'
import { elasticIps } from './elastic-ips.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'
import {
  problemWith,
  requireAllocation,
  requireDistinct,
  requireOneForEach,
  requireRoom,
  withElasticIp,
} from './nat-gateway-allocations.ts'
import { interfaceOf, type NatGateway, natGateways } from './nat-gateways.ts'
import { type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { releaseAddress, takeAddress } from './private-addresses.ts'
import { subnets } from './subnets.ts'

// Secondary addresses of a NAT gateway that exists (VPC user guide, nat-gateway-working-with). They come and go in
// their own time, and while some do, the gateway accepts no further change of its addresses.

type Place = Ec2.NatGatewayAddress

const drainsAtOnce =
  'Addresses leave after a fixed time: no connection holds on to them until it has drained.'

const dropsFailed =
  'An Elastic IP address that finds another use before it is associated disappears from the list; AWS lists it as failed.'

export const associateNatGatewayAddress = operation(
  'ec2',
  'AssociateNatGatewayAddress',
  { fidelity: { simplified: dropsFailed }, source: 'EC2 API reference, AssociateNatGatewayAddress' },
  (input, ctx) => {
    const { AllocationIds, PrivateIpAddresses } = input
    const gateway = requireReady(ctx, input.NatGatewayId, 'public')
    if (input.AvailabilityZone !== undefined || input.AvailabilityZoneId !== undefined) {
      throw invalidCombination('An Availability Zone can be specified only for a regional NAT gateway.')
    }
    requireDistinct(AllocationIds)
    requireOneForEach(AllocationIds, PrivateIpAddresses)
    for (const id of AllocationIds) {
      const problem = problemWith(ctx, requireAllocation(ctx, id).record.AllocationId ?? '')
      if (problem) throw new AwsError(problem.FailureCode, problem.FailureMessage)
    }
    requireRoom('public', placesOf(gateway).length + AllocationIds.length)
    const added = addPlaces(
      ctx,
      gateway,
      AllocationIds.map((AllocationId, i) => ({
        AllocationId,
        PrivateIp: PrivateIpAddresses?.[i],
        Status: 'associating',
      })),
    )
    return { NatGatewayId: input.NatGatewayId, NatGatewayAddresses: added }
  },
)

export const assignPrivateNatGatewayAddress = operation(
  'ec2',
  'AssignPrivateNatGatewayAddress',
  { fidelity: 'exact', source: 'EC2 API reference, AssignPrivateNatGatewayAddress' },
  ({ NatGatewayId, PrivateIpAddresses = [], PrivateIpAddressCount }, ctx) => {
    const gateway = requireReady(ctx, NatGatewayId, 'private')
    if (PrivateIpAddresses.length && PrivateIpAddressCount !== undefined) {
      throw invalidCombination(
        'The parameter PrivateIpAddressCount cannot be used with the parameter PrivateIpAddresses',
      )
    }
    const count = PrivateIpAddressCount ?? PrivateIpAddresses.length
    if (!count) {
      throw new AwsError(
        'MissingParameter',
        'The request must include the PrivateIpAddresses parameter or the PrivateIpAddressCount parameter.',
      )
    }
    requireRoom('private', placesOf(gateway).length + count)
    const wanted = Array.from({ length: count }, (_, i) => ({
      PrivateIp: PrivateIpAddresses[i],
      Status: 'assigning' as const,
    }))
    return { NatGatewayId, NatGatewayAddresses: addPlaces(ctx, gateway, wanted) }
  },
)

export const disassociateNatGatewayAddress = operation(
  'ec2',
  'DisassociateNatGatewayAddress',
  { fidelity: { simplified: drainsAtOnce }, source: 'EC2 API reference, DisassociateNatGatewayAddress' },
  ({ NatGatewayId, AssociationIds, MaxDrainDurationSeconds }, ctx) => {
    requireDrainTime(MaxDrainDurationSeconds)
    const gateway = requireReady(ctx, NatGatewayId, 'public')
    const leaving = AssociationIds.map((id) => {
      const place = placesOf(gateway).find((one) => one.AssociationId === id)
      if (!place) throw doesNotExist('InvalidAssociationID.NotFound', 'association')(id)
      return place
    })
    return { NatGatewayId, NatGatewayAddresses: removePlaces(ctx, gateway, leaving, 'disassociating') }
  },
)

export const unassignPrivateNatGatewayAddress = operation(
  'ec2',
  'UnassignPrivateNatGatewayAddress',
  { fidelity: { simplified: drainsAtOnce }, source: 'EC2 API reference, UnassignPrivateNatGatewayAddress' },
  ({ NatGatewayId, PrivateIpAddresses, MaxDrainDurationSeconds }, ctx) => {
    requireDrainTime(MaxDrainDurationSeconds)
    const gateway = requireReady(ctx, NatGatewayId, 'private')
    const leaving = PrivateIpAddresses.map((address) => {
      const place = placesOf(gateway).find((one) => one.PrivateIp === address)
      if (!place) throw invalidParameter(`${address} is not mapped to the interface ${interfaceOf(gateway)}`)
      return place
    })
    return { NatGatewayId, NatGatewayAddresses: removePlaces(ctx, gateway, leaving, 'unassigning') }
  },
)

const placesOf = ({ record }: NatGateway): readonly Place[] => record.NatGatewayAddresses ?? []

/** The gateway, if it is of this kind and not busy with its addresses. */
function requireReady(ctx: Context, id: string, kind: Ec2.ConnectivityType): NatGateway {
  const gateway = natGateways.require(ctx, id)
  if (gateway.record.State !== 'available') {
    throw new AwsError('IncorrectState', `The NAT gateway ${id} is in the state ${gateway.record.State}.`)
  }
  if (gateway.record.ConnectivityType !== kind) {
    throw invalidParameter(`This operation is supported only for ${kind} NAT gateways.`)
  }
  const busy = placesOf(gateway).filter((one) => inProgress.has(one.Status ?? ''))
  const [first] = busy
  if (!first) return gateway
  // Observed of "ASSOCIATING … EIPs"; the other three are worded alike.
  const what = kind === 'public' ? 'EIPs' : 'private IPs'
  const which = busy.map((one) => (kind === 'public' ? one.AllocationId : one.PrivateIp)).join(', ')
  throw new AwsError(
    'OperationInProgress',
    `Service is currently ${first.Status?.toUpperCase()} the following ${what}: [${which}].`,
  )
}

const inProgress: ReadonlySet<string> = new Set(['assigning', 'unassigning', 'associating', 'disassociating'])

function requireDrainTime(seconds = 350): void {
  if (seconds <= 4000) return
  throw invalidParameter(
    `Value (${seconds}) for parameter maxDrainDurationSeconds is invalid. Valid range: 1 - 4000.`,
  )
}

/** Starts to give the gateway further addresses. The answer does not yet know the private ones. */
function addPlaces(ctx: Context, gateway: NatGateway, wanted: readonly Place[]): Place[] {
  const NetworkInterfaceId = interfaceOf(gateway) ?? ''
  const added = wanted.map((place) => ({
    ...place,
    NetworkInterfaceId,
    PrivateIp: takeSecondary(ctx, networkInterfaces.get(ctx, NetworkInterfaceId)!, place.PrivateIp),
    IsPrimary: false,
  }))
  change(ctx, gateway, [...placesOf(gateway), ...added])
  return added.map(({ PrivateIp: _, ...place }) => place)
}

/** Starts to take addresses away from the gateway. */
function removePlaces(
  ctx: Context,
  gateway: NatGateway,
  leaving: readonly Place[],
  Status: 'disassociating' | 'unassigning',
): Place[] {
  if (leaving.some((one) => one.IsPrimary)) {
    throw invalidParameter('The primary IP address of a NAT gateway cannot be removed.')
  }
  const kept = placesOf(gateway).map((one) => (leaving.includes(one) ? { ...one, Status } : one))
  change(ctx, gateway, kept)
  return [...new Set(leaving)].map((one) => ({ ...one, Status }))
}

function change(ctx: Context, gateway: NatGateway, NatGatewayAddresses: readonly Place[]): void {
  natGateways.update(ctx, gateway, { NatGatewayAddresses })
  ctx.after('nat-address-changed', 'nat-addresses-changed', { id: natGateways.idOf(gateway) })
}

export const natAddressesChanged = due<{ id: string }>('nat-addresses-changed', ({ id }, ctx) => {
  const gateway = natGateways.get(ctx, id)
  if (gateway?.record.State !== 'available') return
  natGateways.update(ctx, gateway, {
    NatGatewayAddresses: placesOf(gateway).flatMap((place) => settle(ctx, place) ?? []),
  })
})

function settle(ctx: Context, place: Place): Place | undefined {
  switch (place.Status) {
    case 'assigning':
      return { ...place, Status: 'succeeded' }
    case 'associating': {
      // The Elastic IP address was free when the request came; meanwhile it may have found another use.
      const problem = problemWith(ctx, place.AllocationId ?? '')
      if (!problem) return { ...withElasticIp(ctx, place), Status: 'succeeded' }
      giveBackSecondary(ctx, place)
      return undefined
    }
    case 'disassociating':
    case 'unassigning':
      giveBackSecondary(ctx, place)
      return undefined
    default:
      return place
  }
}

function takeSecondary(ctx: Context, eni: NetworkInterface, wanted: string | undefined): string {
  const { NetworkInterfaceId = '', SubnetId = '', PrivateIpAddresses = [] } = eni.record
  const subnet = subnets.get(ctx, SubnetId)!
  const PrivateIpAddress = takeAddress(ctx.store, subnet.record, NetworkInterfaceId, 4, wanted)
  networkInterfaces.update(ctx, eni, {
    PrivateIpAddresses: [...PrivateIpAddresses, { Primary: false, PrivateIpAddress }],
  })
  return PrivateIpAddress
}

function giveBackSecondary(
  ctx: Context,
  { AllocationId, AssociationId, NetworkInterfaceId = '', PrivateIp = '' }: Place,
): void {
  const address = elasticIps.get(ctx, AllocationId ?? '')
  if (address && address.record.AssociationId === AssociationId) releaseAssociation(ctx, address)
  const eni = networkInterfaces.get(ctx, NetworkInterfaceId)!
  releaseAddress(ctx.store, eni.record.SubnetId ?? '', PrivateIp)
  networkInterfaces.update(ctx, eni, {
    PrivateIpAddresses: eni.record.PrivateIpAddresses?.filter((one) => one.PrivateIpAddress !== PrivateIp),
  })
}
