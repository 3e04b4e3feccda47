import { z } from 'zod'
import { checkKinds } from '../grading/checks/index.ts'
import { hasOneOf, membersOf } from '../grading/kinds.ts'
import { cidr } from '../grading/parameters.ts'
import { outcomeReasons } from '../grading/verdict.ts'
import { dnsReasons } from '../network/dns/reasons.ts'
import { dropReasons } from '../network/reasons.ts'
import { accepts } from './accept-schema.ts'
import { budget } from './budget-schema.ts'
import { cast, problemsInCast } from './cast-schema.ts'
import { hintCosts, hints } from './hint-schema.ts'
import { packLimits } from './limits.ts'
import { locked } from './lock-schema.ts'
import { stages } from './stage-schema.ts'
import { slugId, text } from './words.ts'

/** `PL-SVC-07`; ids of other packs' curricula carry a prefix of their own: `acme/NET-01`. */
export const topicId = z.string().regex(/^([a-z][a-z0-9-]{1,30}\/)?[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$/, {
  error: 'expected the id of a topic, such as PL-SVC-07',
})

/** Every reason for which a check fails. */
export const knownReasons: ReadonlySet<string> = new Set([
  ...dropReasons,
  ...dnsReasons,
  ...Object.keys(outcomeReasons),
])

const says = z
  .record(
    z.string().refine((one) => knownReasons.has(one), {
      error: ({ input }) =>
        `expected the code of a reason, as lab explain lists them; found ${String(input)}`,
    }),
    text(1000),
  )
  .optional()

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
    says: says.describe(
      'The author’s words, by the reason for which it fails: { acl-denies-ingress: The ACL … }.',
    ),
    lesson: topicId.optional().describe('The topic that teaches it.'),
  })
  .superRefine(hasOneOf(checkKinds.types))

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
    ...cast,
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
    says: says.describe(
      'The author’s words for all checks, by the reason for which they fail; what a check says itself comes first.',
    ),
    hints,
    'hint-costs': hintCosts,
    stages,
    locked,
    budget,
    accepts,
    'pass-at': z
      .number()
      .min(1)
      .max(100)
      .default(100)
      .describe('The percentage from which the scenario is passed.'),
  })
  .superRefine(({ checks, hints: told, stages: parts, ...rest }, context) => {
    const ids = Object.keys(checks)
    const complain = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    for (const [path, message] of problemsInCast(rest)) complain(path, message)
    for (const { entry, for: goal } of told) {
      if (goal === undefined || ids.includes(goal)) continue
      complain(['hints', entry, 'for'], `expected one of the checks: ${ids.join(', ')}`)
    }
    const named = new Map<string, string>()
    for (const [stage, { checks: own }] of Object.entries(parts)) {
      for (const [i, id] of own.entries()) {
        const path = ['stages', stage, 'checks', i]
        if (!ids.includes(id)) complain(path, `expected one of the checks: ${ids.join(', ')}`)
        else if (named.has(id))
          complain(path, `expected a check of no other stage; found ${id}, of ${named.get(id)}`)
        named.set(id, stage)
      }
    }
    const homeless = named.size ? ids.filter((id) => !named.has(id)) : []
    if (homeless.length)
      complain(['stages'], `expected each check in a stage; found none for ${homeless.join(', ')}`)
  })

export type ScenarioDocument = z.output<typeof scenarioSchema>
