import type { Dynamodb } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { present } from '../present.ts'
import { mergeTags } from '../tags.ts'
import { inUse, validation } from './errors.ts'
import { clearTable, statisticsOf } from './item-store.ts'
import { requirePolicy } from './resource-policies.ts'
import {
  checkAllUsed,
  checkIndexNames,
  checkSchema,
  checkThroughput,
  globalIndex,
  localIndexes,
  mostGlobalIndexes,
  mostLocalIndexes,
  throughputOf,
} from './table-requests.ts'
import { requireTable, type Table, tableArn, tables } from './tables.ts'

export const createTable = operation(
  'dynamodb',
  'CreateTable',
  {
    fidelity: { simplified: 'Streams, replicas, vector indexes and throttling are not simulated.' },
    source: 'DynamoDB API reference, CreateTable',
  },
  (input, ctx) => {
    const { TableName, AttributeDefinitions = [], KeySchema = [], BillingMode } = input
    if (!/^[a-zA-Z0-9_.-]{3,255}$/.test(TableName)) {
      throw validation(
        "TableName must be at least 3 characters long and at most 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
      )
    }
    const arn = tableArn(ctx, TableName)
    const global = input.GlobalSecondaryIndexes ?? []
    const local = input.LocalSecondaryIndexes ?? []
    checkThroughput(BillingMode, input.ProvisionedThroughput)
    checkSchema(AttributeDefinitions, KeySchema)
    checkAllUsed(AttributeDefinitions, [
      KeySchema,
      ...[...global, ...local].map((index) => index.KeySchema ?? []),
    ])
    checkIndexNames([...global, ...local])
    if (global.length > mostGlobalIndexes || local.length > mostLocalIndexes) {
      throw validation('One or more parameter values were invalid: Too many secondary indexes')
    }
    if (tables.get(ctx, arn)) throw inUse(`Table already exists: ${TableName}`)
    const policy = input.ResourcePolicy
    if (policy !== undefined) requirePolicy(policy)
    const held = tables.create(
      ctx,
      present({
        AttributeDefinitions,
        TableName,
        KeySchema,
        TableStatus: 'CREATING' as const,
        CreationDateTime: timestamp(ctx.now),
        ProvisionedThroughput: throughputOf(input.ProvisionedThroughput),
        TableSizeBytes: 0,
        ItemCount: 0,
        TableArn: arn,
        TableId: rollUuid(ctx.store),
        BillingModeSummary: BillingMode === 'PAY_PER_REQUEST' ? { BillingMode } : undefined,
        LocalSecondaryIndexes: localIndexes(arn, AttributeDefinitions, KeySchema, local),
        GlobalSecondaryIndexes: global.length
          ? global.map((index) => globalIndex(arn, AttributeDefinitions, index))
          : undefined,
        TableClassSummary: input.TableClass && { TableClass: input.TableClass },
        OnDemandThroughput: input.OnDemandThroughput,
        DeletionProtectionEnabled: input.DeletionProtectionEnabled ?? false,
      }),
      {
        tags: mergeTags([], input.Tags ?? []),
        ...(policy !== undefined && { policy: { text: policy, revision: String(ctx.now) } }),
      },
    )
    ctx.after('dynamodb-table-active', 'activate-table', { arn })
    return { TableDescription: held.record }
  },
)

export const activateTable = due<{ arn: string }>('activate-table', ({ arn }, ctx) => {
  const held = tables.get(ctx, arn)
  if (!held || held.record.TableStatus === 'DELETING') return
  const GlobalSecondaryIndexes = held.record.GlobalSecondaryIndexes?.map((index) =>
    index.IndexStatus === 'CREATING' && index.Backfilling === undefined
      ? { ...index, IndexStatus: 'ACTIVE' as const }
      : index,
  )
  tables.update(
    ctx,
    held,
    present({
      TableStatus: 'ACTIVE' as const,
      GlobalSecondaryIndexes,
      BillingModeSummary: held.record.BillingModeSummary && {
        LastUpdateToPayPerRequestDateTime: held.record.CreationDateTime,
        ...held.record.BillingModeSummary,
      },
    }),
  )
})

export const describeTable = operation(
  'dynamodb',
  'DescribeTable',
  {
    fidelity: {
      simplified: 'Counts and sizes are those of the moment; at AWS they are up to six hours old.',
    },
    source: 'DynamoDB API reference, DescribeTable',
  },
  ({ TableName }, ctx) => ({ Table: shown(ctx, requireTable(ctx, TableName)) }),
)

function shown(ctx: Context, held: Table): Dynamodb.TableDescription {
  const { count, size } = statisticsOf(ctx, held)
  return { ...held.record, ItemCount: count, TableSizeBytes: size }
}

export const listTables = operation(
  'dynamodb',
  'ListTables',
  { fidelity: 'exact', source: 'DynamoDB API reference, ListTables' },
  ({ ExclusiveStartTableName = '', Limit = 100 }, ctx) => {
    const names = tables
      .list(ctx)
      .map(({ record }) => record.TableName ?? '')
      .filter((name) => name > ExclusiveStartTableName)
      .sort()
    const shownNames = names.slice(0, Limit)
    return present({
      TableNames: shownNames,
      LastEvaluatedTableName: shownNames.length < names.length ? shownNames.at(-1) : undefined,
    })
  },
)

export const deleteTable = operation(
  'dynamodb',
  'DeleteTable',
  { fidelity: 'exact', source: 'DynamoDB API reference, DeleteTable' },
  ({ TableName }, ctx) => {
    const held = requireTable(ctx, TableName)
    const { TableStatus, TableArn, TableName: name, DeletionProtectionEnabled } = held.record
    if (TableStatus !== 'ACTIVE') {
      const what = { CREATING: 'created', DELETING: 'deleted' }[String(TableStatus)] ?? 'updated'
      throw inUse(`Attempt to change a resource which is still in use: Table is being ${what}: ${name}`)
    }
    if (DeletionProtectionEnabled) {
      throw validation(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      )
    }
    const { record } = tables.update(ctx, held, { TableStatus: 'DELETING' })
    clearTable(ctx, held)
    ctx.after('dynamodb-table-deleted', 'forget-table', { arn: TableArn })
    const { AttributeDefinitions, KeySchema, CreationDateTime, ...rest } = record
    return { TableDescription: rest }
  },
)

export const forgetTable = due<{ arn: string }>('forget-table', ({ arn }, ctx) => {
  const held = tables.get(ctx, arn)
  if (held) tables.remove(ctx, held)
})
