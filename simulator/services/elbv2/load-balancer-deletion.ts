import type { Context } from '../context.ts'
import { closeInterface } from '../ec2/network-interfaces.ts'
import { operation } from '../operation.ts'
import { attributeOf } from './attributes.ts'
import { notPermitted, resourceInUse } from './errors.ts'
import { closeListenersOf } from './listener-deletion.ts'
import { loadBalancerAttributes } from './load-balancer-attributes.ts'
import { type LoadBalancer, loadBalancers } from './load-balancers.ts'
import { requireArn } from './names.ts'
import { registrationsOf } from './targets.ts'

export const deleteLoadBalancer = operation(
  'elbv2',
  'DeleteLoadBalancer',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DeleteLoadBalancer' },
  ({ LoadBalancerArn }, ctx) => {
    requireArn('load balancer', LoadBalancerArn)
    const balancer = loadBalancers.find(ctx, LoadBalancerArn)
    // "If the load balancer does not exist or has already been deleted, the call succeeds."
    if (!balancer) return {}
    refuseProtected(balancer)
    refuseTarget(ctx, LoadBalancerArn)
    loadBalancers.delete(ctx, balancer)
    closeListenersOf(ctx, LoadBalancerArn)
    for (const node of balancer.side.nodes) closeInterface(ctx, node.interface)
    return {}
  },
)

function refuseProtected({ record, side }: LoadBalancer): void {
  const specs = loadBalancerAttributes(record)
  if (attributeOf(specs, side.attributes, 'deletion_protection.enabled') !== 'true') return
  throw notPermitted(
    `Load balancer '${record.LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
  )
}

// Network Load Balancer guide, application-load-balancer-target: an Application Load Balancer that is a target has to
// be deregistered first.
function refuseTarget(ctx: Context, arn: string): void {
  if (registrationsOf(ctx, arn).every(({ drainsUntil }) => drainsUntil !== undefined)) return
  throw resourceInUse(
    `Load balancer '${arn}' cannot be deleted because it is currently registered with a target group`,
  )
}
