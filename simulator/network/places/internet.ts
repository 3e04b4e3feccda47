import { formatAddress } from '../../kernel/address.ts'
import { egressOnlyGatewayOf, internetGatewayOf } from '../compiled/public-addresses.ts'
import type { Fabric } from '../fabric.ts'
import type { Flow } from '../flow.ts'
import { type Move, place } from '../place.ts'
import type { Internet, Position } from '../positions.ts'
import { egressOnlyFlows } from '../rules/egress-only-gateway.ts'
import { type PublicOwner, publicAddressOwner } from '../rules/public-address-owner.ts'
import { serviceListens } from '../rules/service-listens.ts'

export const internet = place<Internet, PublicOwner>({
  kind: 'internet',
  idOf: () => 'internet',
  rules: [publicAddressOwner, serviceListens],
  next({ fabric, packet, flow }, owner): Move {
    if (owner.kind === 'interface') {
      const { eni } = owner
      const vpc = eni.record.VpcId ?? ''
      return { to: { kind: 'internet-gateway-in', gateway: internetGatewayOf(fabric, vpc) ?? '', vpc, eni } }
    }
    if (owner.kind === 'site') return { to: owner.to }
    if (owner.kind === 'vpc') return { to: wayInto(fabric, flow, owner.vpc) }
    // It answers nobody but the customer's device, who has the key.
    if (owner.kind === 'tunnel') return { arrival: { kind: 'service', id: owner.gateway, packet } }
    const id = formatAddress(packet.destination)
    const answersFrom: Position = { kind: 'internet' }
    if (owner.kind === 'host') return { arrival: { kind: 'internet', id, packet, answersFrom } }
    const { name, region } = owner
    return { arrival: { kind: 'service', id, packet, answersFrom, service: { name, region } } }
  },
})

/** IPv6 comes into a VPC by the gateway that the flow went out by, or else by whichever the VPC has. */
function wayInto(fabric: Fabric, flow: Flow, vpc: string): Position {
  const used = flow.direction === 'reply' ? egressOnlyFlows.recall(flow, vpc) : undefined
  const open = used === undefined ? internetGatewayOf(fabric, vpc) : undefined
  const outwards = used ?? (open === undefined ? egressOnlyGatewayOf(fabric, vpc) : undefined)
  if (outwards !== undefined) return { kind: 'egress-only-gateway-in', gateway: outwards, vpc }
  return { kind: 'internet-gateway-in', gateway: open ?? '', vpc }
}
