import { z } from 'zod'
import { logKinds } from '../shell/lab/log.ts'
import { language } from './words.ts'

// What a learner hands in: all that was done in a lab, and what it came to. A stranger may have written it.

export const submissionFormat = 1

export const submissionLimits = {
  bytes: 4 * 1024 * 1024,
  entries: 10_000,
  lineLength: 256 * 1024,
  answers: 1000,
} as const

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const amount = z.number().min(-1e12).max(1e12)
const short = z.string().max(200)
const line = z.string().max(submissionLimits.lineLength)
const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'expected a SHA-256 hash: 64 hexadecimal digits' })
const whileRunning = z.strictObject({ turns: count, resting: z.literal(true).optional() })

const entry = z.strictObject({
  host: short,
  terminal: z.int().min(0).max(1000).optional(),
  at: z.number().min(-8.64e15).max(8.64e15),
  line,
  kind: z.enum(logKinds).optional(),
  during: whileRunning.optional(),
  columns: z.int().min(1).max(100_000).optional(),
  rows: z.int().min(1).max(100_000).optional(),
  answers: z.array(line.nullable()).max(submissionLimits.answers).optional(),
  interrupted: z.literal(true).optional(),
  after: whileRunning.optional(),
  name: z.string().max(4096).optional(),
  args: z.array(line).max(1000).optional(),
  path: z.string().max(4096).optional(),
  moment: count.optional(),
})

const result = z.strictObject({
  percent: amount,
  reached: amount,
  passed: z.boolean(),
  points: amount,
  of: amount,
  checks: z.record(short, z.strictObject({ met: z.boolean(), points: amount })),
  hints: z.strictObject({ taken: count, cost: amount }),
  sawSolution: z.boolean(),
  commands: count,
  usd: amount,
  minutes: amount,
})

export const submissionSchema = z.strictObject({
  kind: z.literal('hopwise-submission'),
  format: z.literal(submissionFormat),
  name: short,
  engine: z.strictObject({ version: short, fingerprint: hash.optional() }),
  pack: z.strictObject({ id: short, version: short, hash: hash.optional() }),
  scenario: z.string().max(200),
  language,
  seed: z.string().max(1000).optional(),
  result,
  /** The hash of the world as it was handed in. */
  world: hash,
  log: z.array(entry).max(submissionLimits.entries),
})

export type Submission = z.output<typeof submissionSchema>

/** What a submission says of its result. */
export type SubmittedResult = Submission['result']
