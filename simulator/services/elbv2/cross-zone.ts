import { attributeOf } from './attributes.ts'
import { loadBalancerAttributes } from './load-balancer-attributes.ts'
import type { LoadBalancer } from './load-balancers.ts'
import type { TargetGroup } from './target-groups.ts'

const key = 'load_balancing.cross_zone.enabled'

// Application and Network Load Balancer guides, target-group-cross-zone: whether the nodes of a load balancer use targets
// in other zones is for the target group to say, or else for the load balancer.

/** What the target group says; undefined if it leaves it to the load balancer. */
export function crossZoneOfGroup({ side }: TargetGroup): boolean | undefined {
  const own = side.attributes[key]
  return own === 'true' || own === 'false' ? own === 'true' : undefined
}

export const crossZoneOfBalancer = ({ record, side }: LoadBalancer): boolean =>
  attributeOf(loadBalancerAttributes(record), side.attributes, key) === 'true'

export const isCrossZone = (balancer: LoadBalancer, group: TargetGroup): boolean =>
  crossZoneOfGroup(group) ?? crossZoneOfBalancer(balancer)
