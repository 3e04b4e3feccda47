import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { proveScenario } from '../../../../simulator/authoring/prove.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { filesIn } from './read-pack.ts'

// Every pack that comes with the program holds, and every scenario proves what scenarios have to prove.

const packs = 'content/packs'

const topics = new Set(
  [...readFileSync('content/curriculum.yaml', 'utf8').matchAll(/^([A-Z0-9-]+): /gm)].map(([, id]) => id),
)

describe.each(readdirSync(packs))('the pack %s', (name) => {
  const { pack, problems } = loadPack(filesIn(path.join(packs, name)))

  it('has nothing wrong with its files', () => expect(problems.map(tellProblem)).toEqual([]))

  it('teaches topics of the curriculum', () => {
    const taught = pack?.scenarios.flatMap(({ document, goals }) => [
      ...document.teaches,
      ...goals.flatMap(({ lesson }) => lesson ?? []),
    ])
    expect(taught?.filter((one) => !one.includes('/') && !topics.has(one))).toEqual([])
  })

  it.each(pack?.scenarios.map((one) => [one.name, one] as const) ?? [])('proves %s', async (_, scenario) => {
    const found = await proveScenario({ contract, turn: () => immediate() }, scenario)
    expect(found.map(tellProblem)).toEqual([])
  })
})
