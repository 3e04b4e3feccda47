import { z } from 'zod'
import { checkKinds } from '../grading/checks/index.ts'
import { topicId } from './scenario-schema.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const letter = z.string().regex(/^[a-z]$/, { error: 'expected a letter' })
const why = text(1500).describe('Why it is, or is not, right.')

const options = z
  .record(letter, z.strictObject({ text: text(1000), right: z.boolean().default(false), why }))
  .describe('The options by their letters, each explained.')

const proof = z
  .strictObject({
    setup: text(20_000).describe('Commands that build what the question is about.'),
    shows: z
      .array(checkKinds.schema)
      .min(1)
      .max(20)
      .describe('Checks that hold then: they show that the key is right.'),
  })
  .describe('What the build runs to see that the key agrees with the simulator.')

const shared = {
  stem: text(4000).describe('The question, with what one has to know for it.'),
  topics: z.array(topicId).min(1).max(20).describe('Topics of the curriculum.'),
  difficulty: z.int().min(1).max(5).describe('From 1, for those who begin, to 5.'),
  source: text(500).describe('The page of AWS’s documentation that it rests on.'),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'expected a date such as 2026-11-20, in quotes' })
    .describe('When the source was read.'),
  proof: proof.optional(),
  unproved: text(300).optional().describe('Why there is no proof: what it is about is not behaviour.'),
}

const hasKey =
  (count: (right: number) => boolean, expected: string) =>
  (value: { options: z.output<typeof options> }, context: z.RefinementCtx) => {
    const all = Object.values(value.options)
    const right = all.filter((one) => one.right).length
    if (all.length >= 3 && count(right) && right < all.length) return
    context.addIssue({ code: 'custom', path: ['options'], message: expected })
  }

const proved = ({ proof: has, unproved }: { proof?: unknown; unproved?: unknown }) =>
  (has === undefined) !== (unproved === undefined)
const proveIt = { error: 'expected either proof or unproved' }

const single = z
  .strictObject({ type: z.literal('single'), options, ...shared })
  .superRefine(hasKey((right) => right === 1, 'expected three options or more, one of which is right'))
  .refine(proved, proveIt)

const multiple = z
  .strictObject({ type: z.literal('multiple'), options, ...shared })
  .superRefine(
    hasKey((right) => right >= 2, 'expected three options or more, two of which are right, and one is not'),
  )
  .refine(proved, proveIt)

const ordering = z
  .strictObject({
    type: z.literal('ordering'),
    steps: z
      .array(z.strictObject({ text: text(500), why }))
      .min(3)
      .max(8)
      .describe('In the right order.'),
    ...shared,
  })
  .refine(proved, proveIt)

const matching = z
  .strictObject({
    type: z.literal('matching'),
    pairs: z
      .array(z.strictObject({ left: text(300), right: text(300), why }))
      .min(2)
      .max(8)
      .describe('What belongs together.'),
    ...shared,
  })
  .refine(({ pairs }) => new Set(pairs.map(({ left }) => left)).size === pairs.length, {
    error: 'expected each left side once',
  })
  .refine(proved, proveIt)

const { proof: _, unproved: __, ...withoutProof } = shared
const lab = z.strictObject({
  type: z.literal('lab'),
  scenario: z.string().max(160).describe('The scenario whose checks are the key, by its path in the pack.'),
  ...withoutProof,
})

export const questionSchema = z.discriminatedUnion('type', [single, multiple, ordering, matching, lab])

export type QuestionDocument = z.output<typeof questionSchema>
