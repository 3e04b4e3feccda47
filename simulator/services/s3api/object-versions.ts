import { AwsError } from '../../api/error.ts'
import type { S3api } from '../../api/generated/types.d.ts'
import { base64Of } from '../../kernel/base64.ts'
import { crc64 } from '../../kernel/crc64.ts'
import { md5Hex } from '../../kernel/md5.ts'
import { rollText } from '../../kernel/random.ts'
import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import type { Tag } from '../tags.ts'
import { type Bucket, buckets } from './buckets.ts'
import { noSuchKey, noSuchVersion } from './errors.ts'

/** What a client may say about an object when it puts it, and what it is told again when it gets it. */
export interface ObjectFacts {
  readonly CacheControl?: string | undefined
  readonly ContentDisposition?: string | undefined
  readonly ContentEncoding?: string | undefined
  readonly ContentLanguage?: string | undefined
  readonly ContentType?: string | undefined
  readonly Expires?: string | undefined
  readonly WebsiteRedirectLocation?: string | undefined
  readonly Metadata?: Readonly<Record<string, string>> | undefined
  readonly StorageClass?: S3api.StorageClass | undefined
  readonly ServerSideEncryption?: S3api.ServerSideEncryption | undefined
  readonly SSEKMSKeyId?: string | undefined
  readonly BucketKeyEnabled?: boolean | undefined
}

/** An object, a former version of one, or the mark that it was deleted. */
export interface Version {
  readonly bucket: string
  readonly key: string
  /** `null` where the bucket had no versioning when it was written. */
  readonly id: string
  readonly isDeleteMarker: boolean
  /** Milliseconds since 1970. */
  readonly at: number
  readonly bytes: Uint8Array
  /** With its quotes. */
  readonly etag: string
  /** CRC64NVME of the whole object, in base64. */
  readonly checksum: string
  readonly facts: ObjectFacts
  readonly tags: readonly Tag[]
  /** Sizes of the parts that it was uploaded in. */
  readonly parts?: readonly number[]
}

const keyOf = (bucket: string, key: string) => `${bucket}\n${key}`

export const objectVersions = table<Version>(
  's3-objects',
  (one) => `${keyOf(one.bucket, one.key)}\n${one.id}`,
  {
    bucket: ({ bucket }) => bucket,
    key: ({ bucket, key }) => keyOf(bucket, key),
  },
)

export const isEmpty = (ctx: Pick<Context, 'store'>, bucket: string): boolean =>
  ctx.store.count(objectVersions, 'bucket', bucket) === 0

/** All versions of all objects of a bucket, oldest first. */
export const versionsIn = (ctx: Pick<Context, 'store'>, bucket: string): Version[] =>
  ctx.store.by(objectVersions, 'bucket', bucket)

/** The versions of one object, oldest first. */
export const versionsOf = (ctx: Pick<Context, 'store'>, bucket: string, key: string): Version[] =>
  ctx.store.by(objectVersions, 'key', keyOf(bucket, key))

/** The object as it is now; undefined where there is none or it was deleted. */
export function currentVersion(
  ctx: Pick<Context, 'store'>,
  bucket: string,
  key: string,
): Version | undefined {
  const latest = versionsOf(ctx, bucket, key).at(-1)
  return latest?.isDeleteMarker ? undefined : latest
}

/** The object, or the version asked for, or S3's error. */
export function requireVersion(ctx: Context, bucket: Bucket, key: string, id: string | undefined): Version {
  const name = buckets.idOf(bucket)
  if (id === undefined) {
    const latest = versionsOf(ctx, name, key).at(-1)
    if (!latest) throw noSuchKey(key)
    if (latest.isDeleteMarker) throw noSuchKey(key, { ...markerHeader, 'x-amz-version-id': latest.id })
    return latest
  }
  const version = ctx.store.get(objectVersions, `${keyOf(name, key)}\n${id}`)
  if (!version) throw noSuchVersion(key, id)
  if (version.isDeleteMarker) {
    // S3 API reference, GetObject: a delete marker can be deleted by its version id, and not read.
    throw new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      { Method: 'GET', ResourceType: 'DeleteMarker' },
      { allow: 'DELETE', ...markerHeader, 'x-amz-version-id': id },
    )
  }
  return version
}

const markerHeader = { 'x-amz-delete-marker': 'true' }

export interface NewVersion {
  readonly key: string
  readonly bytes: Uint8Array
  readonly facts: ObjectFacts
  readonly tags?: readonly Tag[]
  /** Where it is not the digest of the bytes: of what came in parts. */
  readonly etag?: string
  readonly parts?: readonly number[]
  readonly isDeleteMarker?: boolean
}

/** Writes what is from now on the object. */
export function writeVersion(ctx: Context, bucket: Bucket, written: NewVersion): Version {
  const name = buckets.idOf(bucket)
  const id = nextId(ctx, bucket)
  const { key, bytes, facts, tags = [], isDeleteMarker = false } = written
  const version: Version = {
    bucket: name,
    key,
    id,
    isDeleteMarker,
    at: ctx.now,
    bytes,
    etag: written.etag ?? `"${md5Hex(bytes)}"`,
    checksum: base64Of(crc64(bytes)),
    facts,
    tags,
    ...(written.parts && { parts: written.parts }),
  }
  // The one without an id is written over, and so is again the newest.
  if (id === unversioned) ctx.store.delete(objectVersions, objectVersions.key(version))
  return ctx.store.put(objectVersions, version)
}

export function removeVersion(ctx: Pick<Context, 'store'>, version: Version): void {
  ctx.store.delete(objectVersions, objectVersions.key(version))
}

export const unversioned = 'null'

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

function nextId(ctx: Context, { side }: Bucket): string {
  if (side.settings.versioning?.Status !== 'Enabled') return unversioned
  return rollText(ctx.store, idAlphabet, 32)
}

/** The id as answers tell it: nothing where the bucket never had versions. */
export function shownId({ side }: Bucket, { id }: Version): string | undefined {
  return side.settings.versioning?.Status === undefined ? undefined : id
}
