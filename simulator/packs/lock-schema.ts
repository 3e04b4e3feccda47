import { z } from 'zod'
import { oneOrMore } from '../grading/parameters.ts'
import { text } from './words.ts'

const action = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9-]*:[A-Za-z*?]+$/, {
    error:
      'expected a service and an operation, as IAM has them: ec2:DeleteVpc, s3:*, onprem:*, host:Delete*',
  })

const resource = z.string().min(1).max(300)

const file = z
  .string()
  .max(300)
  .regex(/^[A-Za-z0-9_.*?-]+:\/\S*$/, {
    error: 'expected a machine and a path, such as app-1:/etc/hosts or dc-dns:/etc/*',
  })

export const lock = z
  .strictObject({
    actions: oneOrMore(action)
      .optional()
      .describe(
        'What cannot be done: ec2:DeleteVpc, s3:*, onprem:*. Wildcards as in IAM. Reading is never locked.',
      ),
    resources: oneOrMore(resource)
      .optional()
      .describe(
        'To which things: an id that setup.sh exported ($VPC), an ARN or a name with wildcards, or tag:KEY=VALUE. Everything unless it is said.',
      ),
    files: oneOrMore(file)
      .optional()
      .describe('Files that cannot be written, by machine and path: app-1:/etc/hosts, dc-dns:/etc/*.'),
    says: text(600).describe('The author’s words, which come with the refusal.'),
  })
  .refine(({ actions, files }) => (actions === undefined) !== (files === undefined), {
    error: 'expected either actions or files',
  })
  .refine(({ resources, files }) => resources === undefined || files === undefined, {
    error: 'expected resources with actions alone',
  })

export const locked = z
  .array(lock)
  .max(40)
  .default([])
  .describe(
    'What learners may not change, whichever profile they use. Setup, checks and mends are not held by it.',
  )
