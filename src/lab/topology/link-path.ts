import type { Box } from '../../../simulator/views/topology/layout.ts'

/** A line between two boxes: from the sides that face each other, bent so that it leaves each at a right angle. */
export function pathBetween(from: Box, to: Box): string {
  const [a, b] = facing(from, to)
  const bend = Math.max(24, (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) / 3)
  const out = (point: Point) => `${point.x + point.dx * bend} ${point.y + point.dy * bend}`
  return `M ${a.x} ${a.y} C ${out(a)}, ${out(b)}, ${b.x} ${b.y}`
}

interface Point {
  readonly x: number
  readonly y: number
  /** Where it leads away from the box. */
  readonly dx: number
  readonly dy: number
}

function facing(from: Box, to: Box): [Point, Point] {
  const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })
  const [a, b] = [middle(from), middle(to)]
  const isBeside = from.x + from.width < to.x || to.x + to.width < from.x
  if (isBeside) {
    const [right, left] = a.x < b.x ? [from, to] : [to, from]
    const leaving = { x: right.x + right.width, y: middle(right).y, dx: 1, dy: 0 }
    const arriving = { x: left.x, y: middle(left).y, dx: -1, dy: 0 }
    return a.x < b.x ? [leaving, arriving] : [arriving, leaving]
  }
  const [lower, upper] = a.y < b.y ? [from, to] : [to, from]
  const leaving = { x: middle(lower).x, y: lower.y + lower.height, dx: 0, dy: 1 }
  const arriving = { x: middle(upper).x, y: upper.y, dx: 0, dy: -1 }
  return a.y < b.y ? [leaving, arriving] : [arriving, leaving]
}
