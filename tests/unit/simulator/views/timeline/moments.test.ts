import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { momentViews, pairOf } from '../../../../../simulator/views/timeline/moments.ts'

// The moments of a lab, each with what it changed.

const createVpc = 'aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId'

async function labAfter(...lines: readonly string[]) {
  const lab = await Lab.open({ contract, turn: () => immediate() })
  for (const line of lines) await lab.run(line)
  return lab
}

const told = (lab: Lab) =>
  momentViews(lab.forkWorld(), lab.timeline()).map(({ label, by = '', changes }) => {
    const short = changes.map(({ change, kind, count }) => `${change} ${count} ${kind}`)
    return `${label.split(' ').slice(0, 3).join(' ')} @${by}: ${short.join(', ')}`
  })

const pair = (lab: Lab, from?: number, to?: number) => {
  const found = pairOf(lab.forkWorld(), lab.timeline(), from, to)
  return found && [found.from.label, found.to.label].map((label) => label.split(' ').slice(0, 3).join(' '))
}

describe('moments', () => {
  it('say where something was done, and what it changed', async () => {
    const lab = await labAfter(createVpc, 'aws ec2 describe-vpcs', 'echo hello > note.txt')
    const moments = told(lab)
    expect(moments[1]).toMatch(/^aws ec2 create-vpc @workstation: .*added 1 vpc/)
    expect(moments[2]).toBe('aws ec2 describe-vpcs @workstation: ')
    expect(moments[3]).toBe('echo hello > @workstation: added 1 file')
  })
})

describe('the last change', () => {
  it('is the last line that changed something, whatever was looked at since', async () => {
    expect(pair(await labAfter(createVpc, 'aws ec2 describe-vpcs', 'aws ec2 describe-subnets'))).toEqual([
      'start',
      'aws ec2 create-vpc',
    ])
  })

  it('is another one after undo', async () => {
    const lab = await labAfter(createVpc, 'echo hello > note.txt')
    lab.undo()
    expect(pair(lab)).toEqual(['start', 'aws ec2 create-vpc'])
  })

  it('is none at the start', async () => {
    expect(pair(await labAfter())).toBeUndefined()
  })

  it('is whatever two moments are asked for', async () => {
    const lab = await labAfter(createVpc, 'aws ec2 describe-vpcs')
    expect(pair(lab, 1, 3)).toEqual(['start', 'aws ec2 describe-vpcs'])
  })
})
