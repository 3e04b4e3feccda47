import { AwsError } from '../../api/error.ts'
import type { Dynamodb } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { holds, readCondition } from './conditions.ts'
import { validation } from './errors.ts'
import { findItem, keyIn, keyOf, putItem, removeItem, type StoredItem } from './item-store.ts'
import { type PlaceholderInput, Placeholders } from './placeholders.ts'
import { requireReady, type Table, tableKeys } from './tables.ts'
import { applyUpdate, pathsOf, readUpdate, type Update } from './updates.ts'
import { type Item, itemSize, normalItem } from './values.ts'

// One change to one item, as single requests, batches and transactions ask for it.

export interface WriteInput extends PlaceholderInput {
  readonly TableName: string
  readonly ConditionExpression?: string | undefined
  readonly ReturnValuesOnConditionCheckFailure?: Dynamodb.ReturnValuesOnConditionCheckFailure | undefined
}

export interface Written {
  readonly table: Table
  readonly before: Item | undefined
  readonly after: Item | undefined
  readonly update?: Update
  /** The larger of the two sizes, which is what writing costs. */
  readonly size: number
}

const conditionFailed = (item: Item | undefined) =>
  new AwsError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    400,
    item ? { Item: item } : {},
  )

function checkCondition(input: WriteInput, placeholders: Placeholders, stored: StoredItem | undefined): void {
  const { ConditionExpression: text } = input
  if (text === undefined) return
  const condition = readCondition(text, 'ConditionExpression', placeholders)
  if (holds(condition, stored?.item ?? {})) return
  throw conditionFailed(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? stored?.item : undefined)
}

export function put(ctx: Context, input: WriteInput & { readonly Item: Item }): Written {
  const table = requireReady(ctx, input.TableName)
  const placeholders = new Placeholders(input)
  const item = normalItem(input.Item)
  const stored = findItem(ctx, table, keyOf(table, keyIn(table, item)))
  checkWith(input, placeholders, stored)
  const { size } = putItem(ctx, table, item)
  return { table, before: stored?.item, after: item, size: Math.max(size, stored?.size ?? 0) }
}

export function remove(ctx: Context, input: WriteInput & { readonly Key: Item }): Written {
  const table = requireReady(ctx, input.TableName)
  const placeholders = new Placeholders(input)
  const stored = findItem(ctx, table, keyOf(table, normalItem(input.Key)))
  checkWith(input, placeholders, stored)
  if (stored) removeItem(ctx, stored)
  return { table, before: stored?.item, after: undefined, size: stored?.size ?? 0 }
}

export function check(ctx: Context, input: WriteInput & { readonly Key: Item }): Written {
  const table = requireReady(ctx, input.TableName)
  const placeholders = new Placeholders(input)
  const stored = findItem(ctx, table, keyOf(table, normalItem(input.Key)))
  checkWith(input, placeholders, stored)
  return { table, before: stored?.item, after: stored?.item, size: stored?.size ?? 0 }
}

// The condition is read before anything is refused for what it finds, so that a fault in it is told first.
function checkWith(input: WriteInput, placeholders: Placeholders, stored: StoredItem | undefined): void {
  if (input.ConditionExpression !== undefined) {
    readCondition(input.ConditionExpression, 'ConditionExpression', placeholders)
  }
  placeholders.finish([input.ConditionExpression])
  checkCondition(input, placeholders, stored)
}

export function change(
  ctx: Context,
  input: WriteInput & { readonly Key: Item; readonly UpdateExpression?: string | undefined },
): Written {
  const table = requireReady(ctx, input.TableName)
  const placeholders = new Placeholders(input)
  const key = normalItem(input.Key)
  const { UpdateExpression: text, ConditionExpression } = input
  const update = text === undefined ? noUpdate : readUpdate(text, placeholders)
  if (ConditionExpression !== undefined)
    readCondition(ConditionExpression, 'ConditionExpression', placeholders)
  placeholders.finish([text, ConditionExpression])
  const { hash, range } = tableKeys(table)
  const touched = pathsOf(update).find(([name]) => name === hash || name === range)
  if (touched) {
    throw validation(
      `One or more parameter values were invalid: Cannot update attribute ${touched[0]}. This attribute is part of the key`,
    )
  }
  const stored = findItem(ctx, table, keyOf(table, key))
  checkCondition(input, placeholders, stored)
  const after = applyUpdate(update, stored?.item ?? key)
  putItem(ctx, table, after)
  return { table, before: stored?.item, after, update, size: Math.max(itemSize(after), stored?.size ?? 0) }
}

const noUpdate: Update = { set: [], remove: [], add: [], delete: [] }
