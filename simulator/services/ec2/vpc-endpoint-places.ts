import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import { regionOf, zonesOf } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { anyAddress } from './interface-address-requests.ts'
import { type NetworkInterface, networkInterfaces, openInterface } from './network-interfaces.ts'
import { subnets } from './subnets.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

// Where an endpoint has its network interfaces: one for each subnet, no two of them in one zone.

export interface Place {
  readonly subnet: Ec2.Subnet
  /** The addresses that its interface is to have. */
  readonly ipv4?: string | undefined
  readonly ipv6?: string | undefined
}

/** What decides in which zones an endpoint can be. */
export interface ZoneRule {
  readonly name: string
  readonly region: string
  readonly zoneIds: readonly string[]
}

/** The subnets that a request names, with the addresses asked for, all in the VPC. */
export function readPlaces(
  ctx: Context,
  vpcId: string,
  ids: readonly string[] = [],
  configurations: readonly Ec2.SubnetConfiguration[] = [],
): Place[] {
  const asked = new Map(configurations.map((one) => [one.SubnetId ?? '', one]))
  const stray = ids.length ? [...asked.keys()].find((id) => !ids.includes(id)) : undefined
  if (stray !== undefined) {
    throw badEndpoint(
      `The subnet ${stray} of the subnet configurations is not among the subnets of the VPC endpoint.`,
    )
  }
  const named = ids.length ? ids : [...asked.keys()]
  return [...new Set(named)].map((id) => {
    const subnet = subnets.require(ctx, id).record
    if (subnet.VpcId !== vpcId)
      throw badEndpoint(`Subnet ${id} and VPC ${vpcId} belong to different networks.`)
    return { subnet, ipv4: asked.get(id)?.Ipv4, ipv6: asked.get(id)?.Ipv6 }
  })
}

/** Refuses places that share a zone, with each other or with those that the endpoint has. */
export function requireOnePerZone(places: readonly Place[], existing: readonly Ec2.Subnet[] = []): void {
  const zones = new Set(existing.map((subnet) => subnet.AvailabilityZoneId))
  for (const { subnet } of places) {
    if (zones.has(subnet.AvailabilityZoneId)) {
      throw new AwsError(
        'DuplicateSubnetsInSameZone',
        `Found another VPC endpoint subnet in the availability zone of ${subnet.SubnetId}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      )
    }
    zones.add(subnet.AvailabilityZoneId)
  }
}

/** Refuses zones where the service is not, or which cannot reach another Region. */
export function requireZones(
  ctx: Context,
  { name, region, zoneIds }: ZoneRule,
  places: readonly Place[],
): void {
  if (region !== ctx.region) {
    requireRemoteZones(ctx, places)
    return
  }
  const odd = places.find(({ subnet }) => !zoneIds.includes(subnet.AvailabilityZoneId ?? ''))
  if (!odd) return
  throw badEndpoint(
    `The VPC endpoint service ${name} does not support the availability zone of the subnet: ${odd.subnet.SubnetId}.`,
  )
}

// PrivateLink guide, privatelink-access-aws-services: some zones cannot be used for cross-Region access.
function requireRemoteZones(ctx: Context, places: readonly Place[]): void {
  const without = regionOf(ctx.region)?.zoneIdsWithoutCrossRegionPrivateLink ?? []
  if (!places.some(({ subnet }) => without.includes(subnet.AvailabilityZoneId ?? ''))) return
  const usable = zonesOf(ctx.account, ctx.region)
    .map(({ id }) => id)
    .filter((id) => !without.includes(id))
    .sort()
  throw badEndpoint(
    `Only the following availability zones are supported for remote access: ${usable.join(', ')}`,
  )
}

export const ipTypes = ['ipv4', 'dualstack', 'ipv6'] as const

/** The kind of addresses that the endpoint has: what was asked for, if it is one. */
export function readIpType(asked: string | undefined): Ec2.IpAddressType {
  const type = ipTypes.find((one) => one === (asked ?? 'ipv4'))
  if (type) return type
  throw badEndpoint(`Value (${asked}) for parameter IpAddressType is invalid.`)
}

const hasIpv4 = (subnet: Ec2.Subnet) => subnet.CidrBlock !== undefined && subnet.Ipv6Native !== true
const hasIpv6 = (subnet: Ec2.Subnet) =>
  subnet.Ipv6CidrBlockAssociationSet?.some((one) => one.Ipv6CidrBlockState?.State === 'associated') === true

// PrivateLink guide, create-interface-endpoint, "IP address type": IPv6 alone needs subnets that have nothing else.
const fits: Readonly<Record<Ec2.IpAddressType, (subnet: Ec2.Subnet) => boolean>> = {
  ipv4: hasIpv4,
  ipv6: (subnet) => hasIpv6(subnet) && !hasIpv4(subnet),
  dualstack: (subnet) => hasIpv4(subnet) && hasIpv6(subnet),
}

/** Refuses an IP address type that the service or a subnet does not have. The rules are AWS's, the words ours. */
export function requireIpType(
  type: Ec2.IpAddressType,
  { name, ipTypes: offered }: { readonly name: string; readonly ipTypes: readonly string[] },
  placed: readonly Ec2.Subnet[],
): void {
  const needed = type === 'dualstack' ? ['ipv4', 'ipv6'] : [type]
  if (!needed.every((one) => offered.includes(one))) {
    throw badEndpoint(`The VPC endpoint service ${name} does not support the IP address type ${type}.`)
  }
  requireSubnetsFor(type, placed)
}

export function requireSubnetsFor(type: Ec2.IpAddressType, placed: readonly Ec2.Subnet[]): void {
  const odd = placed.find((subnet) => !fits[type](subnet))
  if (odd) throw badEndpoint(`The subnet ${odd.SubnetId} does not support the IP address type ${type}.`)
}

export interface EndpointInterfaceSpec {
  readonly endpoint: string
  readonly place: Place
  readonly type: Ec2.IpAddressType
  readonly groups: readonly Ec2.GroupIdentifier[]
  readonly isAppliance?: boolean
}

/** Makes the network interface of an endpoint in a subnet (EC2 user guide, requester-managed-eni). */
export function openEndpointInterface(ctx: Context, spec: EndpointInterfaceSpec): NetworkInterface {
  const { place, type, isAppliance = false } = spec
  const eni = openInterface(ctx, {
    subnet: place.subnet,
    groups: spec.groups,
    addresses: {
      ...anyAddress,
      primary: place.ipv4,
      ipv6: place.ipv6 === undefined ? [] : [place.ipv6],
      ipv6Count: type === 'ipv4' || place.ipv6 !== undefined ? 0 : 1,
      ipv6Unsaid: false,
    },
    description: `VPC Endpoint Interface ${spec.endpoint}`,
    interfaceType: isAppliance ? 'gateway_load_balancer_endpoint' : 'vpc_endpoint',
    sourceDestCheck: !isAppliance,
    requesterId: requesterOf(ctx.region),
    requesterManaged: true,
  })
  // PrivateLink guide, concepts: nobody reaches an endpoint's IPv6 address from the internet.
  return type === 'ipv4' ? eni : networkInterfaces.update(ctx, eni, { DenyAllIgwTraffic: true })
}

/** The account of AWS's own that runs a Region's endpoints. */
const requesterOf = (region: string): string =>
  region === 'us-east-1'
    ? '727180483921'
    : `72${String(scramble(`endpoints/${region}`)[0]).padStart(10, '0')}`
