import { AwsError } from '../../api/error.ts'
import type { ServiceQuotas } from '../../api/generated/types.d.ts'
import { type Quota, quotas } from '../../world/catalogue/quotas.ts'
import type { Context } from '../context.ts'

// Service Quotas knows what the catalogue knows, as far as AWS publishes the quota's code.

const serviceNames: Readonly<Record<string, string>> = {
  directconnect: 'AWS Direct Connect',
  ec2: 'Amazon Elastic Compute Cloud (Amazon EC2)',
  elasticloadbalancing: 'Elastic Load Balancing (ELB)',
  route53: 'Amazon Route 53',
  route53resolver: 'Amazon Route 53 Resolver',
  vpc: 'Amazon Virtual Private Cloud (Amazon VPC)',
  'vpc-lattice': 'Amazon VPC Lattice',
  vpn: 'AWS Site-to-Site VPN',
}

export interface KnownQuota extends Quota {
  readonly quotaCode: string
  readonly default: number
}

const isKnown = (quota: Quota): quota is KnownQuota => quota.quotaCode !== null && quota.default !== null

const known = quotas.filter(isKnown)

export const services: readonly ServiceQuotas.ServiceInfo[] = [
  ...new Set(quotas.map(({ serviceCode }) => serviceCode)),
]
  .sort()
  .map((ServiceCode) => ({ ServiceCode, ServiceName: serviceNames[ServiceCode] ?? ServiceCode }))

export const noSuchResource = (text: string) => new AwsError('NoSuchResourceException', text)

export function quotasOf(serviceCode: string): readonly KnownQuota[] {
  if (!services.some(({ ServiceCode }) => ServiceCode === serviceCode)) {
    throw noSuchResource(`The request failed because the specified service does not exist.`)
  }
  return known.filter((quota) => quota.serviceCode === serviceCode)
}

export function requireQuota(serviceCode: string, quotaCode: string): KnownQuota {
  const found = quotasOf(serviceCode).find((quota) => quota.quotaCode === quotaCode)
  if (found) return found
  throw noSuchResource('The request failed because the specified quota does not exist.')
}

/** What is counted for the whole account is global; nearly all else is for a Region. */
const isGlobal = ({ serviceCode }: Quota): boolean => serviceCode === 'route53'

export function printQuota(ctx: Context, quota: KnownQuota, Value: number): ServiceQuotas.ServiceQuota {
  const { serviceCode, quotaCode, name, unit, adjustable } = quota
  const GlobalQuota = isGlobal(quota)
  return {
    ServiceCode: serviceCode,
    ServiceName: serviceNames[serviceCode] ?? serviceCode,
    QuotaArn: `arn:aws:servicequotas:${GlobalQuota ? '' : ctx.region}:${ctx.account}:${serviceCode}/${quotaCode}`,
    QuotaCode: quotaCode,
    QuotaName: name,
    Value,
    Unit: unit === 'count' ? 'None' : unit,
    Adjustable: adjustable,
    GlobalQuota,
    QuotaAppliedAtLevel: 'ACCOUNT',
  }
}
