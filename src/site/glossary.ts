import { getCollection } from 'astro:content'
import { shippedPacks } from '../packs/shipped.ts'
import { type WrittenTerm, writtenTerms } from './terms.ts'

interface Place {
  readonly href: string
  readonly title: string
}

export interface Term extends WrittenTerm {
  /** The lessons and the scenarios that teach one of its topics. */
  readonly lessons: readonly Place[]
  readonly scenarios: readonly Place[]
}

/** Every term of the glossary with what leads to it, in order of the alphabet. */
export async function glossary(): Promise<readonly Term[]> {
  const lessons = await getCollection('lessons')
  const scenarios = (await shippedPacks()).flatMap((pack) => pack.scenarios)
  return writtenTerms().map((term) => {
    const isAbout = (teaches: readonly string[]) => teaches.some((topic) => term.topics.includes(topic))
    return {
      ...term,
      lessons: lessons
        .filter(({ data }) => isAbout(data.teaches))
        .map(({ id, data }) => ({ href: `/learn/${id}/`, title: data.title })),
      scenarios: scenarios
        .filter(({ document }) => isAbout(document.teaches))
        .map(({ id, document }) => ({ href: `/scenarios/${id}/`, title: document.title })),
    }
  })
}
