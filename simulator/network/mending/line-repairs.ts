import { associationsOfAssociated } from '../../services/directconnect/associations.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { customerGateways } from '../../services/ec2/customer-gateways.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { faults } from '../../services/fault/faults.ts'
import { crossConnects, routers, sites, type UplinkRecord, uplinks } from '../../services/onprem/tables.ts'
import { routerFacts, statusOf } from '../../services/onprem/uplink-status.ts'
import type { Fabric } from '../fabric.ts'
import { labRequest, type Repair, type RepairRequest, repair } from './repair.ts'

// Lines between AWS and on premises that are down, and all that keeps each of them down, at either end.

/** What is to be done about lines that are down: VPN connections, virtual interfaces, or all lines of a gateway. */
export const reviveAll = (fabric: Fabric, ids: readonly string[]): Repair[] =>
  [...new Set(ids.flatMap((id) => linesOf(fabric, id)))].flatMap((line) => revive(fabric, line))

/** A line itself; the lines of a virtual private, transit or Direct Connect gateway, of a site. */
export function linesOf(fabric: Fabric, id: string): string[] {
  if (/^(vpn|dxvif)-/.test(id)) return [id]
  if (id.startsWith('onprem:')) return linesOfSite(fabric, id.slice('onprem:'.length))
  const over = (index: 'vpn-gateway' | 'gateway', key: string) =>
    virtualInterfaces.by(fabric, index, key).map((one) => virtualInterfaces.idOf(one))
  const vpn = id.startsWith('vgw-')
    ? vpnConnections.by(fabric, 'vpn-gateway', id)
    : vpnConnections.by(fabric, 'transit-gateway', id)
  return [
    ...vpn.map((one) => vpnConnections.idOf(one)),
    ...(id.startsWith('vgw-') ? over('vpn-gateway', id) : over('gateway', id)),
    ...associationsOfAssociated(fabric, id).flatMap(({ record }) =>
      over('gateway', record.directConnectGatewayId ?? ''),
    ),
  ]
}

function linesOfSite(fabric: Fabric, site: string): string[] {
  const own = fabric.store.by(routers, 'site', site)
  const known = own
    .flatMap(({ Name }) => fabric.store.by(uplinks, 'router', Name))
    .map(({ Target }) => Target)
  const all = [
    ...vpnConnections.everyone(fabric).map((one) => vpnConnections.idOf(one)),
    ...virtualInterfaces.everyone(fabric).map((one) => virtualInterfaces.idOf(one)),
  ]
  return [...known, ...all.filter((line) => !known.includes(line) && siteOf(fabric, line) === site)]
}

/** The site that a line without an uplink is meant for: by its customer gateway, or by where its cable is plugged in. */
function siteOf(fabric: Fabric, line: string): string | undefined {
  if (fabric.store.get(uplinks, line)) return undefined
  const router = routerFor(fabric, line)
  return router && fabric.store.get(routers, router)?.Site
}

function routerFor(fabric: Fabric, line: string): string | undefined {
  const all = fabric.store.all(routers)
  const connection = vpnConnections.get(fabric, line)
  if (connection) {
    const { IpAddress } =
      customerGateways.get(fabric, connection.record.CustomerGatewayId ?? '')?.record ?? {}
    return all.find(({ Name }) => IpAddress !== undefined && routerFacts(fabric, Name).publicIp === IpAddress)
      ?.Name
  }
  const { connectionId = '' } = virtualInterfaces.get(fabric, line)?.record ?? {}
  const { Site } = fabric.store.get(crossConnects, connectionId) ?? {}
  return all.find((router) => Site !== undefined && router.Site === Site)?.Name
}

/** Everything that keeps a line down, in one repair: mending half of it would not bring the line up. */
function revive(fabric: Fabric, line: string): Repair[] {
  const uplink = fabric.store.get(uplinks, line)
  if (!uplink) {
    const Router = routerFor(fabric, line)
    if (Router === undefined) return []
    const plugged = labRequest('onprem', 'PutUplink', { Router, Target: line })
    return [repair(`Set up the far end of ${line} on the router ${Router}.`, plugged)]
  }
  const requests = [...clearing(fabric, uplink), ...agreeing(fabric, uplink), ...plugging(fabric, uplink)]
  if (requests.length === 0 && statusOf(fabric, uplink).isUp) return announceAll(uplink)
  return requests.length ? [repair(`Bring ${line} up again.`, ...requests)] : []
}

function clearing(fabric: Fabric, { Router, Target }: UplinkRecord): RepairRequest[] {
  const { site } = routerFacts(fabric, Router)
  const { connectionId } = virtualInterfaces.get(fabric, Target)?.record ?? {}
  const parts = [Target, connectionId, `onprem:${Router}`, `onprem:${site}`]
  const Targets = fabric.store
    .all(faults)
    .map((fault) => fault.Target)
    .filter((target) => parts.includes(target) || target.startsWith(`${Target}/`))
  return Targets.length ? [labRequest('fault', 'ClearFault', { Targets })] : []
}

/** The router's number and address as AWS has been told. */
function agreeing(fabric: Fabric, { Router, Target }: UplinkRecord): RepairRequest[] {
  const { asn, publicIp } = routerFacts(fabric, Router)
  const connection = vpnConnections.get(fabric, Target)
  const customer = customerGateways.get(fabric, connection?.record.CustomerGatewayId ?? '')?.record
  const told = connection
    ? Number(customer?.BgpAsn ?? customer?.BgpAsnExtended ?? 65000)
    : virtualInterfaces.get(fabric, Target)?.record.asn
  const Asn = told !== undefined && told !== asn ? { Asn: told } : {}
  const named = customer?.IpAddress
  const PublicIp = named !== undefined && named !== publicIp ? { PublicIp: named } : {}
  const change = { ...Asn, ...PublicIp }
  return Object.keys(change).length ? [labRequest('onprem', 'ModifyRouter', { Name: Router, ...change })] : []
}

function plugging(fabric: Fabric, { Router, Target }: UplinkRecord): RepairRequest[] {
  const { connectionId } = virtualInterfaces.get(fabric, Target)?.record ?? {}
  if (connectionId === undefined || fabric.store.get(crossConnects, connectionId)) return []
  const { site: Site } = routerFacts(fabric, Router)
  if (!fabric.store.has(sites, Site)) return []
  return [labRequest('onprem', 'PutCrossConnect', { ConnectionId: connectionId, Site })]
}

/** A line that is up may bring nothing, because the router keeps prefixes to itself. */
function announceAll({ AdvertisedPrefixes, ...uplink }: UplinkRecord): Repair[] {
  if (!AdvertisedPrefixes) return []
  const { Router, Target } = uplink
  return [
    repair(
      `Let the router ${Router} announce all prefixes of its site over ${Target}.`,
      labRequest('onprem', 'PutUplink', uplink),
    ),
  ]
}
