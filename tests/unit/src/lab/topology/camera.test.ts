import { describe, expect, it } from 'vitest'
import {
  type Camera,
  centred,
  fitting,
  pinched,
  pushed,
  zoomed,
} from '../../../../../src/lab/topology/camera.ts'

const room = { width: 200, height: 100 }
const camera: Camera = { x: 10, y: 20, scale: 2 }

/** Which point of the map is at a point of the window. */
const under = ({ x, y, scale }: Camera, at: { x: number; y: number }) => ({
  x: x + at.x / scale,
  y: y + at.y / scale,
})

describe('what is seen of a map', () => {
  it('is all of it, in the middle', () => {
    expect(fitting({ x: 0, y: 0, width: 400, height: 100 }, room)).toEqual({ scale: 0.5, x: 0, y: -50 })
  })

  it('is never drawn much larger than it is, however small', () => {
    expect(fitting({ x: 0, y: 0, width: 10, height: 10 }, room).scale).toBe(1.2)
  })

  it('comes nearer round the pointer', () => {
    const at = { x: 60, y: 40 }
    const nearer = zoomed(camera, 1.5, at)
    expect(nearer.scale).toBe(3)
    expect(under(nearer, at)).toEqual(under(camera, at))
  })

  it.each([
    ['nearer', 1000, 4],
    ['farther', 0.0001, 0.05],
  ])('comes no %s than one can read or find', (_, factor, scale) => {
    expect(zoomed(camera, factor, { x: 0, y: 0 }).scale).toBe(scale)
  })

  it('goes with whoever pushes it', () => {
    expect(under(pushed(camera, { x: 30, y: -10 }), { x: 80, y: 30 })).toEqual(
      under(camera, { x: 50, y: 40 }),
    )
  })

  it('has a point in its middle', () => {
    expect(under(centred(camera, { x: 77, y: 5 }, room), { x: 100, y: 50 })).toEqual({ x: 77, y: 5 })
  })
})

describe('two fingers', () => {
  const before = [
    { x: 50, y: 50 },
    { x: 100, y: 50 },
  ] as const

  it('keep under them what was under them', () => {
    const now = [
      { x: 40, y: 70 },
      { x: 140, y: 70 },
    ] as const
    const nearer = pinched(camera, before, now)
    expect(nearer.scale).toBe(4)
    for (const finger of [0, 1] as const)
      expect(under(nearer, now[finger])).toEqual(under(camera, before[finger]))
  })

  it('push it when they stay apart as they are', () => {
    const now = [
      { x: 55, y: 60 },
      { x: 105, y: 60 },
    ] as const
    expect(pinched(camera, before, now)).toEqual(pushed(camera, { x: 5, y: 10 }))
  })
})
