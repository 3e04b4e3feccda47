import type { Elbv2 } from '../../api/generated/types.d.ts'
import { zoneIdOf } from '../../world/catalogue/regions.ts'
import { activeShiftOf } from '../arc-zonal-shift/zonal-shifts.ts'
import type { Context } from '../context.ts'
import { isCrossZone } from './cross-zone.ts'
import type { LoadBalancer } from './load-balancers.ts'
import type { TargetGroup } from './target-groups.ts'
import { zoneOfTarget } from './target-kinds.ts'
import type { Registration } from './targets.ts'

// Application and Network Load Balancer guides, zonal-shift, "Administrative override": whether targets are left out
// because traffic is shifted away from their zone. The words of the first are observed.
const overrides = {
  no_override: ['NoOverride', 'No override is currently active on target'],
  zonal_shift_active: ['ZonalShiftActive', 'Zonal shift is active on target'],
  zonal_shift_delegated_to_dns: ['ZonalShiftDelegatedToDns', 'Zonal shift is delegated to DNS'],
} as const

export function administrativeOverride(
  ctx: Context,
  balancer: LoadBalancer,
  group: TargetGroup,
  target: Registration,
): Elbv2.AdministrativeOverride {
  const State = stateOf(ctx, balancer, group, target)
  const [reason, Description] = overrides[State]
  return { State, Reason: `AdministrativeOverride.${reason}`, Description }
}

function stateOf(
  ctx: Context,
  balancer: LoadBalancer,
  group: TargetGroup,
  target: Registration,
): keyof typeof overrides {
  const away = activeShiftOf(ctx, balancer.record.LoadBalancerArn ?? '')?.record.awayFrom
  const zone = zoneIdOf(ctx.account, zoneOfTarget(ctx, target) ?? '')
  if (away === undefined || zone !== away) return 'no_override'
  return isCrossZone(balancer, group) ? 'zonal_shift_active' : 'zonal_shift_delegated_to_dns'
}
