import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import type { Tag } from '../tags.ts'
import { checkTags, mostOfObject } from './bucket-tags.ts'
import { requireBucket } from './buckets.ts'
import { objectVersions, requireVersion, shownId } from './object-versions.ts'

interface OnObject {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string | undefined
  readonly ExpectedBucketOwner?: string | undefined
}

function setTags(
  ctx: Context,
  { Bucket, Key, VersionId, ExpectedBucketOwner }: OnObject,
  tags: readonly Tag[],
) {
  const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
  const version = requireVersion(ctx, bucket, Key, VersionId)
  ctx.store.put(objectVersions, { ...version, tags })
  return present({ VersionId: shownId(bucket, version) })
}

export const putObjectTagging = operation(
  's3api',
  'PutObjectTagging',
  { fidelity: 'exact', source: 'S3 API reference, PutObjectTagging' },
  (input, ctx) => {
    const tags = input.Tagging?.TagSet ?? []
    checkTags(tags, mostOfObject)
    return setTags(ctx, input, tags)
  },
)

export const deleteObjectTagging = operation(
  's3api',
  'DeleteObjectTagging',
  { fidelity: 'exact', source: 'S3 API reference, DeleteObjectTagging' },
  (input, ctx) => setTags(ctx, input, []),
)

export const getObjectTagging = operation(
  's3api',
  'GetObjectTagging',
  { fidelity: 'exact', source: 'S3 API reference, GetObjectTagging' },
  ({ Bucket, Key, VersionId, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const version = requireVersion(ctx, bucket, Key, VersionId)
    const TagSet = version.tags.map((tag) => ({ Key: tag.Key ?? '', Value: tag.Value ?? '' }))
    return present({ VersionId: shownId(bucket, version), TagSet })
  },
)
