import { z } from 'zod'

const limit = (of: z.ZodNumber) =>
  z
    .union([
      of,
      z.strictObject({
        'at-most': of.describe('As much as there is.'),
        costs: z
          .number()
          .min(0)
          .max(100)
          .default(0)
          .describe('Percentage points that it costs to need more; without them it is only told.'),
      }),
    ])
    .transform((value) => (typeof value === 'number' ? { 'at-most': value, costs: 0 } : value))
    .optional()

export const budget = z
  .strictObject({
    commands: limit(z.number().min(1).max(1000)).describe('Calls that change something.'),
    usd: limit(z.number().min(0).max(1_000_000)).describe('What everything costs in a month, in US dollars.'),
    minutes: limit(z.number().min(1).max(100_000)).describe('Simulated time since the start.'),
  })
  .default({})
  .describe('What there is to spend: a number, or {at-most, costs}. Goals tell how much of it is left.')

export type BudgetDocument = z.output<typeof budget>
export type BudgetKind = keyof BudgetDocument
