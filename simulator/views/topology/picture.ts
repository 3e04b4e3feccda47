import type { Fabric } from '../../network/fabric.ts'
import { type Arrangement, type Box, layoutOf, type Wanted } from './layout.ts'
import { type OutlineEntry, outlineOf } from './outline.ts'
import type { Topology } from './parts.ts'
import { topologyOf } from './topology.ts'

/** All that is drawn and read out of a world, as data that a worker can send to a page. */
export interface Picture extends Topology {
  readonly arrangement: Arrangement
  readonly width: number
  readonly height: number
  readonly boxes: Readonly<Record<string, Box>>
  readonly outline: readonly OutlineEntry[]
}

export function pictureOf(fabric: Fabric, collapsed: readonly string[] = [], wanted: Wanted = {}): Picture {
  const topology = topologyOf(fabric)
  const isCollapsed = new Set(collapsed)
  const inner = visible(topology, isCollapsed)
  const { boxes, ...layout } = layoutOf(inner, (frame) => isCollapsed.has(frame), wanted)
  return { ...inner, ...layout, boxes: Object.fromEntries(boxes), outline: outlineOf(topology) }
}

/** Without what is inside of collapsed frames; links to that end at the frame. */
function visible({ frames, things, links }: Topology, collapsed: ReadonlySet<string>): Topology {
  if (!collapsed.size) return { frames, things, links }
  const parents = new Map([
    ...frames.map(({ id, parent }) => [id, parent] as const),
    ...things.map(({ id, frame }) => [id, frame] as const),
  ])
  /** The outermost collapsed frame around something, or the thing itself. */
  const shownAs = (id: string): string => {
    let shown = id
    for (let at = parents.get(id); at !== undefined; at = parents.get(at)) if (collapsed.has(at)) shown = at
    return shown
  }
  const isShown = ({ id }: { readonly id: string }) => shownAs(id) === id
  const moved = links.map((link) => ({ ...link, from: shownAs(link.from), to: shownAs(link.to) }))
  return {
    frames: frames.filter(isShown),
    things: things.filter(isShown),
    links: moved.filter(({ from, to }) => from !== to),
  }
}
