import { describe, expect, it } from 'vitest'
import { pictureOf } from '../../../../../simulator/views/topology/picture.ts'
import {
  type Direction,
  nextStop,
  type Stop,
  stopsOf,
  viewWith,
} from '../../../../../src/lab/topology/stops.ts'
import { bothEnds } from '../../../simulator/network/notation/hybrid-worlds.ts'
import { worldOf } from '../../../simulator/network/notation/world.ts'

const box = (x: number, y: number, width = 10, height = 10) => ({ x, y, width, height })
const directions: readonly Direction[] = ['left', 'right', 'up', 'down']

describe('an arrow key on the map', () => {
  const stops: readonly Stop[] = [
    { id: 'middle', box: box(100, 100) },
    { id: 'far right', box: box(300, 100) },
    { id: 'near right', box: box(150, 103) },
    { id: 'left', box: box(0, 100) },
    { id: 'below', box: box(95, 160) },
    { id: 'below, aside', box: box(140, 130) },
    { id: 'above', box: box(110, 0) },
  ]
  const middle = stops[0]!

  it.each([
    ['right', 'near right'],
    ['left', 'left'],
    ['down', 'below'],
    ['up', 'above'],
  ] as const)('%s goes to what is nearest there', (direction, id) => {
    expect(nextStop(stops, middle, direction)?.id).toBe(id)
  })

  it('stays where nothing lies that way', () => {
    expect(nextStop(stops, stops[1]!, 'right')).toBeUndefined()
  })

  it('goes into a frame from its name, and out again', () => {
    const nested: readonly Stop[] = [
      { id: 'vpc', box: box(0, 0, 168, 26) },
      { id: 'subnet', box: box(14, 40, 168, 26) },
      { id: 'host', box: box(28, 80, 168, 48) },
    ]
    expect(nextStop(nested, nested[0]!, 'down')?.id).toBe('subnet')
    expect(nextStop(nested, nested[1]!, 'down')?.id).toBe('host')
    expect(nextStop(nested, nested[2]!, 'up')?.id).toBe('subnet')
  })
})

describe('the stops of a map', () => {
  const world = worldOf(`
    ${bothEnds}
    vpc large 10.9.0.0/16
    subnet one large a 10.9.1.0/24
    subnet two large b 10.9.2.0/24
    subnet three large b 10.9.3.0/24
    group open large | in all 0.0.0.0/0
    host h-1 one 10.9.1.10 open
    host h-2 one 10.9.1.11 open
    host h-3 two 10.9.2.10 open
    host h-4 three 10.9.3.10 open
    igw door large
    endpoint ep large kms one,two open
  `)
  const picture = pictureOf(world.fabric)
  const stops = stopsOf(picture)

  it('are all that is drawn, and the buttons that fold frames', () => {
    const folding = picture.frames.filter(({ kind }) => kind !== 'subnet' && kind !== 'zone')
    expect(stops).toHaveLength(picture.things.length + picture.frames.length + folding.length)
  })

  it('are all reached with arrow keys from the first', () => {
    const reached = new Set([stops[0]!])
    for (const from of reached) {
      for (const direction of directions) {
        const next = nextStop(stops, from, direction)
        if (next) reached.add(next)
      }
    }
    expect(stops.filter((stop) => !reached.has(stop)).map(({ id }) => id)).toEqual([])
  })
})

describe('the view', () => {
  const view = { x: 0, y: 0, width: 100, height: 100 }

  it.each([
    ['stays when all is seen', box(40, 40), { x: 0, y: 0 }],
    ['goes right and down as far as is needed', box(120, 150), { x: 35, y: 65 }],
    ['goes left and up as far as is needed', box(-20, -30), { x: -25, y: -35 }],
    ['begins with what is too large for it', box(20, 0, 300), { x: 15, y: -5 }],
  ])('%s', (_, seen, moved) => {
    expect(viewWith(view, seen, 5)).toEqual(moved)
  })
})
