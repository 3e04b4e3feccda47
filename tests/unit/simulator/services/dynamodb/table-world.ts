import { contract } from '../../../../../simulator/api/contract.ts'
import type { Dynamodb, Operations } from '../../../../../simulator/api/generated/types.d.ts'
import { dynamodb } from '../../../../../simulator/services/dynamodb/index.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('dynamodb')

type Name = keyof Operations['dynamodb'] & string
export type Value = Dynamodb.AttributeValue

/** Values in a notation of their own: texts are S, numbers N, lists L, `{…}` M, sets of texts SS. */
export function value(plain: unknown): Value {
  if (typeof plain === 'string') return { S: plain }
  if (typeof plain === 'number') return { N: String(plain) }
  if (typeof plain === 'boolean') return { BOOL: plain }
  if (plain === null) return { NULL: true }
  if (Array.isArray(plain)) return { L: plain.map(value) }
  if (plain instanceof Set) {
    const members = [...plain]
    return typeof members[0] === 'number' ? { NS: members.map(String) } : { SS: members.map(String) }
  }
  return { M: item(plain as Record<string, unknown>) }
}

export const item = (plain: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(plain).map(([name, one]) => [name, value(one)]))

export function plainOf(
  item: Readonly<Record<string, Value>> | undefined,
): Record<string, unknown> | undefined {
  return item && Object.fromEntries(Object.entries(item).map(([name, one]) => [name, plain(one)]))
}

function plain(one: Value): unknown {
  if (one.N !== undefined) return Number(one.N)
  if (one.L) return one.L.map(plain)
  if (one.M) return plainOf(one.M)
  if (one.SS) return new Set(one.SS)
  if (one.NS) return new Set(one.NS.map(Number))
  return one.NULL ? null : (one.S ?? one.BOOL ?? one.B)
}

/** A world with a table `songs` (artist, title) that has an index by genre and year. */
export function tableWorld() {
  const cloud = testCloud('dynamodb', [ec2, dynamodb])
  const { call, refusedBy, pass } = cloud
  const db = <N extends Name>(operation: N, input?: Input<'dynamodb', N>) =>
    call('dynamodb', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'dynamodb', N>) =>
    refusedBy('dynamodb', operation, input)
  const key = (hash: string, range?: string): Dynamodb.KeySchemaElement[] => [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
  ]
  const create: Dynamodb.CreateTableInput = {
    TableName: 'songs',
    AttributeDefinitions: [
      { AttributeName: 'artist', AttributeType: 'S' },
      { AttributeName: 'title', AttributeType: 'S' },
      { AttributeName: 'genre', AttributeType: 'S' },
      { AttributeName: 'issued', AttributeType: 'N' },
    ],
    KeySchema: key('artist', 'title'),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-genre',
        KeySchema: key('genre', 'issued'),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  }
  const made = db('CreateTable', create).TableDescription!
  pass(10)
  const put = (plain: Record<string, unknown>) => db('PutItem', { TableName: 'songs', Item: item(plain) })
  const get = (artist: string, title: string) =>
    plainOf(db('GetItem', { TableName: 'songs', Key: item({ artist, title }) }).Item)
  return { ...cloud, db, refused, create, made, key, put, get }
}
