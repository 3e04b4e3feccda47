import { covers, formatAddress, formatPrefix, prefixAt } from '../../kernel/address.ts'
import {
  associations,
  associationsOfAssociated,
  associationsOfGateway,
  carries,
  type HeldAssociation,
} from '../../services/directconnect/associations.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { isDown } from '../../services/fault/faults.ts'
import { firewalls, routers, sites, uplinks } from '../../services/onprem/tables.ts'
import type { Scope } from '../../world/held.ts'
import { chooseSiteRoute } from '../compiled/site-routes.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import { hasPorts, isIcmp, type Packet, protocolName, tcp, udp } from '../packet.ts'
import { isWithin } from '../rules/site.ts'
import { linesOf, reviveAll } from './line-repairs.ts'
import {
  ec2Request,
  type Failure,
  guess,
  labRequest,
  type Repair,
  type Repairers,
  type RepairRequest,
  repair,
  requestTo,
} from './repair.ts'
import { blockAround } from './route-candidates.ts'
import { cidrOf, wordsOf } from './traffic.ts'

/** Repairs of what stands in the way between AWS and on premises. */
export const hybridRepairs: Repairers = {
  'struck-by-fault': clearFault,
  'site-host-is-down': clearFault,
  'site-is-down': clearFault,
  'vpn-gateway-not-attached': attachGateway,
  'vpn-gateway-has-no-way': (failure) => [...reviveFrom(failure), ...tellVpn(failure)],
  'vpn-tunnels-are-down': reviveFrom,
  'outside-the-vpn-networks': widenNetworks,
  'direct-connect-not-associated': associate,
  'no-virtual-interface-announces': reviveFrom,
  'virtual-interface-is-down': reviveFrom,
  'not-announced-by-aws': announce,
  'source-is-not-announced': announceSource,
  'site-has-no-route': (failure) => [...reviveFrom(failure), ...announce(failure), ...routeAtSite(failure)],
  'site-route-is-blackhole': unblackhole,
  'site-firewall-denies': passFirewall,
}

function clearFault({ fabric, dropped }: Failure): Repair[] {
  const { evidence, reason } = dropped.judgement
  const Targets = reason === 'struck-by-fault' ? evidence.slice(0, 1) : [...evidence]
  const known = Targets.filter((id) => isDown(fabric, id))
  if (!known.length) return []
  return [
    repair(
      `Clear the fault of ${known.join(' and ')}.`,
      labRequest('fault', 'ClearFault', { Targets: known }),
    ),
  ]
}

function reviveFrom({ fabric, dropped }: Failure): Repair[] {
  return reviveAll(fabric, dropped.judgement.evidence.slice(0, 1))
}

function attachGateway({ fabric, position, packet }: Failure): Repair[] {
  if (position.kind !== 'vpn-gateway-out' && position.kind !== 'vpn-gateway-in') return []
  const vpc = position.kind === 'vpn-gateway-out' ? position.vpc : vpcAround(fabric, packet)
  return attachTo(fabric, position.gateway, vpc)
}

const vpcAround = (fabric: Fabric, { destination }: Packet): string | undefined =>
  vpcs
    .everyone(fabric)
    .map((one) => vpcs.idOf(one))
    .find((id) => isInVpc(fabric, id, destination))

const isAttached = (fabric: Fabric, gateway: string): boolean =>
  vpnGateways.get(fabric, gateway)?.record.VpcAttachments?.some(({ State }) => State?.startsWith('attach')) ??
  false

function attachTo(fabric: Fabric, VpnGatewayId: string, VpcId: string | undefined): Repair[] {
  const gateway = vpnGateways.get(fabric, VpnGatewayId)
  if (!gateway || VpcId === undefined || isAttached(fabric, VpnGatewayId)) return []
  return [
    repair(
      `Attach the virtual private gateway ${VpnGatewayId} to ${VpcId}.`,
      ec2Request(gateway, 'AttachVpnGateway', { VpnGatewayId, VpcId }),
    ),
  ]
}

/** The block of a site that an address is in. */
const siteBlockAround = (fabric: Fabric, { destination }: Packet): string | undefined =>
  fabric.store
    .all(sites)
    .flatMap(({ Prefixes }) => Prefixes)
    .find((cidr) => isWithin(cidr, destination))

/** VPN user guide, VPNRoutingTypes: without BGP, AWS must be told what is behind the connection. */
function tellVpn({ fabric, packet, dropped }: Failure): Repair[] {
  const block = siteBlockAround(fabric, packet)
  const lines = linesOf(fabric, dropped.judgement.evidence[0] ?? '')
  return lines.flatMap((VpnConnectionId) => {
    const held = vpnConnections.get(fabric, VpnConnectionId)
    if (!held?.record.Options?.StaticRoutesOnly || block === undefined) return []
    return [
      repair(
        `Tell ${VpnConnectionId} that ${block} is behind it.`,
        ec2Request(held, 'CreateVpnConnectionRoute', { VpnConnectionId, DestinationCidrBlock: block }),
      ),
    ]
  })
}

function widenNetworks({ fabric, position }: Failure): Repair[] {
  const held = 'connection' in position ? vpnConnections.get(fabric, position.connection) : undefined
  if (!held) return []
  const VpnConnectionId = vpnConnections.idOf(held)
  const everywhere = '0.0.0.0/0'
  const input = { VpnConnectionId, LocalIpv4NetworkCidr: everywhere, RemoteIpv4NetworkCidr: everywhere }
  return [
    repair(
      `Let ${VpnConnectionId} carry what is between any two networks.`,
      ec2Request(held, 'ModifyVpnConnectionOptions', input),
    ),
  ]
}

/** Waits for an association that is being made, or makes one. */
function associate({ fabric, position, walk }: Failure): Repair[] {
  if (position.kind !== 'direct-connect-gateway-out') return []
  const { gateway: directConnectGatewayId, from: gatewayId } = position
  const owner = transitGateways.get(fabric, gatewayId) ?? vpnGateways.get(fabric, gatewayId)
  if (!owner) return []
  const known = associationsOfAssociated(fabric, gatewayId).find(
    ({ record }) => record.directConnectGatewayId === directConnectGatewayId,
  )
  if (known) {
    const associationId = associations.idOf(known)
    return [
      repair(
        `Wait until ${gatewayId} is associated with the Direct Connect gateway ${directConnectGatewayId}.`,
        requestTo('directconnect', owner, 'DescribeDirectConnectGatewayAssociations', { associationId }),
      ),
    ]
  }
  const block = blockAround(fabric, '', walk.hops[0]!.packet.source)
  const allowed = block === undefined ? [] : [{ cidr: block }]
  const input = { directConnectGatewayId, gatewayId, addAllowedPrefixesToDirectConnectGateway: allowed }
  return [
    repair(`Associate ${gatewayId} with the Direct Connect gateway ${directConnectGatewayId}.`, {
      ...requestTo('directconnect', owner, 'CreateDirectConnectGatewayAssociation', input),
      keeps: { name: 'ASSOCIATION', member: 'directConnectGatewayAssociation.associationId' },
    }),
  ]
}

/** Lines by which AWS could announce the destination to where the packet is. */
function linesHere({ fabric, position }: Failure): readonly string[] {
  if (position.kind === 'virtual-interface-in') return [position.line]
  return position.kind === 'site-router' ? linesOf(fabric, `onprem:${position.site}`) : []
}

/** Whatever keeps AWS from announcing the destination: the gateway's attachment, its allowed prefixes, SiteLink. */
function announce(failure: Failure): Repair[] {
  const { fabric, packet } = failure
  return linesHere(failure).flatMap((line) => {
    const connection = vpnConnections.get(fabric, line)
    if (connection) return attachTo(fabric, connection.record.VpnGatewayId ?? '', vpcAround(fabric, packet))
    const { directConnectGatewayId, virtualGatewayId } = virtualInterfaces.get(fabric, line)?.record ?? {}
    if (virtualGatewayId) return attachTo(fabric, virtualGatewayId, vpcAround(fabric, packet))
    if (directConnectGatewayId === undefined) return []
    return [
      ...behindDirectConnect(fabric, directConnectGatewayId, packet),
      ...linkSites(fabric, directConnectGatewayId, packet),
    ]
  })
}

function behindDirectConnect(fabric: Fabric, directConnect: string, packet: Packet): Repair[] {
  const block = blockAround(fabric, '', packet.destination)
  return associationsOfGateway(fabric, directConnect)
    .filter(carries)
    .flatMap((held) => {
      const { associatedGateway, allowedPrefixesToDirectConnectGateway: allowed = [] } = held.record
      const { id = '' } = associatedGateway ?? {}
      const attaching = id.startsWith('vgw-') ? attachTo(fabric, id, vpcAround(fabric, packet)) : []
      if (block === undefined || allowed.some(({ cidr = '' }) => covers(cidr, block))) return attaching
      const input = {
        associationId: associations.idOf(held),
        addAllowedPrefixesToDirectConnectGateway: [{ cidr: block }],
      }
      return [
        ...attaching,
        repair(
          `Allow the prefix ${block} of ${id} to the Direct Connect gateway ${directConnect}.`,
          requestTo('directconnect', homeOf(held), 'UpdateDirectConnectGatewayAssociation', input),
        ),
      ]
    })
}

/** Direct Connect gateways are in no Region; requests about them go to any. */
const homeOf = ({ account, record }: HeldAssociation): Scope => ({
  account,
  region: record.associatedGateway?.region ?? '',
})

/** Direct Connect guide, site-link: on at both virtual interfaces. */
function linkSites(fabric: Fabric, directConnect: string, packet: Packet): Repair[] {
  if (siteBlockAround(fabric, packet) === undefined) return []
  const requests = virtualInterfaces
    .by(fabric, 'gateway', directConnect)
    .filter(({ record }) => !record.siteLinkEnabled)
    .map((one): RepairRequest => {
      const input = { virtualInterfaceId: virtualInterfaces.idOf(one), enableSiteLink: true }
      return requestTo('directconnect', one, 'UpdateVirtualInterfaceAttributes', input)
    })
  return requests.length
    ? [repair(`Turn SiteLink on at the virtual interfaces of ${directConnect}.`, ...requests)]
    : []
}

/** Direct Connect guide, routing-and-bgp: what comes over a public virtual interface is from an announced prefix. */
function announceSource({ fabric, position }: Failure): Repair[] {
  const uplink =
    position.kind === 'virtual-interface-in' ? fabric.store.get(uplinks, position.line) : undefined
  if (!uplink) return []
  const { Router, Target } = uplink
  const registered = virtualInterfaces.get(fabric, Target)?.record.routeFilterPrefixes ?? []
  const prefixes = registered.flatMap(({ cidr }) => cidr ?? [])
  const AdvertisedPrefixes = [...new Set([...(uplink.AdvertisedPrefixes ?? []), ...prefixes])]
  return [
    repair(
      `Let the router ${Router} announce ${prefixes.join(', ')} over ${Target}.`,
      labRequest('onprem', 'PutUplink', { ...uplink, AdvertisedPrefixes }),
    ),
  ]
}

/** A static route of the site's routers, by each line that is up. */
function routeAtSite({ fabric, position, packet }: Failure): Repair[] {
  if (position.kind !== 'site-router') return []
  const { destination } = packet
  const wide = blockAround(fabric, '', destination) ?? siteBlockAround(fabric, packet)
  const Destination = wide ?? formatPrefix(prefixAt(destination, typeof destination === 'number' ? 24 : 64))
  return fabric.store
    .by(routers, 'site', position.site)
    .flatMap(({ Name }) => fabric.store.by(uplinks, 'router', Name))
    .map(({ Router, Target }) => {
      const before = fabric.store.get(routers, Router)?.StaticRoutes ?? []
      const StaticRoutes = [...before, { Destination, Target }]
      return guess(
        `Add a static route for ${Destination} over ${Target} to the router ${Router}.`,
        labRequest('onprem', 'ModifyRouter', { Name: Router, StaticRoutes }),
      )
    })
}

function unblackhole({ fabric, position, packet }: Failure): Repair[] {
  const found =
    position.kind === 'site-router' ? chooseSiteRoute(fabric, position.site, packet.destination) : undefined
  const router = fabric.store.get(routers, found?.router ?? '')
  if (!router) return []
  const drops = ({ Destination, Target }: { Destination: string; Target: string }) =>
    Target === 'blackhole' && isWithin(Destination, packet.destination)
  const StaticRoutes = (router.StaticRoutes ?? []).filter((one) => !drops(one))
  return [
    repair(
      `Take the route of the router ${router.Name} away that drops what is for ${formatAddress(packet.destination)}.`,
      labRequest('onprem', 'ModifyRouter', { Name: router.Name, StaticRoutes }),
    ),
  ]
}

function passFirewall({ fabric, position, packet }: Failure): Repair[] {
  const firewall = position.kind === 'site-router' ? fabric.store.get(firewalls, position.site) : undefined
  if (position.kind !== 'site-router' || !firewall) return []
  const Direction = position.from === 'inside' ? 'out' : 'in'
  const first = { Direction, ...packetRuleFor(packet) } as const
  const input = { ...firewall, Rules: [first, ...(firewall.Rules ?? [])] }
  const where =
    Direction === 'in'
      ? `in from ${formatAddress(packet.source)}`
      : `out to ${formatAddress(packet.destination)}`
  return [
    repair(
      `Let the firewall of ${position.site} pass ${wordsOf(packet)} ${where}.`,
      labRequest('onprem', 'PutFirewall', input),
    ),
  ]
}

/** A rule of a machine that is not AWS's, for just such packets. */
export function packetRuleFor(packet: Packet) {
  const { protocol, destinationPort, source, destination } = packet
  const isNamed = protocol === tcp || protocol === udp || isIcmp(packet)
  return {
    Action: 'allow' as const,
    Protocol: isNamed
      ? isIcmp(packet)
        ? ('icmp' as const)
        : (protocolName(protocol) as 'tcp' | 'udp')
      : ('all' as const),
    ...(hasPorts(packet) && { Ports: String(destinationPort) }),
    Source: cidrOf(source),
    Destination: cidrOf(destination),
  }
}
