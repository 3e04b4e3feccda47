import type { ContextKeys } from '../../policy/context.ts'
import type { AttachedPolicy } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { accessPointRoute, bucketBehind } from './access-point-names.ts'
import { accessPointPolicies } from './access-point-policies.ts'
import { buckets } from './buckets.ts'
import { parseSource } from './object-copies.ts'
import { currentVersion } from './object-versions.ts'

/** S3 is asked about buckets and objects by name, and both bucket and access point have policies. */
export const touched = access(
  (operation, input, ctx) => {
    const name = input['Bucket']
    if (typeof name !== 'string') return [{ arn: '*', keys: {} }]
    const on = (key?: string) => touch(ctx, name, key, keysOf(input))
    if (operation === 'CreateBucket') return [{ arn: `arn:aws:s3:::${name}`, keys: keysOf(input) }]
    if (operation === 'DeleteObjects') return keysToDelete(input).map((key) => on(key))
    const key = input['Key']
    const own = on(typeof key === 'string' ? key : undefined)
    if (isRootsOwnPolicy(operation, own, ctx)) return [{ ...own, policies: [] }]
    const source = input['CopySource']
    if (typeof source !== 'string') return [own, ...listingFor(operation, input, ctx, name)]
    const from = parseSource(source)
    const action = from.versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion'
    return [{ ...touch(ctx, from.name, from.key, {}), action }, own]
  },
  { hasPolicies: true },
)

// S3 API reference, DeleteBucketPolicy: no bucket policy keeps the root user of the bucket's owner from the policy.
const isRootsOwnPolicy = (operation: string, { account }: Touched, { caller }: Context): boolean =>
  /^(Get|Put|Delete)BucketPolicy$/.test(operation) && caller.type === 'root' && caller.account === account

// S3 API reference, GetObject, HeadObject and GetObjectAttributes, "Permissions": that an object is not there is told to
// those who may list the bucket; everybody else is refused.
function listingFor(
  operation: string,
  { Key, VersionId }: RequestInput,
  ctx: Context,
  name: string,
): Touched[] {
  const isRead = /^(GetObject|HeadObject|GetObjectAttributes)$/.test(operation)
  if (!isRead || typeof Key !== 'string' || VersionId !== undefined) return []
  const bucket = bucketBehind(ctx, name) ?? name
  if (!buckets.get(ctx, bucket) || currentVersion(ctx, bucket, Key)) return []
  return [{ ...touch(ctx, name, undefined, {}), action: 's3:ListBucket' }]
}

function touch(ctx: Context, name: string, key: string | undefined, keys: ContextKeys): Touched {
  const route = accessPointRoute(ctx, name)
  const bucketName = bucketBehind(ctx, name) ?? name
  const bucket = buckets.get(ctx, bucketName)
  const bucketArn = `arn:aws:s3:::${bucketName}`
  // S3 user guide, access-points-policies: resources of requests through an access point are the access point's.
  const arn = route
    ? `${route.arn}${key === undefined ? '' : `/object/${key}`}`
    : `${bucketArn}${key === undefined ? '' : `/${key}`}`
  if (!bucket) return { arn, keys }
  const policies = [
    ...(bucket.side.policy === undefined ? [] : attached(bucket.side.policy)),
    ...(route ? accessPointPolicies(ctx, route.arn).flatMap(attached) : []),
  ]
  return {
    arn,
    account: bucket.account,
    policies,
    // S3 API reference, HeadBucket: also who may not look at a bucket learns where it is.
    headers: { 'x-amz-bucket-region': bucket.region },
    keys: {
      ...keys,
      's3:resourceaccount': bucket.account,
      ...(route && {
        's3:dataaccesspointarn': route.arn,
        's3:dataaccesspointaccount': route.arn.split(':')[4]!,
        's3:accesspointnetworkorigin': route.vpc === undefined ? 'Internet' : 'VPC',
      }),
    },
  }
}

function attached(text: string): AttachedPolicy[] {
  const { policy } = readPolicy(text, 'resource')
  return policy ? [{ policy }] : []
}

const keyNames: Readonly<Record<string, string>> = {
  Prefix: 's3:prefix',
  Delimiter: 's3:delimiter',
  MaxKeys: 's3:max-keys',
  VersionId: 's3:versionid',
  ACL: 's3:x-amz-acl',
  CopySource: 's3:x-amz-copy-source',
  MetadataDirective: 's3:x-amz-metadata-directive',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  StorageClass: 's3:x-amz-storage-class',
}

/** Service authorization reference, "Condition keys for Amazon S3": what the request says. */
function keysOf(input: RequestInput): ContextKeys {
  const keys: Record<string, string> = {}
  for (const [member, name] of Object.entries(keyNames)) {
    const value = input[member]
    if (typeof value === 'string' || typeof value === 'number') keys[name] = String(value)
  }
  return keys
}

function keysToDelete(input: RequestInput): string[] {
  const { Objects = [] } = (input['Delete'] ?? {}) as { Objects?: readonly { Key?: string }[] }
  return Objects.map(({ Key = '' }) => Key)
}
