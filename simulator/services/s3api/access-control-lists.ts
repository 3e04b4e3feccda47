import { AwsError } from '../../api/error.ts'
import type { S3api } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { type Bucket, configure, requireBucket } from './buckets.ts'
import { requireVersion } from './object-versions.ts'
import { ownerOf } from './owners.ts'

// S3 user guide, about-object-ownership: with BucketOwnerEnforced, the default, there are no access control lists
// any more; what is read is the owner's full control.

const kept = {
  simplified:
    'A list is stored and told again where the bucket has lists enabled; access follows policies alone.',
}

const fullControl = (account: string) => {
  const owner = ownerOf(account)
  return {
    Owner: owner,
    Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' as const }, Permission: 'FULL_CONTROL' as const }],
  }
}

export const getBucketAcl = operation(
  's3api',
  'GetBucketAcl',
  { fidelity: kept, source: 'S3 API reference, GetBucketAcl' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const { side, account } = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    return { ...fullControl(account), ...side.settings.acl }
  },
)

export const putBucketAcl = operation(
  's3api',
  'PutBucketAcl',
  { fidelity: kept, source: 'S3 API reference, PutBucketAcl' },
  ({ Bucket, ACL, AccessControlPolicy, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    requireLists(bucket, ACL)
    configure(ctx, bucket, { acl: AccessControlPolicy })
    return {}
  },
)

export const getObjectAcl = operation(
  's3api',
  'GetObjectAcl',
  { fidelity: kept, source: 'S3 API reference, GetObjectAcl' },
  ({ Bucket, Key, VersionId, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    requireVersion(ctx, bucket, Key, VersionId)
    return fullControl(bucket.account)
  },
)

/** Refuses a list, other than those that say what holds anyway, where the bucket has none. */
export function requireLists({ side }: Bucket, acl: S3api.ObjectCannedACL | undefined): void {
  const rule = side.settings.ownership?.Rules?.[0]?.ObjectOwnership
  if (rule !== 'BucketOwnerEnforced' || acl === 'private' || acl === 'bucket-owner-full-control') return
  throw new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs')
}
