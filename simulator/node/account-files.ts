import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { AccountDocument, Ignored } from '../services/adoption/documents.ts'

// The folder that an import reads: whatever JSON is in it, however deep.

/** Larger files are no list of resources that a person has, and would not fit into memory twice. */
const mostBytes = 256 * 1024 * 1024
const mostFiles = 50_000

export interface AccountFiles {
  readonly documents: readonly AccountDocument[]
  readonly ignored: readonly Ignored[]
}

/** Throws where the folder itself cannot be read. */
export async function readAccountFiles(folder: string): Promise<AccountFiles> {
  const documents: AccountDocument[] = []
  const ignored: Ignored[] = []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  let bytes = 0
  for (const file of files.sort().slice(0, mostFiles)) {
    const name = path.relative(folder, file).split(path.sep).join('/')
    if (!isJson(name)) {
      ignored.push({ file: name, why: 'is no JSON' })
      continue
    }
    const size = (await stat(file)).size
    bytes += size
    if (size > mostBytes || bytes > 4 * mostBytes) {
      ignored.push({ file: name, why: tooLarge(size) })
      continue
    }
    const read = parseText(await readFile(file, 'utf8'))
    if ('problem' in read) ignored.push({ file: name, why: read.problem })
    else documents.push(...read.values.map((json) => ({ path: name, json })))
  }
  if (files.length > mostFiles) {
    ignored.push({
      file: '',
      why: `the folder has ${files.length} files, and no more than ${mostFiles} are read`,
    })
  }
  return { documents, ignored }
}

/** A JSON file of its own, such as that of the sites on premises; a text says why it is none. */
export async function readJsonFile(
  file: string,
): Promise<{ readonly value: unknown } | { readonly problem: string }> {
  let text: string
  try {
    const { size } = await stat(file)
    if (size > mostBytes) return { problem: tooLarge(size) }
    text = await readFile(file, 'utf8')
  } catch (error) {
    return { problem: `cannot be read: ${(error as Error).message}` }
  }
  const read = parseText(text)
  return 'problem' in read ? read : { value: read.values[0] }
}

const tooLarge = (size: number): string =>
  `is too large: ${Math.ceil(size / 1024 / 1024)} MB, and no more than ${mostBytes / 1024 / 1024} MB of a file, or ${(4 * mostBytes) / 1024 / 1024} MB in all, are read`

const isJson = (name: string): boolean => /\.json$/i.test(name) || !/\.[a-z]{1,5}$/i.test(name)

function parseText(text: string): { readonly values: readonly unknown[] } | { readonly problem: string } {
  const bare = text.replace(/^\uFEFF/, '').trim()
  if (bare === '') return { problem: 'is empty' }
  const ways = [
    () => [JSON.parse(bare) as unknown],
    // People and other tools leave commas at the end and comments behind.
    () => [JSON.parse(tidied(bare)) as unknown],
    // The pages of a describe call, one after the other.
    () => bare.split(/\n(?=\{)/).map((part) => JSON.parse(part) as unknown),
  ]
  let problem = ''
  for (const way of ways) {
    try {
      return { values: way() }
    } catch (error) {
      problem ||= (error as Error).message
    }
  }
  return { problem: `is not valid JSON: ${problem}` }
}

/** JSON without comments and without commas that nothing follows; what stands in quotes stays as it is. */
const tidied = (text: string): string =>
  text
    .replace(
      /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_, quoted: string | undefined) => quoted ?? '',
    )
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? '')
