import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { quotaOf } from '../../world/catalogue/quotas.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { kindKey, type QuotaKind, quotaKinds, vpcEndpoints } from './vpc-endpoints.ts'

const quotaIds: Readonly<Record<QuotaKind, string>> = {
  interface: 'interface-endpoints-per-vpc',
  gateway: 'gateway-endpoints-per-region',
  resource: 'resource-endpoints-per-vpc',
  'service-network': 'service-network-endpoints-per-vpc',
}

/** Refuses an endpoint beyond the quota of its kind. */
export function requireRoomForEndpoint(ctx: Context, type: Ec2.VpcEndpointType, vpcId: string): void {
  const kind = quotaKinds[type]
  if (!kind) return
  const inVpc = vpcEndpoints.count(ctx, 'kind', kindKey(vpcId, kind))
  if (kind !== 'gateway') {
    if (inVpc >= ctx.limit(quotaIds[kind])) throw tooMany()
    return
  }
  // The quota of gateway endpoints counts in the Region; whatever it is raised to, a VPC has no more than 255.
  const inRegion = vpcEndpoints.count(ctx, 'kind', kindKey(scopeKey(ctx), kind))
  const most = quotaOf(quotaIds.gateway)?.max ?? Number.POSITIVE_INFINITY
  if (inRegion >= ctx.limit(quotaIds.gateway) || inVpc >= most) throw tooMany()
}

const tooMany = () =>
  new AwsError('VpcEndpointLimitExceeded', 'The maximum number of VPC endpoints has been reached.')
