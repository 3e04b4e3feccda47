import type { Box } from '../../simulator/views/topology/layout.ts'
import type { Picture } from '../../simulator/views/topology/picture.ts'
import { pathBetween } from '../lab/topology/link-path.ts'
import type { Stop } from './way.ts'

// A way on the picture of its world: lines from stop to stop, and the stops' numbers. The ways there and back are drawn
// beside each other.

interface Mark {
  readonly number: number
  readonly x: number
  readonly y: number
}

interface DrawnWay {
  readonly lines: readonly string[]
  readonly marks: readonly Mark[]
}

type Direction = 'there' | 'back'

const beside = 8
const markWidth = 22

export function drawnWay(picture: Picture, stops: readonly Stop[], direction: Direction): DrawnWay {
  const boxes = stops.map(({ thing }) => picture.boxes[thing])
  const lines = stops.slice(1).flatMap((_, i) => {
    const [from, to] = [boxes[i], boxes[i + 1]]
    return from && to ? lineBetween(picture, from, to, direction) : []
  })
  const marks = stops.flatMap(({ thing }, i): Mark[] => {
    const box = boxes[i]
    if (!box) return []
    const later = stops.slice(i + 1).filter((stop) => stop.thing === thing).length
    const x = box.x + box.width - 12 - later * markWidth
    return [{ number: i + 1, x, y: direction === 'there' ? box.y : box.y + box.height }]
  })
  return { lines, marks }
}

function lineBetween({ things, boxes }: Picture, from: Box, to: Box, direction: Direction): string {
  const by = direction === 'there' ? -beside : beside
  if (from.x + from.width < to.x || to.x + to.width < from.x)
    return pathBetween({ ...from, y: from.y + by }, { ...to, y: to.y + by })
  const [upper, lower] = from.y < to.y ? [from, to] : [to, from]
  const isBetween = (box: Box) =>
    box.y > upper.y && box.y < lower.y && box.x < lower.x + lower.width && box.x + box.width > lower.x
  const isBlocked = things.some(({ id }) => {
    const box = boxes[id]
    return box !== undefined && isBetween(box)
  })
  if (!isBlocked) return pathBetween({ ...from, x: from.x + by }, { ...to, x: to.x + by })
  // Round what stands between: there on the one side, back on the other.
  const side = ({ x, y, width, height }: Box) => ({
    x: direction === 'there' ? x : x + width,
    y: y + height / 2,
  })
  const [a, b] = [side(from), side(to)]
  const edge = direction === 'there' ? Math.min(a.x, b.x) - 26 : Math.max(a.x, b.x) + 26
  return `M ${a.x} ${a.y} C ${edge} ${a.y}, ${edge} ${b.y}, ${b.x} ${b.y}`
}
