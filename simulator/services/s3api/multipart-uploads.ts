import { AwsError } from '../../api/error.ts'
import type { S3api } from '../../api/generated/types.d.ts'
import { hexOf, md5, md5Hex } from '../../kernel/md5.ts'
import { rollText } from '../../kernel/random.ts'
import { table } from '../../kernel/store.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import type { Tag } from '../tags.ts'
import { type Bucket, buckets, requireBucket } from './buckets.ts'
import { readRange } from './byte-ranges.ts'
import { malformedXml, noSuchUpload } from './errors.ts'
import { checkWriting } from './object-conditions.ts'
import { requireSource } from './object-copies.ts'
import { factsOf, readTagging, written } from './object-facts.ts'
import { currentVersion, type ObjectFacts, writeVersion } from './object-versions.ts'
import { bytesOf, requireKey } from './objects.ts'
import { ownerOf } from './owners.ts'

interface Part {
  readonly number: number
  readonly bytes: Uint8Array
  readonly etag: string
  readonly at: number
}

export interface Upload {
  readonly id: string
  readonly bucket: string
  readonly key: string
  readonly at: number
  readonly facts: ObjectFacts
  readonly tags: readonly Tag[]
  /** By number. */
  readonly parts: readonly Part[]
}

export const uploads = table<Upload>('s3-uploads', ({ id }) => id, { bucket: ({ bucket }) => bucket })

// S3 user guide, qfacts: parts of 5 MiB and more, except for the last; up to 10,000 of them.
const leastPart = 5 * 1024 * 1024
const mostParts = 10_000
const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

export const createMultipartUpload = operation(
  's3api',
  'CreateMultipartUpload',
  { fidelity: 'exact', source: 'S3 API reference, CreateMultipartUpload' },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    requireKey(input.Key)
    const facts = factsOf(input, bucket)
    const { id } = ctx.store.put(uploads, {
      id: rollText(ctx.store, idAlphabet, 128),
      bucket: buckets.idOf(bucket),
      key: input.Key,
      at: ctx.now,
      facts,
      tags: readTagging(input.Tagging),
      parts: [],
    })
    const { ServerSideEncryption, SSEKMSKeyId } = facts
    return present({ Bucket: input.Bucket, Key: input.Key, UploadId: id, ServerSideEncryption, SSEKMSKeyId })
  },
)

interface OnUpload {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string
  readonly ExpectedBucketOwner?: string | undefined
}

function requireUpload(ctx: Context, input: OnUpload): { bucket: Bucket; upload: Upload } {
  const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
  const upload = ctx.store.get(uploads, input.UploadId)
  if (!upload || upload.bucket !== buckets.idOf(bucket) || upload.key !== input.Key) {
    throw noSuchUpload(input.UploadId)
  }
  return { bucket, upload }
}

function addPart(ctx: Context, upload: Upload, number: number, bytes: Uint8Array): Part {
  if (number < 1 || number > mostParts) {
    throw new AwsError(
      'InvalidArgument',
      `Part number must be an integer between 1 and ${mostParts}, inclusive`,
    )
  }
  const part = { number, bytes, etag: `"${md5Hex(bytes)}"`, at: ctx.now }
  const others = upload.parts.filter((one) => one.number !== number)
  const parts = [...others, part].sort((a, b) => a.number - b.number)
  ctx.store.put(uploads, { ...upload, parts })
  return part
}

export const uploadPart = operation(
  's3api',
  'UploadPart',
  { fidelity: 'exact', source: 'S3 API reference, UploadPart' },
  (input, ctx) => {
    const { upload } = requireUpload(ctx, input)
    const { etag } = addPart(ctx, upload, input.PartNumber, bytesOf(input.Body))
    return present({ ServerSideEncryption: upload.facts.ServerSideEncryption, ETag: etag })
  },
)

export const uploadPartCopy = operation(
  's3api',
  'UploadPartCopy',
  { fidelity: 'exact', source: 'S3 API reference, UploadPartCopy' },
  (input, ctx) => {
    const { upload } = requireUpload(ctx, input)
    const { version } = requireSource(ctx, input.CopySource, input)
    const range = readRange(input.CopySourceRange, version.bytes.length)
    const bytes = range ? version.bytes.slice(range.start, range.end) : version.bytes
    const { etag, at } = addPart(ctx, upload, input.PartNumber, bytes)
    return present({
      CopyPartResult: { ETag: etag, LastModified: timestamp(at) },
      ServerSideEncryption: upload.facts.ServerSideEncryption,
    })
  },
)

export const completeMultipartUpload = operation(
  's3api',
  'CompleteMultipartUpload',
  { fidelity: 'exact', source: 'S3 API reference, CompleteMultipartUpload' },
  (input, ctx) => {
    const { bucket, upload } = requireUpload(ctx, input)
    const parts = chosenParts(upload, input.MultipartUpload?.Parts ?? [])
    checkWriting(upload.key, currentVersion(ctx, upload.bucket, upload.key), input)
    ctx.store.delete(uploads, upload.id)
    const version = writeVersion(ctx, bucket, {
      key: upload.key,
      bytes: joined(parts.map(({ bytes }) => bytes)),
      facts: upload.facts,
      tags: upload.tags,
      // The digest of the parts' digests, and how many they were.
      etag: `"${hexOf(md5(joined(parts.map(({ bytes }) => md5(bytes)))))}-${parts.length}"`,
      parts: parts.map(({ bytes }) => bytes.length),
    })
    const host = `${upload.bucket}.s3.${ctx.region}.amazonaws.com`
    return {
      Location: `https://${host}/${upload.key.split('/').map(encodeURIComponent).join('%2F')}`,
      Bucket: input.Bucket,
      Key: upload.key,
      ...written(bucket, version),
    }
  },
)

function chosenParts(upload: Upload, wanted: readonly S3api.CompletedPart[]): Part[] {
  if (!wanted.length) throw malformedXml()
  const chosen: Part[] = []
  for (const { PartNumber, ETag } of wanted) {
    const part = upload.parts.find(({ number }) => number === PartNumber)
    if (!part || part.etag.replaceAll('"', '') !== ETag?.replaceAll('"', '')) {
      throw new AwsError(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      )
    }
    if ((chosen.at(-1)?.number ?? 0) >= part.number) {
      throw new AwsError(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      )
    }
    chosen.push(part)
  }
  if (chosen.slice(0, -1).some(({ bytes }) => bytes.length < leastPart)) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
  }
  return chosen
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

export const abortMultipartUpload = operation(
  's3api',
  'AbortMultipartUpload',
  { fidelity: 'exact', source: 'S3 API reference, AbortMultipartUpload' },
  (input, ctx) => {
    ctx.store.delete(uploads, requireUpload(ctx, input).upload.id)
    return {}
  },
)

export const listParts = operation(
  's3api',
  'ListParts',
  { fidelity: 'exact', source: 'S3 API reference, ListParts' },
  (input, ctx) => {
    const { bucket, upload } = requireUpload(ctx, input)
    const size = Math.min(input.MaxParts ?? 1000, 1000)
    const rest = upload.parts.filter(({ number }) => number > (input.PartNumberMarker ?? 0))
    const shown = rest.slice(0, size)
    const isCut = shown.length < rest.length
    const owner = ownerOf(bucket.account)
    return present({
      Bucket: input.Bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: input.PartNumberMarker ?? 0,
      NextPartNumberMarker: shown.at(-1)?.number ?? 0,
      MaxParts: size,
      IsTruncated: isCut,
      Parts: shown.length
        ? shown.map(({ number, at, etag, bytes }) => ({
            PartNumber: number,
            LastModified: timestamp(at),
            ETag: etag,
            Size: bytes.length,
          }))
        : undefined,
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.facts.StorageClass ?? ('STANDARD' as const),
    })
  },
)

export const listMultipartUploads = operation(
  's3api',
  'ListMultipartUploads',
  {
    fidelity: { simplified: 'All uploads come on one page, and a delimiter is not looked at.' },
    source: 'S3 API reference, ListMultipartUploads',
  },
  ({ Bucket, Prefix = '', ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const owner = ownerOf(bucket.account)
    const found = ctx.store
      .by(uploads, 'bucket', buckets.idOf(bucket))
      .filter(({ key }) => key.startsWith(Prefix))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.at - b.at))
    return present({
      Bucket,
      KeyMarker: '',
      UploadIdMarker: '',
      Prefix,
      MaxUploads: 1000,
      IsTruncated: false,
      Uploads: found.length
        ? found.map(({ id, key, at, facts }) => ({
            UploadId: id,
            Key: key,
            Initiated: timestamp(at),
            StorageClass: facts.StorageClass ?? ('STANDARD' as const),
            Owner: owner,
            Initiator: owner,
          }))
        : undefined,
    })
  },
)
