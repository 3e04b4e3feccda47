import type { WayToSite } from '../compiled/ways-to-sites.ts'
import { place } from '../place.ts'
import type { Position, VpnGatewayIn, VpnGatewayOut } from '../positions.ts'
import {
  type BehindVpnGateway,
  vpnGatewayAttached,
  vpnGatewayDestination,
  vpnGatewayRoute,
  vpnGatewaySource,
} from '../rules/vpn-gateway.ts'

export const vpnGatewayOut = place<VpnGatewayOut, WayToSite>({
  kind: 'vpn-gateway-out',
  idOf: ({ gateway }) => gateway,
  rules: [vpnGatewayAttached, vpnGatewaySource, vpnGatewayRoute],
  next({ packet, at: { gateway } }, way) {
    const { sender: _, ...anonymous } = packet
    return { to: along(gateway, way), packet: anonymous }
  },
})

export const vpnGatewayIn = place<VpnGatewayIn, BehindVpnGateway>({
  kind: 'vpn-gateway-in',
  idOf: ({ gateway }) => gateway,
  rules: [vpnGatewayAttached, vpnGatewayDestination],
  next: ({ at: { gateway } }, found) => ({
    to: 'vpc' in found ? { kind: 'vpc-in', vpc: found.vpc, gateway } : along(gateway, found.way),
  }),
})

function along(gateway: string, { kind, line, directConnectGateway }: WayToSite): Position {
  if (kind !== 'direct-connect') return { kind: 'vpn-connection-out', connection: line }
  if (directConnectGateway === undefined) return { kind: 'virtual-interface-out', line }
  return { kind: 'direct-connect-gateway-out', gateway: directConnectGateway, from: gateway }
}
