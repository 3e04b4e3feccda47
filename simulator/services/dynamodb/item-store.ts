import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { validation } from './errors.ts'
import { type Index, indexesOf, type Keys, type Table, tableKeys, tables, typeOfAttribute } from './tables.ts'
import { compare, type Item, itemSize, keyText, typeOf, type Value } from './values.ts'

export interface StoredItem {
  /** ARN of its table. */
  readonly table: string
  /** The key as text. */
  readonly key: string
  readonly item: Item
  readonly size: number
  /** Partitions that it lies in: of the table and, by name, of global indexes. */
  readonly partitions: readonly string[]
}

export const storedItems = table<StoredItem>('dynamodb-items', (one) => `${one.table}\n${one.key}`, {
  table: (one) => one.table,
  partition: (one) => one.partitions,
})

type Store = Pick<Context, 'store'>

/** DynamoDB developer guide, ServiceQuotas: an item is at most 400 KB large. */
const largestItem = 400 * 1024

/** The key of an item, checked against the table's. */
export function keyOf(table: Table, key: Item): string {
  const { hash, range } = tableKeys(table)
  const names = range === undefined ? [hash] : [hash, range]
  const fits =
    Object.keys(key).length === names.length &&
    names.every((name) => key[name] && typeOf(key[name]) === typeOfAttribute(table, name))
  if (!fits) throw validation('The provided key element does not match the schema')
  return names.map((name) => checkedKey(name, key[name]!)).join('\n')
}

function checkedKey(name: string, value: Value): string {
  if (value.S === '' || value.B?.length === 0) {
    const type = value.S === '' ? 'string' : 'binary'
    throw validation(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${name}`,
    )
  }
  return keyText(value)
}

/** The key that a whole item has. */
export function keyIn(table: Table, item: Item): Item {
  const { hash, range } = tableKeys(table)
  const key: Record<string, Value> = {}
  for (const name of range === undefined ? [hash] : [hash, range]) {
    const value = item[name]
    if (!value) {
      throw validation(`One or more parameter values were invalid: Missing the key ${name} in the item`)
    }
    const expected = typeOfAttribute(table, name)
    if (typeOf(value) !== expected) {
      throw validation(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${expected} actual: ${typeOf(value)}`,
      )
    }
    key[name] = value
  }
  return key
}

export const findItem = (ctx: Store, table: Table, key: string): StoredItem | undefined =>
  ctx.store.get(storedItems, `${tables.idOf(table)}\n${key}`)

export function putItem(ctx: Store, table: Table, item: Item): StoredItem {
  const key = keyOf(table, keyIn(table, item))
  const size = itemSize(item)
  if (size > largestItem) throw validation('Item size has exceeded the maximum allowed size')
  checkIndexKeys(table, item)
  return ctx.store.put(storedItems, {
    table: tables.idOf(table),
    key,
    item,
    size,
    partitions: partitionsOf(table, item),
  })
}

function checkIndexKeys(table: Table, item: Item): void {
  for (const { name: index, keys } of indexesOf(table)) {
    for (const name of [keys.hash, keys.range]) {
      const value = name === undefined ? undefined : item[name]
      if (!value || name === undefined) continue
      const expected = typeOfAttribute(table, name)
      if (typeOf(value) === expected) continue
      throw validation(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${typeOf(value)} IndexName: ${index}`,
      )
    }
  }
}

export function removeItem(ctx: Store, stored: StoredItem): void {
  ctx.store.delete(storedItems, storedItems.key(stored))
}

function partitionsOf(table: Table, item: Item): string[] {
  const arn = tables.idOf(table)
  const global = indexesOf(table).filter(({ isGlobal, keys }) => isGlobal && isIn(keys, item))
  return [
    partitionName(arn, undefined, item[tableKeys(table).hash]!),
    ...global.map(({ name, keys }) => partitionName(arn, name, item[keys.hash]!)),
  ]
}

export const partitionName = (arn: string, index: string | undefined, hash: Value): string =>
  `${arn}\n${index ?? ''}\n${keyText(hash)}`

/** An index has only the items that have its keys. */
const isIn = ({ hash, range }: Keys, item: Item): boolean =>
  item[hash] !== undefined && (range === undefined || item[range] !== undefined)

/** Items of one partition, of a table or an index, in the order of the range key. */
export function itemsOfPartition(
  ctx: Store,
  table: Table,
  index: Index | undefined,
  hash: Value,
): StoredItem[] {
  const arn = tables.idOf(table)
  const name = partitionName(arn, index?.isGlobal ? index.name : undefined, hash)
  const keys = index?.keys ?? tableKeys(table)
  const found = ctx.store.by(storedItems, 'partition', name).filter(({ item }) => isIn(keys, item))
  return found.sort((a, b) => byRange(a, b, keys))
}

function byRange(a: StoredItem, b: StoredItem, { range }: Keys): number {
  const order = range === undefined ? 0 : (compare(a.item[range]!, b.item[range]!) ?? 0)
  return order || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

/** All items of a table or an index, in an order that stays the same. */
export function itemsOfTable(ctx: Store, table: Table, index: Index | undefined): StoredItem[] {
  const keys = index?.keys ?? tableKeys(table)
  const found = ctx.store.by(storedItems, 'table', tables.idOf(table)).filter(({ item }) => isIn(keys, item))
  const hashOf = ({ item }: StoredItem) => keyText(item[keys.hash]!)
  return found
    .map((stored) => ({ stored, hash: hashOf(stored) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : byRange(a.stored, b.stored, keys)))
    .map(({ stored }) => stored)
}

export function clearTable(ctx: Store, table: Table): void {
  for (const stored of ctx.store.by(storedItems, 'table', tables.idOf(table))) removeItem(ctx, stored)
}

/** Puts the items into the partitions of the indexes that the table has now. */
export function reindex(ctx: Store, table: Table): void {
  for (const stored of ctx.store.by(storedItems, 'table', tables.idOf(table))) {
    ctx.store.put(storedItems, { ...stored, partitions: partitionsOf(table, stored.item) })
  }
}

export function statisticsOf(ctx: Store, table: Table): { count: number; size: number } {
  const stored = ctx.store.by(storedItems, 'table', tables.idOf(table))
  return { count: stored.length, size: stored.reduce((sum, { size }) => sum + size, 0) }
}
