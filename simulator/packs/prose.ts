import { placesIn } from './code-in-text.ts'
import { readYaml } from './read-yaml.ts'

// What people read of a pack: its Markdown files, and the texts in its YAML files.

export interface Prose {
  readonly file: string
  /** The place in a YAML file: `checks.consumer-is-in.title`. */
  readonly path?: string
  readonly text: string
  /** Where a place in the text stands in the file; in YAML, where the text begins. */
  locate(index: number): { readonly line: number; readonly column: number }
}

/** Members whose texts are read by people, however deep they stand. */
const told = new Set([
  'answer',
  'because',
  'brief',
  'direction',
  'left',
  'nudge',
  'question',
  'right',
  'role',
  'says',
  'stem',
  'summary',
  'text',
  'title',
  'why',
])

/** Lists and maps all of whose texts are read by people. */
const tellingAll = new Set(['hints', 'says', 'near-misses', 'sites'])

export function proseIn(file: string, text: string): readonly Prose[] {
  if (file.endsWith('.md')) return [{ file, text, locate: placesIn(text) }]
  if (!file.endsWith('.yaml')) return []
  const { value, locate } = readYaml(file, text)
  return textsIn(value, [], false).map(({ path, words }) => ({
    file,
    path: path.map(String).join('.'),
    text: words,
    locate: () => locate(path),
  }))
}

interface Found {
  readonly path: readonly PropertyKey[]
  readonly words: string
}

function textsIn(value: unknown, path: readonly PropertyKey[], isTold: boolean): readonly Found[] {
  if (typeof value === 'string') return isTold ? [{ path, words: value }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const isText = typeof inner === 'string'
    const at = [...path, Array.isArray(value) ? Number(key) : key]
    return textsIn(inner, at, isText ? isTold || told.has(key) : tellingAll.has(key))
  })
}
