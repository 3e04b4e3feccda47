import type { S3api } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { bucketBehind } from './access-point-names.ts'
import { type Bucket, buckets, requireBucket } from './buckets.ts'
import { invalidArgument, invalidRequest, noSuchBucket } from './errors.ts'
import { checkCopying, checkWriting } from './object-conditions.ts'
import { checksums, factsOf, readTagging, written } from './object-facts.ts'
import { currentVersion, requireVersion, shownId, type Version, writeVersion } from './object-versions.ts'
import { requireKey } from './objects.ts'

export interface CopySource {
  readonly bucket: Bucket
  readonly version: Version
}

/** `bucket/key?versionId=…`, percent-encoded, or the ARN of an access point with `/object/key` behind it. */
export function parseSource(source: string): { name: string; key: string; versionId: string | undefined } {
  const [path = '', query = ''] = source.replace(/^\//, '').split('?versionId=')
  const text = decode(path)
  const arn = /^(arn:[^/]*\/[^/]+)\/object\/(.+)$/s.exec(text)
  const plain = /^([^/]+)\/(.+)$/s.exec(text)
  const [, name, key] = arn ?? plain ?? []
  if (!name || !key)
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey')
  return { name, key, versionId: query === '' ? undefined : query }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalidArgument('Invalid copy source encoding.')
  }
}

/** What is to be copied. Its bucket may be in another Region. */
export function requireSource(ctx: Context, source: string, input: Conditions): CopySource {
  const { name, key, versionId } = parseSource(source)
  const behind = bucketBehind(ctx, name)
  const bucket = behind === undefined ? undefined : buckets.get(ctx, behind)
  if (!bucket) throw noSuchBucket(name)
  const version = requireVersion(ctx, bucket, key, versionId)
  checkCopying(version, {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  })
  return { bucket, version }
}

interface Conditions {
  readonly CopySourceIfMatch?: string | undefined
  readonly CopySourceIfNoneMatch?: string | undefined
  readonly CopySourceIfModifiedSince?: string | undefined
  readonly CopySourceIfUnmodifiedSince?: string | undefined
}

export const copyObject = operation(
  's3api',
  'CopyObject',
  { fidelity: 'exact', source: 'S3 API reference, CopyObject' },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    requireKey(input.Key)
    const source = requireSource(ctx, input.CopySource, input)
    const name = buckets.idOf(bucket)
    if (source.version.bucket === name && source.version.key === input.Key && !changesAnything(input)) {
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      )
    }
    checkWriting(input.Key, currentVersion(ctx, name, input.Key), input)
    const { StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = input
    const facts =
      input.MetadataDirective === 'REPLACE'
        ? input
        : { ...source.version.facts, StorageClass, ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled }
    const version = writeVersion(ctx, bucket, {
      key: input.Key,
      bytes: source.version.bytes,
      facts: factsOf(facts, bucket),
      tags: input.TaggingDirective === 'REPLACE' ? readTagging(input.Tagging) : source.version.tags,
    })
    const { ETag, ChecksumCRC64NVME, ChecksumType, ...rest } = written(bucket, version)
    return present({
      CopyObjectResult: {
        ETag,
        LastModified: timestamp(version.at - (version.at % 1000)),
        ...checksums(version),
      },
      CopySourceVersionId: shownId(source.bucket, source.version),
      ...rest,
    })
  },
)

const changesAnything = (input: S3api.CopyObjectRequest): boolean =>
  input.MetadataDirective === 'REPLACE' ||
  parseSource(input.CopySource).versionId !== undefined ||
  [input.StorageClass, input.ServerSideEncryption, input.WebsiteRedirectLocation].some(
    (one) => one !== undefined,
  )
