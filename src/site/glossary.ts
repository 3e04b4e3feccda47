import { getCollection } from 'astro:content'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

export interface Term {
  readonly term: string
  readonly slug: string
  readonly means: string
  readonly topics: readonly string[]
  /** The lessons that teach one of its topics. */
  readonly lessons: readonly { readonly href: string; readonly title: string }[]
}

type Written = Readonly<Record<string, { readonly means: string; readonly topics: readonly string[] }>>

/** Every term of the glossary, in order of the alphabet. */
export async function glossary(): Promise<readonly Term[]> {
  const written = parse(await readFile('content/glossary.yaml', 'utf8')) as Written
  const lessons = await getCollection('lessons')
  return Object.entries(written)
    .map(([term, { means, topics }]) => ({
      term,
      slug: slugOf(term),
      means,
      topics,
      lessons: lessons
        .filter(({ data }) => data.teaches.some((topic) => topics.includes(topic)))
        .map(({ id, data }) => ({ href: `/learn/${id}/`, title: data.title })),
    }))
    .sort((a, b) => a.term.localeCompare(b.term, 'en'))
}

const slugOf = (term: string): string => term.toLowerCase().replace(/[^a-z0-9]+/g, '-')
