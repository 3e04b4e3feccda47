import { chooseRoute } from '../../simulator/network/compiled/routes.ts'
import type { Fabric } from '../../simulator/network/fabric.ts'
import { explainDrop } from '../../simulator/network/reasons.ts'
import { rewritesOf } from '../../simulator/network/report.ts'
import { targetOf } from '../../simulator/network/rules/route.ts'
import type { Hop, Walk } from '../../simulator/network/trace.ts'
import { nameOf } from '../../simulator/views/topology/names.ts'
import type { ThingKind } from '../../simulator/views/topology/parts.ts'
import type { Picture } from '../../simulator/views/topology/picture.ts'
import { thingAt } from '../../simulator/views/trace/on-map.ts'

// A packet's way in short: the things that it comes to, and the route tables that send it on. What let it pass on the way
// is left out.

export interface Stop {
  readonly name: string
  readonly kind: ThingKind
  /** The thing of the picture that it stands for. */
  readonly thing: string
  readonly notes: readonly Note[]
}

type Note =
  /** A route table was asked, and answered. */
  | { readonly kind: 'route'; readonly table: string; readonly destination: string; readonly target: string }
  | { readonly kind: 'rewritten'; readonly field: string; readonly from: string; readonly to: string }
  | { readonly kind: 'dropped'; readonly because: string }

export function stopsOf(fabric: Fabric, picture: Picture, walk: Walk): readonly Stop[] {
  const stops: (Stop & { readonly notes: Note[] })[] = []
  const rewrites = rewritesOf(walk)
  let isCarried = false
  for (const hop of walk.hops) {
    const thing = thingAt(picture, hop)
    const last = stops.at(-1)
    if (thing && thing.id !== last?.thing)
      stops.push({ name: thing.label, kind: thing.kind, thing: thing.id, notes: [] })
    const stop = stops.at(-1)
    if (hop.position.kind === 'inspection-node') isCarried = true
    if (hop.position.kind === 'inspection-back') isCarried = false
    // Between a Gateway Load Balancer and its appliances it is the packet around it that is routed.
    if (!isCarried) stop?.notes.push(...routeOf(fabric, picture, hop))
    for (const { at, field, from, to } of rewrites)
      if (
        at === hop.id &&
        thing &&
        stop &&
        !stop.notes.some((note) => 'field' in note && note.field === field)
      )
        stop.notes.push({ kind: 'rewritten', field, from, to })
    for (const { judgement } of hop.judged)
      if (judgement.verdict === 'drop')
        stop?.notes.push({ kind: 'dropped', because: explainDrop(judgement.reason).sentence })
  }
  // Who drops it may be somebody whom this way never comes to: a firewall that was not shown the answer.
  const { dropped } = walk
  const isTold = stops.some(({ notes }) => notes.some(({ kind }) => kind === 'dropped'))
  const dropper = dropped && !isTold && picture.things.find(({ resource }) => resource === dropped.at)
  if (dropped && dropper)
    stops.push({
      name: dropper.label,
      kind: dropper.kind,
      thing: dropper.id,
      notes: [{ kind: 'dropped', because: explainDrop(dropped.reason).sentence }],
    })
  return stops
}

function routeOf(
  fabric: Fabric,
  { things, links }: Picture,
  { position, judged, packet }: Hop,
): readonly Note[] {
  if (position.kind !== 'router') return []
  const table = nameOf(position.table.record.RouteTableId, position.table.record.Tags)
  const isRouted = judged.some(
    ({ judgement }) => judgement.verdict === 'pass' && judgement.reason === 'route-found',
  )
  const route = isRouted ? chooseRoute(fabric, position.table, packet.destination) : undefined
  if (!route) return []
  const target = targetOf(route)
  return [
    {
      kind: 'route',
      table,
      destination:
        route.DestinationCidrBlock ?? route.DestinationPrefixListId ?? route.DestinationIpv6CidrBlock ?? '',
      target: [...things, ...links].find(({ resource }) => resource === target)?.label ?? target,
    },
  ]
}
