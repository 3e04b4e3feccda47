import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface WrittenTerm {
  readonly term: string
  readonly slug: string
  readonly means: string
  readonly topics: readonly string[]
}

type Written = Readonly<Record<string, { readonly means: string; readonly topics: readonly string[] }>>

/** The glossary as it is written, in order of the alphabet. */
export function writtenTerms(): readonly WrittenTerm[] {
  const written = parse(readFileSync('content/glossary.yaml', 'utf8')) as Written
  return Object.entries(written)
    .map(([term, { means, topics }]) => ({ term, slug: slugOf(term), means, topics }))
    .sort((a, b) => a.term.localeCompare(b.term, 'en'))
}

const slugOf = (term: string): string => term.toLowerCase().replace(/[^a-z0-9]+/g, '-')
