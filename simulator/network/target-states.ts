import type { Elbv2 } from '../api/generated/types.d.ts'
import { newReads, type Reads, type Version } from '../kernel/store.ts'
import type { TargetGroup } from '../services/elbv2/target-groups.ts'
import { healthOf } from '../services/elbv2/target-health.ts'
import type { Registration } from '../services/elbv2/targets.ts'
import type { Fabric } from './fabric.ts'
import { networkPort } from './health-checks.ts'
import type { Probe } from './rule.ts'

type Health = Elbv2.TargetHealth

interface Known {
  readonly now: number
  readonly states: Map<Registration, Found>
}

interface Found {
  readonly health: Health
  /** What it follows from. */
  readonly reads: Reads | undefined
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
  if (found) {
    fabric.store.alsoRead(found.reads)
    return found.health
  }
  // Load balancers that check each other in a circle never find anybody.
  const health = {
    State: 'unhealthy',
    Reason: 'Target.FailedHealthChecks',
    Description: 'Health checks failed',
  } as const
  states.set(target, { health, reads: newReads() })
  const { value, reads } = fabric.store.noting(() =>
    healthOf({ ...pick(fabric), network: networkPort(() => probe) }, group.record, target),
  )
  states.set(target, { health: value, reads })
  return value
}

const pick = ({ store, families, now }: Fabric) => ({ store, families, now })

function statesIn({ store, now }: Fabric): Map<Registration, Found> {
  const version = store.aside(() => store.version)
  const before = known.get(version)
  if (before?.now === now) return before.states
  const states = new Map<Registration, Found>()
  known.set(version, { now, states })
  return states
}
