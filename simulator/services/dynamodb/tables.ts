import { AwsError } from '../../api/error.ts'
import type { Dynamodb } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { noSuchTable } from './errors.ts'

export interface TableSide {
  readonly tags: readonly Tag[]
  readonly policy?: { readonly text: string; readonly revision: string } | undefined
  /** The attribute that says when an item expires. NOT MODELLED: that it then goes. */
  readonly timeToLive?: string | undefined
}

export type Table = Held<Dynamodb.TableDescription, TableSide>

export const tables = family<Dynamodb.TableDescription, TableSide>({
  service: 'dynamodb',
  resource: 'table',
  id: 'TableArn',
  prefix: 'dynamodb:table',
  missing: () => noSuchTable(),
  tags: { side: 'tags' },
})

export const tableArn = (ctx: Pick<Context, 'account' | 'region'>, name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:dynamodb:${ctx.region}:${ctx.account}:table/${name}`

/** A table by name or ARN; the ARN may be another account's. Whether the caller may use it is for policies to say. */
export function requireTable(ctx: Context, name: string): Table {
  const held = tables.get(ctx, tableArn(ctx, name))
  if (held && held.region === ctx.region) return held
  throw noSuchTable(name.slice(name.indexOf('/') + 1))
}

/** A table whose items can be worked on. */
export function requireReady(ctx: Context, name: string): Table {
  const held = tables.get(ctx, tableArn(ctx, name))
  const status = held?.record.TableStatus
  if (held && held.region === ctx.region && status !== 'CREATING' && status !== 'DELETING') return held
  throw noSuchTable()
}

export interface Keys {
  readonly hash: string
  readonly range: string | undefined
}

export function keysOf(schema: readonly Dynamodb.KeySchemaElement[] = []): Keys {
  return {
    hash: schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '',
    range: schema.find(({ KeyType }) => KeyType === 'RANGE')?.AttributeName,
  }
}

export const tableKeys = ({ record }: Table): Keys => keysOf(record.KeySchema)

/** The type that an attribute has wherever it is part of a key. */
export const typeOfAttribute = ({ record }: Table, name: string): string | undefined =>
  record.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === name)?.AttributeType

export interface Index {
  readonly name: string
  readonly isGlobal: boolean
  readonly keys: Keys
  readonly projection: Dynamodb.Projection
}

export function indexesOf({ record }: Table): Index[] {
  const all = [
    ...(record.GlobalSecondaryIndexes ?? []).map((index) => ({ ...index, isGlobal: true })),
    ...(record.LocalSecondaryIndexes ?? []).map((index) => ({ ...index, isGlobal: false })),
  ]
  return all.map(({ IndexName = '', KeySchema, Projection = {}, isGlobal }) => ({
    name: IndexName,
    isGlobal,
    keys: keysOf(KeySchema),
    projection: Projection,
  }))
}

export function requireIndex(table: Table, name: string): Index {
  const index = indexesOf(table).find((one) => one.name === name)
  if (index) return index
  throw new AwsError('ValidationException', `The table does not have the specified index: ${name}`)
}
