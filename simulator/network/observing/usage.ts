import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { resolverEndpoints } from '../../services/route53resolver/endpoints.ts'
import type { Scope } from '../../world/held.ts'
import {
  bytesOf,
  type Sighting,
  type Station,
  type TrafficSeen,
  volumeOf,
  type Way,
} from '../../world/traffic.ts'
import { hourOf, monthOf, type Usage } from '../../world/usage.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import { outboundEndpoints } from './metrics.ts'
import type { ObservedLookup } from './observed.ts'

// What of a row of traffic somebody pays for by the gigabyte, and who. The pages that say so are those of the catalogue
// of prices. Amounts are in the units of its items.

const gigabyte = 1024 ** 3

type Used = Omit<Usage, 'period'>

export function usageBy(fabric: Fabric, row: TrafficSeen): Usage[] {
  const month = monthOf(row.end)
  return [
    ...monthly(fabric, row).map((used) => ({ ...used, period: month })),
    ...row.stations.flatMap((station) => capacityUsed(fabric, row, station)),
  ].filter(({ amount }) => amount > 0)
}

const monthly = (fabric: Fabric, row: TrafficSeen): Used[] => [
  ...row.stations.flatMap((station) => throughStation(fabric, row, station)),
  ...betweenZones(fabric, row),
]

const used = ({ account, region }: Scope, item: string, resource: string, bytes: number): Used => ({
  account,
  region,
  item,
  resource,
  amount: bytes / gigabyte,
})

function throughStation(fabric: Fabric, row: TrafficSeen, station: Station): Used[] {
  const { kind, id, way, drop } = station
  const { bytes } = volumeOf(row, way)
  if (drop !== undefined && kind !== 'transit-gateway-in') return []
  switch (kind) {
    case 'service-endpoint':
    case 'inspection-endpoint':
      return way === 'there' ? endpointData(fabric, row, id) : []
    case 'nat-gateway-out': {
      const nat = natGateways.get(fabric, id)
      return nat ? [used(nat, 'nat-gateway-data', id, bytesOf(row))] : []
    }
    case 'transit-gateway-in':
      return transitData(fabric, id, bytes)
    case 'transit-gateway-out':
      return transitBetweenRegions(fabric, id, station.of ?? '', bytes)
    case 'peering-out':
      return peeringBetweenRegions(fabric, id, station.vpc ?? '', bytes)
    case 'internet-gateway-out':
    case 'egress-only-gateway-out': {
      const vpc = vpcs.get(fabric, station.vpc ?? '')
      const isToAws =
        way === 'there' && row.arrival?.region === vpc?.region && row.arrival?.kind === 'service'
      return vpc && !isToAws ? [used(vpc, 'internet-out', id, bytes)] : []
    }
    case 'vpn-connection-out': {
      const connection = vpnConnections.get(fabric, id)
      return connection ? [used(connection, 'internet-out', id, bytes)] : []
    }
    case 'virtual-interface-out': {
      const line = virtualInterfaces.get(fabric, id)
      const region = line?.record.region ?? line?.region ?? ''
      return line ? [used({ account: line.account, region }, 'dx-data-out', id, bytes)] : []
    }
    default:
      return []
  }
}

const endpointItems: Readonly<Record<string, string>> = {
  Interface: 'interface-endpoint-data',
  GatewayLoadBalancer: 'gwlb-endpoint-data',
  Resource: 'resource-endpoint-data',
}

/** PrivateLink pays for both directions; the consumer does, unless the provider has said that it will. */
function endpointData(fabric: Fabric, row: TrafficSeen, id: string): Used[] {
  const endpoint = vpcEndpoints.get(fabric, id)
  const item = endpointItems[endpoint?.record.VpcEndpointType ?? '']
  if (!endpoint || item === undefined) return []
  const service = serviceBehind(fabric, endpoint)
  const payer = service?.record.PayerResponsibility === 'ServiceOwner' ? service.account : endpoint.account
  const where = { account: payer, region: endpoint.region }
  const remote = endpoint.record.ServiceRegion
  const isRemote = remote !== undefined && remote !== endpoint.region
  return [
    used(where, item, id, bytesOf(row)),
    ...(isRemote
      ? [
          used(where, 'inter-region-out', id, row.sent.bytes),
          used({ account: payer, region: remote }, 'inter-region-out', id, row.received.bytes),
        ]
      : []),
  ]
}

/** Transit gateway pricing: whoever's attachment sends pays, and nobody for what comes in by a peering. */
function transitData(fabric: Fabric, id: string, bytes: number): Used[] {
  const attachment = transitGatewayAttachments.get(fabric, id)
  if (!attachment || attachment.record.ResourceType === 'peering') return []
  const account = attachment.record.ResourceOwnerId ?? attachment.account
  return [used({ account, region: attachment.region }, 'tgw-data', id, bytes)]
}

function transitBetweenRegions(fabric: Fabric, id: string, gateway: string, bytes: number): Used[] {
  const { record, side } = transitGatewayAttachments.get(fabric, id) ?? {}
  const { RequesterTgwInfo: from, AccepterTgwInfo: to } = side?.peering ?? {}
  if (record?.ResourceType !== 'peering' || !from || !to || from.Region === to.Region) return []
  const own = from.TransitGatewayId === gateway ? from : to
  return [used({ account: own.OwnerId ?? '', region: own.Region ?? '' }, 'inter-region-out', id, bytes)]
}

function peeringBetweenRegions(fabric: Fabric, id: string, vpc: string, bytes: number): Used[] {
  const { RequesterVpcInfo: one, AccepterVpcInfo: other } = peeringConnections.get(fabric, id)?.record ?? {}
  if (!one || !other || one.Region === other.Region) return []
  const own = one.VpcId === vpc ? one : other
  return [used({ account: own.OwnerId ?? '', region: own.Region ?? '' }, 'inter-region-out', id, bytes)]
}

/**
 * EC2 pricing: what goes straight from one interface to another one in another zone of the Region is paid for at both
 * ends; not to and from PrivateLink endpoints and transit gateways.
 */
function betweenZones(fabric: Fabric, row: TrafficSeen): Used[] {
  const ways: readonly Way[] = ['there', 'back']
  return ways.flatMap((way) => {
    const seen = row.sightings.filter((one) => one.way === way)
    return seen.flatMap((from, i) => {
      const to = seen[i + 1]
      if (!to || from.direction !== 'egress' || to.direction !== 'ingress' || from.refusedBy) return []
      return crossing(fabric, from, to, volumeOf(row, way).bytes)
    })
  })
}

const free: readonly (string | undefined)[] = [
  'vpc_endpoint',
  'gateway_load_balancer_endpoint',
  'transit_gateway',
]

function crossing(fabric: Fabric, from: Sighting, to: Sighting, bytes: number): Used[] {
  const [one, other] = [
    networkInterfaces.get(fabric, from.interface),
    networkInterfaces.get(fabric, to.interface),
  ]
  if (!one || !other || one.region !== other.region) return []
  if (one.record.AvailabilityZone === other.record.AvailabilityZone) return []
  if ([one, other].some(({ record }) => free.includes(record.InterfaceType))) return []
  return [
    used(one, 'cross-az-transfer', from.interface, bytes),
    used(other, 'cross-az-transfer', to.interface, bytes),
  ]
}

/** Load balancers are paid for by the fullest dimension of each hour. */
function capacityUsed(fabric: Fabric, row: TrafficSeen, { kind, id, way }: Station): Usage[] {
  if (way !== 'there' || (kind !== 'balancer-node' && kind !== 'inspection-node')) return []
  const balancer = loadBalancers.get(fabric, id)
  if (!balancer || balancer.record.Type === 'application') return []
  const { account, region } = balancer
  const period = hourOf(row.end)
  const name = kind === 'inspection-node' ? 'glcu' : 'nlcu'
  const common = { account, region, resource: id, period }
  return [
    { ...common, item: `${name}-flows`, amount: 1 },
    { ...common, item: `${name}-gigabytes`, amount: bytesOf(row) / gigabyte },
  ]
}

/** Route 53 pricing: queries that pass an endpoint of the Resolver, in or out, by the million. */
export function usageByLookup(fabric: Fabric, { answer }: ObservedLookup): Usage[] {
  const inbound = answer.logged.flatMap(({ from }) => from.endpoint ?? [])
  return [...inbound, ...outboundEndpoints(answer)].flatMap((id) => {
    const endpoint = resolverEndpoints.get(fabric, id)
    if (!endpoint) return []
    const { account, region } = endpoint
    return [
      { account, region, item: 'resolver-queries', resource: id, period: monthOf(fabric.now), amount: 1e-6 },
    ]
  })
}
