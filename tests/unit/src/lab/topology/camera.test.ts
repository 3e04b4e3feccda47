import { describe, expect, it } from 'vitest'
import {
  beginning,
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

describe('a map that is too large to be read as a whole', () => {
  const large = { width: 2000, height: 1000 }
  const wanted = { width: 400, height: 200 }
  const at = (x: number, y: number, width = 20, height = 10) =>
    beginning(large, { x, y, width, height }, wanted)
  /** At a scale of 0.8 so many units of it are seen. */
  const seen = { width: 500, height: 250 }

  it('is shown as large as it can be read, and what matters in the middle', () => {
    expect(at(990, 495)).toEqual({ scale: 0.8, x: 1000 - seen.width / 2, y: 500 - seen.height / 2 })
  })

  it.each([
    ['at its beginning', 0, 0, { x: 0, y: 0 }],
    ['near its beginning: what little there is before is seen, too', 290, 150, { x: 0, y: 0 }],
    ['at its end', 1980, 990, { x: 1500, y: 750 }],
  ])('shows nothing beside it where that is %s', (_, x, y, corner) => {
    expect(at(x, y)).toEqual({ scale: 0.8, ...corner })
  })

  it('shows the beginning of what is larger than the window', () => {
    expect(at(800, 400, 900, 500)).toEqual({ scale: 0.8, x: 780, y: 380 })
  })

  it('is in the middle where it is narrower than the window', () => {
    const { x, scale } = beginning({ width: 100, height: 4000 }, undefined, wanted)
    expect([x, scale]).toEqual([(100 - seen.width) / 2, 0.8])
  })

  it.each([
    ['as a whole where it can just be read', 0.65, 0.65],
    ['larger where it cannot', 0.64, 0.8],
  ])('is shown %s', (_, whole, scale) => {
    const size = { width: wanted.width / whole, height: 10 }
    expect(beginning(size, undefined, wanted).scale).toBeCloseTo(scale, 5)
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
