import type { Cloud } from '../../cloud.ts'
import type { Moment } from '../../kernel/history.ts'
import type { Version } from '../../kernel/store.ts'
import type { Fabric } from '../../network/fabric.ts'
import { type ResourceChange, resourceChanges } from '../difference/resources.ts'

// The moments of a lab as a page shows them: each with what it changed, in short.

export interface MomentView extends Omit<Moment, 'version'> {
  /** What was added, changed and removed, by kinds; empty where somebody only looked. */
  readonly changes: readonly MomentChange[]
}

export interface MomentChange {
  readonly change: ResourceChange['change']
  readonly kind: string
  readonly count: number
  /** Of one alone. */
  readonly name?: string
}

export function worldAt(cloud: Cloud, { version }: Pick<Moment, 'version'>): Fabric {
  const fork = cloud.fork()
  fork.store.goto(version)
  return fork.fabric
}

/** More steps back than that nobody looks for the last change. */
const mostLooked = 200

/**
 * The two moments that are compared: unless they are said, the last one on the way to now that changed something, and
 * the one before it.
 */
export function pairOf(
  cloud: Cloud,
  timeline: readonly Moment[],
  from?: number,
  to?: number,
): { readonly from: Moment; readonly to: Moment } | undefined {
  const byId = new Map(timeline.map((moment) => [moment.id, moment]))
  const parentOf = ({ parent }: Moment) => (parent === undefined ? undefined : byId.get(parent))
  let end = to === undefined ? timeline.find(({ isCurrent }) => isCurrent) : byId.get(to)
  if (from !== undefined) {
    const start = byId.get(from)
    return start && end && { from: start, to: end }
  }
  for (let looked = 0; end && looked < mostLooked; looked++) {
    const start = parentOf(end)
    if (!start) return undefined
    if (to !== undefined || changesOf(cloud, start, end).length) return { from: start, to: end }
    end = start
  }
  return undefined
}

/** What a moment changed is told again and again, and never another. */
const known = new WeakMap<Version, WeakMap<Version, readonly MomentChange[]>>()

export function momentViews(cloud: Cloud, timeline: readonly Moment[]): readonly MomentView[] {
  const byId = new Map(timeline.map((moment) => [moment.id, moment]))
  return timeline.map((moment) => {
    const { version, ...rest } = moment
    const before = moment.parent === undefined ? undefined : byId.get(moment.parent)
    return { ...rest, changes: before ? changesOf(cloud, before, moment) : [] }
  })
}

function changesOf(cloud: Cloud, before: Moment, after: Moment): readonly MomentChange[] {
  const since = known.get(before.version) ?? new WeakMap<Version, readonly MomentChange[]>()
  known.set(before.version, since)
  const changes =
    since.get(after.version) ?? summary(resourceChanges(worldAt(cloud, before), worldAt(cloud, after)))
  since.set(after.version, changes)
  return changes
}

function summary(resources: readonly ResourceChange[]): readonly MomentChange[] {
  const groups = new Map<string, MomentChange>()
  for (const { change, kind, id, name } of resources) {
    const key = `${change} ${kind}`
    const group = groups.get(key)
    groups.set(
      key,
      group ? { change, kind, count: group.count + 1 } : { change, kind, count: 1, name: name ?? id },
    )
  }
  return [...groups.values()]
}
