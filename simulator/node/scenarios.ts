import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../api/contract.ts'
import type { Cloud } from '../cloud.ts'
import { Lab, type LabOptions } from '../lab.ts'
import { openStage } from '../packs/begin.ts'
import { tellProblem } from '../packs/problem.ts'
import { SetupFailed } from '../packs/setup.ts'
import { inLanguage } from '../packs/translate.ts'
import { type Locks, noLocks } from '../services/locks.ts'
import { setupPorts } from '../views/attempt/opening.ts'
import { languagesOf } from './languages.ts'
import { readScenario } from './pack-files.ts'

/** There is no such scenario, or it cannot be read, or its setup does not work: told to whoever named it. */
export class CannotBegin extends Error {}

/** A lab at the start of a scenario, which is named by its folder, or by its pack and itself. */
export async function openScenario(
  place: string,
  seed?: string,
  handIn?: LabOptions['handIn'],
): Promise<Lab> {
  const read = await readScenario(place)
  if ('problems' in read) throw new CannotBegin(read.problems.map(tellProblem).join('\n'))
  const scenario = inLanguage(read.scenario, languagesOf(process.env))
  try {
    return await Lab.open({
      contract,
      scenario,
      turn: () => turn(),
      origin: async () => (await import('./engine.ts')).originOf(read.pack, read.files),
      ...(seed !== undefined && { seed }),
      ...(handIn && { handIn }),
    })
  } catch (error) {
    if (error instanceof SetupFailed) throw new CannotBegin(`${place}: ${error.message}`)
    throw error
  }
}

/** What a scenario begins with. */
export interface ScenarioStart {
  /** The world, as text. */
  readonly text: string
  /** What learners may not change in it. */
  readonly locks: Locks
  /** Opens the stages that are due in a world that began so, and tells their titles; missing where there are none. */
  readonly opens?: (cloud: Cloud) => Promise<readonly string[]>
}

export async function startOfScenario(place: string, seed?: string): Promise<ScenarioStart> {
  const lab = await openScenario(place, seed)
  const { attempt } = lab
  const locks = attempt?.locks ?? noLocks
  if (!attempt?.scenario.stages.length) return { text: lab.saveWorld(), locks }
  const { scenario, variables } = attempt
  const ports = setupPorts({ contract, scenario, turn: () => turn() })
  return {
    text: lab.saveWorld(),
    locks,
    async opens(cloud) {
      if (!attempt.wantsTicks(cloud)) return []
      const events = await attempt.tick(cloud, (stage) =>
        openStage(cloud, stage, { scenario, variables, ports }),
      )
      return events.flatMap((event) => (event.kind === 'stage' ? event.title : []))
    },
  }
}
