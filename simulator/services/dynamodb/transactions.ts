import { AwsError } from '../../api/error.ts'
import type { Dynamodb } from '../../api/generated/types.d.ts'
import { recall, remember } from '../../world/idempotency.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { validation } from './errors.ts'
import { findItem, keyIn, keyOf } from './item-store.ts'
import { onlyPaths } from './paths.ts'
import { Placeholders } from './placeholders.ts'
import { readProjection } from './projections.ts'
import { requireReady, tables } from './tables.ts'
import { type Item, normalItem } from './values.ts'
import { change, check, put, remove } from './writing.ts'

// DynamoDB developer guide, transaction-apis: all of it happens, or nothing.

interface CancellationReason {
  readonly Item?: Item
  readonly Code: string
  readonly Message?: string
}

function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  )
}

export const transactWriteItems = operation(
  'dynamodb',
  'TransactWriteItems',
  { fidelity: 'exact', source: 'DynamoDB API reference, TransactWriteItems' },
  (input, ctx) => {
    const { TransactItems: items, ClientRequestToken: token } = input
    // A token makes the same request safe to send again for ten minutes; here for as long as the world lasts.
    const text = JSON.stringify(items)
    const before = token === undefined ? undefined : recall(ctx.store, ctx, 'TransactWriteItems', token)
    if (before?.input === text) return {}
    if (before) {
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
      )
    }
    requireDistinct(ctx, items)
    const reasons = items.map((item) => attempt(ctx, item))
    if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons)
    if (token !== undefined) {
      remember(ctx.store, ctx, 'TransactWriteItems', token, { input: text, output: {} })
    }
    return {}
  },
)

function requireDistinct(ctx: Context, items: readonly Dynamodb.TransactWriteItem[]): void {
  const seen = new Set<string>()
  for (const item of items) {
    const actions = Object.values(item).filter((one) => one !== undefined)
    if (actions.length !== 1) {
      throw validation('TransactItems can only contain one of Check, Put, Update or Delete')
    }
    const [{ TableName, ...action }] = actions as [Dynamodb.Put | Dynamodb.Delete]
    const table = requireReady(ctx, TableName)
    const key =
      'Item' in action ? keyIn(table, normalItem(action.Item)) : normalItem((action as Dynamodb.Delete).Key)
    const name = `${tables.idOf(table)}\n${keyOf(table, key)}`
    if (seen.has(name)) {
      throw validation('Transaction request cannot include multiple operations on one item')
    }
    seen.add(name)
  }
}

function attempt(ctx: Context, item: Dynamodb.TransactWriteItem): CancellationReason {
  try {
    if (item.Put) put(ctx, item.Put)
    else if (item.Delete) remove(ctx, item.Delete)
    else if (item.Update) change(ctx, item.Update)
    else if (item.ConditionCheck) check(ctx, item.ConditionCheck)
    return { Code: 'None' }
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') throw error
    const found = error.fields['Item'] as Item | undefined
    return { ...(found && { Item: found }), Code: 'ConditionalCheckFailed', Message: error.message }
  }
}

export const transactGetItems = operation(
  'dynamodb',
  'TransactGetItems',
  { fidelity: 'exact', source: 'DynamoDB API reference, TransactGetItems' },
  ({ TransactItems }, ctx) => ({
    Responses: TransactItems.map(({ Get }) => {
      if (!Get) throw validation('TransactItems must contain a Get')
      const table = requireReady(ctx, Get.TableName)
      const placeholders = new Placeholders(Get)
      const paths = readProjection(Get.ProjectionExpression, placeholders)
      placeholders.finish([Get.ProjectionExpression])
      const stored = findItem(ctx, table, keyOf(table, normalItem(Get.Key)))
      return stored ? { Item: paths ? onlyPaths(stored.item, paths) : stored.item } : {}
    }),
  }),
)
