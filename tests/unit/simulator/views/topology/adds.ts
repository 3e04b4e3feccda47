import { expect, it } from 'vitest'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { beyond, drawn } from './drawn.ts'

// What each statement about a world adds to the picture of it, and what it takes away.

/** A VPC with a subnet in each of two zones. */
export const one = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet app-b main b 10.0.2.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
`

/** Lines of statements that are new, then `>` and the lines of the picture that they bring; `-` and those that go. */
export function adds(base: string, table: readonly (readonly [string, string, string])[]): void {
  it.each(table)('%s', (_, statements, lines) => {
    const world = worldOf(base)
    const before = drawn(world)
    say(world, statements)
    const now = drawn(world)
    const gone = beyond(before, now).map((line) => `- ${line}`)
    expect([...gone, ...beyond(now, before)]).toEqual(linesOf(lines))
    expectDistinct(world)
  })
}

export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Pages tell parts apart by their ids. */
function expectDistinct(world: World): void {
  const { frames, things, links } = topologyOf(world.fabric)
  for (const parts of [[...frames, ...things], links]) {
    const ids = parts.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)])
  }
}
