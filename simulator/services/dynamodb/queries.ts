import type { Dynamodb } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { consumed, readUnits } from './capacity.ts'
import { holds, readCondition } from './conditions.ts'
import { validation } from './errors.ts'
import { itemsOfPartition, itemsOfTable, keyIn, keyOf, type StoredItem } from './item-store.ts'
import { refuseOldParameters } from './items.ts'
import { readKeyCondition } from './key-conditions.ts'
import { onlyPaths, type Path } from './paths.ts'
import { Placeholders } from './placeholders.ts'
import { readProjection } from './projections.ts'
import { type Index, requireIndex, requireReady, type Table, tableKeys } from './tables.ts'
import { type Item, normalItem, type Value } from './values.ts'

/** DynamoDB developer guide, Query.Pagination: one page holds at most 1 MB. */
const largestPage = 1024 * 1024

const about = (name: string) => ({
  fidelity: { simplified: 'Takes expressions; the legacy parameters of before 2014 are refused.' },
  source: `DynamoDB API reference, ${name}`,
})

export const query = operation('dynamodb', 'Query', about('Query'), (input, ctx) => {
  refuseOldParameters(input)
  const table = requireReady(ctx, input.TableName)
  const index = input.IndexName === undefined ? undefined : requireIndex(table, input.IndexName)
  if (input.KeyConditionExpression === undefined) {
    throw validation(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    )
  }
  const keys = index?.keys ?? tableKeys(table)
  const placeholders = new Placeholders(input)
  const condition = readKeyCondition(input.KeyConditionExpression, keys, placeholders)
  const read = readRest(input, placeholders, [input.KeyConditionExpression])
  const { range } = keys
  const found = itemsOfPartition(ctx, table, index, condition.hash).filter(
    ({ item }) => range === undefined || condition.fits(item[range]!),
  )
  if (input.ScanIndexForward === false) found.reverse()
  return page(found, input, { table, index, ...read })
})

export const scan = operation('dynamodb', 'Scan', about('Scan'), (input, ctx) => {
  refuseOldParameters(input)
  const table = requireReady(ctx, input.TableName)
  const index = input.IndexName === undefined ? undefined : requireIndex(table, input.IndexName)
  const placeholders = new Placeholders(input)
  const read = readRest(input, placeholders, [])
  const { Segment, TotalSegments } = input
  if ((Segment === undefined) !== (TotalSegments === undefined)) {
    throw validation(
      `The ${Segment === undefined ? 'Segment' : 'TotalSegments'} parameter is required but was not present in the request when parameter ${Segment === undefined ? 'TotalSegments' : 'Segment'} is present`,
    )
  }
  if (Segment !== undefined && Segment >= TotalSegments!) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    )
  }
  const all = itemsOfTable(ctx, table, index)
  const found = Segment === undefined ? all : all.filter((_, i) => i % TotalSegments! === Segment)
  return page(found, input, { table, index, ...read })
})

type Asked = Pick<
  Dynamodb.QueryInput,
  | 'TableName'
  | 'Select'
  | 'Limit'
  | 'ConsistentRead'
  | 'ExclusiveStartKey'
  | 'ReturnConsumedCapacity'
  | 'ProjectionExpression'
  | 'FilterExpression'
>

interface Reading {
  readonly table: Table
  readonly index: Index | undefined
  readonly paths: readonly Path[] | undefined
  readonly passes: (item: Item) => boolean
}

function readRest(input: Asked, placeholders: Placeholders, others: readonly string[]) {
  const { FilterExpression, ProjectionExpression, Select } = input
  if (ProjectionExpression !== undefined && Select !== undefined && Select !== 'SPECIFIC_ATTRIBUTES') {
    throw validation(
      `Cannot specify the ProjectionExpression when choosing to get ${Select === 'COUNT' ? 'only the Count' : 'ALL_ATTRIBUTES'}`,
    )
  }
  const filter =
    FilterExpression === undefined
      ? undefined
      : readCondition(FilterExpression, 'FilterExpression', placeholders)
  const paths = readProjection(ProjectionExpression, placeholders)
  placeholders.finish([...others, FilterExpression, ProjectionExpression])
  return { paths, passes: (item: Item) => !filter || holds(filter, item) }
}

function page(found: readonly StoredItem[], input: Asked, { table, index, paths, passes }: Reading) {
  if (input.ConsistentRead && index?.isGlobal) {
    throw validation('Consistent reads are not supported on global secondary indexes')
  }
  const rest = afterKey(found, input.ExclusiveStartKey, table)
  const read: StoredItem[] = []
  let bytes = 0
  for (const stored of rest) {
    if (read.length >= (input.Limit ?? Number.POSITIVE_INFINITY) || bytes >= largestPage) break
    read.push(stored)
    bytes += stored.size
  }
  const shown = read.map(({ item }) => item).filter(passes)
  const last = read.at(-1)
  // The same page: after a page that Limit ended there is a key to go on from, even if nothing more comes.
  const isCut = read.length < rest.length || (input.Limit !== undefined && read.length === input.Limit)
  return present({
    Items: input.Select === 'COUNT' ? undefined : shown.map((item) => view(item, table, index, paths)),
    Count: shown.length,
    ScannedCount: read.length,
    LastEvaluatedKey: isCut && last ? startKey(last.item, table, index) : undefined,
    ConsumedCapacity: consumed(
      input.ReturnConsumedCapacity,
      input.TableName,
      readUnits(bytes, input.ConsistentRead ?? false),
    ),
  })
}

function afterKey(
  found: readonly StoredItem[],
  start: Item | undefined,
  table: Table,
): readonly StoredItem[] {
  if (!start) return found
  const given = normalItem(start)
  const { hash, range } = tableKeys(table)
  const own = Object.fromEntries(
    Object.entries(given).filter(([name]) => name === hash || name === range),
  ) as Item
  let key: string
  try {
    key = keyOf(table, own)
  } catch {
    throw validation('The provided starting key is invalid')
  }
  const at = found.findIndex((one) => one.key === key)
  return found.slice(at + 1)
}

function startKey(item: Item, table: Table, index: Index | undefined): Item {
  const key: Record<string, Value> = { ...keyIn(table, item) }
  for (const name of index ? [index.keys.hash, index.keys.range] : []) {
    if (name !== undefined && item[name]) key[name] = item[name]
  }
  return key
}

/** What an index has of an item, and of that what was asked for. */
function view(item: Item, table: Table, index: Index | undefined, paths: readonly Path[] | undefined): Item {
  const whole = index ? projected(item, table, index) : item
  return paths ? onlyPaths(whole, paths) : whole
}

function projected(item: Item, table: Table, { keys, projection }: Index): Item {
  if (projection.ProjectionType === 'ALL' || projection.ProjectionType === undefined) return item
  const own = tableKeys(table)
  const names = [own.hash, own.range, keys.hash, keys.range, ...(projection.NonKeyAttributes ?? [])]
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)))
}
