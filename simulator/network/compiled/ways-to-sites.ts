import { isIpv4Cidr, parsePrefix } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import type { Store } from '../../kernel/store.ts'
import { associations, associationsOfAssociated, carries } from '../../services/directconnect/associations.ts'
import {
  type HeldInterface,
  isLive,
  virtualInterfaces,
} from '../../services/directconnect/virtual-interfaces.ts'
import { type VpnConnection, vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { faults, isDown } from '../../services/fault/faults.ts'
import { uplinks } from '../../services/onprem/tables.ts'
import type { Fabric } from '../fabric.ts'
import { flowHash, type Packet } from '../packet.ts'
import { perTables } from '../remembered.ts'
import { setOfCidrs } from './prefix-sets.ts'

// By which line AWS sends what is for on premises, from a virtual private gateway or a Direct Connect gateway.

/** A line that a destination was heard of on; of several the one with the lowest numbers is taken, in this order. */
export interface WayToSite {
  /** The VPN connection or virtual interface. */
  readonly line: string
  /** The Direct Connect gateway between, where there is one. */
  readonly directConnectGateway?: string
  readonly kind: 'direct-connect' | 'vpn-static' | 'vpn-bgp'
  readonly order: readonly number[]
}

type Ways = PrefixMap<WayToSite[]>

const tables = [
  vpnConnections.table,
  vpnGateways.table,
  virtualInterfaces.table,
  associations.table,
  uplinks,
  faults,
]

// VPN user guide, vpn-route-priority: Direct Connect, then static routes of VPN connections, then BGP over VPN.
const kinds = { 'direct-connect': 0, 'vpn-static': 1, 'vpn-bgp': 2 } as const

const ofVpnGateway = perTables(tables, (store, gateway): Ways => {
  const { region = '' } = vpnGateways.get({ store }, gateway) ?? {}
  const own = virtualInterfaces
    .by({ store }, 'vpn-gateway', gateway)
    .flatMap((one) => overInterface(store, one, region))
  const behind = associationsOfAssociated({ store }, gateway)
    .filter(carries)
    .flatMap(({ record }) => overGateway(store, record.directConnectGatewayId ?? '', region))
  const vpn = vpnConnections.by({ store }, 'vpn-gateway', gateway).flatMap((one) => overVpn(store, one))
  return mapOf([...own, ...behind, ...vpn])
})

const ofDirectConnectGateway = perTables(tables, (store, key): Ways => {
  const slash = key.lastIndexOf('/')
  return mapOf(overGateway(store, key.slice(0, slash), key.slice(slash + 1)))
})

const overPublicInterfaces = perTables(
  [virtualInterfaces.table, uplinks, faults],
  (store, region): Ways =>
    mapOf(
      virtualInterfaces
        .everyone({ store })
        .filter((one) => one.record.virtualInterfaceType === 'public' && isLive(one))
        .filter((one) =>
          reaches(store.get(uplinks, virtualInterfaces.idOf(one))?.Communities, one.region, region),
        )
        .flatMap((one) => overInterface(store, one, one.region)),
    ),
)

/**
 * Direct Connect guide, routing-and-bgp, "Scope BGP communities": how far a prefix is told inside AWS; without one of
 * these, in all Regions.
 */
function reaches(communities: readonly string[] | undefined, home: string, region: string): boolean {
  if (communities?.includes('7224:9100')) return home === region
  return !communities?.includes('7224:9200') || continentOf(home) === continentOf(region)
}

/** North America, Asia Pacific, or Europe, the Middle East and Africa; South America by itself. */
function continentOf(region: string): string {
  const start = region.slice(0, 2)
  if (['us', 'ca', 'mx'].includes(start)) return 'north-america'
  return ['eu', 'me', 'af', 'il'].includes(start) ? 'emea' : start
}

type Heard = readonly [cidr: string, way: WayToSite]

const overGateway = (store: Store, directConnectGateway: string, region: string): Heard[] =>
  virtualInterfaces
    .by({ store }, 'gateway', directConnectGateway)
    .filter(isLive)
    .flatMap((one) => overInterface(store, one, region))
    .map(([cidr, way]): Heard => [cidr, { ...way, directConnectGateway }])

/**
 * Direct Connect guide, routing-and-bgp, "Private virtual interface and transit virtual interface routing policies":
 * the communities of local preference come before the path; without them, connections in the Region itself do (and so
 * in private-transit-vif-example); then the shorter path.
 */
function overInterface(store: Store, held: HeldInterface, region: string): Heard[] {
  const line = virtualInterfaces.idOf(held)
  const { Communities, AsPathPrepend = 0 } = store.get(uplinks, line) ?? {}
  const order = [
    kinds['direct-connect'],
    -preferenceOf(Communities, held.region === region),
    1 + AsPathPrepend,
  ]
  return announcedOver(store, held).map((cidr): Heard => [cidr, { line, kind: 'direct-connect', order }])
}

const preferences: Readonly<Record<string, number>> = { '7224:7100': 1, '7224:7200': 2, '7224:7300': 3 }

function preferenceOf(communities: readonly string[] | undefined, isAtHome: boolean): number {
  for (const one of communities ?? []) if (preferences[one] !== undefined) return preferences[one]
  return isAtHome ? 2 : 1.5
}

/**
 * An import tells of a line that works, and not what is announced over it: then it is taken to lead to wherever it is
 * asked for.
 */
const everywhere: readonly string[] = ['0.0.0.0/0', '::/0']

function announcedOver(store: Store, held: HeldInterface): readonly string[] {
  const isUntold = held.side.announced === undefined && held.record.virtualInterfaceType !== 'public'
  return isUntold && isWorking(store, held) ? everywhere : prefixesOver(store, held)
}

/** What a router announces over an interface that works, by sessions of the same address family. */
export function prefixesOver(store: Store, held: HeldInterface): readonly string[] {
  if (!isWorking(store, held)) return []
  return (held.side.announced ?? []).filter((cidr) => speaks(held, isIpv4Cidr(cidr) ? 'ipv4' : 'ipv6'))
}

const prefixSets = perTables([virtualInterfaces.table, faults], (store, line) => {
  const held = virtualInterfaces.get({ store }, line)
  return setOfCidrs(held ? prefixesOver(store, held) : [])
})

/** What a router announces over an interface that works, for looking up. */
export const prefixSetOver = (fabric: Fabric, line: string): PrefixMap<true> => prefixSets(fabric.store, line)

const speaks = ({ record }: HeldInterface, family: string): boolean =>
  record.bgpPeers?.some((peer) => peer.bgpStatus === 'up' && (peer.addressFamily ?? 'ipv4') === family) ??
  false

/** Whether packets pass over a virtual interface. */
export function isWorking(store: Store, { record }: HeldInterface): boolean {
  const { virtualInterfaceId = '', connectionId = '', bgpPeers } = record
  if (isDown({ store }, virtualInterfaceId) || isDown({ store }, connectionId)) return false
  return bgpPeers?.some(({ bgpStatus }) => bgpStatus === 'up') ?? false
}

function overVpn(store: Store, held: VpnConnection): Heard[] {
  if (!tunnelUp(store, held)) return []
  const line = vpnConnections.idOf(held)
  const { AsPathPrepend = 0, Med = 0 } = store.get(uplinks, line) ?? {}
  const ready = (held.record.Routes ?? []).filter(({ State }) => State === undefined || State === 'available')
  const statics = ready.map(
    ({ DestinationCidrBlock = '' }): Heard => [
      DestinationCidrBlock,
      { line, kind: 'vpn-static', order: [kinds['vpn-static']] },
    ],
  )
  // "The shortest AS PATH is preferred", then "the lowest MED".
  const order = [kinds['vpn-bgp'], 1 + AsPathPrepend, Med]
  const untold = held.record.Options?.StaticRoutesOnly ? [] : everywhere
  const learned = (held.side.learned ?? untold).map((cidr): Heard => [cidr, { line, kind: 'vpn-bgp', order }])
  return [...statics, ...learned]
}

/** The outside address of the tunnel that is used: the first that is up. */
export function tunnelUp(store: Store, { record }: VpnConnection): string | undefined {
  const id = record.VpnConnectionId ?? ''
  if (isDown({ store }, id)) return undefined
  return record.VgwTelemetry?.find(
    ({ Status, OutsideIpAddress = '' }) => Status === 'UP' && !isDown({ store }, `${id}/${OutsideIpAddress}`),
  )?.OutsideIpAddress
}

function mapOf(heard: readonly Heard[]): Ways {
  const byCidr = new Map<string, WayToSite[]>()
  for (const [cidr, way] of heard) byCidr.set(cidr, [...(byCidr.get(cidr) ?? []), way])
  return new PrefixMap(
    [...byCidr].flatMap(([cidr, ways]) => {
      const prefix = parsePrefix(cidr)?.prefix
      return prefix ? [[prefix, best(ways)] as const] : []
    }),
  )
}

/** Those that nothing is better than. */
function best(ways: readonly WayToSite[]): WayToSite[] {
  const sorted = [...ways].sort((a, b) => compare(a.order, b.order))
  return sorted.filter((way) => compare(way.order, sorted[0]!.order) === 0)
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The way that a virtual private gateway has for a packet; flows are spread over virtual interfaces that are equal. */
export const wayFromVpnGateway = (fabric: Fabric, gateway: string, packet: Packet): WayToSite | undefined =>
  pick(ofVpnGateway(fabric.store, gateway), packet)

/** The way that a Direct Connect gateway has for a packet that comes from a Region. */
export const wayFromDirectConnectGateway = (
  fabric: Fabric,
  gateway: string,
  region: string,
  packet: Packet,
): WayToSite | undefined => pick(ofDirectConnectGateway(fabric.store, `${gateway}/${region}`), packet)

/** The public virtual interface over which a Region sends to an address that is announced there. */
export const wayOverPublicInterfaces = (
  fabric: Fabric,
  region: string,
  packet: Packet,
): WayToSite | undefined => pick(overPublicInterfaces(fabric.store, region), packet)

function pick(ways: Ways, packet: Packet): WayToSite | undefined {
  const equal = ways.lookup(packet.destination)?.value
  const [first] = equal ?? []
  // VPN user guide: a virtual private gateway does not balance over VPN connections; it takes one.
  if (!equal || first?.kind !== 'direct-connect') return first
  return equal[flowHash(packet) % equal.length]
}
