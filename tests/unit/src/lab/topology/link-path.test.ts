import { expect, it } from 'vitest'
import { pathBetween } from '../../../../../src/lab/topology/link-path.ts'

// Boxes of 100 by 40, by their left upper corner.

const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 })

const points = (path: string) =>
  [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)

const here = box(0, 0)

it.each<[string, ReturnType<typeof box>, readonly [number, number], readonly [number, number]]>([
  ['to the right, from side to side', box(300, 0), [100, 20], [300, 20]],
  ['to the left', box(-300, 0), [0, 20], [-200, 20]],
  ['below, from edge to edge', box(0, 200), [50, 40], [50, 200]],
  ['above', box(0, -200), [50, 0], [50, -160]],
  // As long as the boxes stand one above the other in part.
  ['below and a little to the right', box(60, 200), [50, 40], [110, 200]],
  ['to the right and below', box(300, 200), [100, 20], [300, 220]],
])('a line leads %s', (_, there, start, end) => {
  const all = points(pathBetween(here, there))
  expect([all[0], all.at(-1)]).toEqual([start, end])
})

it.each([
  ['to the right', box(300, 100)],
  ['to the left', box(-300, 100)],
])('%s it leaves and arrives level', (_, there) => {
  const [a, nearA, nearB, b] = points(pathBetween(here, there))
  expect([nearA?.[1], nearB?.[1]]).toEqual([a?.[1], b?.[1]])
  expect(nearA).not.toEqual(a)
})

it.each([
  ['below', box(50, 300)],
  ['above', box(50, -300)],
])('%s it leaves and arrives upright', (_, there) => {
  const [a, nearA, nearB, b] = points(pathBetween(here, there))
  expect([nearA?.[0], nearB?.[0]]).toEqual([a?.[0], b?.[0]])
})

it.each([
  ['to the right', box(300, 100)],
  ['to the left', box(-300, 100)],
  ['below', box(50, 300)],
  ['above', box(50, -300)],
])('%s it leaves one box and comes to the other from outside', (_, there) => {
  const [, nearA, nearB] = points(pathBetween(here, there))
  for (const near of [nearA, nearB]) {
    const [x = 0, y = 0] = near ?? []
    for (const one of [here, there]) {
      const isWithin = x >= one.x && x <= one.x + one.width && y >= one.y && y <= one.y + one.height
      expect(isWithin).toBe(false)
    }
  }
})

it('a line back is the same line from its other end', () => {
  const there = box(300, 100)
  expect(points(pathBetween(there, here))).toEqual(points(pathBetween(here, there)).toReversed())
})
