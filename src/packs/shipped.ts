import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { readPack } from '../../simulator/node/pack-files.ts'
import type { BegunWorld } from '../../simulator/packs/begin.ts'
import type { Pack, PackFiles, Scenario } from '../../simulator/packs/load.ts'
import { tellProblem } from '../../simulator/packs/problem.ts'
import { startOf } from '../../simulator/packs/scenario.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'
import type { ScenarioFile } from './scenario-file.ts'

// The packs that come with the site, read while it is built.

interface Engine {
  engine(): Origin['engine']
  originOf(pack: Pack, files: PackFiles): Origin
}

/** It reads its own sources, so it runs from where they are and not out of a bundle. */
const engineModule = (): Promise<Engine> =>
  import(/* @vite-ignore */ pathToFileURL(path.resolve('simulator/node/engine.ts')).href)

/** What this site's simulator is known by, in submissions. */
export const engine = async (): Promise<Origin['engine']> => (await engineModule()).engine()

/** Every one of them, by the name of its folder; a pack that is wrong fails the build. */
export const shippedPacks = async (): Promise<readonly Pack[]> =>
  (await Promise.all((await packFolders()).map(readShipped))).map(({ pack }) => pack)

/** A page of each scenario. */
export const scenarioPaths = async () =>
  (await shippedPacks()).flatMap(({ document: pack, scenarios }) =>
    scenarios.map((scenario) => ({
      params: { pack: pack.id, name: scenario.name },
      props: { scenario, pack },
    })),
  )

/** The file of each scenario that holds all of it. */
export const wholePaths = async () =>
  (await scenarioPaths()).map(({ params, props: { scenario } }) => ({
    params: { ...params, name: `${params.name}.${hashOf(scenario)}` },
    props: { scenario },
  }))

const hashOf = (scenario: Scenario): string =>
  createHash('sha256').update(JSON.stringify(scenario)).digest('hex').slice(0, 12)

/** A scenario as a lab in a page gets it, in two files: what it opens with, and the whole. */
export async function scenarioFiles() {
  const { originOf } = await engineModule()
  const read = await Promise.all((await packFolders()).map(readShipped))
  const all = read.flatMap(({ pack, files }) => {
    const origin = originOf(pack, files)
    return pack.scenarios.map(async (scenario) => ({
      params: { pack: pack.document.id, name: scenario.name },
      props: {
        file: {
          scenario: startOf(scenario),
          whole: hashOf(scenario),
          origin,
          begun: await begin(scenario),
        } satisfies ScenarioFile,
        scenario,
      },
    }))
  })
  return Promise.all(all)
}

/** The world that a page's lab begins with: its seed is the scenario's name, as in `lab.astro`. */
async function begin(scenario: Scenario): Promise<BegunWorld> {
  const seed = scenario.id
  const lab = await Lab.open({ contract, scenario, seed, turn: () => turn() })
  return { seed, world: lab.saveWorld(), variables: lab.attempt?.variables ?? {} }
}

const packFolders = async (): Promise<readonly string[]> =>
  (await readdir(folder)).sort().map((name) => path.join(folder, name))

async function readShipped(place: string): Promise<{ readonly pack: Pack; readonly files: PackFiles }> {
  const read = await readPack(place)
  if ('problems' in read) throw new Error(read.problems.map(tellProblem).join('\n'))
  return read
}

const folder = path.resolve('content/packs')
