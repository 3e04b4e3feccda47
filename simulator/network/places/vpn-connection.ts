import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import type { Fabric } from '../fabric.ts'
import { farEndOf } from '../far-ends.ts'
import { place } from '../place.ts'
import type { Position, VpnConnectionIn, VpnConnectionOut } from '../positions.ts'
import { mtu } from '../rules/mtu.ts'
import { tunnelIsUp, vpnNetworks } from '../rules/vpn-connection.ts'

// VPN user guide, cgw-best-practice and how_it_works: 1446 bytes with the usual algorithms; neither jumbo frames nor
// path MTU discovery.
const tunnelMtu = 1446

export const vpnConnectionOut = place<VpnConnectionOut>({
  kind: 'vpn-connection-out',
  idOf: ({ connection }) => connection,
  rules: [tunnelIsUp, vpnNetworks, mtu(tunnelMtu, 'untold')],
  next: ({ fabric, packet, at: { connection } }) => farEndOf(fabric, connection, packet),
})

export const vpnConnectionIn = place<VpnConnectionIn>({
  kind: 'vpn-connection-in',
  idOf: ({ connection }) => connection,
  rules: [tunnelIsUp, vpnNetworks, mtu(tunnelMtu, 'untold')],
  next: ({ fabric, at: { connection } }) => ({ to: behind(fabric, connection) }),
})

function behind(fabric: Fabric, connection: string): Position {
  const held = vpnConnections.get(fabric, connection)
  const { TransitGatewayId, VpnGatewayId = '' } = held?.record ?? {}
  if (TransitGatewayId === undefined)
    return { kind: 'vpn-gateway-in', gateway: VpnGatewayId, line: connection }
  return { kind: 'transit-gateway-in', gateway: TransitGatewayId, attachment: held?.side.attachment ?? '' }
}
