import { readFile } from 'node:fs/promises'
import { now } from '../kernel/clock.ts'
import { deserialise, Store } from '../kernel/store.ts'
import { lookUpAddresses } from '../network/dns/resolve.ts'
import type { Fabric } from '../network/fabric.ts'
import { adoptedFamilies, adoptedTables } from '../services/adoption/tables.ts'
import type { Locks } from '../services/locks.ts'
import { indexFamilies } from '../services/service.ts'
import { needCatalogues } from '../world/catalogue/need.ts'
import type { Beginning } from './server/world.ts'

export interface Problem {
  readonly problem: string
}

/** The world that a file holds, as packets meet it; or why it holds none. */
export async function openModel({ name, text }: Model): Promise<Fabric | Problem> {
  await needCatalogues()
  return openImported(text) ?? openAnything(name, text)
}

/** A saved world, and what people know it as. */
export interface Model {
  readonly name: string
  readonly text: string
  /** What may not be changed in it. */
  readonly locks?: Locks
  /** Opens the stages of its scenario that are due. */
  readonly opens?: Beginning['opens']
}

/** The text of a file, or the start of a scenario. */
export async function readModel(place: {
  readonly file?: string
  readonly scenario?: string
}): Promise<Model | Problem> {
  const { file = '', scenario } = place
  if (scenario !== undefined) return readStart(scenario)
  try {
    return { name: file, text: await readFile(file, 'utf8') }
  } catch (error) {
    return { problem: `${file} cannot be read: ${(error as Error).message}` }
  }
}

/** The world that a scenario begins with. */
export async function readStart(scenario: string, seed?: string): Promise<Model | Problem> {
  const { CannotBegin, startOfScenario } = await import('./scenarios.ts')
  try {
    return { name: scenario, ...(await startOfScenario(scenario, seed)) }
  } catch (error) {
    if (error instanceof CannotBegin) return { problem: error.message }
    throw error
  }
}

/** A world that was imported and not worked in since: most of the simulator need not be loaded for it. */
function openImported(saved: string): Fabric | undefined {
  try {
    const store = new Store(deserialise(saved, adoptedTables))
    const families = indexFamilies([{ families: adoptedFamilies }])
    return { store, families, now: now(store), lookUp: lookUpAddresses }
  } catch {
    // It has more in it, or is no world at all.
    return undefined
  }
}

async function openAnything(file: string, saved: string): Promise<Fabric | Problem> {
  const [{ contract }, { Cloud }] = await Promise.all([import('../api/contract.ts'), import('../cloud.ts')])
  try {
    return (await Cloud.open(saved, { contract })).fabric
  } catch (error) {
    return { problem: `${file} is no saved world: ${(error as Error).message}` }
  }
}
