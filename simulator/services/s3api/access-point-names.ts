import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

// S3 requests name a bucket, or in its place an access point by ARN or by alias. The access points themselves are
// S3 Control's; which bucket each leads to is written here, where every request looks.

export interface AccessPointRoute {
  /** `arn:aws:s3:us-east-1:123456789012:accesspoint/reports`. */
  readonly arn: string
  readonly alias: string
  readonly bucket: string
  /** The VPC that it can be used from alone, if it is not open to the internet. */
  readonly vpc?: string
}

export const accessPointRoutes = table<AccessPointRoute>('s3-access-point-routes', ({ arn }) => arn, {
  alias: ({ alias }) => alias,
  bucket: ({ bucket }) => bucket,
})

export function accessPointRoute(ctx: Pick<Context, 'store'>, name: string): AccessPointRoute | undefined {
  if (name.startsWith('arn:')) {
    // Both `accesspoint/name` and `accesspoint:name` are ARNs of the access point.
    return ctx.store.get(accessPointRoutes, name.replace(/:accesspoint:/, ':accesspoint/'))
  }
  return name.endsWith('-s3alias') ? ctx.store.by(accessPointRoutes, 'alias', name)[0] : undefined
}

/** The name of the bucket that a request is about. */
export function bucketBehind(ctx: Pick<Context, 'store'>, name: string): string | undefined {
  const route = accessPointRoute(ctx, name)
  if (route) return route.bucket
  return name.startsWith('arn:') ? undefined : name
}
