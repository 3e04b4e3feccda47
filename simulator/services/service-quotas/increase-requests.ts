import { AwsError } from '../../api/error.ts'
import type { ServiceQuotas } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import { raiseQuota } from '../../world/quotas.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { noSuchResource, printQuota, requireQuota } from './quota-records.ts'
import { invalidToken } from './quotas.ts'

type Change = ServiceQuotas.RequestedServiceQuotaChange

export const quotaRequests = family<Change>({
  service: 'service-quotas',
  resource: 'quota-request',
  id: 'Id',
  prefix: 'service-quotas:quota-request',
  missing: () =>
    noSuchResource('The request failed because the specified quota increase request does not exist.'),
})

const isOpen = ({ Status }: Change) => Status === 'PENDING' || Status === 'CASE_OPENED'

export const requestServiceQuotaIncrease = operation(
  'service-quotas',
  'RequestServiceQuotaIncrease',
  {
    fidelity: {
      simplified:
        'A request is approved after some time; one beyond the most that AWS documents is turned down.',
    },
    source: 'Service Quotas API reference, RequestServiceQuotaIncrease',
  },
  ({ ServiceCode, QuotaCode, DesiredValue }, ctx) => {
    const quota = requireQuota(ServiceCode, QuotaCode)
    const value = ctx.limit(quota.id)
    if (!quota.adjustable) {
      throw new AwsError('IllegalArgumentException', `The quota ${QuotaCode} is not adjustable.`)
    }
    if (DesiredValue <= value) {
      throw new AwsError(
        'IllegalArgumentException',
        'You must provide a quota value greater than the current quota value.',
      )
    }
    const open = quotaRequests
      .list(ctx)
      .some(({ record }) => isOpen(record) && record.QuotaCode === QuotaCode)
    if (open) {
      throw new AwsError(
        'ResourceAlreadyExistsException',
        'Only one open service quota increase request is allowed per quota.',
      )
    }
    const printed = printQuota(ctx, quota, value)
    const { record } = quotaRequests.create(ctx, {
      Id: rollText(ctx.store, '0123456789abcdefghijklmnopqrstuvwxyz', 40),
      ServiceCode,
      ServiceName: printed.ServiceName,
      QuotaCode,
      QuotaName: printed.QuotaName,
      DesiredValue,
      Status: 'PENDING',
      Created: timestamp(ctx.now),
      Requester: JSON.stringify({ accountId: ctx.account, callerArn: ctx.caller.arn }),
      QuotaArn: printed.QuotaArn,
      GlobalQuota: printed.GlobalQuota,
      Unit: printed.Unit,
      QuotaRequestedAtLevel: 'ACCOUNT',
    })
    ctx.after('quota-increase-decided', 'quota-increase-decided', { id: record.Id, quota: quota.id })
    return { RequestedQuota: record }
  },
)

export const quotaIncreaseDecided = due<{ id: string; quota: string }>(
  'quota-increase-decided',
  ({ id, quota }, ctx) => {
    const request = quotaRequests.get(ctx, id)
    if (!request) return
    const { ServiceCode = '', QuotaCode = '', DesiredValue = 0 } = request.record
    const { max = Number.POSITIVE_INFINITY } = requireQuota(ServiceCode, QuotaCode)
    const isGranted = DesiredValue <= max
    if (isGranted) raiseQuota(ctx.store, ctx, quota, DesiredValue)
    quotaRequests.update(ctx, request, {
      Status: isGranted ? 'APPROVED' : 'DENIED',
      LastUpdated: timestamp(ctx.now),
    })
  },
)

export const getRequestedServiceQuotaChange = operation(
  'service-quotas',
  'GetRequestedServiceQuotaChange',
  { fidelity: 'exact', source: 'Service Quotas API reference, GetRequestedServiceQuotaChange' },
  ({ RequestId }, ctx) => ({ RequestedQuota: quotaRequests.require(ctx, RequestId).record }),
)

interface Asked {
  readonly ServiceCode?: string | undefined
  readonly QuotaCode?: string | undefined
  readonly Status?: ServiceQuotas.RequestStatus | undefined
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

function history(ctx: Context, { ServiceCode, QuotaCode, Status, MaxResults = 100, NextToken }: Asked) {
  const found = quotaRequests
    .list(ctx)
    .map(({ record }) => record)
    .filter(
      (change) =>
        (ServiceCode === undefined || change.ServiceCode === ServiceCode) &&
        (QuotaCode === undefined || change.QuotaCode === QuotaCode) &&
        (Status === undefined || change.Status === Status),
    )
  const { items, next } = pageByToken(found, { size: MaxResults, token: NextToken }, invalidToken)
  return { RequestedQuotas: items, ...(next && { NextToken: next }) }
}

export const listRequestedServiceQuotaChangeHistory = operation(
  'service-quotas',
  'ListRequestedServiceQuotaChangeHistory',
  { fidelity: 'exact', source: 'Service Quotas API reference, ListRequestedServiceQuotaChangeHistory' },
  (input, ctx) => history(ctx, input),
)

export const listRequestedServiceQuotaChangeHistoryByQuota = operation(
  'service-quotas',
  'ListRequestedServiceQuotaChangeHistoryByQuota',
  {
    fidelity: 'exact',
    source: 'Service Quotas API reference, ListRequestedServiceQuotaChangeHistoryByQuota',
  },
  (input, ctx) => {
    requireQuota(input.ServiceCode, input.QuotaCode)
    return history(ctx, input)
  },
)
