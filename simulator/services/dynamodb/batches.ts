import type { Dynamodb } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { consumed, readUnits, writeUnits } from './capacity.ts'
import { validation } from './errors.ts'
import { findItem, keyIn, keyOf } from './item-store.ts'
import { onlyPaths } from './paths.ts'
import { Placeholders } from './placeholders.ts'
import { readProjection } from './projections.ts'
import { requireReady } from './tables.ts'
import { type Item, normalItem } from './values.ts'
import { put, remove } from './writing.ts'

// DynamoDB API reference, BatchGetItem and BatchWriteItem, for the two numbers.
const mostReads = 100
const mostWrites = 25

export const batchGetItem = operation(
  'dynamodb',
  'BatchGetItem',
  { fidelity: 'exact', source: 'DynamoDB API reference, BatchGetItem' },
  ({ RequestItems, ReturnConsumedCapacity }, ctx) => {
    const requests = Object.entries(RequestItems)
    if (requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0) > mostReads) {
      throw validation('Too many items requested for the BatchGetItem call')
    }
    const Responses: Record<string, Item[]> = {}
    const capacity: Dynamodb.ConsumedCapacity[] = []
    for (const [name, asked] of requests) {
      const table = requireReady(ctx, name)
      const placeholders = new Placeholders(asked)
      const paths = readProjection(asked.ProjectionExpression, placeholders)
      placeholders.finish([asked.ProjectionExpression])
      const keys = (asked.Keys ?? []).map((key) => keyOf(table, normalItem(key)))
      if (new Set(keys).size < keys.length) throw validation('Provided list of item keys contains duplicates')
      const found = keys.map((key) => findItem(ctx, table, key)).filter((one) => one !== undefined)
      Responses[name] = found.map(({ item }) => (paths ? onlyPaths(item, paths) : item))
      const units = found.reduce((sum, { size }) => sum + readUnits(size, asked.ConsistentRead ?? false), 0)
      const used = consumed(ReturnConsumedCapacity, name, units)
      if (used) capacity.push(used)
    }
    return present({
      Responses,
      UnprocessedKeys: {},
      ConsumedCapacity: capacity.length ? capacity : undefined,
    })
  },
)

export const batchWriteItem = operation(
  'dynamodb',
  'BatchWriteItem',
  { fidelity: 'exact', source: 'DynamoDB API reference, BatchWriteItem' },
  ({ RequestItems, ReturnConsumedCapacity }, ctx) => {
    const requests = Object.entries(RequestItems)
    const count = requests.reduce((sum, [, writes]) => sum + writes.length, 0)
    if (count > mostWrites) {
      throw validation('Too many items requested for the BatchWriteItem call')
    }
    const capacity: Dynamodb.ConsumedCapacity[] = []
    for (const [name, writes] of requests) {
      const table = requireReady(ctx, name)
      const keys = writes.map(({ PutRequest, DeleteRequest }) => {
        if (PutRequest) return keyOf(table, keyIn(table, normalItem(PutRequest.Item ?? {})))
        if (DeleteRequest) return keyOf(table, normalItem(DeleteRequest.Key ?? {}))
        throw validation(
          'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
        )
      })
      if (new Set(keys).size < keys.length) throw validation('Provided list of item keys contains duplicates')
      let units = 0
      for (const { PutRequest, DeleteRequest } of writes) {
        const written = PutRequest
          ? put(ctx, { TableName: name, Item: PutRequest.Item ?? {} })
          : remove(ctx, { TableName: name, Key: DeleteRequest?.Key ?? {} })
        units += writeUnits(written.size)
      }
      const used = consumed(ReturnConsumedCapacity, name, units)
      if (used) capacity.push(used)
    }
    return present({ UnprocessedItems: {}, ConsumedCapacity: capacity.length ? capacity : undefined })
  },
)
