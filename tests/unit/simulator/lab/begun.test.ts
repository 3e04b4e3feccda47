import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import type { BegunWorld } from '../../../../simulator/packs/begin.ts'
import type { Scenario } from '../../../../simulator/packs/load.ts'
import { startOf } from '../../../../simulator/packs/scenario.ts'
import type { LabOptions } from '../../../../simulator/views/attempt/opening.ts'
import { scenarioNamed } from '../authoring/read-pack.ts'
import { makeThing, smallScenario, thingNamed } from './small-scenario.ts'

// A scenario's starting world may have been built before: nobody can tell it from one whose setup has just run.

const open = (scenario: Scenario, options: Partial<LabOptions> = {}) =>
  Lab.open({ contract, turn: () => immediate(), scenario, seed: scenario.id, ...options })

async function beginOnce(scenario: Scenario): Promise<{ readonly fresh: Lab; readonly begun: BegunWorld }> {
  const fresh = await open(scenario)
  const world = fresh.saveWorld()
  return { fresh, begun: { seed: scenario.id, world, variables: fresh.attempt!.variables } }
}

describe.each([
  ['foundations', 'one-gate'],
  ['private-paths', 'data-centre-to-s3'],
  ['private-paths', 'nothing-uninspected'],
])('%s/%s, built before', (pack, name) => {
  it('is solved to the same world, and saved to the same text', async () => {
    const scenario = scenarioNamed(pack, name)
    const { fresh, begun } = await beginOnce(scenario)
    const later = await open(scenario, { begun, goalsLater: true })
    expect(later.saveWorld()).toBe(begun.world)
    for (const lab of [fresh, later]) {
      await lab.follow(() => {})
      await lab.runScript(scenario.solution)
    }
    expect(later.save()).toBe(fresh.save())
    expect(later.grade()?.score.passed).toBe(true)
  })
})

describe('a small scenario', () => {
  const small = smallScenario(`checks:\n  first: { ${thingNamed('first')} }\n`, {
    'setup.sh': `export THING=$RANDOM\n${makeThing('zeroth')}\n`,
  })

  it('that was built before knows what its setup exported', async () => {
    const { fresh, begun } = await beginOnce(small)
    const later = await open(small, { begun, goalsLater: true })
    const line = 'echo $THING'
    expect((await later.run(line)).stdout).toBe((await fresh.run(line)).stdout)
  })

  it('that was built for another seed is built anew', async () => {
    const { begun } = await beginOnce(small)
    const other = await open(small, { begun, seed: 'bob' })
    expect(other.saveWorld()).not.toBe(begun.world)
    expect(other.saveWorld()).toBe((await open(small, { seed: 'bob' })).saveWorld())
  })

  it('has no goals before they are asked for, and then as it stands', async () => {
    const lab = await open(small, { goalsLater: true })
    expect(() => lab.attempt).toThrow('The goals are not loaded: await lab.needGoals() first.')
    await lab.run(makeThing('first'))
    await lab.needGoals()
    expect(lab.grade()?.score.passed).toBe(true)
  })

  it('is asked for the rest of itself when its goals are, and not before', async () => {
    const { begun } = await beginOnce(small)
    let asked = 0
    const whole = async () => {
      asked++
      return small
    }
    const lab = await Lab.open({
      contract,
      turn: () => immediate(),
      scenario: { ...startOf(small), whole },
      seed: small.id,
      begun,
      goalsLater: true,
    })
    await lab.run(makeThing('first'))
    expect(asked).toBe(0)
    expect((await lab.run('lab goals')).stdout).toContain('first')
    expect([asked, lab.grade()?.score.passed, lab.fork().grade()?.score.passed]).toEqual([1, true, true])
  })

  it('loads its goals for the lab command by itself', async () => {
    const lab = await open(small, { goalsLater: true })
    expect((await lab.run('lab goals')).stdout).toContain('first')
  })

  it('is saved, and gone on with, before its goals were asked for', async () => {
    const lab = await open(small, { goalsLater: true })
    await lab.run(makeThing('first'))
    const again = await Lab.open({
      contract,
      turn: () => immediate(),
      scenario: small,
      saved: lab.save(),
      goalsLater: true,
    })
    await again.needGoals()
    expect(again.grade()?.score.passed).toBe(true)
  })
})
