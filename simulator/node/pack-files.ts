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

export async function readPack(place: string): Promise<ReadPack> {
  const read = await readPackFiles(place)
  if ('problems' in read) return read
  const { pack, problems } = loadPack(read.files)
  return pack ? { pack, files: read.files } : { problems }
}

/** A scenario by its folder, or by the pack's place and its name: `content/packs/foundations/first-steps`. */
export async function readScenario(
  place: string,
): Promise<{ readonly scenario: Scenario } | { readonly problems: readonly Problem[] }> {
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
  if (scenario) return { scenario }
  const expected = scenarios.length ? `one of ${scenarios.map((one) => one.name).join(', ')}` : 'a scenario'
  return { problems: [{ file: place, found: 'no such scenario', expected }] }
}

/** The packs that come with the program, where it runs in its own folder. */
const contentPacks = path.resolve(import.meta.dirname, '../../content/packs')
