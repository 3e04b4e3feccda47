import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../api/contract.ts'
import { Lab } from '../lab.ts'
import type { Scenario } from '../packs/load.ts'
import { tellProblem } from '../packs/problem.ts'
import { readScenario } from './pack-files.ts'

/** There is no such scenario, or it cannot be read. */
export class NoSuchScenario extends Error {}

/** A scenario by its folder, or by the names of its pack and of itself. */
export async function findScenario(place: string): Promise<Scenario> {
  const read = await readScenario(place)
  if ('problems' in read) throw new NoSuchScenario(read.problems.map(tellProblem).join('\n'))
  return read.scenario
}

/** The world that a scenario begins with, as text. */
export async function worldOfScenario(place: string, seed?: string): Promise<string> {
  const scenario = await findScenario(place)
  const lab = await Lab.open({
    contract,
    scenario,
    turn: () => turn(),
    ...(seed !== undefined && { seed }),
  })
  return lab.saveWorld()
}
