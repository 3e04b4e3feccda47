import { formatAddress } from '../../kernel/address.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import { isIcmp, protocolName, tcp } from '../packet.ts'
import type { GatewayEndpointOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// PrivateLink guide, gateway-endpoints: "Endpoint connections cannot be extended out of a VPC. Resources on the other
// side of a VPN connection, VPC peering connection, transit gateway, or AWS Direct Connect connection in your VPC cannot
// use a gateway endpoint".
export const gatewayEndpointSource: Rule<GatewayEndpointOut> = {
  id: 'gateway-endpoint-source',
  question: 'Does the packet come from an address of the endpoint’s VPC?',
  judge: ({ fabric, packet: { source }, at: { endpoint, vpc } }) =>
    isInVpc(fabric, vpc, source)
      ? pass('source-is-of-the-vpc', [vpc])
      : drop('gateway-endpoint-source', [endpoint, formatAddress(source)]),
}

// Reachability Analyzer guide, explanation-codes: a gateway endpoint takes TCP and ICMP echo.
export const gatewayEndpointProtocol: Rule<GatewayEndpointOut> = {
  id: 'gateway-endpoint-protocol',
  question: 'Is the packet of a kind that gateway endpoints carry?',
  judge({ packet, at: { endpoint } }) {
    const isPing = isIcmp(packet) && (packet.type === 8 || packet.type === 128)
    if (packet.protocol === tcp || isPing) return pass('gateway-endpoint-carries', [endpoint])
    return drop('gateway-endpoint-protocol', [endpoint, protocolName(packet.protocol)])
  },
}
