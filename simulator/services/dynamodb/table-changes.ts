import type { Dynamodb } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { present } from '../present.ts'
import { inUse, validation } from './errors.ts'
import { reindex } from './item-store.ts'
import { checkThroughput, globalIndex, mostGlobalIndexes, throughputOf } from './table-requests.ts'
import { requireTable, type Table, tables } from './tables.ts'

export const updateTable = operation(
  'dynamodb',
  'UpdateTable',
  {
    fidelity: { simplified: 'Streams, replicas and vector indexes are not simulated.' },
    source: 'DynamoDB API reference, UpdateTable',
  },
  (input, ctx) => {
    const held = requireTable(ctx, input.TableName)
    const { TableStatus, TableName } = held.record
    if (TableStatus !== 'ACTIVE') {
      throw inUse(
        `Attempt to change a resource which is still in use: Table is being ${TableStatus === 'CREATING' ? 'created' : 'updated'}: ${TableName}`,
      )
    }
    if (input.BillingMode !== undefined) checkThroughput(input.BillingMode, input.ProvisionedThroughput)
    const [change, ...more] = input.GlobalSecondaryIndexUpdates ?? []
    if (more.length) {
      throw validation(
        'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
      )
    }
    const definitions = mergeDefinitions(held, input.AttributeDefinitions)
    const { record } = tables.update(
      ctx,
      held,
      present({
        TableStatus: 'UPDATING' as const,
        AttributeDefinitions: definitions,
        DeletionProtectionEnabled: input.DeletionProtectionEnabled ?? held.record.DeletionProtectionEnabled,
        BillingModeSummary: input.BillingMode
          ? { BillingMode: input.BillingMode, LastUpdateToPayPerRequestDateTime: timestamp(ctx.now) }
          : held.record.BillingModeSummary,
        ProvisionedThroughput:
          input.ProvisionedThroughput || input.BillingMode
            ? throughputOf(input.ProvisionedThroughput)
            : held.record.ProvisionedThroughput,
        TableClassSummary: input.TableClass
          ? { TableClass: input.TableClass }
          : held.record.TableClassSummary,
        GlobalSecondaryIndexes: change
          ? changedIndexes(ctx, held, definitions, change)
          : held.record.GlobalSecondaryIndexes,
      }),
    )
    ctx.after('dynamodb-table-updated', 'settle-table', { arn: record.TableArn })
    return { TableDescription: record }
  },
)

function mergeDefinitions(held: Table, added: readonly Dynamodb.AttributeDefinition[] = []) {
  const known = held.record.AttributeDefinitions ?? []
  const names = new Set(known.map(({ AttributeName }) => AttributeName))
  return [...known, ...added.filter(({ AttributeName }) => !names.has(AttributeName))]
}

function changedIndexes(
  ctx: Context,
  { record }: Table,
  definitions: readonly Dynamodb.AttributeDefinition[],
  { Create, Delete, Update }: Dynamodb.GlobalSecondaryIndexUpdate,
): Dynamodb.GlobalSecondaryIndexDescription[] {
  const indexes = record.GlobalSecondaryIndexes ?? []
  const arn = record.TableArn ?? ''
  if (Create) {
    if (indexes.some(({ IndexName }) => IndexName === Create.IndexName)) {
      throw validation(`Attempting to create an index which already exists`)
    }
    if (indexes.length >= mostGlobalIndexes) {
      throw validation('One or more parameter values were invalid: Too many secondary indexes')
    }
    ctx.after('dynamodb-index-active', 'activate-index', { arn, name: Create.IndexName })
    return [
      ...indexes,
      { ...globalIndex(arn, definitions, Create as Dynamodb.GlobalSecondaryIndex), Backfilling: false },
    ]
  }
  const name = Delete?.IndexName ?? Update?.IndexName
  if (!indexes.some(({ IndexName }) => IndexName === name)) {
    throw validation(`Requested resource not found: Index: ${name} not found in table ${record.TableName}`)
  }
  if (Delete) ctx.after('dynamodb-index-deleted', 'forget-index', { arn, name: Delete.IndexName })
  return indexes.map((index) => {
    if (index.IndexName !== name) return index
    return Delete
      ? { ...index, IndexStatus: 'DELETING' as const }
      : { ...index, ProvisionedThroughput: throughputOf(Update?.ProvisionedThroughput) }
  })
}

export const settleTable = due<{ arn: string }>('settle-table', ({ arn }, ctx) => {
  const held = tables.get(ctx, arn)
  if (held?.record.TableStatus === 'UPDATING') tables.update(ctx, held, { TableStatus: 'ACTIVE' })
})

export const activateIndex = due<{ arn: string; name: string }>('activate-index', ({ arn, name }, ctx) => {
  const held = tables.get(ctx, arn)
  if (!held) return
  const GlobalSecondaryIndexes = held.record.GlobalSecondaryIndexes?.map(({ Backfilling, ...index }) =>
    index.IndexName === name ? { ...index, IndexStatus: 'ACTIVE' as const } : { ...index, Backfilling },
  )
  reindex(ctx, tables.update(ctx, held, { GlobalSecondaryIndexes: GlobalSecondaryIndexes?.map(present) }))
})

export const forgetIndex = due<{ arn: string; name: string }>('forget-index', ({ arn, name }, ctx) => {
  const held = tables.get(ctx, arn)
  if (!held) return
  const left = held.record.GlobalSecondaryIndexes?.filter(({ IndexName }) => IndexName !== name)
  const { GlobalSecondaryIndexes: _, ...rest } = held.record
  const record = left?.length ? { ...rest, GlobalSecondaryIndexes: left } : rest
  reindex(ctx, ctx.store.put(tables.table, { ...held, record }))
})
