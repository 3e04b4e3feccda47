import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { attributeOf } from './attributes.ts'
import { tooMany, validationError } from './errors.ts'
import { targetGroupAttributes } from './target-group-attributes.ts'
import { loadBalancersBehind, requireTargetGroup, type TargetGroup } from './target-groups.ts'
import { requireTargets, zoneOfTarget } from './target-kinds.ts'
import { dropTarget, findTarget, forgetDrained, registrations, targetsOf } from './targets.ts'

export const registerTargets = operation(
  'elbv2',
  'RegisterTargets',
  {
    fidelity: {
      simplified: 'The quotas of targets per Availability Zone and per load balancer are not counted.',
    },
    source: 'Elastic Load Balancing API reference, RegisterTargets',
  },
  ({ TargetGroupArn, Targets }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    if (!Targets.length) throw validationError('At least one target must be specified')
    const targets = requireTargets(ctx, group.record, Targets)
    forgetDrained(ctx, TargetGroupArn)
    for (const target of targets) {
      const before = findTarget(ctx.store, TargetGroupArn, target.id, target.port)
      const isNew = !before || before.drainsUntil !== undefined
      if (isNew) ctx.store.put(registrations, { group: TargetGroupArn, ...target, since: ctx.now })
    }
    requireQuota(ctx, group)
    return {}
  },
)

function requireQuota(ctx: Context, { record }: TargetGroup): void {
  const { TargetGroupArn = '', TargetType } = record
  // Network Load Balancer guide, application-load-balancer-target: one Application Load Balancer in a group.
  const limit = TargetType === 'alb' ? 1 : ctx.limit('targets-per-target-group')
  const active = targetsOf(ctx, TargetGroupArn).filter(({ drainsUntil }) => drainsUntil === undefined)
  if (active.length > limit) throw tooMany('TooManyTargets', 'targets in this target group')
  if (record.Protocol !== 'GENEVE') return
  const inZone = new Map<string | undefined, number>()
  for (const target of active) {
    const zone = zoneOfTarget(ctx, target)
    inZone.set(zone, (inZone.get(zone) ?? 0) + 1)
  }
  if (Math.max(0, ...inZone.values()) > ctx.limit('targets-per-az-per-geneve-group')) {
    throw tooMany('TooManyTargets', 'targets in an Availability Zone of this target group')
  }
}

export const deregisterTargets = operation(
  'elbv2',
  'DeregisterTargets',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DeregisterTargets' },
  ({ TargetGroupArn, Targets }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    if (!Targets.length) throw validationError('At least one target must be specified')
    forgetDrained(ctx, TargetGroupArn)
    const delay = delayOf(ctx, group)
    for (const { Id = '', Port = group.record.Port ?? 0 } of Targets) {
      // "Note: If the specified target does not exist, the action returns successfully."
      const target = findTarget(ctx.store, TargetGroupArn, Id, Port)
      if (!target || target.drainsUntil !== undefined) continue
      if (delay === 0) dropTarget(ctx.store, target)
      else ctx.store.put(registrations, { ...target, drainsUntil: ctx.now + delay })
    }
    return {}
  },
)

/** For how many milliseconds connections go on; where no load balancer sends any, not at all. */
function delayOf(ctx: Context, { record, side }: TargetGroup): number {
  if (!loadBalancersBehind(ctx, record.TargetGroupArn ?? '').length) return 0
  const specs = targetGroupAttributes(record)
  return Number(attributeOf(specs, side.attributes, 'deregistration_delay.timeout_seconds')) * 1000
}

/** How a request names a target where it means one that may be registered. */
export const namesTarget = (
  group: Elbv2.TargetGroup,
  { Id, Port = group.Port }: Elbv2.TargetDescription,
): { id: string; port: number } => ({ id: Id ?? '', port: Port ?? 0 })
