// Reads the sources as the checks of the house need them: files, and what each imports.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is made, fetched or personal, and so in no repository. */
const ignored = new Set([
  'node_modules',
  'dist',
  'generated',
  '.astro',
  '.cache',
  '.git',
  '.DS_Store',
  '.idea',
  '.vscode',
  'hopwise-site.zip',
])

export interface Import {
  /** As written. */
  specifier: string
  /** The file inside the repository, or else the package (`just-bash`, `node:fs`). */
  file?: string
  library?: string
  line: number
}

export const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

export const exists = (file: string): boolean => existsSync(path.join(root, file))

/** Names in a folder of the repository, without what is ignored. */
export function namesIn(folder: string): string[] {
  if (!exists(folder)) return []
  return readdirSync(path.join(root, folder))
    .filter((name) => !ignored.has(name))
    .sort()
}

/** Every file below a folder, as a path from the root with forward slashes. */
export function filesIn(folder: string): string[] {
  return namesIn(folder).flatMap((name) => {
    const place = folder === '.' ? name : `${folder}/${name}`
    return statSync(path.join(root, place)).isDirectory() ? filesIn(place) : [place]
  })
}

/** Every import, export-from and import() of a file; imports of types count as well. */
export function importsOf(file: string): Import[] {
  const text = scriptOf(file)
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    specifier: fileName,
    ...target(file, fileName),
    line: text.slice(0, pos).split('\n').length,
  }))
}

/** The TypeScript of a file; in a page or component, everything else is blanked out, so lines still count. */
function scriptOf(file: string): string {
  const text = read(file)
  if (!/\.(astro|svelte)$/.test(file)) return text
  const scripts = file.endsWith('.astro') ? /^---\n[\s\S]*?\n---$/gm : /<script[\s\S]*?<\/script>/g
  const kept = [...text.matchAll(scripts)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  )
  const isKept = (at: number) => kept.some(([from, to]) => at >= from && at < to)
  const lines = text.split('\n')
  let at = 0
  return lines
    .map((line) => {
      const start = at
      at += line.length + 1
      return isKept(start) && !/^(---|<\/?script)/.test(line) ? line : ''
    })
    .join('\n')
}

function target(from: string, specifier: string): Pick<Import, 'file' | 'library'> {
  // What is behind a question mark tells the bundler how to take a file.
  if (specifier.startsWith('.')) {
    return { file: path.posix.join(path.posix.dirname(from), specifier.replace(/\?.*$/, '')) }
  }
  if (specifier.startsWith('node:') || specifier.startsWith('astro:')) return { library: specifier }
  const [scope, name] = specifier.split('/')
  return { library: scope?.startsWith('@') ? `${scope}/${name}` : scope }
}
