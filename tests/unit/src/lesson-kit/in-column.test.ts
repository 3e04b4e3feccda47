import { describe, expect, it } from 'vitest'
import type { Box } from '../../../../simulator/views/topology/layout.ts'
import { pictureOf } from '../../../../simulator/views/topology/picture.ts'
import { inColumn, wayInColumn } from '../../../../src/lesson-kit/in-column.ts'
import type { Stop } from '../../../../src/lesson-kit/way.ts'
import { dynamicVpn } from '../../simulator/network/notation/hybrid-worlds.ts'
import { worldOf } from '../../simulator/network/notation/world.ts'

const peered = worldOf(`
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet db main b 10.0.2.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.0.1.10 any
  host db-1 db 10.0.2.10 any
  endpoint ep main kms app any
  endpoint ep-2 main kms db any
  igw door main
  vpc other 10.1.0.0/16
  vpc third 10.2.0.0/16
  peer a-b main other
  peer a-c main third
`)

const worlds = { 'with peers': peered, 'with a site': worldOf(dynamicVpn) }
const pictured = (name: keyof typeof worlds) => inColumn(pictureOf(worlds[name].fabric))
const endOf = ({ y, height }: Box) => y + height
const isIn = (inner: Box, outer: Box) =>
  inner.x > outer.x &&
  inner.x + inner.width < outer.x + outer.width &&
  inner.y > outer.y &&
  endOf(inner) < endOf(outer)
/** Where the long part of a line runs, and from where to where. */
const laneOf = (path: string) => {
  const [, from, to, x] = /(\S+)V(\S+)Q(\S+)/.exec(path) ?? []
  const [top = 0, bottom = 0] = [Number(from), Number(to)].sort((a, b) => a - b)
  return { x: Number(x), top, bottom }
}

describe.each(Object.keys(worlds) as (keyof typeof worlds)[])('a picture in one column, %s', (name) => {
  const { picture, paths } = pictured(name)
  const { frames, things, links, boxes, width, height } = picture

  it('has a place for each part, as wide as a small phone', () => {
    const all = Object.values(boxes)
    expect(Object.keys(boxes).toSorted()).toEqual([...frames, ...things].map(({ id }) => id).toSorted())
    expect(width).toBeLessThanOrEqual(288)
    expect(all.every((box) => isIn(box, { x: 0, y: 0, width, height }))).toBe(true)
  })

  it('has each thing below the one before, in its frame', () => {
    const stacked = things.map(({ id }) => boxes[id]!).toSorted((a, b) => a.y - b.y)
    for (const [i, box] of stacked.slice(1).entries()) expect(box.y).toBeGreaterThan(endOf(stacked[i]!))
    for (const { id, frame } of things) if (frame) expect(isIn(boxes[id]!, boxes[frame]!)).toBe(true)
    for (const { id, parent } of frames) if (parent) expect(isIn(boxes[id]!, boxes[parent]!)).toBe(true)
  })

  it('has lines beside what they join, and none upon another', () => {
    const lanes = links.map(({ id, from, to }) => ({
      ...laneOf(paths[id]!),
      ends: [boxes[from]!, boxes[to]!],
    }))
    expect(lanes.length).toBeGreaterThan(0)
    for (const { x, ends } of lanes) for (const end of ends) expect(x).toBeGreaterThan(end.x + end.width)
    for (const [i, one] of lanes.entries())
      for (const other of lanes.slice(i + 1))
        if (one.top <= other.bottom && other.top <= one.bottom) expect(one.x).not.toBe(other.x)
  })
})

describe('the way of a packet in one column', () => {
  const { picture } = pictured('with peers')
  const [first, second] = picture.things.filter(({ kind }) => kind === 'instance')
  const stops: readonly Stop[] = [first!, second!].map(({ id, label, kind }) => ({
    name: label,
    kind,
    thing: id,
    notes: [],
  }))
  const there = wayInColumn(picture, stops, 'there')
  const back = wayInColumn(picture, stops.toReversed(), 'back')

  it('is left of the things, there and back beside each other', () => {
    const [out, home] = [laneOf(there.lines[0]!), laneOf(back.lines[0]!)]
    const left = picture.boxes[first!.id]!.x
    expect(out.x).toBeLessThan(left)
    expect(home.x).toBeLessThan(out.x)
  })

  it('has its stops counted, one number beside the other', () => {
    expect(there.marks.map(({ number }) => number)).toEqual([1, 2])
    expect(back.marks.map(({ number }) => number)).toEqual([1, 2])
    const [arrived, left] = [there.marks[1]!, back.marks[0]!]
    expect(left.y - arrived.y).toBeGreaterThan(20)
  })

  it('counts a stop that it comes to twice beside itself', () => {
    const twice = wayInColumn(picture, [...stops, stops[0]!], 'there')
    expect(twice.marks[2]!.x - twice.marks[0]!.x).toBeGreaterThan(20)
  })
})
