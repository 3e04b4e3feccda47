import { AwsError } from '../../api/error.ts'
import type { Ec2, Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { type ElasticIp, elasticIps } from '../ec2/elastic-ips.ts'
import { internetGateways } from '../ec2/internet-gateways.ts'
import { freeAddressCount } from '../ec2/private-addresses.ts'
import { subnets } from '../ec2/subnets.ts'
import { invalidConfiguration, resourceInUse, validationError } from './errors.ts'

// Where a load balancer is to be: one subnet for each Availability Zone, and the addresses of its node there.

export interface Place {
  readonly subnet: Ec2.Subnet
  readonly mapping: Elbv2.SubnetMapping
}

export interface PlacesRequest {
  readonly type: Elbv2.LoadBalancerTypeEnum
  readonly scheme: Elbv2.LoadBalancerSchemeEnum | undefined
  readonly ipAddressType: Elbv2.IpAddressType
  readonly Subnets?: readonly string[] | undefined
  readonly SubnetMappings?: readonly Elbv2.SubnetMapping[] | undefined
  /** Subnets that the load balancer is in already. */
  readonly kept?: ReadonlySet<string>
}

/** The subnets that a request names, if a load balancer of this kind can be in them. */
export function requirePlaces(ctx: Context, request: PlacesRequest): Place[] {
  const mappings = mappingsOf(request)
  const places = mappings.map((mapping) => ({ subnet: requireSubnet(ctx, mapping.SubnetId ?? ''), mapping }))
  const vpc = places[0]!.subnet.VpcId ?? ''
  if (places.some(({ subnet }) => subnet.VpcId !== vpc)) {
    throw invalidConfiguration('All subnets must belong to the same VPC')
  }
  requireZones(request, places)
  for (const { mapping } of places) requireAddresses(request, mapping)
  requireAllocations(ctx, request, mappings)
  const fresh = places.filter(({ subnet }) => !request.kept?.has(subnet.SubnetId ?? ''))
  for (const { subnet } of fresh) requireRoom(ctx, subnet)
  if (request.ipAddressType !== 'ipv4') for (const { subnet } of places) requireIpv6(subnet)
  if (request.scheme === 'internet-facing') requireInternetGateway(ctx, vpc)
  return places
}

function mappingsOf({ type, Subnets, SubnetMappings }: PlacesRequest): readonly Elbv2.SubnetMapping[] {
  if (Subnets?.length && SubnetMappings?.length) {
    throw validationError('You must specify either subnets or subnet mappings, but not both')
  }
  const mappings = SubnetMappings?.length ? SubnetMappings : (Subnets ?? []).map((SubnetId) => ({ SubnetId }))
  if (mappings.length) return mappings
  throw type === 'application' ? tooFewZones() : validationError('At least one subnet must be specified')
}

const tooFewZones = () =>
  validationError('At least two subnets in two different Availability Zones must be specified')

function requireSubnet(ctx: Context, id: string): Ec2.Subnet {
  const subnet = subnets.find(ctx, id)
  if (subnet) return subnet.record
  throw new AwsError('SubnetNotFound', `The subnet ID '${id}' does not exist`)
}

function requireZones({ type }: PlacesRequest, places: readonly Place[]): void {
  const zones = new Set(places.map(({ subnet }) => subnet.AvailabilityZone))
  if (zones.size < places.length) {
    throw invalidConfiguration(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    )
  }
  if (type === 'application' && zones.size < 2) throw tooFewZones()
}

// API reference, SubnetMapping: which addresses which kind of load balancer may be given.
function requireAddresses({ type, scheme }: PlacesRequest, mapping: Elbv2.SubnetMapping): void {
  const { AllocationId, PrivateIPv4Address, IPv6Address, SourceNatIpv6Prefix } = mapping
  if (AllocationId !== undefined && (type !== 'network' || scheme !== 'internet-facing')) {
    throw invalidConfiguration(
      type === 'network'
        ? 'Elastic IP addresses can be specified only for internet-facing load balancers'
        : `Elastic IP addresses are not supported for load balancers with type '${type}'`,
    )
  }
  if (PrivateIPv4Address !== undefined && (type !== 'network' || scheme !== 'internal')) {
    throw invalidConfiguration(
      type === 'network'
        ? 'Private IPv4 addresses can be specified only for internal load balancers'
        : `Private IPv4 addresses are not supported for load balancers with type '${type}'`,
    )
  }
  if ((IPv6Address ?? SourceNatIpv6Prefix) !== undefined && type !== 'network') {
    throw invalidConfiguration(`IPv6 addresses are not supported for load balancers with type '${type}'`)
  }
}

function requireAllocations(
  ctx: Context,
  { kept }: PlacesRequest,
  mappings: readonly Elbv2.SubnetMapping[],
): void {
  const seen = new Set<string>()
  for (const { AllocationId, SubnetId = '' } of mappings) {
    if (AllocationId === undefined) continue
    const address = requireAllocation(ctx, AllocationId)
    const isTaken = address.record.AssociationId !== undefined && !kept?.has(SubnetId)
    // Quoted for addresses of another load balancer.
    if (isTaken || seen.has(AllocationId)) {
      throw resourceInUse('The allocation IDs are not available for use')
    }
    seen.add(AllocationId)
  }
}

export function requireAllocation(ctx: Context, id: string): ElasticIp {
  const address = elasticIps.find(ctx, id)
  if (address) return address
  throw new AwsError('AllocationIdNotFound', `The allocation ID '${id}' does not exist`)
}

// Network Load Balancer guide, network-load-balancers: each subnet needs eight free addresses.
const roomNeeded = 8

function requireRoom(ctx: Context, subnet: Ec2.Subnet): void {
  if (freeAddressCount(ctx.store, subnet) >= roomNeeded) return
  throw new AwsError(
    'InvalidSubnet',
    `Not enough IP space available in ${subnet.SubnetId}. ELB requires at least ${roomNeeded} free IP addresses in each subnet.`,
  )
}

export function requireIpv6(subnet: Ec2.Subnet): void {
  const blocks = subnet.Ipv6CidrBlockAssociationSet ?? []
  if (blocks.some((one) => one.Ipv6CidrBlockState?.State === 'associated')) return
  throw validationError('You must specify subnets with an associated IPv6 CIDR block.')
}

function requireInternetGateway(ctx: Context, vpc: string): void {
  if (internetGateways.count(ctx, 'vpc', vpc)) return
  throw new AwsError('InvalidSubnet', `VPC ${vpc} has no internet gateway`)
}
