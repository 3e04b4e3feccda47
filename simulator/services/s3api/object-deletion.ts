import type { S3api } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { type Bucket, buckets, requireBucket } from './buckets.ts'
import { malformedXml, preconditionFailed } from './errors.ts'
import {
  currentVersion,
  objectVersions,
  removeVersion,
  unversioned,
  versionsOf,
  writeVersion,
} from './object-versions.ts'

interface Deleted {
  readonly DeleteMarker?: boolean
  readonly VersionId?: string
}

/**
 * S3 user guide, DeletingObjectVersions: without a version id, a bucket with versions gets a mark that the object was
 * deleted; with one, that version is gone for good. What is not there can be deleted too.
 */
function deleteOne(ctx: Context, bucket: Bucket, key: string, id: string | undefined): Deleted {
  const name = buckets.idOf(bucket)
  if (id !== undefined) {
    const version = versionsOf(ctx, name, key).find((one) => one.id === id)
    if (version) removeVersion(ctx, version)
    return { VersionId: id, ...(version?.isDeleteMarker && { DeleteMarker: true }) }
  }
  if (bucket.side.settings.versioning?.Status === undefined) {
    ctx.store.delete(objectVersions, `${name}\n${key}\n${unversioned}`)
    return {}
  }
  const marker = writeVersion(ctx, bucket, { key, bytes: new Uint8Array(), facts: {}, isDeleteMarker: true })
  return { DeleteMarker: true, VersionId: marker.id }
}

export const deleteObject = operation(
  's3api',
  'DeleteObject',
  { fidelity: 'exact', source: 'S3 API reference, DeleteObject' },
  ({ Bucket, Key, VersionId, ExpectedBucketOwner, IfMatch }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const current = currentVersion(ctx, buckets.idOf(bucket), Key)
    if (IfMatch !== undefined && current && IfMatch !== '*') {
      if (current.etag.replaceAll('"', '') !== IfMatch.replaceAll('"', ''))
        throw preconditionFailed('If-Match')
    }
    return deleteOne(ctx, bucket, Key, VersionId)
  },
)

/** The same page: at most 1,000 keys. */
const mostAtOnce = 1000

export const deleteObjects = operation(
  's3api',
  'DeleteObjects',
  { fidelity: 'exact', source: 'S3 API reference, DeleteObjects' },
  ({ Bucket, Delete, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const wanted = Delete?.Objects ?? []
    if (!wanted.length || wanted.length > mostAtOnce) throw malformedXml()
    const Deleted = wanted.map(({ Key, VersionId }): S3api.DeletedObject => {
      const { DeleteMarker, VersionId: id } = deleteOne(ctx, bucket, Key, VersionId)
      if (VersionId !== undefined) {
        return { Key, VersionId, ...(DeleteMarker && { DeleteMarker, DeleteMarkerVersionId: id }) }
      }
      return { Key, ...(DeleteMarker && { DeleteMarker, DeleteMarkerVersionId: id }) }
    })
    return Delete?.Quiet ? {} : { Deleted }
  },
)
