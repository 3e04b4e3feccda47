import { isIpv4Cidr } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { announcedToCustomer, heardByVpnGateway } from '../directconnect/announcements.ts'
import { blocksBehind } from '../directconnect/associated-gateways.ts'
import {
  announcedOver,
  type HeldInterface,
  isLive,
  virtualInterfaces,
} from '../directconnect/virtual-interfaces.ts'
import { customerGateways } from '../ec2/customer-gateways.ts'
import { associationOf } from '../ec2/transit-gateway-links.ts'
import { routesOfTable } from '../ec2/transit-gateway-route-selection.ts'
import { transitGatewayRouteTables } from '../ec2/transit-gateway-route-tables.ts'
import { type VpnConnection, vpnConnections } from '../ec2/vpn-connections.ts'
import { publicPrefixes } from './public-prefixes.ts'

// What a router on premises hears from AWS over BGP.

type Store = Pick<Context, 'store'>

/** The CIDR blocks that AWS announces over a VPN connection or a virtual interface. */
export function announcedByAws(ctx: Store, target: string): readonly string[] {
  const connection = vpnConnections.get(ctx, target)
  if (connection) return announcedOverVpn(ctx, connection)
  const held = virtualInterfaces.get(ctx, target)
  return held ? announcedOverInterface(ctx, held) : []
}

function announcedOverVpn(ctx: Store, connection: VpnConnection): readonly string[] {
  const { VpnGatewayId, TransitGatewayId, Options } = connection.record
  if (Options?.StaticRoutesOnly) return []
  if (TransitGatewayId !== undefined)
    return announcedByTransit(ctx, TransitGatewayId, connection.side.attachment)
  if (VpnGatewayId === undefined) return []
  const id = vpnConnections.idOf(connection)
  // VPN user guide, VPN_CloudHub: what the gateway hears from one site it announces to the others.
  return unique([
    ...blocksBehind(ctx, VpnGatewayId).filter(isIpv4Cidr),
    ...heardFromOthers(ctx, VpnGatewayId, id),
    ...heardByVpnGateway(ctx, VpnGatewayId).filter(isIpv4Cidr),
  ])
}

/** What other VPN connections of the gateway bring; a site does not take its own number back. */
function heardFromOthers(ctx: Store, gateway: string, except: string): string[] {
  const mine = asnBehind(ctx, vpnConnections.get(ctx, except))
  return vpnConnections
    .by(ctx, 'vpn-gateway', gateway)
    .filter((other) => vpnConnections.idOf(other) !== except && isUp(other))
    .filter((other) => mine === undefined || asnBehind(ctx, other) !== mine)
    .flatMap(({ side }) => side.learned ?? [])
}

const asnBehind = (ctx: Store, connection: VpnConnection | undefined): string | undefined =>
  connection && customerGateways.get(ctx, connection.record.CustomerGatewayId ?? '')?.record.BgpAsn

export const isUp = ({ record }: VpnConnection): boolean =>
  record.VgwTelemetry?.some(({ Status }) => Status === 'UP') ?? false

/** Transit gateway guide, tgw-vpn-attachments: the routes of the table that the attachment is associated with. */
function announcedByTransit(ctx: Store, gateway: string, attachment: string | undefined): readonly string[] {
  const id = attachment === undefined ? undefined : associationOf(ctx.store, attachment, gateway)?.table
  const table = id === undefined ? undefined : transitGatewayRouteTables.get(ctx, id)
  if (!table) return []
  return routesOfTable(ctx, table)
    .filter(({ state, attachments }) => state === 'active' && attachments.some((one) => one !== attachment))
    .map(({ cidr }) => cidr)
}

function announcedOverInterface(ctx: Store, held: HeldInterface): readonly string[] {
  const { virtualInterfaceType, virtualGatewayId, directConnectGatewayId, siteLinkEnabled } = held.record
  if (virtualInterfaceType === 'public') return publicPrefixes()
  const announced = announcedToCustomer(ctx, held)
  if (virtualGatewayId) return unique([...announced, ...heardFromOthers(ctx, virtualGatewayId, '')])
  if (!siteLinkEnabled || directConnectGatewayId === undefined) return announced
  return unique([...announced, ...siteLinkPartners(ctx, held).flatMap(announcedOver)])
}

/** Direct Connect guide, site-link: what comes over one interface with SiteLink is announced over the others. */
export const siteLinkPartners = (ctx: Store, { record }: HeldInterface): HeldInterface[] =>
  virtualInterfaces
    .by(ctx, 'gateway', record.directConnectGatewayId ?? '')
    .filter(
      (one) =>
        isLive(one) &&
        one.record.siteLinkEnabled &&
        one.record.virtualInterfaceId !== record.virtualInterfaceId,
    )

const unique = (cidrs: readonly string[]) => [...new Set(cidrs)]
