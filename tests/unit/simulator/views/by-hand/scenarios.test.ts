import { describe, expect, it } from 'vitest'
import { solveByHand } from './hands.ts'
import { solutions } from './solutions.ts'

// Each scenario that ships can be solved through forms, without writing a command.

describe('by hand', () => {
  it.each(Object.entries(solutions))('%s', async (name, script) => {
    const [pack, scenario] = name.split('/')
    const lab = await solveByHand(`content/packs/${pack}/scenarios/${scenario}`, script)
    const unmet = lab.grade()?.goals.filter(({ verdict }) => !verdict.met)
    expect(unmet?.map(({ id, verdict }) => ({ id, verdict }))).toEqual([])
  })
})
