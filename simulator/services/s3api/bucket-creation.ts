import { AwsError } from '../../api/error.ts'
import type { S3api } from '../../api/generated/types.d.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { accessPointRoute, accessPointRoutes } from './access-point-names.ts'
import { isBucketName } from './bucket-names.ts'
import { checkTags } from './bucket-tags.ts'
import { buckets, requireBucket } from './buckets.ts'
import { illegalLocation, invalidArgument } from './errors.ts'
import { decodeMark, encodeMark } from './marks.ts'
import { isEmpty } from './object-versions.ts'
import { ownerOf } from './owners.ts'

/** S3 user guide, BucketRestrictions: general purpose buckets per account. */
const mostBuckets = 10_000

export const createBucket = operation(
  's3api',
  'CreateBucket',
  {
    fidelity: {
      simplified: 'General purpose buckets only; access control lists and object lock are not kept.',
    },
    source: 'S3 API reference, CreateBucket',
  },
  ({ Bucket, CreateBucketConfiguration, ObjectOwnership }, ctx) => {
    if (!isBucketName(Bucket)) throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.')
    checkLocation(ctx.region, CreateBucketConfiguration?.LocationConstraint)
    const Location = ctx.region === 'us-east-1' ? `/${Bucket}` : `http://${Bucket}.s3.amazonaws.com/`
    const existing = buckets.get(ctx, Bucket)
    if (existing) {
      if (existing.account !== ctx.account) throw alreadyExists()
      // The same page: in us-east-1, for the sake of old clients, creating a bucket twice is no error.
      if (ctx.region !== 'us-east-1' || existing.region !== ctx.region) throw alreadyOwned()
      return { Location }
    }
    if (buckets.count(ctx, 'account', ctx.account) >= mostBuckets) {
      throw new AwsError('TooManyBuckets', 'You have attempted to create more buckets than allowed')
    }
    const tags = CreateBucketConfiguration?.Tags ?? []
    checkTags(tags)
    buckets.create(
      ctx,
      { Name: Bucket, CreationDate: timestamp(ctx.now) },
      {
        tags,
        settings: {
          // Since April 2023 new buckets block public access and have no access control lists.
          publicAccessBlock: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            BlockPublicPolicy: true,
            RestrictPublicBuckets: true,
          },
          ownership: { Rules: [{ ObjectOwnership: ObjectOwnership ?? 'BucketOwnerEnforced' }] },
        },
      },
    )
    return { Location }
  },
)

function checkLocation(region: string, constraint: string | undefined): void {
  const asked = constraint === 'EU' ? 'eu-west-1' : constraint
  if (asked !== undefined && (asked === 'us-east-1' || !isRegion(asked))) {
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid')
  }
  if ((asked ?? 'us-east-1') === region) return
  throw illegalLocation(constraint ?? 'unspecified')
}

const alreadyExists = () =>
  new AwsError(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    409,
  )

const alreadyOwned = () =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
  )

export const deleteBucket = operation(
  's3api',
  'DeleteBucket',
  { fidelity: 'exact', source: 'S3 API reference, DeleteBucket' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const bucket = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    if (!isEmpty(ctx, Bucket)) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
    }
    if (ctx.store.count(accessPointRoutes, 'bucket', Bucket)) {
      throw new AwsError(
        'BucketHasAccessPointsAttached',
        'The bucket you tried to delete has access points attached. Delete your access points before deleting your bucket.',
        400,
      )
    }
    buckets.delete(ctx, bucket)
    return {}
  },
)

export const headBucket = operation(
  's3api',
  'HeadBucket',
  { fidelity: 'exact', source: 'S3 API reference, HeadBucket' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const { region } = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    return { BucketRegion: region, AccessPointAlias: accessPointRoute(ctx, Bucket) !== undefined }
  },
)

export const getBucketLocation = operation(
  's3api',
  'GetBucketLocation',
  { fidelity: 'exact', source: 'S3 API reference, GetBucketLocation' },
  ({ Bucket, ExpectedBucketOwner }, ctx) => {
    const { region } = requireBucket(ctx, Bucket, ExpectedBucketOwner)
    // The same page: us-east-1 is said by saying nothing.
    return region === 'us-east-1' ? {} : { LocationConstraint: region as S3api.BucketLocationConstraint }
  },
)

export const listBuckets = operation(
  's3api',
  'ListBuckets',
  { fidelity: 'exact', source: 'S3 API reference, ListBuckets' },
  ({ Prefix, BucketRegion, MaxBuckets, ContinuationToken }, ctx) => {
    if (MaxBuckets !== undefined && (MaxBuckets < 1 || MaxBuckets > mostBuckets)) {
      throw invalidArgument(`Argument max-buckets must be an integer between 1 and ${mostBuckets}`)
    }
    const isFiltered = [Prefix, BucketRegion, MaxBuckets, ContinuationToken].some((one) => one !== undefined)
    const after = ContinuationToken === undefined ? '' : decodeMark(ContinuationToken)
    const all = bucketsOf(ctx)
      .filter(({ record }) => record.Name!.startsWith(Prefix ?? '') && record.Name! > after)
      .filter(({ region }) => BucketRegion === undefined || region === BucketRegion)
    const shown = all.slice(0, MaxBuckets ?? all.length)
    const isCut = shown.length < all.length
    return present({
      Buckets: shown.map(({ record, region }) =>
        // The same page: the Region is told where the request has at least one parameter.
        isFiltered ? { ...record, BucketRegion: region } : record,
      ),
      Owner: ownerOf(ctx.account),
      ContinuationToken: isCut ? encodeMark(shown.at(-1)!.record.Name!) : undefined,
      Prefix,
    })
  },
)

const bucketsOf = (ctx: Context) =>
  buckets.by(ctx, 'account', ctx.account).sort((a, b) => (a.record.Name! < b.record.Name! ? -1 : 1))
