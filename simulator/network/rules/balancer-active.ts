import { isDown } from '../../services/fault/faults.ts'
import { balancerArnOf, balancerOf } from '../compiled/load-balancers.ts'
import type { BalancerNode } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { struckAt } from '../struck.ts'

// Network Load Balancer guide, network-load-balancers, "Load balancer state"; API reference, LoadBalancerState, for
// the impaired one, which routes traffic too.
export const balancerActive: Rule<BalancerNode> = {
  id: 'balancer-active',
  question: 'Is the load balancer active?',
  judge({ fabric, at: { eni } }) {
    const arn = balancerArnOf(eni)
    const struck = isDown(fabric, arn) ? arn : struckAt(fabric, eni)
    if (struck !== undefined) return drop('struck-by-fault', [struck, arn])
    const state = balancerOf(fabric, eni)?.record.State?.Code
    if (state === 'active' || state === 'active_impaired') return pass('balancer-is-active', [arn])
    return drop('balancer-not-active', [arn], { note: `Its state is ${state ?? 'unknown'}.` })
  },
}
