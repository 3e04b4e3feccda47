import { formatAddress } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import type { Header, Station, Way } from '../../world/traffic.ts'
import { balancerArnOf } from '../compiled/load-balancers.ts'
import type { Packet } from '../packet.ts'
import { explainDrop } from '../reasons.ts'
import type { Hop, Walk } from '../trace.ts'

// The gateways, endpoints and load balancers on a packet's way: what metrics are about, and bills.

type Facts = Omit<Station, 'kind' | 'way' | 'drop' | 'answer'>

export function stationsOf({ hops, dropped }: Walk, way: Way): Station[] {
  return hops.flatMap((hop, i) => {
    const facts = factsOf(hop)
    if (!facts) return []
    const isEnd = dropped !== undefined && i === hops.length - 1
    const answer = isEnd ? explainDrop(dropped.reason).answer : undefined
    return [
      {
        kind: hop.position.kind,
        way,
        ...facts,
        ...(isEnd && { drop: dropped.reason }),
        ...(answer !== undefined && { answer }),
      },
    ]
  })
}

function factsOf({ position, packet }: Hop): Facts | undefined {
  switch (position.kind) {
    case 'balancer-node':
      return {
        id: balancerArnOf(position.eni),
        ...at(position.eni),
        ...(position.through && { of: position.through.endpoint }),
      }
    case 'service-endpoint':
      return { id: position.endpoint, ...at(position.eni) }
    case 'hand-back':
    case 'resource-gateway':
      return { id: position.eni.record.NetworkInterfaceId ?? '', ...at(position.eni) }
    case 'inspection-node':
      return { id: position.balancer, of: position.endpoint, ...at(position.eni) }
    case 'inspection-endpoint':
      return { id: position.endpoint, vpc: position.vpc }
    case 'nat-gateway-out':
      return { id: position.nat, vpc: position.vpc }
    case 'nat-gateway-back':
      return { id: position.nat, ...at(position.eni) }
    case 'transit-gateway-in':
    case 'transit-gateway-out':
      return { id: position.attachment, of: position.gateway, header: headerOf(packet) }
    case 'peering-out':
      return { id: position.connection, vpc: position.vpc }
    case 'vpn-connection-in':
    case 'vpn-connection-out':
      return { id: position.connection }
    case 'virtual-interface-in':
    case 'virtual-interface-out':
      return { id: position.line }
    case 'gateway-endpoint-in':
    case 'gateway-endpoint-out':
      return { id: position.endpoint, vpc: position.vpc }
    case 'internet-gateway-in':
    case 'internet-gateway-out':
    case 'egress-only-gateway-in':
    case 'egress-only-gateway-out':
      return { id: position.gateway, vpc: position.vpc }
    default:
      return undefined
  }
}

const at = ({ record }: NetworkInterface): Partial<Station> => ({
  vpc: record.VpcId ?? '',
  interface: record.NetworkInterfaceId ?? '',
  zone: record.AvailabilityZoneId ?? record.AvailabilityZone ?? '',
})

const headerOf = ({ protocol, source, destination, sourcePort, destinationPort }: Packet): Header => ({
  protocol,
  source: formatAddress(source),
  destination: formatAddress(destination),
  sourcePort,
  destinationPort,
})
