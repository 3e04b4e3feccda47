import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { closeInterface } from '../ec2/network-interfaces.ts'
import { operation } from '../operation.ts'
import { invalidConfiguration, validationError } from './errors.ts'
import { listenersOf } from './listeners.ts'
import { requireDualStackForPrefixes, requireIpAddressType } from './load-balancer-creation.ts'
import { type LoadBalancer, loadBalancers, requireLoadBalancer } from './load-balancers.ts'
import { openNode, setGroupsOfNodes, setIpv6OfNodes, zoneOf } from './nodes.ts'
import { type Place, requirePlaces } from './places.ts'
import { leaveZones, refuseZonesInUse } from './private-link.ts'
import { requireGroups } from './security-groups.ts'

export const setSubnets = operation(
  'elbv2',
  'SetSubnets',
  {
    fidelity: { simplified: 'Addresses of a subnet that the load balancer keeps are not changed.' },
    source: 'Elastic Load Balancing API reference, SetSubnets',
  },
  (input, ctx) => {
    const balancer = requireLoadBalancer(ctx, input.LoadBalancerArn)
    const asked = withIpSettings(ctx, balancer, input)
    const { record, side } = asked
    const kept = new Set(side.nodes.map((node) => node.subnet))
    const places = requirePlaces(ctx, {
      type: record.Type ?? 'application',
      scheme: record.Scheme,
      ipAddressType: record.IpAddressType ?? 'ipv4',
      Subnets: input.Subnets,
      SubnetMappings: input.SubnetMappings,
      kept,
    })
    requireOwnVpc(record, places)
    requireWholeZones(record, places, kept)
    moveTo(ctx, asked, places)
    const { AvailabilityZones, IpAddressType, EnablePrefixForIpv6SourceNat } = requireLoadBalancer(
      ctx,
      input.LoadBalancerArn,
    ).record
    return {
      AvailabilityZones,
      IpAddressType,
      ...(EnablePrefixForIpv6SourceNat && { EnablePrefixForIpv6SourceNat }),
    }
  },
)

/** The load balancer with the IP address type and the source NAT that the request asks for. */
function withIpSettings(ctx: Context, balancer: LoadBalancer, input: Elbv2.SetSubnetsInput): LoadBalancer {
  const { Type = 'application', EnablePrefixForIpv6SourceNat: before } = balancer.record
  const prefixes = input.EnablePrefixForIpv6SourceNat
  const changed =
    input.IpAddressType === undefined ? balancer : changeIpAddressType(ctx, balancer, input.IpAddressType)
  if (prefixes === undefined || prefixes === before) return changed
  if (Type !== 'network') {
    throw invalidConfiguration(`IPv6 source NAT is not supported for load balancers with type '${Type}'`)
  }
  if (prefixes === 'on') requireDualStackForPrefixes(changed.record.IpAddressType ?? 'ipv4')
  return loadBalancers.update(ctx, changed, { EnablePrefixForIpv6SourceNat: prefixes })
}

function requireOwnVpc({ VpcId }: Elbv2.LoadBalancer, places: readonly Place[]): void {
  if (places.some(({ subnet }) => subnet.VpcId !== VpcId)) {
    throw invalidConfiguration('All subnets must belong to the same VPC')
  }
}

// Application Load Balancers may change the subnet of a zone; of the others a zone goes first, and comes back with
// another subnet. Quoted in issues about Network Load Balancers.
function requireWholeZones(
  { Type = 'application', AvailabilityZones = [] }: Elbv2.LoadBalancer,
  places: readonly Place[],
  kept: ReadonlySet<string>,
): void {
  if (Type === 'application') return
  for (const { subnet } of places) {
    if (kept.has(subnet.SubnetId ?? '')) continue
    if (AvailabilityZones.some((zone) => zone.ZoneName === subnet.AvailabilityZone)) {
      throw validationError(
        `You cannot specify an additional subnet from an Availability Zone that is already associated with the load balancer. The Availability Zone '${subnet.AvailabilityZone}' corresponding to the new subnet '${subnet.SubnetId}' is already associated with the load balancer.`,
      )
    }
  }
  const stay = new Set(places.map(({ subnet }) => subnet.SubnetId))
  if (Type === 'gateway' && [...kept].some((subnet) => !stay.has(subnet))) {
    throw validationError(
      'Subnet removal is not supported for Gateway Load Balancers. You must specify all existing subnets along with any new ones',
    )
  }
}

function moveTo(ctx: Context, balancer: LoadBalancer, places: readonly Place[]): void {
  const { record, side } = balancer
  const stay = new Set(places.map(({ subnet }) => subnet.SubnetId))
  const leaving = side.nodes.filter((node) => !stay.has(node.subnet))
  refuseZonesInUse(
    ctx,
    balancer,
    leaving.map((node) => node.subnet),
  )
  const nodes = places.map(
    (place) =>
      side.nodes.find((node) => node.subnet === place.subnet.SubnetId) ?? openNode(ctx, record, place),
  )
  const AvailabilityZones = places.map(
    (place, i) =>
      record.AvailabilityZones?.find((zone) => zone.SubnetId === place.subnet.SubnetId) ??
      zoneOf(ctx, nodes[i]!, place),
  )
  loadBalancers.update(ctx, balancer, { AvailabilityZones }, { nodes })
  for (const node of leaving) closeInterface(ctx, node.interface)
  leaveZones(ctx, record.LoadBalancerArn ?? '')
}

export const setSecurityGroups = operation(
  'elbv2',
  'SetSecurityGroups',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, SetSecurityGroups' },
  (input, ctx) => {
    const balancer = requireLoadBalancer(ctx, input.LoadBalancerArn)
    const { Type, VpcId = '', SecurityGroups: before = [] } = balancer.record
    if (Type === 'gateway') {
      throw invalidConfiguration(`SetSecurityGroups is not supported for load balancers of type '${Type}'`)
    }
    // Network Load Balancer guide, load-balancer-security-groups: one made without never gets any, and one made with
    // always keeps one. The sentence is quoted in issues.
    if (Type === 'network' && !before.length) {
      throw invalidConfiguration(
        'You cannot set security groups on a Network Load Balancer which was created without any security groups.',
      )
    }
    if (!input.SecurityGroups.length) {
      throw invalidConfiguration('At least one security group must be specified')
    }
    const enforce = input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic
    if (enforce !== undefined && Type !== 'network') {
      throw invalidConfiguration(
        `EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic is not supported for load balancers of type '${Type}'`,
      )
    }
    const SecurityGroups = requireGroups(ctx, VpcId, input.SecurityGroups)
    const { record } = loadBalancers.update(ctx, balancer, {
      SecurityGroups,
      ...(enforce && { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce }),
    })
    setGroupsOfNodes(ctx, balancer.side.nodes, SecurityGroups)
    return {
      SecurityGroupIds: SecurityGroups,
      ...(Type === 'network' && {
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforcement(record),
      }),
    }
  },
)

const enforcement = (
  balancer: Elbv2.LoadBalancer,
): Elbv2.EnforceSecurityGroupInboundRulesOnPrivateLinkTrafficEnum =>
  balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic === 'off' ? 'off' : 'on'

export const setIpAddressType = operation(
  'elbv2',
  'SetIpAddressType',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, SetIpAddressType' },
  ({ LoadBalancerArn, IpAddressType }, ctx) => {
    const { record } = changeIpAddressType(ctx, requireLoadBalancer(ctx, LoadBalancerArn), IpAddressType)
    return { IpAddressType: record.IpAddressType }
  },
)

function changeIpAddressType(
  ctx: Context,
  balancer: LoadBalancer,
  wanted: Elbv2.IpAddressType,
): LoadBalancer {
  const { Type = 'application', LoadBalancerArn = '', EnablePrefixForIpv6SourceNat } = balancer.record
  requireIpAddressType(Type, wanted)
  if (wanted === 'ipv4' && EnablePrefixForIpv6SourceNat === 'on') requireDualStackForPrefixes(wanted)
  if (wanted !== 'ipv4' && EnablePrefixForIpv6SourceNat === 'off') refuseUdp(ctx, LoadBalancerArn)
  setIpv6OfNodes(ctx, balancer.side.nodes, wanted !== 'ipv4')
  return loadBalancers.update(ctx, balancer, { IpAddressType: wanted })
}

// Network Load Balancer guide, network-load-balancers, "IP address type": UDP over IPv6 needs prefixes for source NAT.
function refuseUdp(ctx: Context, arn: string): void {
  if (listenersOf(ctx, arn).some(({ record }) => record.Protocol?.includes('UDP'))) {
    throw invalidConfiguration(
      'You cannot enable dual-stack mode on a load balancer with UDP or TCP_UDP listeners unless prefixes for IPv6 source NAT are enabled',
    )
  }
}
