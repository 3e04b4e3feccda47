import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { canonicalCidr } from '../../kernel/address.ts'
import { type Context, timestamp } from '../context.ts'
import { settleLine } from '../onprem/settling.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { requireCustomerGateway } from './customer-gateways.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { releasePublicAddress, takePublicAddress } from './public-addresses.ts'
import {
  beginDetaching,
  openAttachment,
  planAvailable,
  transitGatewayAttachments,
} from './transit-gateway-attachments.ts'
import { requireReadyGateway, transitGateways } from './transit-gateways.ts'
import { configurationText } from './vpn-configuration-text.ts'
import {
  downMessage,
  requireConnection,
  tooMany,
  type VpnConnection,
  vpnConnections,
} from './vpn-connections.ts'
import { vpnGateways } from './vpn-gateways.ts'
import { checkTunnelOptions, tunnelWith } from './vpn-tunnel-options.ts'

export const simplified =
  'Tunnels go over the public internet by IPv4: accelerated, private and IPv6 connections and concentrators are refused.'

export const createVpnConnection = operation(
  'ec2',
  'CreateVpnConnection',
  { fidelity: { simplified }, source: 'EC2 API reference, CreateVpnConnection' },
  (input, ctx) => {
    const Tags = tagsFor(input.TagSpecifications, 'vpn-connection')
    const { CustomerGatewayId, Type, Options = {} } = input
    if (Type !== 'ipsec.1') throw invalidParameter(`Value (${Type}) for parameter type is invalid.`)
    requireCustomerGateway(ctx, CustomerGatewayId)
    refuseUnsimulated(input)
    const gateway = requireGateway(ctx, input)
    const id = ctx.newId('vpn')
    const held = vpnConnections.create(ctx, {
      Category: 'VPN',
      ...gateway,
      GatewayAssociationState: Object.keys(gateway).length ? 'associated' : 'not-associated',
      Options: {
        EnableAcceleration: false,
        StaticRoutesOnly: Options.StaticRoutesOnly ?? false,
        ...networks(Options),
        OutsideIpAddressType: 'PublicIpv4',
        TunnelInsideIpVersion: 'ipv4',
        TunnelOptions: openTunnels(ctx, Options.TunnelOptions ?? []),
        ...(Options.TunnelBandwidth !== undefined && { TunnelBandwidth: Options.TunnelBandwidth }),
      },
      Routes: [],
      Tags,
      VpnConnectionId: id,
      State: 'pending',
      Type,
      CustomerGatewayId,
    })
    const created = withConfiguration(ctx, attach(ctx, held))
    ctx.after('vpn-connection-available', 'vpn-connection-available', { id })
    return { VpnConnection: vpnConnections.print(ctx, created) }
  },
)

function refuseUnsimulated({ Options = {}, ...input }: Ec2.CreateVpnConnectionRequest): void {
  const asked =
    Options.EnableAcceleration === true ||
    Options.TunnelInsideIpVersion === 'ipv6' ||
    (Options.OutsideIpAddressType ?? 'PublicIpv4') !== 'PublicIpv4' ||
    input.VpnConcentratorId !== undefined ||
    input.PreSharedKeyStorage !== undefined
  if (asked) throw new AwsError('UnsupportedOperation', 'This kind of VPN connection is not simulated.')
}

interface GatewayRequest {
  readonly VpnGatewayId?: string | undefined
  readonly TransitGatewayId?: string | undefined
}

/** The one gateway at AWS's end, or none yet. */
export function requireGateway(
  ctx: Context,
  { VpnGatewayId, TransitGatewayId }: GatewayRequest,
): GatewayRequest {
  if (VpnGatewayId !== undefined && TransitGatewayId !== undefined) {
    throw invalidCombination('Only one of vpnGatewayId and transitGatewayId can be specified.')
  }
  if (TransitGatewayId !== undefined) {
    requireReadyGateway(ctx, TransitGatewayId)
    return { TransitGatewayId }
  }
  if (VpnGatewayId === undefined) return {}
  const gateway = vpnGateways.require(ctx, VpnGatewayId)
  if (gateway.record.State === 'deleted') throw vpnGateways.spec.missing(VpnGatewayId)
  if (vpnConnections.count(ctx, 'vpn-gateway', VpnGatewayId) >= ctx.limit('vpn-connections-per-vgw')) {
    throw tooMany()
  }
  return { VpnGatewayId }
}

const everywhere = '0.0.0.0/0'

interface Networks {
  readonly LocalIpv4NetworkCidr?: string | undefined
  readonly RemoteIpv4NetworkCidr?: string | undefined
}

export function networks(asked: Networks, before: Networks = {}): Networks {
  return {
    LocalIpv4NetworkCidr: network(asked.LocalIpv4NetworkCidr ?? before.LocalIpv4NetworkCidr ?? everywhere),
    RemoteIpv4NetworkCidr: network(asked.RemoteIpv4NetworkCidr ?? before.RemoteIpv4NetworkCidr ?? everywhere),
  }
}

function network(text: string): string {
  const cidr = canonicalCidr(text)
  if (cidr !== undefined && !cidr.includes(':')) return cidr
  throw invalidParameter(`Value (${text}) is invalid. This is not a valid CIDR block.`)
}

function openTunnels(ctx: Context, asked: readonly Ec2.VpnTunnelOptionsSpecification[]): Ec2.TunnelOption[] {
  if (asked.length > 2) throw invalidParameter('A VPN connection has two tunnels.')
  const taken = insideBlocksInUse(ctx)
  return [0, 1].map((i) => {
    const options = asked[i] ?? {}
    checkTunnelOptions(options, taken)
    const tunnel = tunnelWith(ctx.store, takePublicAddress(ctx.store, ctx.region), options, taken)
    taken.add(tunnel.TunnelInsideCidr ?? '')
    return tunnel
  })
}

// "The CIDR block must be unique across all VPN connections that use the same virtual private gateway": unique in the
// account and Region is simpler to keep, and no one is refused a block by that who did not ask for it.
export function insideBlocksInUse(ctx: Context, except?: string): Set<string> {
  const others = vpnConnections
    .by(ctx, 'there', `${ctx.account}/${ctx.region}`)
    .filter((held) => vpnConnections.idOf(held) !== except)
  return new Set(
    others.flatMap(({ record }) =>
      (record.Options?.TunnelOptions ?? []).map(({ TunnelInsideCidr = '' }) => TunnelInsideCidr),
    ),
  )
}

/** Attaches a connection to its transit gateway, if it has one. */
export function attach(ctx: Context, held: VpnConnection): VpnConnection {
  const { TransitGatewayId, VpnConnectionId = '' } = held.record
  if (TransitGatewayId === undefined) return held
  const attachment = openAttachment(ctx, {
    gateway: requireReadyGateway(ctx, TransitGatewayId),
    type: 'vpn',
    resource: VpnConnectionId,
    resourceOwner: ctx.account,
    state: 'pending',
  })
  planAvailable(ctx, attachment)
  return vpnConnections.update(ctx, held, {}, { attachment: transitGatewayAttachments.idOf(attachment) })
}

export function detach(ctx: Context, held: VpnConnection): void {
  const attachment = transitGatewayAttachments.get(ctx, held.side.attachment ?? '')
  if (attachment) beginDetaching(ctx, attachment)
}

export function withConfiguration(ctx: Context, held: VpnConnection): VpnConnection {
  const { CustomerGatewayId = '', VpnGatewayId = '', TransitGatewayId = '' } = held.record
  const customer = requireCustomerGateway(ctx, CustomerGatewayId).record
  const amazonAsn =
    transitGateways.get(ctx, TransitGatewayId)?.record.Options?.AmazonSideAsn ??
    vpnGateways.get(ctx, VpnGatewayId)?.record.AmazonSideAsn ??
    64512
  const CustomerGatewayConfiguration = configurationText({ connection: held.record, customer, amazonAsn })
  return vpnConnections.update(ctx, held, { CustomerGatewayConfiguration })
}

export const vpnConnectionAvailable = due<{ id: string }>('vpn-connection-available', ({ id }, ctx) => {
  const held = vpnConnections.get(ctx, id)
  const state: string | undefined = held?.record.State
  if (!held || (state !== 'pending' && state !== 'modifying')) return
  const LastStatusChange = timestamp(ctx.now - (ctx.now % 1000))
  const { VgwTelemetry, Options } = held.record
  vpnConnections.update(ctx, held, {
    State: 'available',
    VgwTelemetry:
      VgwTelemetry ??
      Options?.TunnelOptions?.map(({ OutsideIpAddress }) => ({
        AcceptedRouteCount: 0,
        LastStatusChange,
        OutsideIpAddress,
        Status: 'DOWN' as const,
        StatusMessage: downMessage,
      })),
  })
  settleLine(ctx, id)
})

export const deleteVpnConnection = operation(
  'ec2',
  'DeleteVpnConnection',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpnConnection' },
  ({ VpnConnectionId: id }, ctx) => {
    const held = requireConnection(ctx, id)
    if (held.record.State === 'deleting') return {}
    detach(ctx, held)
    vpnConnections.update(ctx, held, { State: 'deleting' })
    ctx.after('vpn-connection-deleted', 'vpn-connection-deleted', { id })
    return {}
  },
)

export const vpnConnectionDeleted = due<{ id: string }>('vpn-connection-deleted', ({ id }, ctx) => {
  const held = vpnConnections.get(ctx, id)
  if (held?.record.State !== 'deleting') return
  for (const { OutsideIpAddress = '' } of held.record.Options?.TunnelOptions ?? []) {
    releasePublicAddress(ctx.store, OutsideIpAddress)
  }
  const { CustomerGatewayConfiguration: _, VgwTelemetry: __, ...record } = held.record
  ctx.store.put(vpnConnections.table, {
    ...held,
    record: { ...record, Routes: [], State: 'deleted' as const },
  })
  ctx.after('vpn-connection-forgotten', 'vpn-connection-forgotten', { id })
})

export const vpnConnectionForgotten = due<{ id: string }>('vpn-connection-forgotten', ({ id }, ctx) => {
  const held = vpnConnections.get(ctx, id)
  if (held) vpnConnections.remove(ctx, held)
})
