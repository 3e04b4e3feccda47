import { covers } from '../../kernel/address.ts'
import { quotaDefault } from '../../world/catalogue/quotas.ts'
import type { Scope } from '../../world/held.ts'
import { raisedQuota } from '../../world/quotas.ts'
import type { Context } from '../context.ts'
import { announce, setBgpSession } from '../directconnect/bgp-sessions.ts'
import { plugIn, unplug } from '../directconnect/link-states.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import {
  setLearnedPrefixes,
  setTunnelStatus,
  type TunnelStatus,
  vpnConnections,
} from '../ec2/vpn-connections.ts'
import { isDown } from '../fault/faults.ts'
import { crossConnects, type UplinkRecord, uplinks } from './tables.ts'
import { interfaceState, routerFacts, vpnState } from './uplink-status.ts'

// What AWS's ends of all lines learn from the customer's ends: tunnels and BGP sessions come up and go down, and
// routes come and go with them.

/** Brings everything at AWS's end into the state that the customer's end says. */
export function settleUplinks(ctx: Context): void {
  for (const { ConnectionId, Site } of ctx.store.all(crossConnects)) {
    const isOut = isDown(ctx, ConnectionId) || (Site !== undefined && isDown(ctx, `onprem:${Site}`))
    if (isOut) unplug(ctx, ConnectionId)
    else plugIn(ctx, ConnectionId)
  }
  for (const uplink of ctx.store.all(uplinks)) settleUplink(ctx, uplink)
}

/** Brings AWS's end of one line into the state that the customer's end says, where there is one. */
export function settleLine(ctx: Context, target: string): void {
  const uplink = ctx.store.get(uplinks, target)
  if (uplink) settleUplink(ctx, uplink)
}

export function settleUplink(ctx: Context, uplink: UplinkRecord): void {
  if (uplink.Target.startsWith('vpn-')) settleConnection(ctx, uplink)
  else settleInterface(ctx, uplink)
}

// VPN user guide, view-vpn-health: without BGP a tunnel of a dynamic connection is DOWN with "IPSEC IS UP".
function settleConnection(ctx: Context, uplink: UplinkRecord): void {
  const connection = vpnConnections.get(ctx, uplink.Target)
  if (!connection) return
  const { tunnels, speaksBgp } = vpnState(ctx, uplink)
  const advertised = advertisedBy(ctx, uplink)
  // VPN user guide, vpn-limits: "If you advertise more than 100 routes from the customer gateway, the session is reset."
  const quota = connection.record.TransitGatewayId ? 'vpn-bgp-routes-in-tgw' : 'vpn-bgp-routes-in-vgw'
  const isTooMuch = advertised.length > ownerOf(ctx, connection).limit(quota)
  const learned = speaksBgp && !isTooMuch ? advertised : []
  for (const { address, isUp } of tunnels) {
    const status = statusOfTunnel(isUp, speaksBgp && !isTooMuch, learned.length)
    setTunnelStatus(ctx, uplink.Target, address, status)
  }
  setLearnedPrefixes(ctx, uplink.Target, learned)
}

function statusOfTunnel(isUp: boolean, speaksBgp: boolean | undefined, routes: number): TunnelStatus {
  if (!isUp) return { status: 'DOWN' }
  if (speaksBgp === undefined) return { status: 'UP' }
  if (!speaksBgp) return { status: 'DOWN', message: 'IPSEC IS UP' }
  return { status: 'UP', message: `${routes} BGP ROUTES`, acceptedRoutes: routes }
}

function settleInterface(ctx: Context, uplink: UplinkRecord): void {
  const held = virtualInterfaces.get(ctx, uplink.Target)
  if (!held) return
  const owner = ownerOf(ctx, held)
  setBgpSession(owner, uplink.Target, interfaceState(ctx, uplink).speaksBgp)
  announce(owner, uplink.Target, advertisedBy(ctx, uplink))
}

/**
 * What the router announces over an uplink. Direct Connect guide, WorkingWithVirtualInterfaces: over a public interface
 * AWS takes only the prefixes that the interface was made for.
 */
export function advertisedBy(ctx: Pick<Context, 'store'>, uplink: UplinkRecord): readonly string[] {
  const { virtualInterfaceType, routeFilterPrefixes = [] } =
    virtualInterfaces.get(ctx, uplink.Target)?.record ?? {}
  if (virtualInterfaceType !== 'public') {
    return uplink.AdvertisedPrefixes ?? routerFacts(ctx, uplink.Router).advertised
  }
  const allowed = routeFilterPrefixes.flatMap(({ cidr }) => cidr ?? [])
  return uplink.AdvertisedPrefixes?.filter((cidr) => allowed.some((one) => covers(one, cidr))) ?? allowed
}

/** Nobody is at the customer's end of a line any more. */
export function unsettle(ctx: Context, target: string): void {
  const connection = vpnConnections.get(ctx, target)
  for (const { OutsideIpAddress = '' } of connection?.record.Options?.TunnelOptions ?? []) {
    setTunnelStatus(ctx, target, OutsideIpAddress, { status: 'DOWN' })
  }
  if (connection) setLearnedPrefixes(ctx, target, [])
  const held = virtualInterfaces.get(ctx, target)
  if (!held) return
  const owner = ownerOf(ctx, held)
  setBgpSession(owner, target, false)
  announce(owner, target, [])
}

/** The account that owns what is at AWS's end: its quotas count. */
function ownerOf(ctx: Context, { account, region }: Scope): Context {
  const scope = { account, region }
  return { ...ctx, ...scope, limit: (quota) => raisedQuota(ctx.store, scope, quota) ?? quotaDefault(quota) }
}
