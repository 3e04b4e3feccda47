import { z } from 'zod'
import { topicId } from './scenario-schema.ts'
import { language, text } from './words.ts'

/** The format that this version writes, and the newest that it reads. */
export const packFormat = 1

const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected words in small letters with dashes' })

export const packSchema = z.strictObject({
  format: z.literal(packFormat).describe('The version of the pack format.'),
  id: slug.describe('What the pack is called in addresses and submissions.'),
  title: text(120).describe('What it is called.'),
  summary: text(600).describe('What it is about.'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, { error: 'expected three numbers, such as 1.0.0, in quotes' })
    .describe('The pack’s own version.'),
  author: text(200).describe('Who wrote it.'),
  licence: text(80).describe('Under which licence it may be used: CC-BY-4.0.'),
  languages: z
    .array(language)
    .min(1)
    .max(40)
    .default(['en'])
    .describe('The languages of its texts; the first is that of the files without one in their names.'),
  topics: z.array(topicId).max(500).default([]).describe('Topics of its own, with a prefix of its own.'),
})

export type PackDocument = z.output<typeof packSchema>
