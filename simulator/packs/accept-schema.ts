import { z } from 'zod'
import { text } from './words.ts'

/** Changes of the solved world that no check notices, and need not. */
export const accepts = z
  .array(
    z.strictObject({
      mutant: text(400).describe('What `hopwise pack test` calls the change.'),
      because: text(600).describe('Why nobody was promised otherwise.'),
    }),
  )
  .max(40)
  .default([])
  .describe('Changes of the solved world that no check has to notice.')
