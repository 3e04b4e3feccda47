import type { LookupView } from '../../../simulator/views/trace/lookup-view.ts'
import type { MarkedLine, PartMark } from '../../../simulator/views/trace/marks.ts'
import type { MapPart } from '../../../simulator/views/trace/on-map.ts'
import type { TraceView } from '../../../simulator/views/trace/trace-view.ts'
import type { ShownWay } from '../stores/shown-way.ts'

// What of a way is marked on the map while one step of it is looked at.

export function marksOfTrace({ walks, isDelivered }: TraceView, step: number): ShownWay {
  const hops = walks.flatMap(({ hops: all }) => all)
  const parts: Record<string, PartMark> = {}
  for (const { part } of hops) if (part && part.kind !== 'frame') parts[part.id] = 'passed'
  const partAt = (at: number) => hops.slice(0, at + 1).findLast(({ part }) => part)?.part?.id
  const here = partAt(step)
  if (here !== undefined) parts[here] = 'here'
  const end = partAt(hops.length - 1)
  if (!isDelivered && end !== undefined) parts[end] = 'dropped'
  return { parts, lines: walks.flatMap(({ direction, hops: all }) => linesBetween(all, direction)) }
}

export function marksOfLookup({ steps }: LookupView, step: number): ShownWay {
  const parts: Record<string, PartMark> = {}
  for (const { part, isFailure } of steps) if (part) parts[part.id] = isFailure ? 'dropped' : 'passed'
  const here = steps[step]
  if (here?.part && !here.isFailure) parts[here.part.id] = 'here'
  return { parts, lines: linesBetween(steps, 'there') }
}

/** From thing to thing: links and frames are only passed. */
function linesBetween(
  stops: readonly { readonly part?: MapPart }[],
  kind: MarkedLine['kind'],
): readonly MarkedLine[] {
  const things = stops.flatMap(({ part }) => (part?.kind === 'thing' ? [part.id] : []))
  return things.slice(1).flatMap((to, i) => (things[i] === to ? [] : [{ from: things[i]!, to, kind }]))
}
