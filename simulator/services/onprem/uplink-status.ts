import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { customerGateways } from '../ec2/customer-gateways.ts'
import { vpnConnections } from '../ec2/vpn-connections.ts'
import { isDown } from '../fault/faults.ts'
import { routers, sites, type UplinkRecord } from './tables.ts'

// Whether the two ends of a line agree, and nothing between them is down.

type Store = Pick<Context, 'store'>

/** What the router of an uplink is called and calls itself. */
export function routerFacts({ store }: Store, name: string) {
  const router = store.get(routers, name)
  const site = store.get(sites, router?.Site ?? '')
  return {
    site: site?.Name ?? '',
    asn: router?.Asn ?? site?.Asn ?? 65000,
    publicIp: router?.PublicIp ?? site?.PublicIp,
    advertised: router?.AdvertisedPrefixes ?? site?.Prefixes ?? [],
  }
}

/** Why nothing works at the customer's end; undefined where all is well. */
function faultOfRouter(ctx: Store, name: string): string | undefined {
  const { site } = routerFacts(ctx, name)
  if (isDown(ctx, `onprem:${name}`)) return `The router ${name} is down.`
  return isDown(ctx, `onprem:${site}`) ? `The site ${site} is down.` : undefined
}

export interface TunnelState {
  readonly address: string
  /** IPsec is up. */
  readonly isUp: boolean
}

export interface VpnState {
  readonly tunnels: readonly TunnelState[]
  /** Whether routes are exchanged; undefined on a connection with static routes. */
  readonly speaksBgp: boolean | undefined
  readonly reason?: string
}

export function vpnState(ctx: Store, uplink: UplinkRecord): VpnState {
  const connection = vpnConnections.get(ctx, uplink.Target)
  const options = connection?.record.Options
  const addresses = (options?.TunnelOptions ?? []).map((one) => one.OutsideIpAddress ?? '')
  const customer = customerGateways.get(ctx, connection?.record.CustomerGatewayId ?? '')?.record ?? {}
  const broken =
    faultOfRouter(ctx, uplink.Router) ?? wrongEnd(ctx, uplink, customer) ?? struck(ctx, uplink.Target)
  const tunnels = addresses.map((address) => ({
    address,
    isUp:
      broken === undefined &&
      (!uplink.Tunnels?.length || uplink.Tunnels.includes(address)) &&
      !isDown(ctx, `${uplink.Target}/${address}`),
  }))
  if (broken !== undefined) return { tunnels, speaksBgp: false, reason: broken }
  if (!tunnels.some((one) => one.isUp)) return { tunnels, speaksBgp: false, reason: 'Both tunnels are down.' }
  if (options?.StaticRoutesOnly) return { tunnels, speaksBgp: undefined }
  const wanted = Number(customer.BgpAsn ?? customer.BgpAsnExtended ?? 65000)
  const { asn } = routerFacts(ctx, uplink.Router)
  if (wanted === asn) return { tunnels, speaksBgp: true }
  const reason = `The customer gateway ${customer.CustomerGatewayId} has the ASN ${wanted}, the router ${asn}: BGP stays down.`
  return { tunnels, speaksBgp: false, reason }
}

/** AWS takes only the customer gateway for the other end of a tunnel. */
function wrongEnd(ctx: Store, { Router }: UplinkRecord, customer: Ec2.CustomerGateway): string | undefined {
  // A gateway that is known by its certificate may have any address.
  if (customer.IpAddress === undefined) return undefined
  const { publicIp } = routerFacts(ctx, Router)
  if (publicIp === customer.IpAddress) return undefined
  return `The customer gateway ${customer.CustomerGatewayId} names ${customer.IpAddress}, and the router has ${publicIp ?? 'no public address'}.`
}

const struck = (ctx: Store, id: string): string | undefined =>
  isDown(ctx, id) ? `${id} is struck by a fault.` : undefined

export interface InterfaceState {
  readonly speaksBgp: boolean
  readonly reason?: string
}

/** What the router's end of a virtual interface says; whether the link carries it is AWS's to know. */
export function interfaceState(ctx: Store, uplink: UplinkRecord): InterfaceState {
  const { connectionId = '', asn: wanted } = virtualInterfaces.get(ctx, uplink.Target)?.record ?? {}
  const broken = faultOfRouter(ctx, uplink.Router) ?? struck(ctx, uplink.Target) ?? struck(ctx, connectionId)
  if (broken !== undefined) return { speaksBgp: false, reason: broken }
  const { asn } = routerFacts(ctx, uplink.Router)
  if (wanted === undefined || wanted === asn) return { speaksBgp: true }
  return {
    speaksBgp: false,
    reason: `The virtual interface ${uplink.Target} has the customer's ASN ${wanted}, the router ${asn}: BGP stays down.`,
  }
}

/** Whether packets pass over an uplink now, and why not. */
export function statusOf(
  ctx: Store,
  uplink: UplinkRecord,
): { readonly isUp: boolean; readonly reason?: string } {
  if (uplink.Target.startsWith('vpn-')) {
    const { reason } = vpnState(ctx, uplink)
    const { State, VgwTelemetry } = vpnConnections.get(ctx, uplink.Target)?.record ?? {}
    const isUp = VgwTelemetry?.some(({ Status }) => Status === 'UP') ?? false
    return isUp ? { isUp } : { isUp, reason: reason ?? `The VPN connection is ${State ?? 'gone'}.` }
  }
  const { reason } = interfaceState(ctx, uplink)
  const { virtualInterfaceState, bgpPeers } = virtualInterfaces.get(ctx, uplink.Target)?.record ?? {}
  const isUp = bgpPeers?.some(({ bgpStatus }) => bgpStatus === 'up') ?? false
  return isUp
    ? { isUp }
    : { isUp, reason: reason ?? `The virtual interface is ${virtualInterfaceState ?? 'gone'}.` }
}
