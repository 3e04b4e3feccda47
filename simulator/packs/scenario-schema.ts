import { z } from 'zod'
import { checkKinds } from '../grading/checks/index.ts'
import { hasOneOf, membersOf } from '../grading/kinds.ts'
import { cidr } from '../grading/parameters.ts'
import { packLimits } from './limits.ts'

/** `PL-SVC-07`; ids of other packs' curricula carry a prefix of their own: `acme/NET-01`. */
export const topicId = z.string().regex(/^([a-z][a-z0-9-]{1,30}\/)?[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/, {
  error: 'expected the id of a topic, such as PL-SVC-07',
})

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/

const slugId = z
  .string()
  .max(80)
  .regex(slug, { error: 'expected words in small letters with dashes, such as consumer-is-in' })

const account = z.string().regex(/^\d{12}$/, { error: 'expected an account of 12 digits, in quotes' })

const text = (most: number) => z.string().trim().min(1).max(most)

const check = z
  .strictObject({
    ...membersOf(checkKinds.types),
    title: text(200)
      .optional()
      .describe('What learners read; what the check says of itself unless it is said.'),
    points: z.number().min(0).max(1000).default(10).describe('What it is worth.'),
    weight: z.number().min(0).max(100).default(1).describe('What its points are multiplied by.'),
    bonus: z.boolean().default(false).describe('It adds to the score and is not missed where it fails.'),
    partial: z.boolean().default(false).describe('Parts of it count.'),
    must: z.boolean().default(false).describe('Without it the scenario is not passed.'),
    says: z
      .record(z.string().max(80), text(1000))
      .optional()
      .describe('The author’s words, by the reason for which it fails: { acl-denies-ingress: The ACL … }.'),
    lesson: topicId.optional().describe('The topic that teaches it.'),
  })
  .superRefine(hasOneOf(checkKinds.types))

const hint = z.union([
  text(1000).transform((words) => ({ text: words })),
  z.strictObject({
    text: text(1000).describe('The hint.'),
    for: slugId.optional().describe('The check that it helps with; it is not offered once that one is met.'),
  }),
])

const variable = z
  .strictObject({
    'one-of': z.array(z.string().max(200)).min(1).max(100).optional().describe('One of these.'),
    'block-in': cidr.optional().describe('A block inside this one.'),
    length: z.int().min(1).max(64).optional().describe('How long the block’s prefix is.'),
  })
  .refine((one) => (one['one-of'] === undefined) !== (one['block-in'] === undefined), {
    error: 'expected either one-of or block-in',
  })
  .refine((one) => (one['block-in'] === undefined) === (one.length === undefined), {
    error: 'expected block-in and length together',
  })

export const scenarioSchema = z
  .strictObject({
    title: text(120).describe('What it is called.'),
    summary: text(400).describe('What the learner does, in a sentence or two.'),
    level: z.enum(['beginner', 'intermediate', 'advanced']).describe('How hard it is.'),
    minutes: z.int().min(1).max(240).describe('How long it takes somebody who has not seen it.'),
    teaches: z.array(topicId).min(1).max(60).describe('Topics of the curriculum.'),
    prerequisites: z
      .array(z.string().max(160))
      .max(20)
      .default([])
      .describe('Topics, or scenarios by their path in the pack.'),
    region: z
      .string()
      .max(32)
      .default('us-east-1')
      .describe('The Region that commands are for unless they say another.'),
    actors: z
      .record(slugId, account)
      .refine((actors) => Object.keys(actors).length <= 12, { error: 'expected at most 12 actors' })
      .default({})
      .describe('Accounts by the names of their profiles. The first is the default one.'),
    variables: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/, { error: 'expected a name in capitals' }), variable)
      .default({})
      .describe('Drawn from the learner’s seed, exported before setup.sh runs.'),
    checks: z
      .record(slugId, check)
      .refine((checks) => Object.keys(checks).length > 0, { error: 'expected a check or more' })
      .refine((checks) => Object.keys(checks).length <= packLimits.checks, {
        error: `expected at most ${packLimits.checks} checks`,
      })
      .describe('What has to hold, by ids of the author’s choice.'),
    hints: z.array(hint).min(1).max(40).describe('From a nudge to the answer.'),
    'pass-at': z
      .number()
      .min(1)
      .max(100)
      .default(100)
      .describe('The percentage from which the scenario is passed.'),
  })
  .superRefine(({ checks, hints }, context) => {
    for (const [i, one] of hints.entries()) {
      if (!('for' in one) || one.for === undefined || Object.hasOwn(checks, one.for)) continue
      context.addIssue({
        code: 'custom',
        path: ['hints', i, 'for'],
        message: `expected one of the checks: ${Object.keys(checks).join(', ')}`,
      })
    }
  })

export type ScenarioDocument = z.output<typeof scenarioSchema>
