import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { customerGateways } from './customer-gateways.ts'
import { doesNotExist } from './errors.ts'
import { setLearnedRoutes } from './transit-gateway-attachments.ts'

export interface VpnSide {
  /** The connection's attachment to its transit gateway. */
  readonly attachment?: string
  /** CIDR blocks that came over BGP. */
  readonly learned?: readonly string[]
}

export type VpnConnection = Held<Ec2.VpnConnection, VpnSide>

const noSuchConnection = doesNotExist('InvalidVpnConnectionID.NotFound', 'vpnConnection')

const isThere = ({ record }: VpnConnection): boolean => record.State !== 'deleted'

export const vpnConnections = family<Ec2.VpnConnection, VpnSide>({
  service: 'ec2',
  resource: 'vpn-connection',
  id: 'VpnConnectionId',
  prefix: 'vpn',
  missing: noSuchConnection,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    'customer-gateway': { to: 'ec2:customer-gateway', read: whileThere('CustomerGatewayId') },
    'vpn-gateway': { to: 'ec2:vpn-gateway', read: whileThere('VpnGatewayId') },
    'transit-gateway': { to: 'ec2:transit-gateway', read: whileThere('TransitGatewayId') },
  },
  brings: routesBehind,
  indexes: { there: (held) => (isThere(held) ? scopeKey(held) : undefined) },
  quota: { id: 'vpn-connections-per-region', per: 'there', error: tooMany },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpn-connection/${record.VpnConnectionId}`,
  filters: {
    'customer-gateway-configuration': ({ record }) => record.CustomerGatewayConfiguration,
    'customer-gateway-id': {
      index: 'customer-gateway',
      read: ({ record }) => record.CustomerGatewayId,
    },
    state: ({ record }) => record.State,
    'option.static-routes-only': ({ record }) => record.Options?.StaticRoutesOnly,
    'route.destination-cidr-block': ({ record }) => record.Routes?.map((one) => one.DestinationCidrBlock),
    'bgp-asn': ({ record }, ctx) => customerGateways.get(ctx, record.CustomerGatewayId ?? '')?.record.BgpAsn,
    type: ({ record }) => record.Type,
    'vpn-connection-id': ({ record }) => record.VpnConnectionId,
    'vpn-gateway-id': ({ record }) => record.VpnGatewayId,
    'transit-gateway-id': ({ record }) => record.TransitGatewayId,
  },
})

/** VPN user guide, VPNRoutingTypes: nothing is propagated from a connection with both tunnels down. */
function routesBehind({ record, side }: VpnConnection): string[] {
  if (record.VgwTelemetry && !record.VgwTelemetry.some(({ Status }) => Status === 'UP')) return []
  const ready = (record.Routes ?? []).filter(({ State }) => State === 'available')
  return [...ready.map(({ DestinationCidrBlock = '' }) => DestinationCidrBlock), ...(side.learned ?? [])]
}

function whileThere(member: 'CustomerGatewayId' | 'VpnGatewayId' | 'TransitGatewayId') {
  return (held: VpnConnection) => (isThere(held) ? held.record[member] : undefined)
}

export function tooMany(): AwsError {
  return new AwsError('VpnConnectionLimitExceeded', 'The maximum number of VPN connections has been reached.')
}

export const describeVpnConnections = describe(
  'ec2',
  'DescribeVpnConnections',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpnConnections' },
  vpnConnections,
  { ids: 'VpnConnectionIds', list: 'VpnConnections' },
)

/** A connection that was deleted is shown for a while, but nothing can be done with it. */
export function requireConnection(ctx: Context, id: string): VpnConnection {
  const connection = vpnConnections.require(ctx, id)
  if (isThere(connection)) return connection
  throw noSuchConnection(id)
}

export interface TunnelStatus {
  readonly status: Ec2.TelemetryStatus
  readonly message?: string
  readonly acceptedRoutes?: number
}

/** Tells what became of a tunnel: the far end has set it up, or taken it down. */
export function setTunnelStatus(
  ctx: Pick<Context, 'store' | 'now'>,
  id: string,
  outsideAddress: string,
  { status, message, acceptedRoutes = 0 }: TunnelStatus,
): void {
  const connection = vpnConnections.get(ctx, id)
  if (!connection) return
  const StatusMessage = message ?? (status === 'UP' ? '' : downMessage)
  const told = { AcceptedRouteCount: acceptedRoutes, Status: status, StatusMessage }
  const LastStatusChange = timestamp(ctx.now - (ctx.now % 1000))
  const VgwTelemetry = connection.record.VgwTelemetry?.map((one) => {
    if (one.OutsideIpAddress !== outsideAddress || isSame(one, told)) return one
    return { ...one, ...told, LastStatusChange }
  })
  if (VgwTelemetry) vpnConnections.update(ctx, connection, { VgwTelemetry })
}

const isSame = (a: Ec2.VgwTelemetry, b: Ec2.VgwTelemetry): boolean =>
  a.Status === b.Status &&
  a.StatusMessage === b.StatusMessage &&
  a.AcceptedRouteCount === b.AcceptedRouteCount

export const downMessage = 'IPSEC IS DOWN'

/** The CIDR blocks that come over BGP from the far end. */
export function setLearnedPrefixes(
  ctx: Pick<Context, 'store'>,
  id: string,
  learned: readonly string[],
): void {
  const connection = vpnConnections.get(ctx, id)
  if (!connection) return
  vpnConnections.update(ctx, connection, {}, { learned })
  if (connection.side.attachment !== undefined) setLearnedRoutes(ctx, connection.side.attachment, learned)
}
