import type { Scenario } from '../../simulator/packs/load.ts'
import type { Origin } from '../../simulator/views/attempt/submission.ts'
import { database } from '../storage/database.ts'

// Packs that somebody has installed. They are kept as the file that came, and checked each time they are opened, as the
// command line checks them.

export interface Installed {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly author: string
  readonly version: string
  readonly licence: string
  readonly scenarios: readonly InstalledEntry[]
}

/** A scenario, as far as lists of them show it. */
type InstalledEntry = Pick<Scenario['document'], 'title' | 'summary' | 'level' | 'minutes' | 'teaches'> & {
  readonly id: string
}

interface Opened {
  readonly installed: Installed
  readonly scenarios: readonly Scenario[]
  /** What submissions say that they are from. */
  readonly pack: Origin['pack']
}

async function open(bytes: Uint8Array): Promise<Opened | { readonly problems: readonly string[] }> {
  // Before any schema is made: whether code may be made of texts is looked at then, and here it may not.
  const { config } = await import('zod')
  config({ jitless: true })
  const [{ hashOfPack, openArchive }, { loadPack }, { tellProblem }] = await Promise.all([
    import('../../simulator/packs/archive.ts'),
    import('../../simulator/packs/load.ts'),
    import('../../simulator/packs/problem.ts'),
  ])
  const { files, problems } = openArchive(bytes)
  if (!files) return { problems: problems.map(tellProblem) }
  const loaded = loadPack(files)
  if (!loaded.pack) return { problems: loaded.problems.map(tellProblem) }
  const { document, scenarios } = loaded.pack
  const { id, title, summary = '', author, version, licence } = document
  return {
    scenarios,
    pack: { id, version, hash: hashOfPack(files) },
    installed: {
      id,
      title,
      summary,
      author,
      version,
      licence,
      scenarios: scenarios.map(
        ({ id: scenario, document: { title: name, summary: about, level, minutes, teaches } }) => ({
          id: scenario,
          title: name,
          summary: about,
          level,
          minutes,
          teaches,
        }),
      ),
    },
  }
}

/** What is in a pack, or everything that is wrong with it. Nothing is kept. */
export async function read(bytes: Uint8Array): Promise<Installed | { readonly problems: readonly string[] }> {
  const opened = await open(bytes)
  return 'problems' in opened ? opened : opened.installed
}

export async function install(bytes: Uint8Array): Promise<void> {
  const opened = await open(bytes)
  if ('problems' in opened) throw new Error(opened.problems.join('\n'))
  const { id, version } = opened.installed
  await (await database()).put('packs', { id, version, bytes, at: Date.now() })
}

export async function remove(id: string): Promise<void> {
  await (await database()).delete('packs', id)
}

export async function installedPacks(): Promise<readonly Installed[]> {
  return (await keptPacks()).flatMap((one) => ('problems' in one ? [] : one))
}

/** A pack that an older version took and this one does not. */
export interface Broken {
  readonly id: string
  readonly problems: readonly string[]
}

/** Every pack that is kept, with what is wrong with those that cannot be read any more. */
export async function keptPacks(): Promise<readonly (Installed | Broken)[]> {
  const kept = await (await database()).getAll('packs')
  return Promise.all(
    kept.map(async ({ id, bytes }) => {
      const opened = await open(bytes)
      return 'problems' in opened ? { id, problems: opened.problems } : opened.installed
    }),
  )
}

/** A scenario of an installed pack, and what submissions say that it is from. */
export async function installedScenario(
  id: string,
): Promise<{ readonly scenario: Scenario; readonly pack: Origin['pack'] } | undefined> {
  const [name = ''] = id.split('/')
  const kept = await (await database()).get('packs', name)
  if (!kept) return undefined
  const opened = await open(kept.bytes)
  if ('problems' in opened) return undefined
  const scenario = opened.scenarios.find((one) => one.id === id)
  return scenario && { scenario, pack: opened.pack }
}
