import type { Fabric } from '../fabric.ts'
import { isWorking, type Trace } from '../trace.ts'
import { type Made, memberOf, namedApart, replaceTexts, withNames } from './made.ts'
import { type Failure, failureOf, type Repair, type RepairRequest } from './repair.ts'
import { repairsFor } from './repairs.ts'

// Every obstacle on a flow's way, and the fewest changes that open it. Repairs are tried on forks of the world, one
// after the other, until the flow works: what is proposed has been proved.

export type Answer = Readonly<Record<string, unknown>>

/** A world to try things in, which nobody else sees. */
export interface Trial {
  readonly fabric: Fabric
  fork(): Trial
  /** The world's answer; undefined where it refused. */
  apply(request: RepairRequest): Answer | undefined
}

export interface Mending {
  /** What stood in the way, in the order in which a packet meets it once the one before is gone. */
  readonly obstacles: readonly Failure[]
  /** One for each obstacle, when together they open the way. */
  readonly repairs?: readonly Repair[]
  /** What repairs made on the way, by the ids that it has nowhere but here. */
  readonly made: Made
}

interface Attempt {
  readonly trial: Trial
  readonly obstacles: readonly Failure[]
  readonly repairs: readonly Repair[]
  readonly made: Made
  readonly trace: Trace
}

/** More obstacles than any flow has met, and more attempts than any search has needed. */
const mostRepairs = 16
const mostAttempts = 300

/** `follow` traces the flow in a world. */
export function mend(start: Trial, follow: (fabric: Fabric) => Trace): Mending {
  const first: Attempt = {
    trial: start,
    obstacles: [],
    repairs: [],
    made: new Map(),
    trace: follow(start.fabric),
  }
  // Breadth first: whatever works first has the fewest repairs.
  const queue: Attempt[] = [first]
  let furthest: Attempt = first
  for (let tried = 0; queue.length && tried < mostAttempts; tried++) {
    const attempt = queue.shift()!
    const { obstacles: before, repairs, made } = attempt
    if (isWorking(attempt.trace)) return { obstacles: before, repairs, made }
    const failure = failureOf(attempt.trial.fabric, attempt.trace)
    if (!failure) break
    const obstacles = [...before, failure]
    const isTold = !repairs.some(({ isGuess }) => isGuess)
    if (isTold && obstacles.length > furthest.obstacles.length) furthest = { ...attempt, obstacles }
    if (obstacles.length > mostRepairs) continue
    for (const repair of repairsFor(failure)) {
      const next = tryOut(attempt, obstacles, repair, follow)
      if (next) queue.push(next)
    }
  }
  return { obstacles: furthest.obstacles, made: furthest.made }
}

/** A repair counts where the world takes it and the packet meets none of the obstacles again that it met before. */
function tryOut(
  attempt: Attempt,
  obstacles: readonly Failure[],
  repair: Repair,
  follow: (fabric: Fabric) => Trace,
): Attempt | undefined {
  const trial = attempt.trial.fork()
  const named = namedApart(repair, attempt.made)
  const made = applyAll(trial, named.requests)
  if (!made) return undefined
  const trace = follow(trial.fabric)
  const after = failureOf(trial.fabric, trace)
  if (after && obstacles.some((before) => isSame(before, after))) return undefined
  return {
    trial,
    obstacles,
    repairs: [...attempt.repairs, withNames(named, attempt.made)],
    made: new Map([...attempt.made, ...made]),
    trace,
  }
}

/** What they made; undefined where the world refused one of them. */
function applyAll(trial: Trial, requests: readonly RepairRequest[]): Made | undefined {
  const ids = new Map<string, string>()
  for (const request of requests) {
    const answer = trial.apply({ ...request, input: replaceTexts(request.input, ids) })
    if (!answer) return undefined
    if (request.keeps) ids.set(`$${request.keeps.name}`, memberOf(answer, request.keeps))
  }
  return new Map([...ids].map(([name, id]) => [id, name]))
}

const isSame = (a: Failure, b: Failure): boolean =>
  a.direction === b.direction && a.dropped.reason === b.dropped.reason && a.dropped.at === b.dropped.at
