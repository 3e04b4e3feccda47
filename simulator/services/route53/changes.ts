import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { bareId } from './errors.ts'
import { newId } from './identifiers.ts'

/** What was asked of Route 53 and is on its way to all its name servers. */
export const changes = family<Route53.ChangeInfo>({
  service: 'route53',
  resource: 'change',
  id: 'Id',
  prefix: '/change/C',
  missing: () => new AwsError('NoSuchChange', 'A change with the specified change ID does not exist.', 404),
  arn: ({ record }) => `arn:aws:route53:::${record.Id?.slice(1)}`,
})

/** Sends a change out; the answer says that it is not everywhere yet. */
export function submitChange(ctx: Context, comment?: string): Route53.ChangeInfo {
  const Id = `/change/${newId(ctx.store, 'C')}`
  const { record } = changes.create(ctx, {
    Id,
    Status: 'PENDING',
    SubmittedAt: timestamp(ctx.now),
    ...(comment !== undefined && { Comment: comment }),
  })
  ctx.after('route53-change-insync', 'route53-change-insync', { id: Id })
  return record
}

export const changeInSync = due<{ id: string }>('route53-change-insync', ({ id }, ctx) => {
  const change = changes.get(ctx, id)
  if (change) changes.update(ctx, change, { Status: 'INSYNC' })
})

export const getChange = operation(
  'route53',
  'GetChange',
  { fidelity: 'exact', source: 'Route 53 API reference, GetChange' },
  ({ Id }, ctx) => ({ ChangeInfo: changes.require(ctx, `/change/${bareId(Id)}`).record }),
)
