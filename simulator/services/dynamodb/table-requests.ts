import type { Dynamodb } from '../../api/generated/types.d.ts'
import { present } from '../present.ts'
import { validation } from './errors.ts'
import { keysOf } from './tables.ts'

// What CreateTable and UpdateTable ask for, checked. DynamoDB API reference, CreateTable.

type Definitions = readonly Dynamodb.AttributeDefinition[]
type Schema = readonly Dynamodb.KeySchemaElement[]

export function checkSchema(definitions: Definitions, schema: Schema, where = ''): void {
  const types = schema.map(({ KeyType }) => KeyType)
  if (types[0] !== 'HASH' || (types.length > 1 && types[1] !== 'RANGE') || types.length > 2) {
    throw validation(
      types[0] === 'HASH'
        ? 'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type'
        : 'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    )
  }
  const defined = new Set(definitions.map(({ AttributeName }) => AttributeName))
  const missing = schema.map(({ AttributeName }) => AttributeName).filter((name) => !defined.has(name))
  if (missing.length) {
    const names = schema.map(({ AttributeName }) => AttributeName).join(', ')
    throw validation(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${names}], AttributeDefinitions: [${[...defined].join(', ')}]${where}`,
    )
  }
}

/** Attributes that are defined must each be part of a key. */
export function checkAllUsed(definitions: Definitions, schemas: readonly Schema[]): void {
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName))
  if (definitions.every(({ AttributeName }) => used.has(AttributeName))) return
  throw validation(
    'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  )
}

export function checkThroughput(
  mode: Dynamodb.BillingMode | undefined,
  throughput: Dynamodb.ProvisionedThroughput | undefined,
): void {
  if (mode === 'PAY_PER_REQUEST') {
    if (!throughput) return
    throw validation(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    )
  }
  if (throughput) return
  throw validation(
    'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
  )
}

export const throughputOf = (
  asked: Dynamodb.ProvisionedThroughput | undefined,
): Dynamodb.ProvisionedThroughputDescription => ({
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: asked?.ReadCapacityUnits ?? 0,
  WriteCapacityUnits: asked?.WriteCapacityUnits ?? 0,
})

export function checkIndexNames(indexes: readonly { readonly IndexName?: string | undefined }[]): void {
  const names = indexes.map(({ IndexName }) => IndexName)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice === undefined) return
  throw validation(`One or more parameter values were invalid: Duplicate index name: ${twice}`)
}

// DynamoDB developer guide, ServiceQuotas: 20 global and 5 local secondary indexes for each table.
export const mostGlobalIndexes = 20
export const mostLocalIndexes = 5

export function localIndexes(
  arn: string,
  definitions: Definitions,
  schema: Schema,
  asked: readonly Dynamodb.LocalSecondaryIndex[] | undefined,
): Dynamodb.LocalSecondaryIndexDescription[] | undefined {
  if (!asked?.length) return undefined
  if (keysOf(schema).range === undefined) {
    throw validation(
      'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    )
  }
  return asked.map(({ IndexName = '', KeySchema = [], Projection }) => {
    checkSchema(definitions, KeySchema)
    if (keysOf(KeySchema).hash !== keysOf(schema).hash) {
      throw validation(
        `One or more parameter values were invalid: Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. index hash key: ${keysOf(KeySchema).hash}, table hash key: ${keysOf(schema).hash}`,
      )
    }
    return {
      IndexName,
      KeySchema,
      Projection,
      IndexSizeBytes: 0,
      ItemCount: 0,
      IndexArn: `${arn}/index/${IndexName}`,
    }
  })
}

export function globalIndex(
  arn: string,
  definitions: Definitions,
  {
    IndexName = '',
    KeySchema = [],
    Projection,
    ProvisionedThroughput,
    OnDemandThroughput,
  }: Dynamodb.GlobalSecondaryIndex,
): Dynamodb.GlobalSecondaryIndexDescription {
  checkSchema(definitions, KeySchema)
  return present({
    IndexName,
    KeySchema,
    Projection,
    IndexStatus: 'CREATING' as const,
    ProvisionedThroughput: throughputOf(ProvisionedThroughput),
    IndexSizeBytes: 0,
    ItemCount: 0,
    IndexArn: `${arn}/index/${IndexName}`,
    OnDemandThroughput,
  })
}
