import { grouped } from '../../simulator/views/topology/grouped.ts'
import type { Box } from '../../simulator/views/topology/layout.ts'
import type { Frame, Thing } from '../../simulator/views/topology/parts.ts'
import type { Picture } from '../../simulator/views/topology/picture.ts'
import type { DrawnWay } from './drawn-way.ts'
import type { Stop } from './way.ts'

// A picture for a page that is narrow: everything in one column, the frames around it, what joins things on the right of
// them, and the ways of packets on the left. It is as wide as a small phone, so that its letters are as large as in text.

const width = 284
const edge = 8
/** From a frame to the one inside of it. */
const inset = 10
const deepest = 5
const header = 26
const gap = 10
const thing = { x: edge + deepest * inset, width: width - 2 * (edge + deepest * inset), height: 48 }

/** A picture in a column, and the lines of its links by their ids. */
interface Column {
  readonly picture: Picture
  readonly paths: Readonly<Record<string, string>>
}

export function inColumn(picture: Picture): Column {
  const boxes: Record<string, Box> = {}
  const framesIn = grouped(picture.frames, ({ parent }) => parent ?? '')
  const thingsIn = grouped(picture.things, ({ frame }) => frame ?? '')
  let y = edge

  const putThing = ({ id }: Thing) => {
    boxes[id] = { ...thing, y }
    y += thing.height + gap
  }
  const putFrame = ({ id }: Frame, depth: number) => {
    const [x, top] = [edge + depth * inset, y]
    y += header
    for (const one of thingsIn.get(id) ?? []) putThing(one)
    for (const one of framesIn.get(id) ?? []) putFrame(one, depth + 1)
    boxes[id] = { x, y: top, width: width - 2 * x, height: y - top }
    y += gap
  }

  const free = thingsIn.get('') ?? []
  const outer = framesIn.get('') ?? []
  for (const one of outer) if (one.kind === 'site') putFrame(one, 0)
  for (const one of free) if (comesFirst.has(one.kind)) putThing(one)
  for (const one of outer) if (one.kind !== 'site') putFrame(one, 0)
  for (const one of free) if (!comesFirst.has(one.kind)) putThing(one)
  const column = { ...picture, width, height: y - gap + edge, boxes }
  return { picture: column, paths: pathsOf(column) }
}

/** What stands between a site and AWS. */
const comesFirst: ReadonlySet<Thing['kind']> = new Set([
  'customer-gateway',
  'virtual-interface',
  'direct-connect-gateway',
])

/** Lanes lie between the edges of frames, so that no line runs along one. */
const laneAt = (lane: number) => thing.x + thing.width + inset / 2 + (lane % deepest) * inset

/** Each link has the nearest lane beside what it joins that no other has between its ends; short ones choose first. */
function pathsOf({ links, boxes }: Picture): Record<string, string> {
  const paths: Record<string, string> = {}
  const taken: (readonly [number, number])[][] = []
  const spans = links.flatMap((link) => {
    const [from, to] = [boxes[link.from], boxes[link.to]]
    return from && to ? [{ link, from, to, top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) }] : []
  })
  spans.sort((a, b) => a.bottom - a.top - (b.bottom - b.top))
  for (const { link, from, to, top, bottom } of spans) {
    const isFree = (lane: number) =>
      !taken[lane]?.some(([begin, end]) => begin <= bottom + thing.height && top <= end + thing.height)
    const right = Math.max(from.x + from.width, to.x + to.width)
    let lane = 0
    while (!isFree(lane) || (lane < deepest && laneAt(lane) < right)) lane++
    taken[lane] = [...(taken[lane] ?? []), [top, bottom]]
    const [a, b] = [portOf(from, lane), portOf(to, lane)]
    paths[link.id] = road(a, b, laneAt(lane))
  }
  return paths
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Where a link leaves what it joins, on the right: a thing in its height, a frame at its name. */
function portOf({ x, y, width: wide, height }: Box, lane: number): Point {
  const isThing = wide === thing.width && height === thing.height
  return { x: x + wide, y: y + (isThing ? 9 + (lane % deepest) * 8 : header / 2) }
}

/** Out of one thing, along a lane and into another, with round corners. */
function road(a: Point, b: Point, lane: number): string {
  const turn = Math.sign(b.y - a.y) * corner
  const out = (from: number) => lane + Math.sign(from - lane) * corner
  return `M${a.x} ${a.y}H${out(a.x)}Q${lane} ${a.y} ${lane} ${a.y + turn}V${b.y - turn}Q${lane} ${b.y} ${out(b.x)} ${b.y}H${b.x}`
}

const corner = 4

/** A way of a packet in a column: there and back at their own heights of a thing, and on lanes of their own. */
export function wayInColumn(
  { boxes }: Picture,
  stops: readonly Stop[],
  direction: 'there' | 'back',
): DrawnWay {
  const at = direction === 'there' ? 13 : 36
  const places = stops.map(({ thing: id }) => boxes[id])
  const lines = stops.slice(1).flatMap((_, i) => {
    const [from, to] = [places[i], places[i + 1]]
    if (!from || !to) return []
    const lane = (direction === 'there' ? 0 : 2) + (to.y > from.y ? 0 : 1)
    const x = thing.x - inset / 2 - inset * (lane + 1)
    return road({ x: from.x, y: from.y + at }, { x: to.x, y: to.y + at }, x)
  })
  const marks = stops.flatMap(({ thing: id }, i) => {
    const box = places[i]
    const later = stops.slice(i + 1).filter((stop) => stop.thing === id).length
    return box ? [{ number: i + 1, x: box.x - later * 22, y: box.y + at }] : []
  })
  return { lines, marks }
}
