import type { S3api } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { type Bucket, buckets, requireBucket } from './buckets.ts'
import { invalidArgument } from './errors.ts'
import { encoder, pageOfKeys, sizeOf } from './key-pages.ts'
import { decodeMark, encodeMark } from './marks.ts'
import { type Version, versionsIn } from './object-versions.ts'
import { ownerOf } from './owners.ts'

/** The objects of a bucket that are there, by key. */
function objectsIn(ctx: Context, bucket: Bucket): Version[] {
  const latest = new Map(versionsIn(ctx, buckets.idOf(bucket)).map((version) => [version.key, version]))
  return [...latest.values()].filter(({ isDeleteMarker }) => !isDeleteMarker).sort(byKey)
}

const byKey = (a: Version, b: Version) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

type Encode = ReturnType<typeof encoder>

const shown = (version: Version, encode: Encode, owner?: S3api.Owner): S3api.Object =>
  present({
    Key: encode(version.key),
    LastModified: timestamp(version.at - (version.at % 1000)),
    ETag: version.etag,
    ChecksumAlgorithm: ['CRC64NVME' as const],
    ChecksumType: 'FULL_OBJECT' as const,
    Size: version.bytes.length,
    StorageClass: version.facts.StorageClass ?? ('STANDARD' as const),
    Owner: owner,
  })

const listOf = <T>(items: readonly T[]): readonly T[] | undefined => (items.length ? items : undefined)

const prefixesOf = (prefixes: readonly string[], encode: Encode) =>
  listOf(prefixes.map((Prefix) => ({ Prefix: encode(Prefix) })))

export const listObjectsV2 = operation(
  's3api',
  'ListObjectsV2',
  { fidelity: 'exact', source: 'S3 API reference, ListObjectsV2' },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    const { ContinuationToken, StartAfter, EncodingType, FetchOwner } = input
    if (ContinuationToken === '') throw invalidArgument('The continuation token provided is incorrect')
    const after = ContinuationToken === undefined ? StartAfter : decodeMark(ContinuationToken)
    const { items, prefixes, last, isCut } = pageOfKeys(objectsIn(ctx, bucket), input, after)
    const encode = encoder(EncodingType)
    const owner = FetchOwner ? ownerOf(bucket.account) : undefined
    return present({
      IsTruncated: isCut,
      Contents: listOf(items.map((version) => shown(version, encode, owner))),
      Name: input.Bucket,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(input.Delimiter),
      MaxKeys: sizeOf(input),
      CommonPrefixes: prefixesOf(prefixes, encode),
      EncodingType,
      KeyCount: items.length + prefixes.length,
      ContinuationToken,
      NextContinuationToken: isCut ? encodeMark(last ?? '') : undefined,
      StartAfter: encode(StartAfter),
    })
  },
)

export const listObjects = operation(
  's3api',
  'ListObjects',
  { fidelity: 'exact', source: 'S3 API reference, ListObjects' },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    const { Marker = '', Delimiter, EncodingType } = input
    const { items, prefixes, last, isCut } = pageOfKeys(objectsIn(ctx, bucket), input, Marker)
    const encode = encoder(EncodingType)
    return present({
      IsTruncated: isCut,
      Marker: encode(Marker),
      // The same page: the next marker is told where there is a delimiter; else it is the last key.
      NextMarker: isCut && Delimiter !== undefined ? encode(last) : undefined,
      Contents: listOf(items.map((version) => shown(version, encode, ownerOf(bucket.account)))),
      Name: input.Bucket,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(Delimiter),
      MaxKeys: sizeOf(input),
      CommonPrefixes: prefixesOf(prefixes, encode),
      EncodingType,
    })
  },
)

export const listObjectVersions = operation(
  's3api',
  'ListObjectVersions',
  { fidelity: 'exact', source: 'S3 API reference, ListObjectVersions' },
  (input, ctx) => {
    const bucket = requireBucket(ctx, input.Bucket, input.ExpectedBucketOwner)
    const { KeyMarker = '', VersionIdMarker = '', EncodingType } = input
    if (VersionIdMarker !== '' && KeyMarker === '') {
      throw invalidArgument('A version-id marker cannot be specified without a key marker.')
    }
    const all = newestFirst(versionsIn(ctx, buckets.idOf(bucket)))
    const at = all.findIndex(({ key, id }) => key === KeyMarker && id === VersionIdMarker)
    const rest = new Set(at < 0 ? undefined : all.slice(at + 1))
    const isAfter = (version: Version) =>
      at < 0 ? version.key > KeyMarker : rest.has(version) || version.key > KeyMarker
    const { items, prefixes, last, isCut } = pageOfKeys(all, input, KeyMarker, isAfter)
    const encode = encoder(EncodingType)
    const newest = new Set(new Map([...all].reverse().map((version) => [version.key, version])).values())
    const entry = (version: Version) => ({
      Key: encode(version.key),
      VersionId: version.id,
      IsLatest: newest.has(version),
      LastModified: timestamp(version.at - (version.at % 1000)),
      Owner: ownerOf(bucket.account),
    })
    const lastItem = items.at(-1)
    return present({
      IsTruncated: isCut,
      KeyMarker: encode(KeyMarker),
      VersionIdMarker,
      NextKeyMarker: isCut ? encode(last) : undefined,
      NextVersionIdMarker: isCut && lastItem?.key === last ? lastItem?.id : undefined,
      Versions: listOf(
        items
          .filter(({ isDeleteMarker }) => !isDeleteMarker)
          .map((version) => ({
            ETag: version.etag,
            ChecksumAlgorithm: ['CRC64NVME' as const],
            ChecksumType: 'FULL_OBJECT' as const,
            Size: version.bytes.length,
            StorageClass: (version.facts.StorageClass ?? 'STANDARD') as S3api.ObjectVersionStorageClass,
            ...entry(version),
          })),
      ),
      DeleteMarkers: listOf(items.filter(({ isDeleteMarker }) => isDeleteMarker).map(entry)),
      Name: input.Bucket,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(input.Delimiter),
      MaxKeys: sizeOf(input),
      CommonPrefixes: prefixesOf(prefixes, encode),
      EncodingType,
    })
  },
)

/** By key, and of one key the newest first. */
const newestFirst = (oldestFirst: readonly Version[]): Version[] => [...oldestFirst].reverse().sort(byKey)
