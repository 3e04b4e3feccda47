import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { printQuota, quotasOf, requireQuota, services } from './quota-records.ts'

export const invalidToken = () =>
  new AwsError('InvalidPaginationTokenException', 'Invalid input was provided: NextToken.')

const partial = {
  simplified: 'Quotas of the network services that are simulated, as far as AWS publishes their codes.',
}

export const listServices = operation(
  'service-quotas',
  'ListServices',
  { fidelity: partial, source: 'Service Quotas API reference, ListServices' },
  ({ MaxResults = 100, NextToken }) => {
    const { items, next } = pageByToken(services, { size: MaxResults, token: NextToken }, invalidToken)
    return { Services: items, ...(next && { NextToken: next }) }
  },
)

export const listServiceQuotas = operation(
  'service-quotas',
  'ListServiceQuotas',
  { fidelity: partial, source: 'Service Quotas API reference, ListServiceQuotas' },
  ({ ServiceCode, QuotaCode, MaxResults = 100, NextToken }, ctx) => {
    const found = quotasOf(ServiceCode).filter(
      ({ quotaCode }) => QuotaCode === undefined || quotaCode === QuotaCode,
    )
    const { items, next } = pageByToken(found, { size: MaxResults, token: NextToken }, invalidToken)
    const Quotas = items.map((quota) => printQuota(ctx, quota, ctx.limit(quota.id)))
    return { Quotas, ...(next && { NextToken: next }) }
  },
)

export const getServiceQuota = operation(
  'service-quotas',
  'GetServiceQuota',
  { fidelity: partial, source: 'Service Quotas API reference, GetServiceQuota' },
  ({ ServiceCode, QuotaCode }, ctx) => {
    const quota = requireQuota(ServiceCode, QuotaCode)
    return { Quota: printQuota(ctx, quota, ctx.limit(quota.id)) }
  },
)

export const listAwsDefaultServiceQuotas = operation(
  'service-quotas',
  'ListAWSDefaultServiceQuotas',
  { fidelity: partial, source: 'Service Quotas API reference, ListAWSDefaultServiceQuotas' },
  ({ ServiceCode, MaxResults = 100, NextToken }, ctx) => {
    const { items, next } = pageByToken(
      quotasOf(ServiceCode),
      { size: MaxResults, token: NextToken },
      invalidToken,
    )
    const Quotas = items.map((quota) => printQuota(ctx, quota, quota.default))
    return { Quotas, ...(next && { NextToken: next }) }
  },
)

export const getAwsDefaultServiceQuota = operation(
  'service-quotas',
  'GetAWSDefaultServiceQuota',
  { fidelity: partial, source: 'Service Quotas API reference, GetAWSDefaultServiceQuota' },
  ({ ServiceCode, QuotaCode }, ctx) => {
    const quota = requireQuota(ServiceCode, QuotaCode)
    return { Quota: printQuota(ctx, quota, quota.default) }
  },
)
