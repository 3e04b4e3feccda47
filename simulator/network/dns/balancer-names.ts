import { scramble } from '../../kernel/random.ts'
import { attributeOf } from '../../services/elbv2/attributes.ts'
import { loadBalancerAttributes } from '../../services/elbv2/load-balancer-attributes.ts'
import { type LoadBalancer, loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { type Node, nodesOf } from '../compiled/load-balancers.ts'
import { nodesInDns } from './balancer-health.ts'
import type { Client } from './clients.ts'
import type { Lookup } from './lookup.ts'
import type { Named } from './named.ts'

/** Elastic Load Balancing user guide, how-elastic-load-balancing-works: a record may be kept for 60 seconds. */
const ttl = 60

/** `my-nlb-1234.elb.us-east-1.amazonaws.com`, and for one zone `us-east-1a.my-nlb-1234.…`. */
export function balancerName(lookup: Lookup, host: string, client: Client): Named | undefined {
  if (!host.includes('.elb.')) return undefined
  const name = host.startsWith('dualstack.') ? host.slice('dualstack.'.length) : host
  const whole = find(lookup, name)
  if (whole) return namedOf(lookup, whole, client)
  const dot = name.indexOf('.')
  const zonal = find(lookup, name.slice(dot + 1))
  return zonal?.record.Type === 'network' ? zoneOf(lookup, zonal, name.slice(0, dot)) : undefined
}

const find = (lookup: Lookup, name: string): LoadBalancer | undefined =>
  loadBalancers.by(lookup.fabric, 'dns-name', name)[0]

function namedOf(lookup: Lookup, balancer: LoadBalancer, client: Client): Named {
  const { nodes, isHealthy, isPartial } = nodesInDns(lookup, balancer)
  const shown = nearest(lookup, balancer, nodes, client)
  return {
    ...addressesOf(balancer, shown),
    ttl,
    reason: isPartial ? 'unhealthy-zones-left-out' : isHealthy ? 'load-balancer-name' : 'all-zones-unhealthy',
    evidence: [
      balancer.record.LoadBalancerArn ?? '',
      ...shown.map(({ eni }) => eni.record.NetworkInterfaceId ?? ''),
    ],
    isHealthy,
  }
}

// Network Load Balancer guide, network-load-balancers, "DNS name": a zonal name gives the zone's address, healthy or not.
function zoneOf(lookup: Lookup, balancer: LoadBalancer, zone: string): Named | undefined {
  const node = nodesOf(lookup.fabric, balancer.record.LoadBalancerArn ?? '').find(
    ({ eni }) => eni.record.AvailabilityZone === zone,
  )
  if (!node) return undefined
  return {
    ...addressesOf(balancer, [node]),
    ttl,
    reason: 'load-balancer-name',
    evidence: [balancer.record.LoadBalancerArn ?? '', node.eni.record.NetworkInterfaceId ?? ''],
  }
}

function addressesOf({ record }: LoadBalancer, nodes: readonly Node[]): Pick<Named, 'ipv4' | 'ipv6'> {
  const isPublic = record.Scheme === 'internet-facing'
  const hasIpv4 = record.IpAddressType !== 'dualstack-without-public-ipv4'
  const ipv4 = nodes.map(({ eni: { record: eni } }) =>
    isPublic ? eni.Association?.PublicIp : eni.PrivateIpAddress,
  )
  const ipv6 = nodes.flatMap(({ eni }) => eni.record.Ipv6Addresses?.map((one) => one.Ipv6Address) ?? [])
  return {
    ipv4: hasIpv4 ? ipv4.filter((one) => one !== undefined) : [],
    ipv6: record.IpAddressType === 'ipv4' ? [] : ipv6.filter((one) => one !== undefined),
  }
}

// Network Load Balancer guide, edit-load-balancer-attributes, "DNS affinity": for queries that a VPC's resolver asks,
// the node in the resolver's own zone is preferred: always, for 85 in 100 queries, or not at all.
function nearest(
  lookup: Lookup,
  { record, side }: LoadBalancer,
  nodes: readonly Node[],
  { zoneId }: Client,
): readonly Node[] {
  const policy = attributeOf(
    loadBalancerAttributes(record),
    side.attributes,
    'dns_record.client_routing_policy',
  )
  const own = nodes.filter((node) => zoneId !== undefined && node.zone === zoneId)
  if (!own.length) return nodes
  if (policy === 'availability_zone_affinity') return own
  if (policy !== 'partial_availability_zone_affinity') return nodes
  return scramble(`${lookup.seed}/affinity`)[0] % 100 < 85 ? own : nodes
}
