import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { InstanceType } from '../../world/catalogue/instance-types.ts'
import type { Context } from '../context.ts'
import { connectionTracking } from './connection-tracking.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import {
  anyAddress,
  ipv4Count,
  ipv6Count,
  type WantedAddresses,
  wantedAddresses,
} from './interface-address-requests.ts'
import { groupsFor } from './interface-groups.ts'
import { addressCountsOf, requireAddressCounts, requireInterfaceCount } from './interface-limits.ts'
import { groupIdsOf, subnetFor } from './launch-places.ts'
import { refuseOtherTypes } from './network-interface-creation.ts'
import { type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { freeAddressCount } from './private-addresses.ts'

/** One network interface of the instances to launch: an existing one, or what to make for each. */
export interface InterfacePlan {
  readonly device: number
  readonly card: number
  readonly deleteOnTermination: boolean
  readonly subnet: Ec2.Subnet
  readonly existing?: NetworkInterface
  readonly groups: readonly Ec2.GroupIdentifier[]
  readonly addresses: WantedAddresses
  readonly description?: string | undefined
  readonly autoPublicIp: boolean
  readonly connectionTracking?: Ec2.ConnectionTrackingConfiguration | undefined
}

type Request = Ec2.RunInstancesRequest
type Specification = Ec2.InstanceNetworkInterfaceSpecification

/** The interfaces that each instance of a launch gets, the primary one first. */
export function planInterfaces(ctx: Context, input: Request, type: InstanceType): InterfacePlan[] {
  const plans = input.NetworkInterfaces?.length
    ? planSpecified(ctx, input, input.NetworkInterfaces)
    : [planSimple(ctx, input)]
  const [primary] = plans
  if (plans.some(({ subnet }) => subnet.AvailabilityZone !== primary?.subnet.AvailabilityZone)) {
    throw invalidParameter('All network interfaces of an instance must be in the same Availability Zone.')
  }
  requireInterfaceCount(type.instanceType, plans.length)
  for (const { existing, addresses, card } of plans) {
    if (card >= type.networkCards)
      throw invalidParameter(`Value (${card}) for parameter networkCardIndex is invalid.`)
    requireAddressCounts(
      type.instanceType,
      existing
        ? addressCountsOf(existing.record)
        : { ipv4: ipv4Count(addresses), ipv6: ipv6Count(addresses) },
    )
  }
  if (input.MaxCount > 1) refuseOneOfAKind(plans)
  return plans
}

/** How many instances find addresses in their subnets: as many as asked for, or at least as many as needed. */
export function affordableCount(
  ctx: Context,
  { MinCount, MaxCount }: Request,
  plans: readonly InterfacePlan[],
): number {
  let count = MaxCount
  for (const { subnet, existing, addresses } of plans) {
    if (existing || subnet.CidrBlock === undefined) continue
    count = Math.min(count, Math.floor(freeAddressCount(ctx.store, subnet) / ipv4Count(addresses)))
  }
  return Math.max(count, MinCount)
}

function planSimple(ctx: Context, input: Request): InterfacePlan {
  const subnet = subnetFor(ctx, input.SubnetId, input.Placement)
  return {
    device: 0,
    card: 0,
    deleteOnTermination: true,
    subnet,
    groups: groupsOf(ctx, subnet, groupIdsOf(ctx, input)),
    addresses: wantedAddresses(input),
    autoPublicIp: subnet.MapPublicIpOnLaunch === true,
  }
}

function planSpecified(
  ctx: Context,
  input: Request,
  specifications: readonly Specification[],
): InterfacePlan[] {
  refuseInstanceLevel(input)
  const several = specifications.length > 1
  const places = new Set<string>()
  const plans = specifications.map((specification) => {
    const { DeviceIndex, NetworkCardIndex = 0 } = specification
    if (DeviceIndex === undefined) throw invalidParameter('Each network interface requires a device index.')
    const place = `${NetworkCardIndex}/${DeviceIndex}`
    if (places.has(place)) throw invalidCombination(`Duplicate device index '${DeviceIndex}' specified.`)
    places.add(place)
    if (specification.AssociatePublicIpAddress !== undefined) refusePublicIp(specification, several)
    return specification.NetworkInterfaceId === undefined
      ? planFresh(ctx, input, specification, several)
      : planExisting(ctx, specification, specification.NetworkInterfaceId)
  })
  if (!places.has('0/0')) {
    throw invalidParameter('When specifying network interfaces, you must include a device at index 0.')
  }
  return plans.sort((a, b) => a.card - b.card || a.device - b.device)
}

function planFresh(ctx: Context, input: Request, one: Specification, several: boolean): InterfacePlan {
  refuseOtherTypes(one.InterfaceType)
  const subnet = subnetFor(ctx, one.SubnetId, input.Placement)
  const isPrimary = one.DeviceIndex === 0 && (one.NetworkCardIndex ?? 0) === 0
  return {
    device: one.DeviceIndex ?? 0,
    card: one.NetworkCardIndex ?? 0,
    // "Delete on termination": on for interfaces that a launch makes, unless the request says otherwise.
    deleteOnTermination: one.DeleteOnTermination ?? true,
    subnet,
    groups: groupsOf(ctx, subnet, one.Groups ?? []),
    addresses: wantedAddresses({ ...one, EnablePrimaryIpv6: one.PrimaryIpv6 }),
    description: one.Description,
    // VPC user guide, subnet-public-ip: no address by itself for an instance with several interfaces.
    autoPublicIp:
      isPrimary && !several && (one.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch === true),
    connectionTracking: connectionTracking(one.ConnectionTrackingSpecification),
  }
}

function planExisting(ctx: Context, one: Specification, id: string): InterfacePlan {
  if (one.SubnetId !== undefined || one.Groups?.length || one.PrivateIpAddress !== undefined) {
    throw invalidCombination(
      'A network interface may not specify both a network interface ID and a subnet, security groups or addresses.',
    )
  }
  const existing = networkInterfaces.require(ctx, id)
  if (existing.record.Attachment)
    throw new AwsError('InvalidNetworkInterface.InUse', `Interface: [${id}] in use.`)
  const subnet = subnetFor(ctx, existing.record.SubnetId, undefined)
  return {
    device: one.DeviceIndex ?? 0,
    card: one.NetworkCardIndex ?? 0,
    deleteOnTermination: one.DeleteOnTermination ?? false,
    subnet,
    existing,
    groups: existing.record.Groups ?? [],
    addresses: anyAddress,
    autoPublicIp: false,
  }
}

const groupsOf = (ctx: Context, { VpcId = '', SubnetId }: Ec2.Subnet, ids: readonly string[]) =>
  groupsFor(ctx, VpcId, ids, {
    elsewhere: (group) =>
      new AwsError(
        'InvalidParameter',
        `Security group ${group} and subnet ${SubnetId} belong to different networks.`,
      ),
  })

/** "If you specify a network interface, you must specify … as part of the network interface." */
function refuseInstanceLevel(input: Request): void {
  const instanceLevel = [
    ['subnet ID', input.SubnetId !== undefined],
    ['security groups', Boolean(input.SecurityGroupIds?.length || input.SecurityGroups?.length)],
    ['private IP address', input.PrivateIpAddress !== undefined],
    ['IPv6 addresses', Boolean(input.Ipv6Addresses?.length) || input.Ipv6AddressCount !== undefined],
  ] as const
  for (const [what, isSaid] of instanceLevel) {
    if (!isSaid) continue
    throw invalidCombination(
      `Network interfaces and an instance-level ${what} may not be specified on the same request`,
    )
  }
}

function refusePublicIp({ NetworkInterfaceId, DeviceIndex }: Specification, several: boolean): void {
  if (NetworkInterfaceId !== undefined) {
    throw invalidCombination(
      'The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.',
    )
  }
  if (several) {
    throw invalidCombination(
      'The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces.',
    )
  }
  if (DeviceIndex !== 0) {
    throw invalidCombination(
      'The associatePublicIPAddress parameter can only be specified for the network interface with DeviceIndex 0.',
    )
  }
}

/** An address or an existing interface can be one instance's only. */
function refuseOneOfAKind(plans: readonly InterfacePlan[]): void {
  for (const { existing, addresses } of plans) {
    if (existing) {
      throw invalidCombination(
        'A network interface may not be specified by its ID when launching more than one instance.',
      )
    }
    const { primary, secondary, ipv6, ipv4Prefixes, ipv6Prefixes } = addresses
    if (primary !== undefined || [secondary, ipv6, ipv4Prefixes, ipv6Prefixes].some((one) => one.length)) {
      throw invalidCombination('Addresses may not be specified when launching more than one instance.')
    }
  }
}
