import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { openArchive } from '../packs/archive.ts'
import { packLimits } from '../packs/limits.ts'
import { loadPack, type Pack, type PackFiles, type Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'

// Packs on this machine: folders that authors write in, and archives that they build.

export type ReadFiles = { readonly files: PackFiles } | { readonly problems: readonly Problem[] }

const refused = (file: string, found: string, expected: string): ReadFiles => ({
  problems: [{ file, found, expected }],
})

/** The files of a pack, from its folder or its archive. */
export async function readPackFiles(place: string): Promise<ReadFiles> {
  const found = await stat(place).catch(() => undefined)
  if (!found) return refused(place, 'nothing', 'the folder of a pack, or a .hopwise file')
  if (found.isDirectory()) return readFolder(place)
  if (found.size > packLimits.archiveBytes)
    return refused(place, `${found.size} bytes`, `at most ${packLimits.archiveBytes}`)
  const { files, problems } = openArchive(new Uint8Array(await readFile(place)))
  return files ? { files } : { problems: problems.map((one) => ({ ...one, file: place })) }
}

/** Links are not followed: they may lead out of the folder. */
async function readFolder(folder: string): Promise<ReadFiles> {
  const files = new Map<string, Uint8Array>()
  for (const one of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!one.isFile()) continue
    const file = path.join(one.parentPath, one.name)
    const inside = path.relative(folder, file).split(path.sep).join('/')
    const { size } = await stat(file)
    if (files.size > packLimits.files)
      return refused(folder, `more than ${packLimits.files} files`, 'a pack within its limits')
    if (size > packLimits.fileBytes)
      return refused(inside, `${size} bytes`, `at most ${packLimits.fileBytes}`)
    files.set(inside, new Uint8Array(await readFile(file)))
  }
  return { files }
}

export type ReadPack =
  | { readonly pack: Pack; readonly files: PackFiles }
  | { readonly problems: readonly Problem[] }

/** A pack, or one scenario of it alone where the place is that one's folder. */
export async function readPack(place: string): Promise<ReadPack> {
  const alone = await scenarioAt(place)
  const read = await readPackFiles(alone?.home ?? place)
  if ('problems' in read) return read
  const files = alone ? filesOfScenario(read.files, alone.name) : read.files
  const { pack, problems } = loadPack(files)
  return pack ? { pack, files } : { problems }
}

/** The pack around the folder of a scenario. */
async function scenarioAt(
  place: string,
): Promise<{ readonly home: string; readonly name: string } | undefined> {
  const folder = path.resolve(place)
  const above = path.dirname(folder)
  const home = path.dirname(above)
  if (path.basename(above) !== 'scenarios') return undefined
  const own = await stat(path.join(home, 'pack.yaml')).catch(() => undefined)
  return own && { home, name: path.basename(folder) }
}

/** What other scenarios lack concerns nobody who asks for this one. */
const filesOfScenario = (files: PackFiles, name: string): PackFiles =>
  new Map(
    [...files].filter(
      ([file]) => !/^(scenarios|questions)\//.test(file) || file.startsWith(`scenarios/${name}/`),
    ),
  )

/** A scenario by its folder, or by the pack's place and its name: `content/packs/foundations/first-steps`. */
export async function readScenario(
  place: string,
): Promise<
  | { readonly scenario: Scenario; readonly pack: Pack; readonly files: PackFiles }
  | { readonly problems: readonly Problem[] }
> {
  const parts = path.normalize(place).split(path.sep).filter(Boolean)
  const name = parts.at(-1) ?? ''
  const above = path.resolve(place, '..')
  const home = path.basename(above) === 'scenarios' ? path.dirname(above) : above
  const own = await stat(path.join(home, 'pack.yaml')).catch(() => undefined)
  const read = await readPack(
    own || home.endsWith('.hopwise') ? home : path.join(contentPacks, ...parts.slice(0, -1)),
  )
  if ('problems' in read) return read
  const { scenarios } = read.pack
  const scenario = scenarios.find((one) => one.name === name)
  if (scenario) return { scenario, ...read }
  const expected = scenarios.length ? `one of ${scenarios.map((one) => one.name).join(', ')}` : 'a scenario'
  return { problems: [{ file: place, found: 'no such scenario', expected }] }
}

/** The packs that come with the program, where it runs in its own folder. */
export const contentPacks = path.resolve(import.meta.dirname, '../../content/packs')
