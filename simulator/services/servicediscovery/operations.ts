import { AwsError } from '../../api/error.ts'
import type { Servicediscovery } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalidToken } from './errors.ts'

// Cloud Map answers with the id of an operation where it has to talk to Route 53; the operation says how that went.

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'

/** `ns-` and `srv-` ids have sixteen letters and digits. */
export const newId = (ctx: Context, prefix: string): string =>
  `${prefix}-${rollText(ctx.store, alphabet, 16)}`

export const operations = family<Servicediscovery.Operation>({
  service: 'servicediscovery',
  resource: 'operation',
  id: 'Id',
  prefix: 'servicediscovery:operation',
  missing: (id) => new AwsError('OperationNotFound', `The operation ${id} does not exist.`),
})

/** Notes an operation that is under way; what it did has happened. With a refusal, it fails. */
export function beginOperation(
  ctx: Context,
  Type: Servicediscovery.OperationType,
  Targets: Readonly<Record<string, string>>,
  refusal?: AwsError,
): string {
  const at = timestamp(ctx.now)
  const { record } = operations.create(ctx, {
    Id: `${rollText(ctx.store, alphabet, 32)}-${rollText(ctx.store, alphabet, 8)}`,
    OwnerAccount: ctx.account,
    Type,
    Status: 'SUBMITTED',
    CreateDate: at,
    UpdateDate: at,
    Targets,
  })
  ctx.after('cloud-map-operation-done', 'cloud-map-operation-done', {
    id: record.Id,
    ...(refusal && { refusal: refusal.message }),
  })
  return record.Id ?? ''
}

export const operationDone = due<{ id: string; refusal?: string }>(
  'cloud-map-operation-done',
  ({ id, refusal }, ctx) => {
    const held = operations.get(ctx, id)
    if (!held) return
    operations.update(ctx, held, {
      Status: refusal === undefined ? 'SUCCESS' : 'FAIL',
      ...(refusal !== undefined && { ErrorCode: 'CANNOT_CREATE_HOSTED_ZONE', ErrorMessage: refusal }),
      UpdateDate: timestamp(ctx.now),
    })
  },
)

export const getOperation = operation(
  'servicediscovery',
  'GetOperation',
  { fidelity: 'exact', source: 'Cloud Map API reference, GetOperation' },
  ({ OperationId }, ctx) => ({ Operation: operations.require(ctx, OperationId).record }),
)

export const listOperations = operation(
  'servicediscovery',
  'ListOperations',
  {
    fidelity: { simplified: 'Operations are chosen by namespace, service, status and type, not by date.' },
    source: 'Cloud Map API reference, ListOperations',
  },
  ({ Filters = [], MaxResults = 100, NextToken }, ctx) => {
    const readers: Readonly<Record<string, (one: Servicediscovery.Operation) => string | undefined>> = {
      NAMESPACE_ID: ({ Targets }) => Targets?.['NAMESPACE'],
      SERVICE_ID: ({ Targets }) => Targets?.['SERVICE'],
      STATUS: ({ Status }) => Status,
      TYPE: ({ Type }) => Type,
    }
    const found = operations
      .list(ctx)
      .map(({ record }) => record)
      .filter((one) =>
        Filters.every(({ Name, Values }) => {
          const read = readers[Name]
          return !read || Values.includes(read(one) ?? '')
        }),
      )
    const { items, next } = pageByToken(found, { size: MaxResults, token: NextToken }, invalidToken)
    return { Operations: items.map(({ Id, Status }) => ({ Id, Status })), ...(next && { NextToken: next }) }
  },
)
