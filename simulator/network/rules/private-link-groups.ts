import { balancerArnOf, balancerOf } from '../compiled/load-balancers.ts'
import type { BalancerNode } from '../positions.ts'
import { pass, type Rule } from '../rule.ts'
import { securityGroupIngress } from './security-group.ts'

// Network Load Balancer guide, load-balancer-security-groups: inbound rules are applied to PrivateLink traffic unless
// that is turned off, and what they see as its source is the client's own private address.
export const privateLinkGroups: Rule<BalancerNode> = {
  id: 'private-link-groups',
  question: 'Does a security group of the load balancer admit what PrivateLink brings?',
  judge(step) {
    const { fabric, at } = step
    if (!at.through) return pass('not-from-private-link')
    const enforced = balancerOf(fabric, at.eni)?.record.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic
    if (enforced === 'off') return pass('private-link-not-filtered', [balancerArnOf(at.eni)])
    return securityGroupIngress.judge(step)
  },
}
