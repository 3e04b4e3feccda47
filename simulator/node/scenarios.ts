import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../api/contract.ts'
import { Lab } from '../lab.ts'
import { tellProblem } from '../packs/problem.ts'
import { SetupFailed } from '../packs/setup.ts'
import { readScenario } from './pack-files.ts'

/** There is no such scenario, or it cannot be read, or its setup does not work: told to whoever named it. */
export class CannotBegin extends Error {}

/** A lab at the start of a scenario, which is named by its folder, or by its pack and itself. */
export async function openScenario(place: string, seed?: string): Promise<Lab> {
  const read = await readScenario(place)
  if ('problems' in read) throw new CannotBegin(read.problems.map(tellProblem).join('\n'))
  const { scenario } = read
  try {
    return await Lab.open({ contract, scenario, turn: () => turn(), ...(seed !== undefined && { seed }) })
  } catch (error) {
    if (error instanceof SetupFailed) throw new CannotBegin(`${place}: ${error.message}`)
    throw error
  }
}

/** The world that a scenario begins with, as text. */
export const worldOfScenario = async (place: string, seed?: string): Promise<string> =>
  (await openScenario(place, seed)).saveWorld()
