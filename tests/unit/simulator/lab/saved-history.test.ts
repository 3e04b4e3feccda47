import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

// What was done before a lab was saved can be undone when it is gone on with.

const turn = () => immediate()

async function played(...lines: readonly string[]): Promise<Lab> {
  const lab = await Lab.open({ contract, turn })
  for (const line of lines) await lab.run(line)
  return lab
}

const reopened = (lab: Lab) => Lab.open({ contract, turn, saved: lab.save() })

const createVpc = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId'
const moments = (lab: Lab) =>
  lab
    .timeline()
    .map(({ id, parent, label, checkpoints, isCurrent }) => ({ id, parent, label, checkpoints, isCurrent }))

describe('a lab that is gone on with', () => {
  it('undoes and does again what was done before, to the byte', async () => {
    const lab = await played(createVpc, 'echo hi > note.txt', 'rm note.txt')
    const again = await reopened(lab)
    for (const step of ['undo', 'undo', 'undo', 'redo', 'redo', 'redo'] as const) {
      expect(again[step]()).toBe(lab[step]())
      expect(again.saveWorld()).toBe(lab.saveWorld())
    }
  })

  it('has the branches and the named moments of before', async () => {
    const lab = await played(createVpc)
    lab.checkpoint('vpc')
    await lab.run('echo one > one.txt')
    lab.undo()
    await lab.run('echo two > two.txt')
    const again = await reopened(await reopened(lab))
    expect(moments(again)).toEqual(moments(lab))
    expect(again.goto('vpc')).toBe(true)
    lab.goto('vpc')
    expect(again.saveWorld()).toBe(lab.saveWorld())
  })

  it('begins a branch as any lab does, with numbers of its own', async () => {
    const again = await reopened(await played(createVpc, 'echo one > one.txt'))
    again.undo()
    await again.run('echo two > two.txt')
    expect(moments(again).map(({ id, parent }) => [id, parent])).toEqual([
      [1, undefined],
      [2, 1],
      [3, 2],
      [4, 2],
    ])
  })

  it('has lost the oldest moments, where there were too many', async () => {
    const lab = await played(...Array.from({ length: 230 }, (_, i) => `echo ${i} > note.txt`))
    const again = await reopened(lab)
    const [oldest] = again.timeline()
    expect(again.timeline().length).toBeLessThan(lab.timeline().length)
    expect(oldest).toMatchObject({ parent: undefined })
    expect(oldest!.id).toBeGreaterThan(1)
    for (let i = again.timeline().length; i > 1; i--) expect(again.undo()).toBeDefined()
    expect(again.undo()).toBeUndefined()
  })

  it('was saved before moments were: it begins with none', async () => {
    const { history: _, ...old } = JSON.parse((await played(createVpc)).save())
    const lab = await Lab.open({ contract, turn, saved: JSON.stringify(old) })
    expect(lab.undo()).toBeUndefined()
  })
})
