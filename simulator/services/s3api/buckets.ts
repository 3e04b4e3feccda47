import type { S3api } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { bucketBehind } from './access-point-names.ts'
import { accessDenied, elsewhere, noSuchBucket } from './errors.ts'

/** What is asked for by operations of its own; what nobody set is not there. */
export interface BucketSettings {
  readonly accelerate?: S3api.AccelerateConfiguration
  readonly acl?: S3api.AccessControlPolicy
  readonly cors?: S3api.CORSConfiguration
  readonly encryption?: S3api.ServerSideEncryptionConfiguration
  readonly lifecycle?: S3api.BucketLifecycleConfiguration
  readonly logging?: S3api.BucketLoggingStatus
  readonly notification?: S3api.NotificationConfiguration
  readonly ownership?: S3api.OwnershipControls
  readonly publicAccessBlock?: S3api.PublicAccessBlockConfiguration
  readonly replication?: S3api.ReplicationConfiguration
  readonly requestPayment?: S3api.RequestPaymentConfiguration
  readonly versioning?: S3api.VersioningConfiguration
  readonly website?: S3api.WebsiteConfiguration
}

export interface BucketSide {
  readonly tags: readonly Tag[]
  readonly policy?: string | undefined
  readonly settings: BucketSettings
}

export type Bucket = Held<S3api.Bucket, BucketSide>

export const buckets = family<S3api.Bucket, BucketSide>({
  service: 's3api',
  resource: 'bucket',
  id: 'Name',
  prefix: 's3:bucket',
  missing: noSuchBucket,
  tags: { side: 'tags' },
  indexes: { account: ({ account }) => account },
  arn: ({ record }) => `arn:aws:s3:::${record.Name}`,
})

/**
 * The bucket of a name, whoever owns it: names are one for all accounts. `Bucket` may also be the ARN or the alias of
 * an access point. Whether the caller may use it is for policies to say.
 */
export function requireBucket(ctx: Context, name: string, expectedOwner?: string): Bucket {
  const behind = bucketBehind(ctx, name)
  const held = behind === undefined ? undefined : buckets.get(ctx, behind)
  if (!held) throw noSuchBucket(name)
  if (held.region !== ctx.region) throw elsewhere(behind!, held.region, ctx.region)
  // S3 user guide, bucket-owner-condition.
  if (expectedOwner !== undefined && expectedOwner !== held.account) throw accessDenied()
  return held
}

/** Sets settings; one that is undefined is as if nobody had ever set it. */
export function configure(ctx: Context, held: Bucket, changed: BucketSettings): Bucket {
  const settings = Object.fromEntries(
    Object.entries({ ...held.side.settings, ...changed }).filter(([, value]) => value !== undefined),
  )
  return buckets.update(ctx, held, {}, { settings })
}

export const isVersioned = ({ side }: Bucket): boolean => side.settings.versioning?.Status === 'Enabled'
