import type { DropExplanation } from './explanation.ts'

// Reasons at load balancers, and at the appliances behind them.

export const balancerDrops = {
  // At a load balancer.
  'balancer-not-active': {
    sentence: 'The load balancer is not active.',
    code: 'BAD_STATE',
    outcome: 'denied-in',
  },
  'no-listener': {
    sentence:
      'The Network Load Balancer has no listener for the protocol and port, and drops the packet in silence.',
    code: 'ELBV2_LISTENERS_MISMATCH',
    outcome: 'denied-in',
  },
  'no-listener-for-requests': {
    sentence: 'The Application Load Balancer has no listener on the port.',
    code: 'ELBV2_LISTENERS_MISMATCH',
    answer: 'reset',
    outcome: 'denied-in',
  },
  'target-group-is-empty': {
    sentence: 'The target group has no target that takes new connections.',
    code: 'ELBV2_LISTENER_HAS_NO_TG',
    answer: 'reset',
    outcome: 'no-neighbor',
  },
  'no-target-in-zone': {
    sentence:
      'Cross-zone load balancing is off, and no target is in the Availability Zone of the load balancer’s node.',
    code: 'ELBV2_NO_TARGETS_IN_AZ',
    answer: 'reset',
    outcome: 'no-neighbor',
  },
  'no-target-for-requests': {
    sentence: 'The Application Load Balancer has no target to send the request to, and answers 503 itself.',
    code: 'ELBV2_LISTENER_HAS_NO_TG',
    answer: 'http-503',
    outcome: 'no-neighbor',
  },
  'client-is-the-target': {
    sentence:
      'The load balancer chose the client itself as the target and preserves its address: the target would see a packet from itself.',
    code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION',
    outcome: 'denied-in',
  },
  'client-address-needs-near-target': {
    sentence:
      'Client addresses can be preserved only for targets in the load balancer’s VPC or in one that is peered in the Region.',
    code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION',
    outcome: 'denied-in',
  },
  // At a Gateway Load Balancer and its appliances.
  'inspection-is-ipv4-only': {
    sentence: 'The Gateway Load Balancer endpoint has the IP address type ipv4, so it takes no IPv6.',
    outcome: 'denied-in',
  },
  'client-address-not-inspected': {
    sentence:
      'The Network Load Balancer preserves the client’s address, and a Gateway Load Balancer endpoint is between it and the target.',
    code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION',
    outcome: 'denied-in',
  },
  'egress-only-after-inspection': {
    sentence:
      'An egress-only internet gateway does not take what comes out of a Gateway Load Balancer endpoint.',
    outcome: 'denied-out',
  },
  'no-listener-for-inspection': {
    sentence: 'The Gateway Load Balancer has no listener, so it has no appliances to send packets to.',
    code: 'ELBV2_LISTENERS_MISMATCH',
    outcome: 'no-neighbor',
  },
  'no-appliance-registered': {
    sentence: 'No appliance is registered with the target group of the Gateway Load Balancer.',
    code: 'ELBV2_LISTENER_HAS_NO_TG',
    outcome: 'no-neighbor',
  },
  'no-appliance-in-zone': {
    sentence:
      'No appliance is in the Availability Zone of the Gateway Load Balancer’s node, and cross-zone load balancing is off.',
    code: 'ELBV2_NO_TARGETS_IN_AZ',
    outcome: 'no-neighbor',
  },
  'no-appliance-healthy': {
    sentence: 'None of the appliances is healthy, so the Gateway Load Balancer’s traffic is lost.',
    outcome: 'no-neighbor',
  },
  'inspection-knows-no-such-flow': {
    sentence:
      'The Gateway Load Balancer did not see how the connection began: only the answer comes through it, or through this endpoint of it.',
    outcome: 'denied-in',
  },
  'appliance-does-not-inspect': {
    sentence:
      'The appliance sends packets on by itself instead of giving them back to the Gateway Load Balancer.',
    outcome: 'denied-in',
  },
  'appliance-denies': {
    sentence: 'A rule of the appliance, or what it does by default, denies the packet.',
    code: 'FIREWALL_RULES_RESTRICTION',
    outcome: 'denied-in',
  },
  'appliance-missed-the-answer': {
    sentence:
      'The appliance is stateful and did not see the answer, which took another way: it drops what follows on the connection.',
    outcome: 'denied-in',
  },
  'appliance-knows-no-such-flow': {
    sentence:
      'The appliance is stateful and did not see how the flow began: the answer took another way than the first packet.',
    outcome: 'denied-in',
  },
} as const satisfies Readonly<Record<string, DropExplanation>>
