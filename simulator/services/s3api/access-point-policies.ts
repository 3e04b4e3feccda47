import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

interface AccessPointPolicy {
  readonly arn: string
  readonly policy: string
}

/** Policies of access points: S3 Control sets them, every request through the access point is judged by them. */
export const accessPointPolicyTexts = table<AccessPointPolicy>('s3-access-point-policies', ({ arn }) => arn)

export function accessPointPolicies(ctx: Pick<Context, 'store'>, arn: string): string[] {
  const found = ctx.store.get(accessPointPolicyTexts, arn)
  return found ? [found.policy] : []
}
