import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import { rollBelow } from '../../kernel/random.ts'
import { regionOf } from '../../world/catalogue/regions.ts'
import { durations } from '../../world/durations.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { invalidConfiguration, validationError } from './errors.ts'
import {
  countOfType,
  findByName,
  type LoadBalancer,
  loadBalancers,
  tooManyLoadBalancers,
} from './load-balancers.ts'
import { arnOf, newTail, requireName, typeInArn } from './names.ts'
import { openNode, zoneOf } from './nodes.ts'
import { type PlacesRequest, requirePlaces } from './places.ts'
import { groupsForNew } from './security-groups.ts'
import { withTags } from './tags.ts'

type Request = Elbv2.CreateLoadBalancerInput
type Type = Elbv2.LoadBalancerTypeEnum

export const createLoadBalancer = operation(
  'elbv2',
  'CreateLoadBalancer',
  {
    fidelity: {
      simplified: 'Outposts, Local Zones, customer-owned address pools and IPAM pools do not exist.',
    },
    source: 'Elastic Load Balancing API reference, CreateLoadBalancer',
  },
  (input, ctx) => {
    const { Name, Type: type = 'application' } = input
    requireLoadBalancerName(Name)
    const tags = withTags([], input.Tags)
    requireSimulated(input)
    requireCombination(type, input)
    const before = findByName(ctx, Name)
    if (before) return { LoadBalancers: [requireSame(before, input).record] }

    const places = requirePlaces(ctx, placesRequest(type, input))
    const vpc = places[0]!.subnet.VpcId ?? ''
    const groups = groupsForNew(ctx, type, vpc, input.SecurityGroups)
    requireQuota(ctx, type, vpc, places.length)
    const record = newRecord(ctx, type, vpc, groups, input)
    const nodes = places.map((place) => openNode(ctx, record, place))
    const { LoadBalancerArn } = record
    const made = loadBalancers.create(
      ctx,
      { ...record, AvailabilityZones: places.map((place, i) => zoneOf(ctx, nodes[i]!, place)) },
      {
        tags,
        attributes: {},
        nodes,
        activeAt: ctx.now + durations['load-balancer-active'] * 1000,
        request: requestText(input),
      },
    )
    ctx.after('load-balancer-active', 'load-balancer-active', { arn: LoadBalancerArn })
    return { LoadBalancers: [made.record] }
  },
)

export const loadBalancerActive = due<{ arn: string }>('load-balancer-active', ({ arn }, ctx) => {
  const balancer = loadBalancers.get(ctx, arn)
  if (balancer) loadBalancers.update(ctx, balancer, { State: { Code: 'active' } })
})

function requireLoadBalancerName(name: string): void {
  requireName('The load balancer name', name)
  if (name.startsWith('internal-')) {
    throw validationError(`The load balancer name '${name}' cannot begin with 'internal-'`)
  }
}

function requireSimulated({ CustomerOwnedIpv4Pool, IpamPools }: Request): void {
  if (CustomerOwnedIpv4Pool !== undefined) {
    throw invalidConfiguration('Customer-owned address pools are not simulated.')
  }
  if (IpamPools !== undefined) throw invalidConfiguration('IPAM pools are not simulated.')
}

// API reference, CreateLoadBalancer: what only some types of load balancers have.
function requireCombination(type: Type, input: Request): void {
  const { Scheme, IpAddressType = 'ipv4', EnablePrefixForIpv6SourceNat } = input
  if (type === 'gateway' && Scheme !== undefined) {
    throw new AwsError('InvalidScheme', `A scheme cannot be specified for load balancers with type '${type}'`)
  }
  requireIpAddressType(type, IpAddressType)
  if (EnablePrefixForIpv6SourceNat === undefined) return
  if (type !== 'network') {
    throw invalidConfiguration(`IPv6 source NAT is not supported for load balancers with type '${type}'`)
  }
  if (EnablePrefixForIpv6SourceNat === 'on') requireDualStackForPrefixes(IpAddressType)
}

export function requireIpAddressType(type: Type, ipAddressType: Elbv2.IpAddressType): void {
  if (ipAddressType === 'dualstack-without-public-ipv4' && type !== 'application') {
    throw invalidConfiguration(
      `IP address type '${ipAddressType}' is not supported for load balancers with type '${type}'`,
    )
  }
}

export function requireDualStackForPrefixes(ipAddressType: Elbv2.IpAddressType): void {
  if (ipAddressType !== 'dualstack') {
    throw invalidConfiguration("IPv6 source NAT requires the IP address type 'dualstack'")
  }
}

/** "If you attempt to create multiple load balancers with the same settings, each call succeeds." */
function requireSame(before: LoadBalancer, input: Request): LoadBalancer {
  if (before.side.request === requestText(input)) return before
  throw new AwsError(
    'DuplicateLoadBalancerName',
    `A load balancer with the same name '${input.Name}' exists, but with different settings`,
  )
}

function requestText({
  Type: type,
  Scheme,
  Subnets,
  SubnetMappings,
  SecurityGroups,
  Tags,
  ...rest
}: Request) {
  const places = SubnetMappings ?? (Subnets ?? []).map((SubnetId) => ({ SubnetId }))
  return JSON.stringify([
    type ?? 'application',
    Scheme ?? 'internet-facing',
    rest.IpAddressType ?? 'ipv4',
    rest.EnablePrefixForIpv6SourceNat ?? 'off',
    places.map((place) => JSON.stringify(place)).sort(),
    [...(SecurityGroups ?? [])].sort(),
    (Tags ?? []).map(({ Key, Value }) => JSON.stringify([Key, Value ?? ''])).sort(),
  ])
}

const schemeOf = (type: Type, { Scheme }: Request): Elbv2.LoadBalancerSchemeEnum | undefined =>
  type === 'gateway' ? undefined : (Scheme ?? 'internet-facing')

const placesRequest = (type: Type, input: Request): PlacesRequest => ({
  type,
  scheme: schemeOf(type, input),
  ipAddressType: input.IpAddressType ?? 'ipv4',
  Subnets: input.Subnets,
  SubnetMappings: input.SubnetMappings,
})

// Application Load Balancer guide, load-balancer-limits.
const mostApplicationLoadBalancers = 50

function requireQuota(ctx: Context, type: Type, vpc: string, nodes: number): void {
  const limits = {
    application: () => mostApplicationLoadBalancers,
    network: () => ctx.limit('nlbs-per-region'),
    gateway: () => ctx.limit('gwlbs-per-region'),
  }
  if (countOfType(ctx, type) >= limits[type]()) throw tooManyLoadBalancers()
  if (type !== 'gateway') return
  const neighbours = loadBalancers.by(ctx, 'vpc', vpc).filter(({ record }) => record.Type === type)
  const standing = neighbours.reduce((sum, { side }) => sum + side.nodes.length, 0)
  const isFull = neighbours.length >= ctx.limit('gwlbs-per-vpc')
  if (isFull || standing + nodes > ctx.limit('gwlb-enis-per-vpc')) throw tooManyLoadBalancers()
}

function newRecord(
  ctx: Context,
  type: Type,
  VpcId: string,
  groups: readonly string[],
  input: Request,
): Elbv2.LoadBalancer {
  const { Name, IpAddressType = 'ipv4', EnablePrefixForIpv6SourceNat = 'off' } = input
  const tail = newTail(ctx)
  const Scheme = schemeOf(type, input)
  return {
    LoadBalancerArn: arnOf(ctx, `loadbalancer/${typeInArn[type]}/${Name}/${tail}`),
    ...dnsOf(ctx, type, Name, tail, Scheme),
    CreatedTime: timestamp(ctx.now),
    LoadBalancerName: Name,
    ...(Scheme && { Scheme }),
    VpcId,
    State: { Code: 'provisioning' },
    Type: type,
    AvailabilityZones: [],
    ...(groups.length && { SecurityGroups: groups }),
    IpAddressType,
    // Network Load Balancer guide, load-balancer-security-groups: on, wherever there are security groups.
    ...(type === 'network' &&
      groups.length && { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' }),
    ...(type === 'network' && { EnablePrefixForIpv6SourceNat }),
  }
}

/** Its public name and the hosted zone that an alias to it names. Gateway Load Balancers have no name. */
function dnsOf(
  ctx: Context,
  type: Type,
  name: string,
  tail: string,
  scheme: Elbv2.LoadBalancerSchemeEnum | undefined,
): Pick<Elbv2.LoadBalancer, 'DNSName' | 'CanonicalHostedZoneId'> {
  const zones = regionOf(ctx.region)?.hostedZoneIds
  if (type === 'gateway') return {}
  if (type === 'network') return named(`${name}-${tail}.elb.${ctx.region}.amazonaws.com`, zones?.nlb)
  // Elastic Load Balancing guide, how-elastic-load-balancing-works: names of internal load balancers say so.
  const prefix = scheme === 'internal' ? 'internal-' : ''
  const number = 1_000_000_000 + rollBelow(ctx.store, 1_000_000_000)
  return named(`${prefix}${name}-${number}.${ctx.region}.elb.amazonaws.com`, zones?.albAndClassic)
}

const named = (DNSName: string, zone: string | undefined) => ({
  DNSName,
  ...(zone !== undefined && { CanonicalHostedZoneId: zone }),
})
