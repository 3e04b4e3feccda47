import { AwsError } from '../../api/error.ts'
import type { Operations } from '../../api/generated/types.d.ts'
import { type Input, type OperationUnit, type Output, operation } from '../operation.ts'
import { type Bucket, type BucketSettings, configure, requireBucket } from './buckets.ts'
import { malformedXml } from './errors.ts'

// Most of what can be set on a bucket is kept and told again: one line each for putting, getting and deleting.

type Name = keyof Operations['s3api'] & string
type Key = keyof BucketSettings

const about = (name: Name) => ({ fidelity: 'exact' as const, source: `S3 API reference, ${name}` })

/** NOT MODELLED: what the setting does. It is stored and told again. */
const kept = (name: Name, what: string) => ({
  fidelity: { simplified: `${what} are stored and told again; S3 here does not act on them.` },
  source: `S3 API reference, ${name}`,
})

interface OnBucket {
  readonly Bucket: string
  readonly ExpectedBucketOwner?: string | undefined
}

function put<N extends Name, K extends Key>(
  name: N,
  fidelity: ReturnType<typeof about> | ReturnType<typeof kept>,
  setting: K,
  read: (input: Input<'s3api', N>, bucket: Bucket) => BucketSettings[K],
): OperationUnit {
  return operation('s3api', name, fidelity, (input, ctx) => {
    const { Bucket, ExpectedBucketOwner } = input as OnBucket
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const value = read(input, bucket)
    if (value === undefined) throw malformedXml()
    configure(ctx, bucket, { [setting]: value })
    return {} as Output<'s3api', N>
  })
}

function get<N extends Name, K extends Key>(
  name: N,
  setting: K,
  show: (value: NonNullable<BucketSettings[K]>, bucket: Bucket) => Output<'s3api', N>,
  missing: (bucket: Bucket) => Output<'s3api', N>,
): OperationUnit {
  return operation('s3api', name, about(name), (input, ctx) => {
    const { Bucket, ExpectedBucketOwner } = input as OnBucket
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    const value = bucket.side.settings[setting]
    return value === undefined ? missing(bucket) : show(value, bucket)
  })
}

function remove(name: Name, setting: Key): OperationUnit {
  return operation('s3api', name, about(name), (input, ctx) => {
    const { Bucket, ExpectedBucketOwner } = input as OnBucket
    configure(ctx, requireBucket(ctx, Bucket, ExpectedBucketOwner), { [setting]: undefined })
    return {} as never
  })
}

/** Refuses with a code and text of S3's. */
const refuse = (code: string, message: string) => (): never => {
  throw new AwsError(code, message, 404)
}

const same = <T>(value: T): T => value
const nothing = () => ({})

export const putBucketVersioning = put(
  'PutBucketVersioning',
  about('PutBucketVersioning'),
  'versioning',
  ({ VersioningConfiguration }) => {
    if (!VersioningConfiguration?.Status) {
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      )
    }
    return VersioningConfiguration
  },
)
export const getBucketVersioning = get('GetBucketVersioning', 'versioning', same, nothing)

export const putBucketEncryption = put(
  'PutBucketEncryption',
  about('PutBucketEncryption'),
  'encryption',
  ({ ServerSideEncryptionConfiguration }) => ServerSideEncryptionConfiguration,
)
// S3 user guide, bucket-encryption: every bucket encrypts with SSE-S3 unless told otherwise.
export const getBucketEncryption = get(
  'GetBucketEncryption',
  'encryption',
  (value) => ({ ServerSideEncryptionConfiguration: value }),
  () => ({
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const },
          BucketKeyEnabled: false,
        },
      ],
    },
  }),
)
export const deleteBucketEncryption = remove('DeleteBucketEncryption', 'encryption')

export const putBucketOwnershipControls = put(
  'PutBucketOwnershipControls',
  about('PutBucketOwnershipControls'),
  'ownership',
  ({ OwnershipControls }) => OwnershipControls,
)
export const getBucketOwnershipControls = get(
  'GetBucketOwnershipControls',
  'ownership',
  (value) => ({ OwnershipControls: value }),
  refuse('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'),
)
export const deleteBucketOwnershipControls = remove('DeleteBucketOwnershipControls', 'ownership')

export const putPublicAccessBlock = put(
  'PutPublicAccessBlock',
  about('PutPublicAccessBlock'),
  'publicAccessBlock',
  ({ PublicAccessBlockConfiguration: asked }) => ({
    // What the request leaves out is off.
    BlockPublicAcls: asked?.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked?.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked?.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked?.RestrictPublicBuckets ?? false,
  }),
)
export const getPublicAccessBlock = get(
  'GetPublicAccessBlock',
  'publicAccessBlock',
  (value) => ({ PublicAccessBlockConfiguration: value }),
  refuse('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'),
)
export const deletePublicAccessBlock = remove('DeletePublicAccessBlock', 'publicAccessBlock')

export const putBucketCors = put(
  'PutBucketCors',
  kept('PutBucketCors', 'Rules'),
  'cors',
  ({ CORSConfiguration }) => CORSConfiguration,
)
export const getBucketCors = get(
  'GetBucketCors',
  'cors',
  same,
  refuse('NoSuchCORSConfiguration', 'The CORS configuration does not exist'),
)
export const deleteBucketCors = remove('DeleteBucketCors', 'cors')

export const putBucketLifecycleConfiguration = put(
  'PutBucketLifecycleConfiguration',
  kept('PutBucketLifecycleConfiguration', 'Rules'),
  'lifecycle',
  ({ LifecycleConfiguration }) => LifecycleConfiguration,
)
export const getBucketLifecycleConfiguration = get(
  'GetBucketLifecycleConfiguration',
  'lifecycle',
  ({ Rules }) => ({ Rules, TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' as const }),
  refuse('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
)
export const deleteBucketLifecycle = remove('DeleteBucketLifecycle', 'lifecycle')

export const putBucketLogging = put(
  'PutBucketLogging',
  kept('PutBucketLogging', 'Targets'),
  'logging',
  ({ BucketLoggingStatus }) => BucketLoggingStatus,
)
export const getBucketLogging = get('GetBucketLogging', 'logging', same, nothing)

export const putBucketNotificationConfiguration = put(
  'PutBucketNotificationConfiguration',
  kept('PutBucketNotificationConfiguration', 'Targets'),
  'notification',
  ({ NotificationConfiguration }) => NotificationConfiguration,
)
export const getBucketNotificationConfiguration = get(
  'GetBucketNotificationConfiguration',
  'notification',
  same,
  nothing,
)

export const putBucketWebsite = put(
  'PutBucketWebsite',
  kept('PutBucketWebsite', 'Rules'),
  'website',
  ({ WebsiteConfiguration }) => WebsiteConfiguration,
)
export const getBucketWebsite = get(
  'GetBucketWebsite',
  'website',
  same,
  refuse('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'),
)
export const deleteBucketWebsite = remove('DeleteBucketWebsite', 'website')

export const putBucketReplication = put(
  'PutBucketReplication',
  kept('PutBucketReplication', 'Rules'),
  'replication',
  ({ ReplicationConfiguration }, bucket) => {
    if (bucket.side.settings.versioning?.Status !== 'Enabled') {
      throw new AwsError(
        'InvalidRequest',
        "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
      )
    }
    return ReplicationConfiguration
  },
)
export const getBucketReplication = get(
  'GetBucketReplication',
  'replication',
  (value) => ({ ReplicationConfiguration: value }),
  refuse('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
)
export const deleteBucketReplication = remove('DeleteBucketReplication', 'replication')

export const putBucketAccelerateConfiguration = put(
  'PutBucketAccelerateConfiguration',
  kept('PutBucketAccelerateConfiguration', 'States'),
  'accelerate',
  ({ AccelerateConfiguration }) => AccelerateConfiguration,
)
export const getBucketAccelerateConfiguration = get(
  'GetBucketAccelerateConfiguration',
  'accelerate',
  same,
  nothing,
)

export const putBucketRequestPayment = put(
  'PutBucketRequestPayment',
  kept('PutBucketRequestPayment', 'Payers'),
  'requestPayment',
  ({ RequestPaymentConfiguration }) => RequestPaymentConfiguration,
)
export const getBucketRequestPayment = get('GetBucketRequestPayment', 'requestPayment', same, () => ({
  Payer: 'BucketOwner' as const,
}))
