import { activeShiftOf } from '../../services/arc-zonal-shift/zonal-shifts.ts'
import { isCrossZone } from '../../services/elbv2/cross-zone.ts'
import { listenerRules } from '../../services/elbv2/listener-rules.ts'
import { listenersOf, targetGroupsIn } from '../../services/elbv2/listeners.ts'
import type { LoadBalancer } from '../../services/elbv2/load-balancers.ts'
import { type TargetGroup, targetGroups } from '../../services/elbv2/target-groups.ts'
import { type Node, nodesOf, targetsOf } from '../compiled/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { struckAt } from '../struck.ts'
import { stateOfTarget } from '../target-states.ts'
import type { Lookup } from './lookup.ts'

// Which nodes of a load balancer the DNS names. Network Load Balancer guide, network-load-balancers ("DNS name") and
// target-group-health: those of zones in which each target group has as many healthy targets as it needs to have, or
// all if there are none.

export interface NodesInDns {
  readonly nodes: readonly Node[]
  readonly isHealthy: boolean
  /** Whether some zones are left out because of their targets. */
  readonly isPartial: boolean
}

type Asking = Pick<Lookup, 'fabric' | 'probe'>

export function nodesInDns(asking: Asking, balancer: LoadBalancer): NodesInDns {
  const { fabric } = asking
  const arn = balancer.record.LoadBalancerArn ?? ''
  const all = nodesOf(fabric, arn)
  // ARC guide, arc-zonal-shift: the zone that traffic is shifted from leaves the DNS.
  const away = activeShiftOf(fabric, arn)?.record.awayFrom
  const kept = all.filter(({ eni, zone }) => zone !== away && struckAt(fabric, eni) === undefined)
  // A group without targets does not count, as long as there are others.
  const groups = groupsOf(fabric, arn).filter(
    (group) => targetsOf(fabric, group.record.TargetGroupArn ?? '').length,
  )
  const healthy = kept.filter(
    ({ zone }) => groups.length && groups.every((group) => serves(asking, balancer, group, zone)),
  )
  if (healthy.length) return { nodes: healthy, isHealthy: true, isPartial: healthy.length < kept.length }
  return { nodes: kept.length ? kept : all, isHealthy: false, isPartial: false }
}

function groupsOf(fabric: Fabric, arn: string): TargetGroup[] {
  const arns = listenersOf(fabric, arn).flatMap(({ record }) => [
    ...targetGroupsIn(record.DefaultActions),
    ...listenerRules
      .by(fabric, 'listener', record.ListenerArn ?? '')
      .flatMap((rule) => targetGroupsIn(rule.record.Actions)),
  ])
  return [...new Set(arns)].flatMap((one) => targetGroups.get(fabric, one) ?? [])
}

/** Whether a target group has healthy targets for the node in a zone. */
function serves(
  { fabric, probe }: Asking,
  balancer: LoadBalancer,
  group: TargetGroup,
  zone: string,
): boolean {
  const crosses = isCrossZone(balancer, group)
  return targetsOf(fabric, group.record.TargetGroupArn ?? '').some(
    (target) =>
      (crosses || target.zone === undefined || target.zone === zone) &&
      stateOfTarget(fabric, probe, group, target.registration).State === 'healthy',
  )
}
