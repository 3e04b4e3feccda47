import { memory } from '../flow.ts'
import type { EgressOnlyGatewayIn, EgressOnlyGatewayOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// VPC user guide, egress-only-internet-gateway: stateful, for connections that instances open, over IPv6 alone.

/** By VPC: the egress-only internet gateway that a flow went out by. */
export const egressOnlyFlows = memory<string>('egress-only')

export const opensOutwards: Rule<EgressOnlyGatewayOut> = {
  id: 'opens-outwards',
  question: 'Does the packet belong to a connection that began inside?',
  judge: ({ at: { gateway }, flow }) =>
    flow.direction === 'forward'
      ? pass('connection-began-inside', [gateway])
      : drop('egress-only-knows-no-such-flow', [gateway]),
}

export const answersOnly: Rule<EgressOnlyGatewayIn> = {
  id: 'answers-only',
  question: 'Is the packet an answer to a connection that began inside?',
  judge: ({ at: { gateway, vpc }, flow }) =>
    flow.direction === 'reply' && egressOnlyFlows.recall(flow, vpc) === gateway
      ? pass('connection-began-inside', [gateway])
      : drop('egress-only-lets-nothing-in', [gateway]),
}
