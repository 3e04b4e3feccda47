import { readPolicy } from '../../policy/read-policy.ts'
import { access, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { tableArn, tables } from './tables.ts'

/** Tables are named by name or ARN, in some requests many at once, and have policies of their own. */
export const touched = access(
  (_, input, ctx) => {
    const { TableName, IndexName, ResourceArn, RequestItems, TransactItems } = input
    if (typeof ResourceArn === 'string') return [touch(ctx, ResourceArn)]
    if (typeof TableName === 'string') {
      return [touch(ctx, TableName, typeof IndexName === 'string' ? IndexName : undefined)]
    }
    if (typeof RequestItems === 'object' && RequestItems !== null) {
      return Object.keys(RequestItems).map((name) => touch(ctx, name))
    }
    return Array.isArray(TransactItems)
      ? TransactItems.flatMap((item) => ofTransaction(ctx, item))
      : undefined
  },
  { hasPolicies: true },
)

// DynamoDB developer guide, transaction-apis-iam.
function ofTransaction(ctx: Context, item: unknown): Touched[] {
  return Object.entries((item ?? {}) as Record<string, { TableName?: string }>).map(
    ([kind, { TableName = '' }]) => ({
      ...touch(ctx, TableName),
      action: `dynamodb:${kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`}`,
    }),
  )
}

function touch(ctx: Context, name: string, index?: string): Touched {
  const arn = tableArn(ctx, name)
  const held = tables.get(ctx, arn)
  const resource = index === undefined ? arn : `${arn}/index/${index}`
  if (!held) return { arn: resource }
  const policy = held.side.policy && readPolicy(held.side.policy.text, 'resource').policy
  return {
    arn: resource,
    account: held.account,
    tags: held.side.tags,
    policies: policy ? [{ policy }] : [],
  }
}
