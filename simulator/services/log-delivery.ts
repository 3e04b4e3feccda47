import { gzip } from '../kernel/gzip.ts'
import { rollText } from '../kernel/random.ts'
import type { Context } from './context.ts'
import { groupArn, type LogGroup, logGroups } from './logs/log-groups.ts'
import { takeIn } from './logs/log-intake.ts'
import { logStreams, openStream, streamArn } from './logs/log-streams.ts'
import { buckets } from './s3api/buckets.ts'
import { writeVersion } from './s3api/object-versions.ts'

// How services of AWS's own write their logs into what customers have.

export interface LogLine {
  readonly timestamp: number
  readonly message: string
}

/** Makes the group and the stream where there are none yet. */
export function deliverToGroup(ctx: Context, name: string, stream: string, lines: readonly LogLine[]): void {
  if (!lines.length) return
  const arn = groupArn(ctx, name)
  const group = logGroups.get(ctx, arn) ?? makeGroup(ctx, name, arn)
  takeIn(ctx, group, logStreams.get(ctx, streamArn(arn, stream)) ?? openStream(ctx, arn, stream), lines)
}

const makeGroup = (ctx: Context, logGroupName: string, logGroupArn: string): LogGroup =>
  logGroups.create(
    ctx,
    {
      logGroupName,
      creationTime: ctx.now,
      metricFilterCount: 0,
      arn: `${logGroupArn}:*`,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      logGroupArn,
      deletionProtectionEnabled: false,
    },
    { tags: [], subscriptions: [], metrics: [] },
  )

/** Writes a compressed file; false where there is no such bucket any more. */
export function deliverToBucket(
  ctx: Context,
  bucket: string,
  key: string,
  lines: readonly string[],
): boolean {
  const held = buckets.get(ctx, bucket)
  if (!held) return false
  const bytes = gzip(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')))
  writeVersion(ctx, held, {
    key,
    bytes,
    facts: { ContentType: 'application/octet-stream', ContentEncoding: 'gzip' },
  })
  return true
}

/** What keeps the names of files of one moment apart. */
export const fileHash = (ctx: Context, length = 8): string => rollText(ctx.store, '0123456789abcdef', length)

const digits = (at: number) => {
  const iso = new Date(at).toISOString()
  return { year: iso.slice(0, 4), month: iso.slice(5, 7), day: iso.slice(8, 10), hour: iso.slice(11, 13) }
}

/** `20261102T0905Z` */
export const fileTime = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, '')}Z`

/** The folder that the files of a day, or of an hour, are in. */
export function folderOf(
  { account, region }: { readonly account: string; readonly region: string },
  service: string,
  at: number,
  { isHive = false, isHourly = false } = {},
): string {
  const { year, month, day, hour } = digits(at)
  const parts = isHive
    ? [
        `aws-account-id=${account}`,
        `aws-service=${service}`,
        `aws-region=${region}`,
        `year=${year}`,
        `month=${month}`,
        `day=${day}`,
      ]
    : [account, service, region, year, month, day]
  const hourly = isHive ? `hour=${hour}` : hour
  return ['AWSLogs', ...parts, ...(isHourly ? [hourly] : [])].join('/')
}

/** The bucket and the folder in it that an ARN such as `arn:aws:s3:::bucket/logs/` names. */
export function placeInBucket(arn: string): { readonly bucket: string; readonly prefix: string } {
  const [bucket = '', ...rest] = arn.replace(/^arn:[^:]*:s3:::/, '').split('/')
  const prefix = rest.filter((part) => part !== '').join('/')
  return { bucket, prefix: prefix && `${prefix}/` }
}
