import { installedPacks } from '../packs/installed.ts'
import { database } from '../storage/database.ts'
import { allProgress } from '../storage/progress.ts'
import type { CatalogueEntry, Standing } from './catalogue.ts'

/** What this browser adds to the catalogue: scenarios of installed packs, and how far somebody has come. */
export async function whatIsKept(): Promise<{
  readonly installed: readonly CatalogueEntry[]
  readonly standings: ReadonlyMap<string, Standing>
}> {
  const [packs, labs, progress] = await Promise.all([
    installedPacks(),
    database().then((db) => db.getAllKeys('labs')),
    allProgress(),
  ])
  const standings = new Map<string, Standing>(labs.map((id) => [id, 'begun']))
  for (const { id, passed } of progress.values())
    if (id.startsWith('scenario:') && passed) standings.set(id.slice('scenario:'.length), 'passed')
  const installed = packs.flatMap(({ title: pack, scenarios }) =>
    scenarios.map((one) => ({ ...one, pack, isInstalled: true })),
  )
  return { installed, standings }
}
