import { listenersOf, targetGroupsIn } from '../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import { targetGroups } from '../../services/elbv2/target-groups.ts'
import { targetsOf } from '../../services/elbv2/targets.ts'
import type { Measurement } from '../../services/observations.ts'
import type { Station, TrafficSeen } from '../../world/traffic.ts'
import type { Fabric } from '../fabric.ts'
import { stateOfTarget } from '../target-states.ts'
import { trace } from '../trace.ts'
import { Meter } from './measurement.ts'

/** How many of a load balancer's targets are healthy, as it finds out itself: in each minute in which it is used. */
export function targetMetrics(fabric: Fabric, row: TrafficSeen, { id }: Station): Measurement[] {
  const balancer = loadBalancers.get(fabric, id)
  if (!balancer) return []
  const namespace = balancer.record.Type === 'gateway' ? 'AWS/GatewayELB' : 'AWS/NetworkELB'
  const groups = new Set(
    listenersOf(fabric, id).flatMap(({ record }) => targetGroupsIn(record.DefaultActions)),
  )
  return [...groups].flatMap((arn) => {
    const group = targetGroups.get(fabric, arn)
    if (!group) return []
    const states = targetsOf(fabric, arn).map((target) =>
      stateOfTarget(fabric, (from, packet) => trace(fabric, from, packet), group, target),
    )
    const dimensions = { LoadBalancer: balancerName(id), TargetGroup: arn.slice(arn.indexOf('targetgroup/')) }
    return new Meter(balancer, namespace, row, [dimensions])
      .gauge('HealthyHostCount', states.filter(({ State }) => State === 'healthy').length)
      .gauge('UnHealthyHostCount', states.filter(({ State }) => State === 'unhealthy').length).measurements
  })
}

/** `net/name/id`, `gateway/name/id`: the end of the ARN, as CloudWatch has it. */
export const balancerName = (arn: string): string =>
  arn.split(':loadbalancer/')[1]?.replace(/^gwy\//, 'gateway/') ?? ''
