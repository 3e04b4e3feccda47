import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { validation } from './errors.ts'
import { type Table, tables } from './tables.ts'

/** DynamoDB developer guide, rbac-considerations: a policy is at most 20 KB large. */
const largestPolicy = 20 * 1024

export function requirePolicy(text: string): void {
  if (text.length > largestPolicy) throw validation('Resource-based policy is too large')
  const { problems } = readPolicy(text, 'resource')
  const [problem] = problems
  if (!problem) return
  const what =
    problem.fault === 'bad-json'
      ? 'Invalid policy document: not valid JSON'
      : `Invalid policy document: ${problem.path || problem.fault}`
  throw validation(what)
}

function requireResource(ctx: Context, arn: string): Table {
  const held = tables.find(ctx, arn)
  if (held) return held
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: ResourcArn: ${arn} not found`,
  )
}

const policyNotFound = (arn: string) =>
  new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${arn}`,
  )

/** `NO_POLICY` says that there is to be none; otherwise a revision must be the one that is there. */
function checkRevision({ side }: Table, expected: string | undefined, arn: string): void {
  if (expected === undefined || expected === (side.policy?.revision ?? 'NO_POLICY')) return
  throw new AwsError(
    'PolicyNotFoundException',
    `Resource-based policy not found for the provided ResourceArn: ${arn} and RevisionId: ${expected}`,
  )
}

export const putResourcePolicy = operation(
  'dynamodb',
  'PutResourcePolicy',
  {
    fidelity: { simplified: 'Policies of tables, not of streams.' },
    source: 'DynamoDB API reference, PutResourcePolicy',
  },
  ({ ResourceArn, Policy, ExpectedRevisionId }, ctx) => {
    const held = requireResource(ctx, ResourceArn)
    checkRevision(held, ExpectedRevisionId, ResourceArn)
    requirePolicy(Policy)
    // The revision is a number as text, higher each time.
    const revision = String(Math.max(ctx.now, Number(held.side.policy?.revision ?? 0) + 1))
    tables.update(ctx, held, {}, { policy: { text: Policy, revision } })
    return { RevisionId: revision }
  },
)

export const getResourcePolicy = operation(
  'dynamodb',
  'GetResourcePolicy',
  { fidelity: 'exact', source: 'DynamoDB API reference, GetResourcePolicy' },
  ({ ResourceArn }, ctx) => {
    const { policy } = requireResource(ctx, ResourceArn).side
    if (!policy) throw policyNotFound(ResourceArn)
    return { Policy: policy.text, RevisionId: policy.revision }
  },
)

export const deleteResourcePolicy = operation(
  'dynamodb',
  'DeleteResourcePolicy',
  { fidelity: 'exact', source: 'DynamoDB API reference, DeleteResourcePolicy' },
  ({ ResourceArn, ExpectedRevisionId }, ctx) => {
    const held = requireResource(ctx, ResourceArn)
    checkRevision(held, ExpectedRevisionId, ResourceArn)
    const { policy } = held.side
    if (!policy) return {}
    tables.update(ctx, held, {}, { policy: undefined })
    return { RevisionId: policy.revision }
  },
)
