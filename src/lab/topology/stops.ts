import type { Box } from '../../../simulator/views/topology/layout.ts'
import type { Picture } from '../../../simulator/views/topology/picture.ts'

// Where the keyboard can be on the map. The map is one stop of Tab; inside of it, arrow keys go from part to part.

export interface Stop {
  readonly id: string
  readonly box: Box
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The stop of the button that folds a frame. */
export const toggleStop = (frame: string): string => `toggle ${frame}`

export const isFoldable = (kind: Picture['frames'][number]['kind']): boolean =>
  kind !== 'subnet' && kind !== 'zone'

const headHeight = 26
/** A frame is where its name is: its head may be as wide as the map, and is never wider than a thing for the arrows. */
const nameWidth = 168

/** All stops, as one reads: from above to below, from left to right. */
export function stopsOf({ frames, things, boxes }: Picture): readonly Stop[] {
  const stops = [
    ...frames.flatMap(({ id, kind }) => {
      const box = boxes[id]
      if (!box) return []
      const head = { id, box: { ...box, width: Math.min(box.width - 24, nameWidth), height: headHeight } }
      if (!isFoldable(kind)) return [head]
      const button = { x: box.x + box.width - 20, y: box.y + 6, width: 14, height: 14 }
      return [head, { id: toggleStop(id), box: button }]
    }),
    ...things.flatMap(({ id }) => {
      const box = boxes[id]
      return box ? [{ id, box }] : []
    }),
  ]
  return stops.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)
}

/** The nearest stop in a direction, where what lies straight ahead is nearer than what lies aside. */
export function nextStop(stops: readonly Stop[], from: Stop, direction: Direction): Stop | undefined {
  const here = spanOf(from.box, direction)
  let nearest: { stop: Stop; far: number } | undefined
  for (const stop of stops) {
    const there = spanOf(stop.box, direction)
    if (stop.id === from.id || there.middle <= here.middle) continue
    const ahead = Math.max(0, there.near - here.far)
    const aside = Math.max(0, there.side - here.otherSide, here.side - there.otherSide)
    const far = ahead + 3 * aside + Math.abs(there.middle - here.middle) / 100
    if (!nearest || far < nearest.far) nearest = { stop, far }
  }
  return nearest?.stop
}

/** A box as it lies on the way in a direction: where it begins and ends, and how far it reaches to both sides. */
function spanOf({ x, y, width, height }: Box, direction: Direction) {
  const [start, length, side, breadth] =
    direction === 'left' || direction === 'right' ? [x, width, y, height] : [y, height, x, width]
  const isBack = direction === 'left' || direction === 'up'
  const near = isBack ? -(start + length) : start
  return { near, far: near + length, middle: near + length / 2, side, otherSide: side + breadth }
}

interface View {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a view has to go so that a box is in it, with some room around, and as little moves as can be. */
export function viewWith(view: View, box: Box, around: number): { x: number; y: number } {
  const along = (at: number, room: number, start: number, length: number) => {
    const least = start + length + around - room
    const most = start - around
    return least > most ? most : Math.min(most, Math.max(least, at))
  }
  return {
    x: along(view.x, view.width, box.x, box.width),
    y: along(view.y, view.height, box.y, box.height),
  }
}
