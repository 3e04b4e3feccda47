import type { Elbv2 } from '../api/generated/types.d.ts'
import type { Version } from '../kernel/store.ts'
import type { TargetGroup } from '../services/elbv2/target-groups.ts'
import { healthOf } from '../services/elbv2/target-health.ts'
import type { Registration } from '../services/elbv2/targets.ts'
import type { Fabric } from './fabric.ts'
import { networkPort } from './health-checks.ts'
import type { Probe } from './rule.ts'

type Health = Elbv2.TargetHealth

interface Known {
  readonly now: number
  readonly states: Map<Registration, Health>
}

// A health check is a packet like others and may meet load balancers on its way, so what is found is kept for as long
// as the world stays as it is.
const known = new WeakMap<Version, Known>()

/** How a target is, as its load balancer has found out by health checks through this very network. */
export function stateOfTarget(
  fabric: Fabric,
  probe: Probe,
  group: TargetGroup,
  target: Registration,
): Health {
  const states = statesIn(fabric)
  const found = states.get(target)
  if (found) return found
  // Load balancers that check each other in a circle never find anybody.
  states.set(target, {
    State: 'unhealthy',
    Reason: 'Target.FailedHealthChecks',
    Description: 'Health checks failed',
  })
  const state = healthOf({ ...pick(fabric), network: networkPort(() => probe) }, group.record, target)
  states.set(target, state)
  return state
}

const pick = ({ store, families, now }: Fabric) => ({ store, families, now })

function statesIn({ store, now }: Fabric): Map<Registration, Health> {
  const before = known.get(store.version)
  if (before?.now === now) return before.states
  const states = new Map<Registration, Health>()
  known.set(store.version, { now, states })
  return states
}
