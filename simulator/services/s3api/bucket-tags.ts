import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { buckets, requireBucket } from './buckets.ts'

// S3 API reference, PutBucketTagging and PutObjectTagging: 50 tags for a bucket, 10 for an object.
const mostOfBucket = 50
export const mostOfObject = 10

/** Refuses a set of tags that S3 would not keep. */
export function checkTags(tags: readonly Tag[], most = mostOfBucket): void {
  if (tags.length > most) {
    const what = most === mostOfObject ? 'Object' : 'Bucket'
    throw new AwsError('BadRequest', `${what} tags cannot be greater than ${most}`)
  }
  const keys = new Set<string>()
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > 128) throw invalidTag('The TagKey you have provided is invalid')
    if (Value.length > 256) throw invalidTag('The TagValue you have provided is invalid')
    if (keys.has(Key)) throw invalidTag('Cannot provide multiple Tags with the same key')
    if (Key.toLowerCase().startsWith('aws:')) {
      throw invalidTag('System tags cannot be added/updated by requester')
    }
    keys.add(Key)
  }
}

const invalidTag = (message: string) => new AwsError('InvalidTag', message)

export const putBucketTagging = operation(
  's3api',
  'PutBucketTagging',
  { fidelity: 'exact', source: 'S3 API reference, PutBucketTagging' },
  ({ Bucket, Tagging, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const tags = Tagging?.TagSet ?? []
    checkTags(tags)
    buckets.update(ctx, bucket, {}, { tags })
    return {}
  },
)

export const getBucketTagging = operation(
  's3api',
  'GetBucketTagging',
  { fidelity: 'exact', source: 'S3 API reference, GetBucketTagging' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const { side } = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    if (!side.tags.length) throw new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404)
    return { TagSet: side.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })) }
  },
)

export const deleteBucketTagging = operation(
  's3api',
  'DeleteBucketTagging',
  { fidelity: 'exact', source: 'S3 API reference, DeleteBucketTagging' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    buckets.update(ctx, requireBucket(ctx, Bucket, ExpectedBucketOwner), {}, { tags: [] })
    return {}
  },
)
