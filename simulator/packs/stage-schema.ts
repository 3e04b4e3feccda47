import { z } from 'zod'
import { orderedId, slugId, text } from './words.ts'

const stage = z.strictObject({
  title: text(120).describe('What it is called.'),
  brief: text(6000)
    .optional()
    .describe('What learners read when it opens, in Markdown; or leave it out and write stages/ID.md.'),
  checks: z.array(slugId).min(1).max(60).describe('The checks that are its goals.'),
})

/** In the order in which they open. */
export const stages = z
  .record(orderedId, stage)
  .refine((all) => Object.keys(all).length <= 12, { error: 'expected at most 12 stages' })
  .default({})
  .describe(
    'Parts that open one after the other, by ids of the author’s choice: each when the checks of the one before it that must be met are met, or all of them where none must. stages/ID.sh, if there is one, runs then, as setup.sh does: what happens.',
  )
