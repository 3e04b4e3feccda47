import { type Address, familyOf, formatAddress } from '../../kernel/address.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isOnNitro } from '../../services/ec2/nitro-interfaces.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import type { HostSighting, Refusal, Sighting, Way } from '../../world/traffic.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { isLinkLocal } from '../link-local.ts'
import type { Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import type { TransitEntry } from '../rules/transit-gateway-zone.ts'
import type { Hop, Walk } from '../trace.ts'
import { interfaceIn } from '../transit-attachments.ts'
import { serviceOfAddress } from './service-of-address.ts'

// What each network interface on a packet's way sees of it. VPC user guide, flow-log-records, flow-logs-records-examples
// and flow-logs-limitations: NAT gateways and attachments of transit gateways have interfaces, too, and gateway endpoints
// and PrivateLink between an endpoint and its load balancer have none to see anything by.

type Direction = Sighting['direction']

interface Seen {
  readonly eni: NetworkInterface
  readonly direction: Direction
  readonly packet: Packet
  readonly hop: number
  readonly refusedBy?: Refusal
}

export function sightingsOf(fabric: Fabric, walk: Walk, way: Way): Sighting[] {
  const all = walk.hops.flatMap((_, at) => seenAt(fabric, walk, at))
  return withRefusal(fabric, walk, all)
    .filter(({ eni, packet }) => isLogged(fabric, eni, packet))
    .map((seen, i, list) => sightingOf(fabric, walk, way, seen, list[i + 1]))
}

/** What hosts on premises see of a packet: what sets out from them, and what comes to them. */
export const hostSightingsOf = ({ hops }: Walk, way: Way): HostSighting[] =>
  hops.flatMap(({ id, position, packet }) => {
    if (position.kind !== 'site-host-out' && position.kind !== 'site-host-in') return []
    const { protocol, source, destination, sourcePort, destinationPort } = packet
    return {
      interface: id,
      way,
      direction: position.kind === 'site-host-out' ? 'egress' : 'ingress',
      protocol,
      source: formatAddress(source),
      destination: formatAddress(destination),
      sourcePort,
      destinationPort,
    }
  })

/** The interfaces that see the packet at one place, in the order in which they do. */
function seenAt(fabric: Fabric, { hops, dropped }: Walk, at: number): Seen[] {
  const hop = hops[at]!
  const { position, packet } = hop
  const isLast = at === hops.length - 1
  const after = hops[at + 1]?.packet
  const see = (
    direction: Direction,
    eni: NetworkInterface | undefined,
    seen: Packet | undefined = packet,
  ): Seen[] => (eni && seen ? [{ eni, direction, packet: seen, hop: at }] : [])
  switch (position.kind) {
    case 'interface-out':
    case 'interface-in': {
      const direction = position.kind === 'interface-out' ? 'egress' : 'ingress'
      const rule = direction === 'egress' ? 'security-group-egress' : 'security-group-ingress'
      if (!hop.judged.some((one) => one.rule === rule)) return []
      const refused = isLast && dropped?.rule === rule
      return see(direction, position.eni).map((one) =>
        refused ? { ...one, refusedBy: 'security-group' } : one,
      )
    }
    case 'nat-gateway-out': {
      const nat = natGateways.get(fabric, position.nat)?.record
      const eni = networkInterfaces.get(fabric, nat?.NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? '')
      return [...see('ingress', eni), ...see('egress', eni, after)]
    }
    case 'nat-gateway-back':
      return see('egress', position.eni, after)
    case 'inspection-endpoint':
      return see('ingress', interfaceOfEndpoint(fabric, position.endpoint))
    case 'inspection-back':
      return see('egress', interfaceOfEndpoint(fabric, position.endpoint), after)
    case 'inspection-node':
    case 'inspection-appliance':
      return see('egress', position.eni, after)
    case 'transit-gateway-from-vpc': {
      if (!after) return []
      const entry = entryFound(hop)
      const held = transitGatewayAttachments.get(fabric, entry?.attachment ?? '')
      const id = held && entry?.subnet && interfaceIn(held, entry.subnet)
      const border = hops[at + 1]
      const isRefused =
        border?.position.kind === 'subnet-in' && at + 2 === hops.length && dropped?.rule === aclIn
      return see('ingress', networkInterfaces.get(fabric, id ?? '')).map((one) =>
        isRefused ? { ...one, refusedBy: 'network-acl' } : one,
      )
    }
    case 'transit-gateway-out': {
      const held = transitGatewayAttachments.get(fabric, position.attachment)
      const next = hops[at + 1]?.position
      const subnet = next?.kind === 'router' ? next.subnet : undefined
      return see(
        'egress',
        networkInterfaces.get(fabric, (held && subnet && interfaceIn(held, subnet)) ?? ''),
        after,
      )
    }
    default:
      return []
  }
}

const aclIn = 'network-acl-ingress'
const aclOut = 'network-acl-egress'

const interfaceOfEndpoint = (fabric: Fabric, id: string): NetworkInterface | undefined =>
  networkInterfaces.get(fabric, vpcEndpoints.get(fabric, id)?.record.NetworkInterfaceIds?.[0] ?? '')

function entryFound({ judged }: Hop): TransitEntry | undefined {
  for (const { judgement } of judged) {
    if (judgement.verdict === 'pass' && judgement.found) return judgement.found as TransitEntry
  }
  return undefined
}

/**
 * A network ACL stands behind the interface that sends, and before the one that receives: the refusal is told of the one
 * whose subnet it is. Block Public Access is told of whoever is nearest to the gateway.
 */
function withRefusal(fabric: Fabric, { hops, dropped }: Walk, seen: readonly Seen[]): readonly Seen[] {
  const last = hops.at(-1)
  if (!dropped || !last) return seen
  if (dropped.rule === aclIn && last.position.kind === 'subnet-in') {
    const eni = interfaceBehind(fabric, last.position.onward)
    return eni
      ? [
          ...seen,
          { eni, direction: 'ingress', packet: last.packet, hop: hops.length - 1, refusedBy: 'network-acl' },
        ]
      : seen
  }
  if (dropped.rule === aclOut) return refusingLast(seen, 'network-acl')
  if (dropped.rule !== 'block-public-access') return seen
  if (last.position.kind === 'internet-gateway-in' && last.position.eni) {
    const { eni } = last.position
    return [
      ...seen,
      { eni, direction: 'ingress', packet: last.packet, hop: hops.length - 1, refusedBy: 'public-access' },
    ]
  }
  return refusingLast(seen, 'public-access')
}

const refusingLast = (seen: readonly Seen[], refusedBy: Refusal): readonly Seen[] =>
  seen.map((one, i) => (i === seen.length - 1 && one.direction === 'egress' ? { ...one, refusedBy } : one))

function interfaceBehind(fabric: Fabric, onward: Position): NetworkInterface | undefined {
  switch (onward.kind) {
    case 'interface-in':
      return onward.eni
    case 'nat-gateway-out': {
      const nat = natGateways.get(fabric, onward.nat)?.record
      return networkInterfaces.get(fabric, nat?.NatGatewayAddresses?.[0]?.NetworkInterfaceId ?? '')
    }
    case 'inspection-endpoint':
      return interfaceOfEndpoint(fabric, onward.endpoint)
    default:
      return undefined
  }
}

/** VPC user guide, flow-logs-limitations: not what is for or from Amazon's DNS, instance metadata, time, DHCP. */
function isLogged(fabric: Fabric, { record }: NetworkInterface, { source, destination }: Packet): boolean {
  const { VpcId = '' } = record
  return !isLinkLocal(fabric, VpcId, source) && !isLinkLocal(fabric, VpcId, destination)
}

function sightingOf(fabric: Fabric, walk: Walk, way: Way, seen: Seen, next: Seen | undefined): Sighting {
  const { eni, direction, packet, refusedBy } = seen
  const { NetworkInterfaceId = '', VpcId = '', SubnetId = '' } = eni.record
  const { protocol, source, destination, sourcePort, destinationPort } = packet
  const path = direction === 'egress' && !refusedBy ? pathOf(fabric, walk, seen) : undefined
  const sourceService = serviceOfAddress(fabric, source)
  const destinationService = serviceOfAddress(fabric, destination)
  return {
    interface: NetworkInterfaceId,
    vpc: VpcId,
    subnet: SubnetId,
    way,
    direction,
    own: formatAddress(ownAddress(eni, direction === 'egress' ? source : destination)),
    protocol,
    source: formatAddress(source),
    destination: formatAddress(destination),
    sourcePort,
    destinationPort,
    ...(refusedBy && { refusedBy }),
    ...(sourceService !== undefined && { sourceService }),
    ...(destinationService !== undefined && { destinationService }),
    ...(path !== undefined && { path }),
    ...(direction === 'egress' && next && { next: next.eni.record.NetworkInterfaceId ?? '' }),
    // Gateway Load Balancer guide, gateway-load-balancers, "Maximum transmission unit": GENEVE adds 68 bytes.
    ...(packet.carries && { wrapping: 68 }),
  }
}

/** VPC user guide, flow-log-records, srcaddr and dstaddr: with several IPv4 addresses, always the primary one. */
function ownAddress(eni: NetworkInterface, packets: Address): Address {
  const own = addressesOf(eni)
  if (typeof packets === 'bigint' && own.includes(packets)) return packets
  return own.find((one) => familyOf(one) === familyOf(packets)) ?? packets
}

/** VPC user guide, flow-log-records, traffic-path. */
function pathOf(fabric: Fabric, { hops }: Walk, { eni, hop }: Seen): number | undefined {
  // AWS's own interfaces are taken to be of the Nitro system.
  const isNitro = isOnNitro(fabric, eni.record) ?? true
  for (const { position } of hops.slice(hop + 1)) {
    switch (position.kind) {
      case 'interface-in':
      case 'nat-gateway-out':
      case 'inspection-endpoint':
      case 'transit-gateway-from-vpc':
      case 'vpc-local':
        return 1
      case 'internet-gateway-out':
        return isNitro ? 8 : 2
      case 'gateway-endpoint-out':
        return isNitro ? 7 : 2
      case 'vpn-gateway-out':
        return 3
      case 'peering-out': {
        const { AccepterVpcInfo, RequesterVpcInfo } =
          peeringConnections.get(fabric, position.connection)?.record ?? {}
        return AccepterVpcInfo?.Region === RequesterVpcInfo?.Region ? 4 : 5
      }
      case 'egress-only-gateway-out':
        return undefined
      default:
    }
  }
  return undefined
}
