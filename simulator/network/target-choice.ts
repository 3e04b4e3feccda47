import type { Elbv2 } from '../api/generated/types.d.ts'
import { activeShiftOf } from '../services/arc-zonal-shift/zonal-shifts.ts'
import type { Listener } from '../services/elbv2/listeners.ts'
import type { LoadBalancer } from '../services/elbv2/load-balancers.ts'
import { type TargetGroup, targetGroups } from '../services/elbv2/target-groups.ts'
import { actionFor } from './compiled/listener-rules.ts'
import { crossesZones, settingsOf, type Target, targetsOf } from './compiled/load-balancers.ts'
import type { Fabric } from './fabric.ts'
import { flowHash, type Packet } from './packet.ts'
import type { Probe } from './rule.ts'
import { stateOfTarget } from './target-states.ts'

// Which of its targets a node of a load balancer sends a flow to.

export interface Asked {
  readonly fabric: Fabric
  readonly probe: Probe
  readonly packet: Packet
  readonly balancer: LoadBalancer
  readonly listener: Listener
  /** The id of the node's zone. */
  readonly zone: string
}

export interface Chosen {
  readonly group: TargetGroup
  readonly target: Target
  /** Whether it is one of the healthy; else none is, and any will do. */
  readonly isHealthy: boolean
  /** Whether another flow might have gone to another target. */
  readonly isSpread: boolean
  /** The listener's rule that chose the target group; none where it is the default one. */
  readonly rule?: string
}

export type Choice =
  | Chosen
  /** An Application Load Balancer answers by itself. */
  | { readonly action: Elbv2.Action; readonly rule?: string }
  | { readonly none: 'no-targets'; readonly group: string }
  /** Those that would do are in other zones. */
  | { readonly none: 'not-in-zone'; readonly group: string; readonly zones: readonly string[] }

export function chooseTarget(asked: Asked): Choice {
  const { action, rule } = actionFor(asked.fabric, asked.listener, asked.packet)
  const by = rule === undefined ? {} : { rule }
  if (action && action.Type !== 'forward') return { action, ...by }
  const arn = groupFor(action, asked.packet)
  const group = targetGroups.get(asked.fabric, arn)
  if (!group) return { none: 'no-targets', group: arn }
  const crosses = settingsOf(group).crossZone ?? crossesZones(asked.balancer)
  const usable = targetsOf(asked.fabric, arn).filter((target) => isUsable(asked, group, crosses, target))
  if (!usable.length) return { none: 'no-targets', group: arn }
  // Network Load Balancer guide, network-load-balancers: without cross-zone load balancing, targets of the own zone.
  const near = crosses ? usable : usable.filter(({ zone }) => zone === undefined || zone === asked.zone)
  if (!near.length) {
    const zones = [...new Set(usable.flatMap(({ zone }) => zone ?? []))].sort()
    return { none: 'not-in-zone', group: arn, zones }
  }
  return { ...choose(asked, group, near), ...by }
}

/** API reference, ForwardActionConfig: one of several groups, by their weights. */
function groupFor(action: Elbv2.Action | undefined, packet: Packet): string {
  const groups = action?.ForwardConfig?.TargetGroups ?? []
  const total = groups.reduce((sum, { Weight = 1 }) => sum + Weight, 0)
  let rest = total > 0 ? flowHash(packet, 'target group') % total : 0
  for (const { TargetGroupArn = '', Weight = 1 } of groups) {
    if (rest < Weight) return TargetGroupArn
    rest -= Weight
  }
  return action?.TargetGroupArn ?? groups[0]?.TargetGroupArn ?? ''
}

/** Neither one that drains or is no target of the load balancer's, nor one in a zone that traffic is shifted from. */
function isUsable(
  { fabric, probe, balancer }: Asked,
  group: TargetGroup,
  crosses: boolean,
  target: Target,
): boolean {
  const { registration } = target
  if (registration.drainsUntil !== undefined) return false
  if (stateOfTarget(fabric, probe, group, registration).State === 'unused') return false
  const arn = balancer.record.LoadBalancerArn ?? ''
  // Network Load Balancer guide, zonal-shift: with cross-zone load balancing, targets in the
  // zone get nothing any more; without, it is DNS that leaves the zone out.
  return !crosses || target.zone === undefined || target.zone !== activeShiftOf(fabric, arn)?.record.awayFrom
}

// Network Load Balancer guide, target-group-health: with too few healthy targets, flows go to all that the node has.
function choose({ fabric, probe, packet }: Asked, group: TargetGroup, near: readonly Target[]): Chosen {
  const { fewest, leastShare, staysBySource } = settingsOf(group)
  const healthy = near.filter(
    ({ registration }) => stateOfTarget(fabric, probe, group, registration).State === 'healthy',
  )
  const isHealthy = healthy.length >= Math.max(1, fewest, leastShare * near.length)
  const candidates = isHealthy ? healthy : near
  const { protocol, source } = packet
  const hashed: Packet = staysBySource
    ? { protocol, source, destination: 0, sourcePort: 0, destinationPort: 0 }
    : packet
  const target = candidates[flowHash(hashed, group.record.TargetGroupArn) % candidates.length]!
  return { group, target, isHealthy, isSpread: candidates.length > 1 }
}
