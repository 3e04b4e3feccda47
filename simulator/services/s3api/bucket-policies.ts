import { AwsError } from '../../api/error.ts'
import { actionsFor } from '../../policy/action-names.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { accountPublicAccessBlock } from './account-public-access.ts'
import { type Bucket, buckets, requireBucket } from './buckets.ts'
import { accessDenied } from './errors.ts'
import { requirePolicy } from './malformed-policy.ts'
import { isPublic } from './public-policies.ts'

export const putBucketPolicy = operation(
  's3api',
  'PutBucketPolicy',
  {
    fidelity: { simplified: 'Whether the principals of a policy exist is not checked.' },
    source: 'S3 API reference, PutBucketPolicy',
  },
  ({ Bucket, Policy, ExpectedBucketOwner }, ctx) => {
    const bucket = requireOwnBucket(ctx, Bucket, ExpectedBucketOwner)
    const policy = requirePolicy(Policy, buckets.arnOf(bucket))
    if (isPublic(policy) && blocksPublicPolicies(ctx, bucket)) {
      throw publicPolicyRefused(ctx, 'PutBucketPolicy', buckets.arnOf(bucket))
    }
    buckets.update(ctx, bucket, {}, { policy: Policy })
    return {}
  },
)

function blocksPublicPolicies(ctx: Context, { side, account }: Bucket): boolean {
  const ofAccount = accountPublicAccessBlock(ctx, account)
  return Boolean(side.settings.publicAccessBlock?.BlockPublicPolicy || ofAccount?.BlockPublicPolicy)
}

// S3 user guide, troubleshoot-403-errors, "Block Public Access settings".
export const publicPolicyRefused = (ctx: Context, operationName: string, arn: string) =>
  accessDenied(
    `User: ${ctx.caller.arn} is not authorized to perform: ${actionsFor('s3api', operationName)[0]} on resource: ` +
      `"${arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  )

export const getBucketPolicy = operation(
  's3api',
  'GetBucketPolicy',
  { fidelity: 'exact', source: 'S3 API reference, GetBucketPolicy' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => ({
    Policy: policyOf(requireOwnBucket(ctx, Bucket, ExpectedBucketOwner)),
  }),
)

export const getBucketPolicyStatus = operation(
  's3api',
  'GetBucketPolicyStatus',
  { fidelity: 'exact', source: 'S3 API reference, GetBucketPolicyStatus' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const { policy } = readPolicy(policyOf(requireBucket(ctx, Bucket, ExpectedBucketOwner)), 'resource')
    return { PolicyStatus: { IsPublic: policy !== undefined && isPublic(policy) } }
  },
)

export const deleteBucketPolicy = operation(
  's3api',
  'DeleteBucketPolicy',
  { fidelity: 'exact', source: 'S3 API reference, DeleteBucketPolicy' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    buckets.update(ctx, requireOwnBucket(ctx, Bucket, ExpectedBucketOwner), {}, { policy: undefined })
    return {}
  },
)

/** The same pages: a policy is for who belongs to the owner's account, whatever the policy itself says. */
function requireOwnBucket(ctx: Context, name: string, expectedOwner: string | undefined): Bucket {
  const bucket = requireBucket(ctx, name, expectedOwner)
  if (bucket.account === ctx.account) return bucket
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405)
}

function policyOf({ record, side }: Bucket): string {
  if (side.policy === undefined) {
    throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, {
      BucketName: record.Name,
    })
  }
  return side.policy
}
