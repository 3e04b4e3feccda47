import type { Dynamodb } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { consumed, readUnits, writeUnits } from './capacity.ts'
import { validation } from './errors.ts'
import { findItem, keyOf } from './item-store.ts'
import { onlyPaths, type Path } from './paths.ts'
import { Placeholders } from './placeholders.ts'
import { readProjection } from './projections.ts'
import { requireReady } from './tables.ts'
import { pathsOf } from './updates.ts'
import { type Item, normalItem } from './values.ts'
import { change, put, remove, type Written } from './writing.ts'

// The parameters from before expressions: DynamoDB developer guide, LegacyConditionalParameters.
const oldParameters = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
]

/** NOT MODELLED: the old parameters. They are refused rather than ignored. */
export function refuseOldParameters(input: object): void {
  const old = oldParameters.find((name) => (input as Record<string, unknown>)[name] !== undefined)
  if (old !== undefined) {
    throw validation(`${old} is a legacy parameter, which is not simulated: use expressions instead.`)
  }
}

const noOldParameters = { simplified: 'Takes expressions; the legacy parameters of before 2014 are refused.' }

export const getItem = operation(
  'dynamodb',
  'GetItem',
  { fidelity: noOldParameters, source: 'DynamoDB API reference, GetItem' },
  (input, ctx) => {
    refuseOldParameters(input)
    const table = requireReady(ctx, input.TableName)
    const placeholders = new Placeholders(input)
    const paths = readProjection(input.ProjectionExpression, placeholders)
    placeholders.finish([input.ProjectionExpression])
    const stored = findItem(ctx, table, keyOf(table, normalItem(input.Key)))
    const units = readUnits(stored?.size ?? 0, input.ConsistentRead ?? false)
    return present({
      Item: stored && (paths ? onlyPaths(stored.item, paths) : stored.item),
      ConsumedCapacity: consumed(input.ReturnConsumedCapacity, input.TableName, units),
    })
  },
)

export const putItem = operation(
  'dynamodb',
  'PutItem',
  { fidelity: noOldParameters, source: 'DynamoDB API reference, PutItem' },
  (input, ctx) => {
    refuseOldParameters(input)
    requireReturnValues(input.ReturnValues)
    return answer(input, put(ctx, input))
  },
)

export const deleteItem = operation(
  'dynamodb',
  'DeleteItem',
  { fidelity: noOldParameters, source: 'DynamoDB API reference, DeleteItem' },
  (input, ctx) => {
    refuseOldParameters(input)
    requireReturnValues(input.ReturnValues)
    return answer(input, remove(ctx, input))
  },
)

export const updateItem = operation(
  'dynamodb',
  'UpdateItem',
  { fidelity: noOldParameters, source: 'DynamoDB API reference, UpdateItem' },
  (input, ctx) => {
    refuseOldParameters(input)
    return answer(input, change(ctx, input))
  },
)

function requireReturnValues(value: Dynamodb.ReturnValue | undefined): void {
  if (value === undefined || value === 'NONE' || value === 'ALL_OLD') return
  throw validation('Return values set to invalid value')
}

interface Asked {
  readonly TableName: string
  readonly ReturnValues?: Dynamodb.ReturnValue | undefined
  readonly ReturnConsumedCapacity?: Dynamodb.ReturnConsumedCapacity | undefined
}

function answer({ TableName, ReturnValues, ReturnConsumedCapacity }: Asked, written: Written) {
  return present({
    Attributes: attributes(ReturnValues, written),
    ConsumedCapacity: consumed(ReturnConsumedCapacity, TableName, writeUnits(written.size)),
  })
}

function attributes(asked: Dynamodb.ReturnValue | undefined, { before, after, update }: Written) {
  const touched: Path[] = update ? pathsOf(update) : []
  const filled = (item: Item | undefined) => (item && Object.keys(item).length ? item : undefined)
  switch (asked) {
    case 'ALL_OLD':
      return before
    case 'ALL_NEW':
      return after
    case 'UPDATED_OLD':
      return filled(before && onlyPaths(before, touched))
    case 'UPDATED_NEW':
      return filled(after && onlyPaths(after, touched))
    default:
      return undefined
  }
}
