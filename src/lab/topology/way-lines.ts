import type { Box } from '../../../simulator/views/topology/layout.ts'
import type { Picture } from '../../../simulator/views/topology/picture.ts'
import { pathBetween } from './link-path.ts'

/** On which side of a straight line between two things it is drawn. */
export type Side = 'first' | 'second'

const beside = 8

/** A line of a way between two things, round what stands between them; two that are opposite lie beside each other. */
export function wayLine({ things, boxes }: Picture, from: Box, to: Box, side: Side): string {
  const by = side === 'first' ? -beside : beside
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
  const edgeOf = ({ x, y, width, height }: Box) => ({
    x: side === 'first' ? x : x + width,
    y: y + height / 2,
  })
  const [a, b] = [edgeOf(from), edgeOf(to)]
  const edge = side === 'first' ? Math.min(a.x, b.x) - 26 : Math.max(a.x, b.x) + 26
  return `M ${a.x} ${a.y} C ${edge} ${a.y}, ${edge} ${b.y}, ${b.x} ${b.y}`
}
