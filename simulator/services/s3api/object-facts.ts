import type { S3api } from '../../api/generated/types.d.ts'
import { timestamp } from '../context.ts'
import { present } from '../present.ts'
import type { Tag } from '../tags.ts'
import { checkTags, mostOfObject } from './bucket-tags.ts'
import type { Bucket } from './buckets.ts'
import { invalidArgument, invalidRequest } from './errors.ts'
import { type ObjectFacts, shownId, type Version } from './object-versions.ts'

// What is said about an object beside its bytes: in requests that write it and in answers that read it.

/** S3 user guide, UsingMetadata: "the user-defined metadata is limited to 2 KB in size". */
const mostMetadata = 2048

export function factsOf(input: ObjectFacts, bucket: Bucket): ObjectFacts {
  const metadata = input.Metadata ?? {}
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (size > mostMetadata) {
    throw invalidRequest('Your metadata headers exceed the maximum allowed metadata size')
  }
  return present({
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: input.ContentEncoding,
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType,
    Expires: input.Expires,
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
    Metadata: Object.fromEntries(
      Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    StorageClass: input.StorageClass === 'STANDARD' ? undefined : input.StorageClass,
    ...encryptionFor(input, bucket),
  })
}

/** As the request says; else as the bucket's default says; else with keys of S3's own. */
function encryptionFor(input: ObjectFacts, { side }: Bucket): ObjectFacts {
  const [rule] = side.settings.encryption?.Rules ?? []
  const byDefault = rule?.ApplyServerSideEncryptionByDefault
  const algorithm = input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? 'AES256'
  if (algorithm === 'AES256') return { ServerSideEncryption: algorithm }
  const key = input.SSEKMSKeyId ?? (input.ServerSideEncryption ? undefined : byDefault?.KMSMasterKeyID)
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: key,
    BucketKeyEnabled: input.BucketKeyEnabled ?? rule?.BucketKeyEnabled,
  }
}

/** Tags as a header has them: `team=web&stage=test`. */
export function readTagging(header: string | undefined): Tag[] {
  if (header === undefined || header === '') return []
  const tags = header.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=').map(decode)
    return { Key: name, Value: value }
  })
  checkTags(tags, mostOfObject)
  return tags
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    )
  }
}

/** What writing an object answers. */
export function written(bucket: Bucket, version: Version) {
  const { ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled } = version.facts
  return present({
    ETag: version.etag,
    ...checksums(version),
    ServerSideEncryption,
    VersionId: shownId(bucket, version),
    SSEKMSKeyId,
    BucketKeyEnabled,
  })
}

// S3 user guide, checking-object-integrity: every object has a CRC64NVME unless the client chose another.
export const checksums = ({ checksum }: Version) => ({
  ChecksumCRC64NVME: checksum,
  ChecksumType: 'FULL_OBJECT' as const,
})

/** What reading an object answers, beside its bytes and how many of them. */
export function described(bucket: Bucket, version: Version, mode: S3api.ChecksumMode | undefined) {
  const { facts } = version
  return {
    AcceptRanges: 'bytes',
    LastModified: timestamp(version.at - (version.at % 1000)),
    ETag: version.etag,
    ...(mode === 'ENABLED' && checksums(version)),
    VersionId: shownId(bucket, version),
    CacheControl: facts.CacheControl,
    ContentDisposition: facts.ContentDisposition,
    ContentEncoding: facts.ContentEncoding,
    ContentLanguage: facts.ContentLanguage,
    ContentType: facts.ContentType ?? 'binary/octet-stream',
    ExpiresString: facts.Expires,
    WebsiteRedirectLocation: facts.WebsiteRedirectLocation,
    ServerSideEncryption: facts.ServerSideEncryption,
    Metadata: facts.Metadata ?? {},
    SSEKMSKeyId: facts.SSEKMSKeyId,
    BucketKeyEnabled: facts.BucketKeyEnabled,
    StorageClass: facts.StorageClass,
    TagCount: version.tags.length || undefined,
    PartsCount: version.parts?.length,
  }
}
