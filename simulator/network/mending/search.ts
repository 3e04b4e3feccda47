import type { Fabric } from '../fabric.ts'
import { isWorking, type Trace } from '../trace.ts'
import { type Failure, failureOf, type Repair, type RepairRequest } from './repair.ts'
import { repairsFor } from './repairs.ts'

// Every obstacle on a flow's way, and the fewest changes that open it. Repairs are tried on forks of the world, one
// after the other, until the flow works: what is proposed has been proved.

/** A world to try things in, which nobody else sees. */
export interface Trial {
  readonly fabric: Fabric
  fork(): Trial
  /** Whether the world took the change. */
  apply(request: RepairRequest): boolean
}

export interface Mending {
  /** What stood in the way, in the order in which a packet meets it once the one before is gone. */
  readonly obstacles: readonly Failure[]
  /** One for each obstacle, when together they open the way. */
  readonly repairs?: readonly Repair[]
}

interface Attempt {
  readonly trial: Trial
  readonly obstacles: readonly Failure[]
  readonly repairs: readonly Repair[]
  readonly trace: Trace
}

/** More obstacles than any flow has met, and more attempts than any search has needed. */
const mostRepairs = 16
const mostAttempts = 300

/** `follow` traces the flow in a world. */
export function mend(start: Trial, follow: (fabric: Fabric) => Trace): Mending {
  const first: Attempt = { trial: start, obstacles: [], repairs: [], trace: follow(start.fabric) }
  // Breadth first: whatever works first has the fewest repairs.
  const queue: Attempt[] = [first]
  let furthest: Attempt = first
  for (let tried = 0; queue.length && tried < mostAttempts; tried++) {
    const attempt = queue.shift()!
    if (isWorking(attempt.trace)) return { obstacles: attempt.obstacles, repairs: attempt.repairs }
    const failure = failureOf(attempt.trial.fabric, attempt.trace)
    if (!failure) break
    const obstacles = [...attempt.obstacles, failure]
    if (obstacles.length > furthest.obstacles.length) furthest = { ...attempt, obstacles }
    if (obstacles.length > mostRepairs) continue
    for (const repair of repairsFor(failure)) {
      const next = tryOut(attempt, obstacles, repair, follow)
      if (next) queue.push(next)
    }
  }
  return { obstacles: furthest.obstacles }
}

/** A repair counts where the world takes it and the packet is not dropped by the same rule at the same place again. */
function tryOut(
  attempt: Attempt,
  obstacles: readonly Failure[],
  repair: Repair,
  follow: (fabric: Fabric) => Trace,
): Attempt | undefined {
  const trial = attempt.trial.fork()
  if (!repair.requests.every((request) => trial.apply(request))) return undefined
  const trace = follow(trial.fabric)
  const before = obstacles.at(-1)!
  const after = failureOf(trial.fabric, trace)
  if (after && isSame(before, after)) return undefined
  return { trial, obstacles, repairs: [...attempt.repairs, repair], trace }
}

const isSame = (a: Failure, b: Failure): boolean =>
  a.direction === b.direction && a.dropped.reason === b.dropped.reason && a.dropped.at === b.dropped.at
