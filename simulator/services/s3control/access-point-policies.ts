import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { accessPointPolicies, accessPointPolicyTexts } from '../s3api/access-point-policies.ts'
import { requirePolicy } from '../s3api/malformed-policy.ts'
import { isPublic } from '../s3api/public-policies.ts'
import { type AccessPoint, accessPoints, requireAccessPoint } from './access-points.ts'
import { requireOwnAccount } from './accounts.ts'
import { accessDenied } from './errors.ts'

export const putAccessPointPolicy = operation(
  's3control',
  'PutAccessPointPolicy',
  { fidelity: 'exact', source: 'S3 Control API reference, PutAccessPointPolicy' },
  ({ AccountId, Name, Policy }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const held = requireAccessPoint(ctx, Name)
    const arn = accessPoints.idOf(held)
    if (isPublic(requirePolicy(Policy, arn)) && held.side.publicAccessBlock.BlockPublicPolicy) {
      throw accessDenied()
    }
    ctx.store.put(accessPointPolicyTexts, { arn, policy: Policy })
    return {}
  },
)

export const getAccessPointPolicy = operation(
  's3control',
  'GetAccessPointPolicy',
  { fidelity: 'exact', source: 'S3 Control API reference, GetAccessPointPolicy' },
  ({ AccountId, Name }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    return { Policy: policyOf(ctx, requireAccessPoint(ctx, Name)) }
  },
)

export const getAccessPointPolicyStatus = operation(
  's3control',
  'GetAccessPointPolicyStatus',
  { fidelity: 'exact', source: 'S3 Control API reference, GetAccessPointPolicyStatus' },
  ({ AccountId, Name }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const { policy } = readPolicy(policyOf(ctx, requireAccessPoint(ctx, Name)), 'resource')
    return { PolicyStatus: { IsPublic: policy !== undefined && isPublic(policy) } }
  },
)

export const deleteAccessPointPolicy = operation(
  's3control',
  'DeleteAccessPointPolicy',
  { fidelity: 'exact', source: 'S3 Control API reference, DeleteAccessPointPolicy' },
  ({ AccountId, Name }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    ctx.store.delete(accessPointPolicyTexts, accessPoints.idOf(requireAccessPoint(ctx, Name)))
    return {}
  },
)

function policyOf(ctx: Context, held: AccessPoint): string {
  const [policy] = accessPointPolicies(ctx, accessPoints.idOf(held))
  if (policy !== undefined) return policy
  throw new AwsError('NoSuchAccessPointPolicy', 'The specified accesspoint policy does not exist', 404)
}
