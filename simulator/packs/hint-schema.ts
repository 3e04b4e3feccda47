import { z } from 'zod'
import { slugId, text } from './words.ts'

/** How much a hint says, from a question to ask oneself to the very command. */
export const hintDepths = ['nudge', 'direction', 'answer'] as const

export type HintDepth = (typeof hintDepths)[number]

/** What a hint costs, in percentage points, unless its author says something else. */
export const usualHintCosts: Readonly<Record<HintDepth, number>> = { nudge: 0, direction: 5, answer: 10 }

const cost = z.number().min(0).max(100)
const words = text(2000)
const goal = slugId.describe('The check that it helps with; it is not offered once that one is met.')

const alone = z.strictObject({
  text: words.describe('The hint.'),
  for: goal.optional(),
  depth: z.enum(hintDepths).default('nudge').describe('How much it says.'),
  cost: cost
    .optional()
    .describe('Percentage points that it costs; what its depth usually costs unless said.'),
})

const ladder = z
  .strictObject({
    for: goal.optional(),
    nudge: words.optional().describe('Where to look: a question rather than an answer.'),
    direction: words.optional().describe('What it is about, and what has to change.'),
    answer: words.optional().describe('How it is done, with the command.'),
  })
  .refine((one) => hintDepths.some((depth) => one[depth] !== undefined), {
    error: `expected one of ${hintDepths.join(', ')}`,
  })

const hint = z.union([words, alone, ladder])

export interface HintDocument {
  /** The entry that it stands in, from 0. */
  readonly entry: number
  readonly text: string
  readonly for?: string | undefined
  readonly depth: HintDepth
  /** Missing where it costs what its depth costs. */
  readonly cost?: number | undefined
}

/** Hints as learners take them, one after the other. What stands in one entry is told from the nudge to the answer. */
export const hints = z
  .array(hint)
  .min(1)
  .max(60)
  .transform((written): HintDocument[] =>
    written.flatMap((one, entry): HintDocument[] => {
      if (typeof one === 'string') return [{ entry, text: one, depth: 'nudge' }]
      if ('text' in one) return [{ entry, ...one }]
      return hintDepths.flatMap((depth) => {
        const said = one[depth]
        return said === undefined ? [] : [{ entry, text: said, depth, for: one.for }]
      })
    }),
  )
  .describe(
    'From a nudge to the answer. An entry is a text, {text, for, depth, cost}, or {for, nudge, direction, answer}.',
  )

export const hintCosts = z
  .strictObject({
    nudge: cost.default(usualHintCosts.nudge),
    direction: cost.default(usualHintCosts.direction),
    answer: cost.default(usualHintCosts.answer),
  })
  .default({ ...usualHintCosts })
  .describe('Percentage points that a hint of each depth costs.')
