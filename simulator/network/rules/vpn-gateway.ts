import { formatAddress } from '../../kernel/address.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { isDown } from '../../services/fault/faults.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import { tunnelUp, type WayToSite, wayFromVpnGateway } from '../compiled/ways-to-sites.ts'
import type { Fabric } from '../fabric.ts'
import type { VpnGatewayIn, VpnGatewayOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

const attached: readonly (string | undefined)[] = ['attached', 'attaching']

/** The VPC that a virtual private gateway is attached to. */
export const vpcOfGateway = (fabric: Fabric, gateway: string): string | undefined =>
  vpnGateways.get(fabric, gateway)?.record.VpcAttachments?.find(({ State }) => attached.includes(State))
    ?.VpcId

export const vpnGatewayAttached: Rule<VpnGatewayIn | VpnGatewayOut> = {
  id: 'vpn-gateway-attached',
  question: 'Is the virtual private gateway attached to the VPC, and does it work?',
  judge({ fabric, at }) {
    if (isDown(fabric, at.gateway)) return drop('struck-by-fault', [at.gateway])
    const vpc = vpcOfGateway(fabric, at.gateway)
    const isRight = at.kind === 'vpn-gateway-in' ? vpc !== undefined : vpc === at.vpc
    if (isRight) return pass('vpn-gateway-is-attached', [at.gateway])
    return drop('vpn-gateway-not-attached', [at.gateway])
  },
}

// VPC peering guide, invalid-peering-configurations, "Edge to edge routing": a peer cannot use the VPC's connection to
// on premises.
export const vpnGatewaySource: Rule<VpnGatewayOut> = {
  id: 'vpn-gateway-source',
  question: 'Does the packet come from an address of the VPC?',
  judge({ fabric, packet: { source }, at: { gateway, vpc } }) {
    if (isInVpc(fabric, vpc, source)) return pass('source-is-of-the-vpc', [vpc])
    return drop('vpn-gateway-sends-for-its-vpc-only', [gateway, formatAddress(source)])
  },
}

export const vpnGatewayRoute: Rule<VpnGatewayOut, WayToSite> = {
  id: 'vpn-gateway-route',
  question: 'Does a line to on premises bring the gateway a route to the destination?',
  judge({ fabric, packet, at: { gateway } }) {
    const found = wayFromVpnGateway(fabric, gateway, packet)
    if (found) return pass('way-to-site-found', [gateway, found.line], { found })
    const down = vpnConnections
      .by(fabric, 'vpn-gateway', gateway)
      .filter((one) => tunnelUp(fabric.store, one) === undefined)
      .map((one) => vpnConnections.idOf(one))
    const note = down.map((id) => `Both tunnels of ${id} are down.`).join(' ')
    return drop('vpn-gateway-has-no-way', [gateway, ...down], note ? { note } : undefined)
  },
}

export type BehindVpnGateway = { readonly vpc: string } | { readonly way: WayToSite }

/**
 * Inwards, to the VPC; or, as the VPN user guide's VPN_CloudHub has it, to another site that speaks BGP with the same
 * gateway.
 */
export const vpnGatewayDestination: Rule<VpnGatewayIn, BehindVpnGateway> = {
  id: 'vpn-gateway-destination',
  question: 'Is the packet for an address of the gateway’s VPC?',
  judge({ fabric, packet, at: { gateway, line } }) {
    const vpc = vpcOfGateway(fabric, gateway) ?? ''
    const { destination } = packet
    if (isInVpc(fabric, vpc, destination)) return pass('destination-is-of-the-vpc', [vpc], { found: { vpc } })
    const way = wayFromVpnGateway(fabric, gateway, packet)
    const isOtherSite =
      way && way.line !== line && way.kind !== 'vpn-static' && way.directConnectGateway === undefined
    if (isOtherSite) return pass('way-to-site-found', [gateway, way.line], { found: { way } })
    return drop('vpn-gateway-leads-to-its-vpc-only', [gateway, formatAddress(destination)])
  },
}
