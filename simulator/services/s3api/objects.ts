import { AwsError } from '../../api/error.ts'
import type { S3api } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { requireLists } from './access-control-lists.ts'
import { buckets, requireBucket } from './buckets.ts'
import { readRange } from './byte-ranges.ts'
import { type Conditions, checkReading, checkWriting } from './object-conditions.ts'
import { described, factsOf, readTagging, written } from './object-facts.ts'
import { currentVersion, requireVersion, type Version, writeVersion } from './object-versions.ts'

/** S3 user guide, object-keys: a key is at most 1,024 bytes long in UTF-8. */
const longestKey = 1024

export function requireKey(key: string): void {
  if (new TextEncoder().encode(key).length > longestKey) {
    throw new AwsError('KeyTooLongError', 'Your key is too long')
  }
}

export const bytesOf = (body: Uint8Array | string | undefined): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? new Uint8Array())

export const putObject = operation(
  's3api',
  'PutObject',
  {
    fidelity: {
      simplified: 'Checksums that the client sends are not compared; every object gets a CRC64NVME.',
    },
    source: 'S3 API reference, PutObject',
  },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    requireKey(input.Key)
    if (input.ACL !== undefined) requireLists(bucket, input.ACL)
    checkWriting(input.Key, currentVersion(ctx, buckets.idOf(bucket), input.Key), input)
    const version = writeVersion(ctx, bucket, {
      key: input.Key,
      bytes: bytesOf(input.Body),
      facts: factsOf(input, bucket),
      tags: readTagging(input.Tagging),
    })
    return written(bucket, version)
  },
)

interface Reading extends Conditions {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string | undefined
  readonly ExpectedBucketOwner?: string | undefined
  readonly Range?: string | undefined
  readonly PartNumber?: number | undefined
  readonly ChecksumMode?: S3api.ChecksumMode | undefined
  readonly ResponseContentType?: string | undefined
  readonly ResponseCacheControl?: string | undefined
  readonly ResponseContentDisposition?: string | undefined
  readonly ResponseContentEncoding?: string | undefined
  readonly ResponseContentLanguage?: string | undefined
}

/** What both GetObject and HeadObject answer, and the bytes. */
function read(input: Reading, ctx: Context) {
  const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
  const version = requireVersion(ctx, bucket, input.Key, input.VersionId)
  checkReading(version, input)
  const size = version.bytes.length
  const range =
    input.PartNumber === undefined ? readRange(input.Range, size) : partRange(version, input.PartNumber)
  const bytes = range ? version.bytes.slice(range.start, range.end) : version.bytes
  return {
    bytes,
    answer: present({
      ...described(bucket, version, range ? undefined : input.ChecksumMode),
      ContentLength: bytes.length,
      ContentRange: range && `bytes ${range.start}-${range.end - 1}/${size}`,
      ...overrides(input),
    }),
  }
}

/** A caller who reads may ask for other headers in the answer. */
const overrides = (input: Reading) =>
  present({
    ContentType: input.ResponseContentType,
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
  })

function partRange({ parts, bytes }: Version, number: number) {
  const sizes = parts ?? [bytes.length]
  if (number < 1 || number > sizes.length) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416)
  }
  const start = sizes.slice(0, number - 1).reduce((sum, size) => sum + size, 0)
  return parts ? { start, end: start + sizes[number - 1]! } : undefined
}

export const getObject = operation(
  's3api',
  'GetObject',
  { fidelity: 'exact', source: 'S3 API reference, GetObject' },
  (input, ctx) => {
    const { bytes, answer } = read(input, ctx)
    return { Body: bytes, ...answer }
  },
)

export const headObject = operation(
  's3api',
  'HeadObject',
  { fidelity: 'exact', source: 'S3 API reference, HeadObject' },
  (input, ctx) => read(input, ctx).answer,
)

export const getObjectAttributes = operation(
  's3api',
  'GetObjectAttributes',
  {
    fidelity: { simplified: 'Parts are counted, not listed.' },
    source: 'S3 API reference, GetObjectAttributes',
  },
  ({ Bucket, Key, VersionId, ExpectedBucketOwner, ObjectAttributes }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const version = requireVersion(ctx, bucket, Key, VersionId)
    const asks = (name: S3api.ObjectAttributes) => ObjectAttributes.includes(name)
    const { LastModified, VersionId: id } = described(bucket, version, undefined)
    return present({
      LastModified,
      VersionId: id,
      ETag: asks('ETag') ? version.etag.replaceAll('"', '') : undefined,
      Checksum: asks('Checksum')
        ? { ChecksumCRC64NVME: version.checksum, ChecksumType: 'FULL_OBJECT' as const }
        : undefined,
      ObjectParts:
        asks('ObjectParts') && version.parts ? { TotalPartsCount: version.parts.length } : undefined,
      StorageClass: asks('StorageClass') ? (version.facts.StorageClass ?? 'STANDARD') : undefined,
      ObjectSize: asks('ObjectSize') ? version.bytes.length : undefined,
    })
  },
)
