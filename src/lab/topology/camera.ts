import type { Box } from '../../../simulator/views/topology/layout.ts'

// What part of a map is seen: its left upper corner, and how many pixels a unit of it takes.

export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Point {
  readonly x: number
  readonly y: number
}

const closest = 4
const farthest = 0.05
const largestFit = 1.2
/** As large as letters of a map are read with ease. */
export const readable = 0.8
/** As small as they may be where that shows all of it. */
const legible = 0.65

/** All of a box in the middle of the room that there is for it. */
export function fitting({ x, y, width, height }: Box, room: Size): Camera {
  const scale = Math.min(largestFit, room.width / width, room.height / height)
  return {
    scale,
    x: x + (width - room.width / scale) / 2,
    y: y + (height - room.height / scale) / 2,
  }
}

/**
 * All of a map where it can be read so. Else as much as can be read: what matters, in the middle or, where it is too large
 * for that, from its beginning; and nothing beside the map as long as there is more of it.
 */
export function beginning(whole: Size, matters: Box | undefined, room: Size): Camera {
  const all = fitting({ x: 0, y: 0, ...whole }, room)
  if (all.scale >= legible) return all
  const around = 20
  const along = (most: number, length: number, start = 0, span = 0) => {
    const seen = length / readable
    if (seen >= most) return (most - seen) / 2
    const wanted = span + 2 * around > seen ? start - around : start + (span - seen) / 2
    // Where little is left out at the edge, nothing is.
    return Math.min(most - seen, wanted < 3 * around ? 0 : wanted)
  }
  return {
    scale: readable,
    x: along(whole.width, room.width, matters?.x, matters?.width),
    y: along(whole.height, room.height, matters?.y, matters?.height),
  }
}

/** Nearer or farther; what is at a point of the window stays there. */
export function zoomed(camera: Camera, factor: number, at: Point): Camera {
  const scale = Math.min(closest, Math.max(farthest, camera.scale * factor))
  return {
    scale,
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
  }
}

/** The map was pushed so many pixels. */
export const pushed = (camera: Camera, by: Point): Camera => ({
  ...camera,
  x: camera.x - by.x / camera.scale,
  y: camera.y - by.y / camera.scale,
})

export const centred = (camera: Camera, { x, y }: Point, room: Size): Camera => ({
  ...camera,
  x: x - room.width / camera.scale / 2,
  y: y - room.height / camera.scale / 2,
})

/** Two fingers moved: what was under them stays under them. */
export function pinched(
  camera: Camera,
  before: readonly [Point, Point],
  now: readonly [Point, Point],
): Camera {
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const apart = ([a, b]: readonly [Point, Point]) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
  const [from, to] = [middle(before), middle(now)]
  return zoomed(pushed(camera, { x: to.x - from.x, y: to.y - from.y }), apart(now) / apart(before), to)
}
