import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { lintScenario } from '../../../../simulator/authoring/lint.ts'
import { problemsInProofs } from '../../../../simulator/authoring/questions.ts'
import { problemsInTexts } from '../../../../simulator/authoring/texts/problems.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { curriculum, filesIn } from './read-pack.ts'

// Every pack that comes with the program holds, every scenario proves what scenarios have to prove, and its checks
// notice what could be otherwise: what `hopwise pack lint` tells.

const packs = 'content/packs'
const ports = { contract, turn: () => immediate(), curriculum }

describe.each(readdirSync(packs))('the pack %s', (name) => {
  const files = filesIn(path.join(packs, name))
  const { pack, problems } = loadPack(files)

  it('has nothing wrong with its files', () => expect(problems.map(tellProblem)).toEqual([]))

  it('tells people what is so', async () => {
    const found = pack ? await problemsInTexts(ports, pack, files) : []
    expect(found.map(tellProblem)).toEqual([])
  })

  it('has questions whose keys are right', async () => {
    const found = pack ? await problemsInProofs(ports, pack.questions) : []
    expect(found.map(tellProblem)).toEqual([])
  })

  it.each(pack?.scenarios.map((one) => [one.name, one] as const) ?? [])(
    'proves %s, and notices mutants',
    { timeout: 120_000 },
    async (_, scenario) => {
      const { problems: found, mutation } = await lintScenario({ ...ports, mutation: true }, scenario)
      expect(found.map(tellProblem)).toEqual([])
      expect(mutation?.score).toBeGreaterThanOrEqual(95)
    },
  )
})
