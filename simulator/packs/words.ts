import { z } from 'zod'

// Small parts of a pack's schemas.

export const text = (most: number) => z.string().trim().min(1).max(most)

export const slugId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'expected words in small letters with dashes, such as consumer-is-in',
  })

/** An id by which things stay in the order in which they are written: it does not begin with a digit. */
export const orderedId = slugId.regex(/^[a-z]/, { error: 'expected a letter at the beginning' })

export const language = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, { error: 'expected a language, such as en or pt-BR' })
