import { place } from '../place.ts'
import type { EgressOnlyGatewayIn, EgressOnlyGatewayOut } from '../positions.ts'
import { egressOnlyAccessIn, egressOnlyAccessOut } from '../rules/block-public-access.ts'
import { answersOnly, egressOnlyFlows, opensOutwards } from '../rules/egress-only-gateway.ts'
import { notInspected } from '../rules/inspection-service.ts'
import { globalDestination, sourceOfVpc } from '../rules/internet-gateway.ts'
import { mtu } from '../rules/mtu.ts'

const internetMtu = 1500

export const egressOnlyGatewayOut = place<EgressOnlyGatewayOut>({
  kind: 'egress-only-gateway-out',
  idOf: ({ gateway }) => gateway,
  rules: [globalDestination, sourceOfVpc, opensOutwards, notInspected, egressOnlyAccessOut, mtu(internetMtu)],
  next({ packet, at: { gateway, vpc } }) {
    const { sender: _, ...anonymous } = packet
    return { to: { kind: 'internet' }, packet: anonymous, notes: [egressOnlyFlows.note(vpc, gateway)] }
  },
})

export const egressOnlyGatewayIn = place<EgressOnlyGatewayIn>({
  kind: 'egress-only-gateway-in',
  idOf: ({ gateway }) => gateway,
  rules: [answersOnly, egressOnlyAccessIn, mtu(internetMtu)],
  next: ({ at: { gateway, vpc } }) => ({ to: { kind: 'vpc-in', vpc, gateway } }),
})
