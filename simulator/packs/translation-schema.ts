import { z } from 'zod'
import { hintDepths } from './hint-schema.ts'
import { text } from './words.ts'

// A scenario's words in another language, by the ids and in the order of scenario.yaml. What is left out stays as it is.

const says = z
  .record(z.string().max(80), text(1000))
  .optional()
  .describe('The author’s words, by the reason.')

const check = z.strictObject({
  title: text(200).optional().describe('What learners read.'),
  says,
  quiz: z
    .strictObject({
      question: text(2000).optional(),
      options: z
        .record(z.string(), z.strictObject({ text: text(1000).optional(), why: text(1000).optional() }))
        .optional(),
    })
    .optional()
    .describe('The question, and its options by their letters.'),
})

const ladder = z.strictObject(
  Object.fromEntries(hintDepths.map((depth) => [depth, text(2000).optional()])) as Record<
    (typeof hintDepths)[number],
    z.ZodOptional<z.ZodString>
  >,
)

export const translationSchema = z.strictObject({
  title: text(120).optional(),
  summary: text(400).optional(),
  checks: z.record(z.string(), check).default({}).describe('Words of the checks, by their ids.'),
  says,
  hints: z
    .array(z.union([text(2000), ladder]))
    .max(60)
    .default([])
    .describe(
      'As many entries as scenario.yaml has, in the same order: a text, or {nudge, direction, answer}.',
    ),
  stages: z
    .record(z.string(), z.strictObject({ title: text(120).optional(), brief: text(6000).optional() }))
    .default({})
    .describe('Words of the stages, by their ids.'),
  locked: z.array(text(600)).max(40).default([]).describe('What the locks say, in the same order.'),
  sites: z.record(z.string(), text(300)).default({}).describe('What is at each site, by its name.'),
  people: z
    .record(z.string(), z.strictObject({ name: text(80).optional(), role: text(300).optional() }))
    .default({})
    .describe('Who people are, by their ids.'),
  'near-misses': z
    .record(z.string(), text(600))
    .default({})
    .describe('What is wrong with each, by the name of its file.'),
})

export type TranslationDocument = z.output<typeof translationSchema>

/** The words of one scenario in one language. What it lacks stays in the language of the scenario itself. */
export interface Translation {
  readonly words?: TranslationDocument
  readonly brief?: string
  readonly debrief?: string
  /** By the ids of the stages. */
  readonly stages: ReadonlyMap<string, string>
}
