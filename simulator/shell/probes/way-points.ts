import {
  addressAt,
  familyOf,
  formatAddress,
  parseAddress,
  parsePrefix,
  prefixContains,
} from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Hop, Walk } from '../../network/trace.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { insideAddresses } from '../../services/ec2/vpn-tunnel-options.ts'
import { sites } from '../../services/onprem/tables.ts'
import { homeRouter } from '../hosts/cards.ts'
import { type Whereabouts, whereaboutsOfInterface } from '../hosts/distances.ts'
import type { Machine } from '../machine.ts'

// The routers on a packet's way that count it down: what `traceroute` finds. Within a VPC there are none, and what AWS
// has beyond keeps silent: a VPC's implicit router, peering connections and PrivateLink do not show at all. NAT
// gateways, machines that forward, and the routers of sites answer.

export interface WayPoint {
  /** Where it answers from; nothing where it does not. */
  readonly address?: string
  readonly where?: Whereabouts
}

export function wayPointsOf(fabric: Fabric, walk: Walk, machine: Pick<Machine, 'kind'>): WayPoint[] {
  const { hops } = walk
  const points = hops.flatMap((hop, i) => pointsAt(fabric, hop, hops[i - 1]))
  const begins =
    machine.kind === 'workstation'
      ? [{ address: homeRouter, where: { kind: 'internet', id: 'workstation' } as const }]
      : []
  return [...begins, ...points]
}

function pointsAt(fabric: Fabric, { position, packet }: Hop, before: Hop | undefined): WayPoint[] {
  switch (position.kind) {
    case 'site-router':
      return [
        {
          ...siteAddress(fabric, position.site, position.from, packet.source),
          where: { kind: 'site', site: position.site },
        },
      ]
    case 'vpn-connection-in':
      return [
        {
          ...tunnelAddress(fabric, position.connection, 'amazon'),
          ...inRegion(vpnConnections.get(fabric, position.connection)?.region),
        },
      ]
    case 'virtual-interface-in':
      return [
        {
          ...lineAddress(fabric, position.line, 'amazon'),
          ...inRegion(virtualInterfaces.get(fabric, position.line)?.region),
        },
      ]
    case 'transit-gateway-in':
      return [{}]
    case 'nat-gateway-out': {
      const nat = natGateways.get(fabric, position.nat)?.record.NatGatewayAddresses?.[0]
      const where = whereaboutsOfInterface(fabric, nat?.NetworkInterfaceId ?? '')
      return [nat?.PrivateIp === undefined ? {} : { address: nat.PrivateIp, where }]
    }
    case 'appliance-forward': {
      const { PrivateIpAddress: address, NetworkInterfaceId = '' } = position.eni.record
      const where = whereaboutsOfInterface(fabric, NetworkInterfaceId)
      return [address === undefined ? {} : { address, where }]
    }
    case 'internet':
    case 'internet-gateway-in':
      // Between a gateway and whoever is out there: networks of others, which mostly keep silent.
      return before ? Array.from({ length: 3 + (scramble(`${packet.destination}`)[0] % 4) }, () => ({})) : []
    default:
      return []
  }
}

const inRegion = (region: string | undefined): Pick<WayPoint, 'where'> =>
  region === undefined ? {} : { where: { kind: 'region', region } }

/** A router answers from the interface that the packet came in by. */
function siteAddress(
  fabric: Fabric,
  site: string,
  from: string,
  source: number | bigint,
): Pick<WayPoint, 'address'> {
  if (from.startsWith('vpn-')) return tunnelAddress(fabric, from, 'customer')
  if (from.startsWith('dxvif-')) return lineAddress(fabric, from, 'customer')
  const prefixes = (fabric.store.get(sites, site)?.Prefixes ?? []).flatMap(
    (cidr) => parsePrefix(cidr)?.prefix ?? [],
  )
  const near =
    prefixes.find((one) => prefixContains(one, source)) ??
    prefixes.find(({ family }) => family === familyOf(source))
  const address = near && addressAt(near, 1)
  return address === undefined ? {} : { address: formatAddress(address) }
}

function tunnelAddress(
  fabric: Fabric,
  connection: string,
  end: 'amazon' | 'customer',
): Pick<WayPoint, 'address'> {
  const { record } = vpnConnections.get(fabric, connection) ?? {}
  const tunnels = record?.Options?.TunnelOptions ?? []
  const up = (record?.VgwTelemetry ?? []).find(({ Status }) => Status === 'UP')?.OutsideIpAddress
  const tunnel = tunnels.find(({ OutsideIpAddress }) => OutsideIpAddress === up) ?? tunnels[0]
  const block = tunnel?.TunnelInsideCidr
  return block === undefined ? {} : { address: insideAddresses(block)[end] }
}

function lineAddress(fabric: Fabric, line: string, end: 'amazon' | 'customer'): Pick<WayPoint, 'address'> {
  const { record } = virtualInterfaces.get(fabric, line) ?? {}
  const text = (end === 'amazon' ? record?.amazonAddress : record?.customerAddress)?.split('/')[0]
  return text !== undefined && parseAddress(text) !== undefined ? { address: text } : {}
}
