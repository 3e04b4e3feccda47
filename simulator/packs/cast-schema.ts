import { z } from 'zod'
import { oneOrMore } from '../grading/parameters.ts'
import { slugId, text } from './words.ts'

const account = z.string().regex(/^\d{12}$/, { error: 'expected an account of 12 digits, in quotes' })

const permission = z
  .string()
  .max(256)
  .regex(/^(\*|[a-z0-9-]+:[A-Za-z0-9*?]+|arn:aws:iam::aws:policy\/[\w+=,.@/-]+)$/, {
    error: 'expected actions such as ec2:Describe*, or the ARN of a managed policy of AWS’s',
  })

const person = z.strictObject({
  name: text(80).describe('What people call them.'),
  role: text(300).describe('Who they are, and what they want, in a few words.'),
  account: slugId
    .optional()
    .describe(
      'The account, by its name in `actors`, in which they have a user; the profile has the person’s id.',
    ),
  may: oneOrMore(permission)
    .optional()
    .describe(
      'What their user may do, on all resources: actions such as `ec2:Describe*`, or managed policies of AWS’s by their ARNs. Everything unless it is said.',
    ),
})

/** Who and what a scenario is about. */
export const cast = {
  actors: z
    .record(slugId, account)
    .refine((actors) => Object.keys(actors).length <= 12, { error: 'expected at most 12 actors' })
    .default({})
    .describe('Accounts by the names of their profiles. The first is the default one.'),
  sites: z
    .record(slugId, text(300))
    .refine((sites) => Object.keys(sites).length <= 12, { error: 'expected at most 12 sites' })
    .default({})
    .describe('Sites on premises that setup.sh makes, by their names: what is there, in a few words.'),
  people: z
    .record(slugId, person)
    .refine((people) => Object.keys(people).length <= 12, { error: 'expected at most 12 people' })
    .default({})
    .describe('People whom the brief speaks of, by ids of the author’s choice.'),
}

export interface CastDocument {
  readonly actors: Readonly<Record<string, string>>
  readonly sites: Readonly<Record<string, string>>
  readonly people: Readonly<Record<string, z.output<typeof person>>>
}

/** What does not fit together: people of no account, and profiles that have two meanings. */
export function problemsInCast({
  actors,
  people,
}: CastDocument): readonly [path: string[], message: string][] {
  const names = Object.keys(actors)
  return Object.entries(people).flatMap(([id, one]): [string[], string][] => {
    const at = ['people', id]
    if (one.account === undefined)
      return one.may ? [[[...at, 'may'], 'expected an account as well, in which they may do that']] : []
    if (!Object.hasOwn(actors, one.account)) {
      const known = names.length
        ? `one of the actors: ${names.join(', ')}`
        : 'an account of `actors`, which has none'
      return [[[...at, 'account'], `expected ${known}`]]
    }
    const isTaken = id === 'default' || Object.hasOwn(actors, id)
    return isTaken ? [[at, `expected an id that is no profile yet; found ${id}`]] : []
  })
}
