import type { SiteRouter } from '../../api/private/onprem.ts'
import { canonicalCidr, covers, formatAddress, parseAddress } from '../../kernel/address.ts'
import { associationsOfGateway } from '../directconnect/associations.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { customerGateways } from '../ec2/customer-gateways.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { type VpnConnection, vpnConnections } from '../ec2/vpn-connections.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import { settleUplinks } from '../onprem/settling.ts'
import { routers, siteHosts, sites, type UplinkRecord, uplinks } from '../onprem/tables.ts'
import type { Adoption } from './adoption.ts'
import { folded, isObject } from './member-names.ts'
import { addVpnConnection } from './vpn.ts'

// The customer's side, as a file of one's own tells it:
//
//   [{name, asn, addresses, prefixes, customer_gateway,
//     via: [{type: vpn|dx, vpn|vif, gateway, routing: static|bgp, prefixes, communities}]}]

interface SiteTold {
  readonly name: string
  readonly asn?: number
  readonly addresses: readonly string[]
  readonly prefixes: readonly string[]
  readonly customerGateway?: string
  readonly via: readonly WayTold[]
}

interface WayTold {
  /** A VPN connection or a virtual interface. */
  readonly line?: string
  readonly gateway?: string
  readonly isStatic?: boolean
  readonly prefixes?: readonly string[]
  /** BGP communities of what is announced, such as 7224:7300. */
  readonly communities?: readonly string[]
}

export function adoptSites(adoption: Adoption, told: unknown, file = 'the on-premises file'): void {
  const all = Array.isArray(told)
    ? told
    : isObject(told) && Array.isArray(told['sites'])
      ? told['sites']
      : undefined
  if (!all) {
    adoption.ignore(file, 'is no list of sites')
    return
  }
  for (const [i, one] of all.entries()) {
    const site = isObject(one) ? readSite(one) : undefined
    if (site) adoptSite(adoption, site, file)
    else adoption.ignore(file, `entry ${i + 1} has no name`)
  }
  settleUplinks(adoption.ctx)
}

function readSite(told: Record<string, unknown>): SiteTold | undefined {
  const read = reader(told)
  const name = read('name')
  if (typeof name !== 'string' || name === '') return undefined
  const asn = Number(read('asn'))
  const customerGateway = read('customergateway')
  const via = read('via')
  return {
    name,
    ...(Number.isInteger(asn) && asn > 0 && { asn }),
    addresses: linksLast(texts(read('addresses')).flatMap(addressIn)),
    prefixes: cidrsIn(read('prefixes')),
    ...(typeof customerGateway === 'string' && { customerGateway }),
    via: (Array.isArray(via) ? via : isObject(via) ? [via] : []).filter(isObject).map(readWay),
  }
}

function readWay(told: Record<string, unknown>): WayTold {
  const read = reader(told)
  const line = read('vpn') ?? read('vif') ?? read('virtualinterface') ?? read('vpnconnection')
  const gateway = read('gateway')
  const routing = read('routing')
  const prefixes = read('prefixes')
  const communities = texts(read('communities') ?? read('community')).filter((one) => /^\d+:\d+$/.test(one))
  return {
    ...(typeof line === 'string' && { line }),
    ...(typeof gateway === 'string' && { gateway }),
    ...(typeof routing === 'string' && { isStatic: routing.toLowerCase() === 'static' }),
    ...(prefixes !== undefined && { prefixes: cidrsIn(prefixes) }),
    ...(communities.length && { communities }),
  }
}

/** Reads members in whatever letters. */
const reader = (told: Record<string, unknown>) => {
  const byName = new Map(Object.entries(told).map(([key, value]) => [folded(key), value ?? undefined]))
  return (name: string): unknown => byName.get(name)
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')

/** An address, also where the length of its network is written behind it. */
function addressIn(text: string): string[] {
  const address = parseAddress(text.replace(/\/\d+$/, ''))
  return address === undefined ? [] : [formatAddress(address)]
}

/** A router's own ends of tunnels and lines (VPN user guide, your-cgw: 169.254.0.0/16) are not what a site speaks by. */
const linksLast = (addresses: readonly string[]): string[] => {
  const isOfLink = (address: string) => address.startsWith('169.254.')
  return [...addresses.filter((one) => !isOfLink(one)), ...addresses.filter(isOfLink)]
}

const cidrsIn = (value: unknown): string[] =>
  texts(value).flatMap(
    (text) => canonicalCidr(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`) ?? [],
  )

function adoptSite(adoption: Adoption, site: SiteTold, file: string): void {
  const { ctx } = adoption
  const { name, prefixes, addresses } = site
  const blocks = vpcs.everyone(ctx).flatMap(({ record }) => record.CidrBlock ?? [])
  // A prefix that a site announces for more than itself, a default route above all, is not all its own.
  const inside = prefixes.filter(
    (cidr) => !cidr.endsWith('/0') && !blocks.some((block) => covers(cidr, block)),
  )
  const hosts = addresses.filter(
    (address) => !inside.some((cidr) => covers(cidr, `${address}/${lengthOf(address)}`)),
  )
  const Prefixes = [...inside, ...hosts.map((address) => `${address}/${lengthOf(address)}`)]
  adoption.put(sites, { Name: name, Prefixes, Asn: site.asn ?? usualAsn })
  const all = addresses.length ? addresses : inside.slice(0, 1).flatMap(firstAddress)
  if (!addresses.length && all.length)
    adoption.assume(`onprem:${name} is taken to have the address ${all[0]}: the file tells none`)
  for (const [i, Address] of all.entries()) {
    adoption.put(siteHosts, { Name: i ? `${name}/${Address}` : name, Site: name, Address })
  }
  for (const way of site.via) adoptWay(adoption, site, way, file)
}

const usualAsn = 65000

const lengthOf = (address: string): number => (address.includes(':') ? 128 : 32)

function firstAddress(cidr: string): string[] {
  const base = parseAddress(cidr.split('/')[0] ?? '')
  if (base === undefined) return []
  return [formatAddress(typeof base === 'number' ? base + 1 : base + 1n)]
}

function adoptWay(adoption: Adoption, site: SiteTold, way: WayTold, file: string): void {
  const { ctx } = adoption
  const line = way.line ?? lineTo(adoption, site, way)
  if (line === undefined) {
    adoption.ignore(file, `${site.name} has a way that names neither a vpn nor a vif`)
    return
  }
  if (line.startsWith('vpn-')) addMissing(adoption, site, way, line)
  const vpn = vpnConnections.get(ctx, line)
  const vif = virtualInterfaces.get(ctx, line)
  if (!vpn && !vif) {
    adoption.ignore(file, `${site.name} has a way over ${line}, which no file tells of`)
    return
  }
  const router = routerFor(adoption, site, vpn)
  const AdvertisedPrefixes = [...(way.prefixes ?? site.prefixes)]
  const uplink: UplinkRecord = {
    Router: router.Name,
    Target: line,
    AdvertisedPrefixes,
    ...(way.communities && { Communities: [...way.communities] }),
  }
  adoption.put(uplinks, uplink)
  if (vpn) routeStatically(adoption, vpn, way, router, AdvertisedPrefixes)
}

function addMissing(
  adoption: Adoption,
  site: SiteTold,
  { gateway = '', isStatic }: WayTold,
  line: string,
): void {
  const { ctx } = adoption
  const end = vpnGateways.get(ctx, gateway) ?? transitGateways.get(ctx, gateway)
  if (vpnConnections.get(ctx, line) || !end) return
  addVpnConnection(
    adoption,
    { account: end.account, region: end.region },
    {
      VpnConnectionId: line,
      ...(site.customerGateway !== undefined && { CustomerGatewayId: site.customerGateway }),
      ...(gateway.startsWith('vgw-') ? { VpnGatewayId: gateway } : { TransitGatewayId: gateway }),
      Options: { StaticRoutesOnly: isStatic ?? false },
    },
  )
}

/** A line that is not named: the one between the customer gateway and the gateway. */
function lineTo(
  { ctx }: Adoption,
  { customerGateway = '' }: SiteTold,
  { gateway }: WayTold,
): string | undefined {
  const customers = customerGateways
    .everyone(ctx)
    .filter(({ record }) => [record.CustomerGatewayId, record.IpAddress].includes(customerGateway))
  const vpn = customers
    .flatMap((one) => vpnConnections.by(ctx, 'customer-gateway', customerGateways.idOf(one)))
    .find(
      ({ record }) =>
        gateway === undefined || [record.VpnGatewayId, record.TransitGatewayId].includes(gateway),
    )
  if (vpn) return vpnConnections.idOf(vpn)
  const index = gateway?.startsWith('vgw-') ? 'vpn-gateway' : 'gateway'
  const [vif] = virtualInterfaces.by(ctx, index, gateway ?? '')
  return vif && virtualInterfaces.idOf(vif)
}

/** A site's router, with the address that the customer gateway names: that is where AWS ends its tunnels. */
function routerFor({ ctx }: Adoption, site: SiteTold, vpn: VpnConnection | undefined): SiteRouter {
  const id = vpn?.record.CustomerGatewayId ?? site.customerGateway ?? ''
  const { IpAddress, BgpAsn, BgpAsnExtended } = customerGateways.get(ctx, id)?.record ?? {}
  const PublicIp = IpAddress ?? addressIn(site.customerGateway ?? '')[0]
  const [same] = ctx.store.by(routers, 'site', site.name).filter((one) => !vpn || one.PublicIp === PublicIp)
  if (same) return same
  const count = ctx.store.by(routers, 'site', site.name).length
  const Asn = site.asn ?? Number(BgpAsn ?? BgpAsnExtended ?? usualAsn)
  const router: SiteRouter = {
    Name: count ? `${site.name}-${count + 1}` : site.name,
    Site: site.name,
    Asn,
    ...(PublicIp !== undefined && { PublicIp }),
    AdvertisedPrefixes: [...site.prefixes],
  }
  return ctx.store.put(routers, router)
}

/** Without BGP, each end has to be told what is behind the other. */
function routeStatically(
  adoption: Adoption,
  held: VpnConnection,
  way: WayTold,
  router: SiteRouter,
  prefixes: readonly string[],
): void {
  const { ctx } = adoption
  const isStatic = held.record.Options?.StaticRoutesOnly ?? way.isStatic ?? false
  if (!isStatic && !way.isStatic) return
  const { Routes = [] } = held.record
  if (isStatic && !Routes.length) {
    const added = prefixes.map((DestinationCidrBlock) => ({
      DestinationCidrBlock,
      State: 'available' as const,
    }))
    vpnConnections.update(ctx, held, { Routes: added })
  }
  const Target = vpnConnections.idOf(held)
  const known = ctx.store.get(routers, router.Name) ?? router
  const added = blocksBehind(adoption, held).map((Destination) => ({ Destination, Target }))
  ctx.store.put(routers, { ...known, StaticRoutes: [...(known.StaticRoutes ?? []), ...added] })
}

/** The blocks of the VPCs that a VPN connection leads to. */
function blocksBehind({ ctx }: Adoption, { record }: VpnConnection): string[] {
  const attached = vpnGateways.get(ctx, record.VpnGatewayId ?? '')?.record.VpcAttachments ?? []
  const transit = transitGatewayAttachments
    .by(ctx, 'gateway', record.TransitGatewayId ?? '')
    .filter((one) => one.record.ResourceType === 'vpc')
  const ids = [...attached.map(({ VpcId }) => VpcId), ...transit.map((one) => one.record.ResourceId)]
  return [...new Set(ids)].flatMap((id) =>
    (vpcs.get(ctx, id ?? '')?.record.CidrBlockAssociationSet ?? []).flatMap(
      ({ CidrBlock }) => CidrBlock ?? [],
    ),
  )
}

/** Gateways of Direct Connect that lead nowhere make every way over them end there. */
export function tellUnassociated(adoption: Adoption): void {
  for (const { record } of virtualInterfaces.everyone(adoption.ctx)) {
    const gateway = record.directConnectGatewayId
    if (gateway === undefined || associationsOfGateway(adoption.ctx, gateway).length) continue
    adoption.assume(`${gateway} leads nowhere: no file tells of an association`)
  }
}
