import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix } from '../../kernel/address.ts'
import { due, operation } from '../operation.ts'
import { ipv4Block } from './cidr-blocks.ts'
import { requireConnection, vpnConnections } from './vpn-connections.ts'

export const createVpnConnectionRoute = operation(
  'ec2',
  'CreateVpnConnectionRoute',
  { fidelity: 'exact', source: 'EC2 API reference, CreateVpnConnectionRoute' },
  ({ VpnConnectionId, DestinationCidrBlock }, ctx) => {
    const held = requireConnection(ctx, VpnConnectionId)
    const { Options, VpnGatewayId, Routes = [] } = held.record
    // "a static route associated with a VPN connection between an existing virtual private gateway and a VPN customer
    // gateway": neither for BGP nor for a transit gateway, whose own tables take static routes. The words are ours.
    if (!Options?.StaticRoutesOnly || VpnGatewayId === undefined) {
      throw new AwsError(
        'UnsupportedOperation',
        `The VPN connection ${VpnConnectionId} does not take static routes.`,
      )
    }
    const cidr = formatPrefix(ipv4Block(DestinationCidrBlock, 'destinationCidrBlock'))
    // Asked for again, the route is there already, and that is fine.
    if (Routes.some((route) => route.DestinationCidrBlock === cidr)) return {}
    const route: Ec2.VpnStaticRoute = { DestinationCidrBlock: cidr, Source: 'Static', State: 'pending' }
    vpnConnections.update(ctx, held, { Routes: [...Routes, route] })
    ctx.after('vpn-route-changed', 'vpn-route-available', { id: VpnConnectionId, cidr })
    return {}
  },
)

export const vpnRouteAvailable = due<{ id: string; cidr: string }>(
  'vpn-route-available',
  ({ id, cidr }, ctx) => {
    const held = vpnConnections.get(ctx, id)
    if (!held) return
    const Routes = held.record.Routes?.map((route) =>
      route.DestinationCidrBlock === cidr && route.State === 'pending'
        ? { ...route, State: 'available' as const }
        : route,
    )
    vpnConnections.update(ctx, held, { Routes })
  },
)

export const deleteVpnConnectionRoute = operation(
  'ec2',
  'DeleteVpnConnectionRoute',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpnConnectionRoute' },
  ({ VpnConnectionId, DestinationCidrBlock }, ctx) => {
    const held = requireConnection(ctx, VpnConnectionId)
    const cidr = formatPrefix(ipv4Block(DestinationCidrBlock, 'destinationCidrBlock'))
    const { Routes = [] } = held.record
    const kept = Routes.filter((route) => route.DestinationCidrBlock !== cidr)
    if (kept.length === Routes.length) {
      throw new AwsError(
        'InvalidRoute.NotFound',
        `The VPN connection ${VpnConnectionId} has no static route to ${cidr}.`,
      )
    }
    vpnConnections.update(ctx, held, { Routes: kept })
    return {}
  },
)
