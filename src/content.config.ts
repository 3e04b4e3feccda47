import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

/** A lesson: MDX that states which topics of the curriculum it teaches. */
const lessons = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './content/lessons' }),
  schema: z.strictObject({
    title: z.string(),
    /** A sentence for the map of the curriculum. */
    summary: z.string(),
    /** The module of the curriculum: `M11`. */
    module: z.string().regex(/^M\d\d$/),
    minutes: z.int().positive(),
    teaches: z.array(z.string()).min(1),
    /** The scenario that it leads to. */
    scenario: z.string(),
    /** When its facts were looked up last. */
    checked: z.string().regex(/^\d{4}-\d\d-\d\d$/),
  }),
})

export const collections = { lessons }
