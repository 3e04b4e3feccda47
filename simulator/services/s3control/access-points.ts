import { AwsError } from '../../api/error.ts'
import type { S3control } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { present } from '../present.ts'
import { accessPointRoutes } from '../s3api/access-point-names.ts'
import { accessPointPolicyTexts } from '../s3api/access-point-policies.ts'
import { buckets } from '../s3api/buckets.ts'
import { requireOwnAccount } from './accounts.ts'
import { invalidRequest, noSuchAccessPoint } from './errors.ts'

interface AccessPointSide {
  readonly createdAt: number
  readonly publicAccessBlock: S3control.PublicAccessBlockConfiguration
  readonly tags: readonly S3control.Tag[]
}

export type AccessPoint = Held<S3control.AccessPoint, AccessPointSide>

export const accessPoints = family<S3control.AccessPoint, AccessPointSide>({
  service: 's3control',
  resource: 'access-point',
  id: 'AccessPointArn',
  prefix: 's3:accesspoint',
  missing: noSuchAccessPoint,
  tags: { side: 'tags' },
  // The VPC is no more than a condition on requests: S3 does not look whether there is one, and it may be deleted.
  references: { bucket: { to: 's3api:bucket', read: ({ record }) => record.Bucket } },
})

export const accessPointArn = (ctx: Context, name: string): string =>
  name.startsWith('arn:') ? name : `arn:aws:s3:${ctx.region}:${ctx.account}:accesspoint/${name}`

export const requireAccessPoint = (ctx: Context, name: string): AccessPoint =>
  accessPoints.require(ctx, accessPointArn(ctx, name))

// S3 user guide, access-points-restrictions-limitations-naming-rules: names, and how many per Region and account.
const nameShape = /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/
const mostAccessPoints = 10_000

export const createAccessPoint = operation(
  's3control',
  'CreateAccessPoint',
  {
    fidelity: { simplified: 'For general purpose buckets; a scope is not kept.' },
    source: 'S3 Control API reference, CreateAccessPoint',
  },
  (
    { AccountId, Name, Bucket, BucketAccountId, VpcConfiguration, PublicAccessBlockConfiguration, Tags },
    ctx,
  ) => {
    requireOwnAccount(ctx, AccountId)
    if (!nameShape.test(Name) || Name.endsWith('-s3alias')) {
      throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
    }
    const arn = accessPointArn(ctx, Name)
    if (accessPoints.get(ctx, arn)) {
      throw new AwsError(
        'AccessPointAlreadyOwnedByYou',
        'Your previous request to create the named accesspoint succeeded and you already own it.',
        409,
      )
    }
    const bucket = buckets.get(ctx, Bucket)
    if (!bucket || bucket.region !== ctx.region || bucket.account !== (BucketAccountId ?? ctx.account)) {
      throw invalidRequest('Amazon S3 bucket specified does not exist.')
    }
    if (accessPoints.list(ctx).length >= mostAccessPoints) {
      throw new AwsError(
        'TooManyAccessPoints',
        'You have attempted to create more access points than allowed',
      )
    }
    const Alias = `${Name.slice(0, 20)}-${rollText(ctx.store, aliasAlphabet, 34)}-s3alias`
    accessPoints.create(
      ctx,
      present({
        Name,
        NetworkOrigin: VpcConfiguration?.VpcId === undefined ? ('Internet' as const) : ('VPC' as const),
        VpcConfiguration,
        Bucket,
        AccessPointArn: arn,
        Alias,
        BucketAccountId: bucket.account,
      }),
      {
        createdAt: ctx.now,
        // The same page: all four are on where the request says nothing.
        publicAccessBlock: PublicAccessBlockConfiguration ?? allBlocked,
        tags: Tags ?? [],
      },
    )
    const vpc = VpcConfiguration?.VpcId
    ctx.store.put(accessPointRoutes, { arn, alias: Alias, bucket: Bucket, ...(vpc && { vpc }) })
    return { AccessPointArn: arn, Alias }
  },
)

const aliasAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

const allBlocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

export const getAccessPoint = operation(
  's3control',
  'GetAccessPoint',
  { fidelity: 'exact', source: 'S3 Control API reference, GetAccessPoint' },
  ({ AccountId, Name }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const { record, side } = requireAccessPoint(ctx, Name)
    const domain = `${ctx.region}.amazonaws.com`
    return present({
      Name: record.Name,
      Bucket: record.Bucket,
      NetworkOrigin: record.NetworkOrigin,
      VpcConfiguration: record.VpcConfiguration,
      PublicAccessBlockConfiguration: side.publicAccessBlock,
      CreationDate: timestamp(side.createdAt),
      Alias: record.Alias,
      AccessPointArn: record.AccessPointArn,
      Endpoints: {
        ipv4: `s3-accesspoint.${domain}`,
        fips: `s3-accesspoint-fips.${domain}`,
        fips_dualstack: `s3-accesspoint-fips.dualstack.${domain}`,
        dualstack: `s3-accesspoint.dualstack.${domain}`,
      },
      BucketAccountId: record.BucketAccountId,
    })
  },
)

export const listAccessPoints = operation(
  's3control',
  'ListAccessPoints',
  { fidelity: 'exact', source: 'S3 Control API reference, ListAccessPoints' },
  ({ AccountId, Bucket, ...asked }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const all = accessPoints
      .list(ctx)
      .filter(({ record }) => Bucket === undefined || record.Bucket === Bucket)
    const { items, NextToken } = page(all, asked, { min: 0, max: 1000, usual: 1000 })
    return { AccessPointList: items.map(({ record }) => record), ...(NextToken && { NextToken }) }
  },
)

export const deleteAccessPoint = operation(
  's3control',
  'DeleteAccessPoint',
  { fidelity: 'exact', source: 'S3 Control API reference, DeleteAccessPoint' },
  ({ AccountId, Name }, ctx) => {
    requireOwnAccount(ctx, AccountId)
    const held = requireAccessPoint(ctx, Name)
    const arn = accessPoints.idOf(held)
    accessPoints.delete(ctx, held)
    ctx.store.delete(accessPointRoutes, arn)
    ctx.store.delete(accessPointPolicyTexts, arn)
    return {}
  },
)
