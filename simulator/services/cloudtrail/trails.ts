import { AwsError } from '../../api/error.ts'
import type { Cloudtrail } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { invalidToken, tagRefusals } from './errors.ts'

export interface TrailSide {
  readonly tags: readonly Tag[]
  readonly isLogging: boolean
  readonly startedAt?: number
  readonly stoppedAt?: number
  readonly selectors?: readonly Cloudtrail.EventSelector[]
  readonly advancedSelectors?: readonly Cloudtrail.AdvancedEventSelector[]
  readonly insightSelectors: readonly Cloudtrail.InsightSelector[]
  readonly deliveredAt?: number
  readonly deliveryError?: string
}

export type Trail = Held<Cloudtrail.Trail, TrailSide>

export const trails = family<Cloudtrail.Trail, TrailSide>({
  service: 'cloudtrail',
  resource: 'trail',
  id: 'TrailARN',
  prefix: 'arn:aws:cloudtrail:trail',
  missing: (id) => new AwsError('TrailNotFoundException', `Unknown trail: ${id}`),
  tags: { side: 'tags' },
  indexes: { account: ({ account }) => account },
})

/** Those of the account's trails that the Region knows: its own, and those of others that are for all Regions. */
const visibleTrails = (ctx: Context): Trail[] =>
  trails
    .by(ctx, 'account', ctx.account)
    .filter(({ region, record }) => region === ctx.region || record.IsMultiRegionTrail)

/** A trail by its ARN, or by its name if it is of this Region. */
export function requireTrail(ctx: Context, name: string): Trail {
  const found = visibleTrails(ctx).find(({ record }) => record.TrailARN === name || record.Name === name)
  if (found) return found
  throw new AwsError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${ctx.account}`)
}

/** Only where it was made can a trail be changed. */
export function requireHomeTrail(ctx: Context, name: string): Trail {
  const trail = requireTrail(ctx, name)
  if (trail.region === ctx.region) return trail
  throw new AwsError(
    'InvalidHomeRegionException',
    `Trail ${trail.record.TrailARN} cannot be changed here: its home Region is ${trail.region}.`,
  )
}

/** CloudTrail user guide, WhatIsCloudTrail-Limits: five in a Region, those of other Regions that show there counted. */
const mostTrails = 5

function requireName(name: string): void {
  const refuse = (text: string) => new AwsError('InvalidTrailNameException', text)
  if (name.length < 3 || name.length > 128) {
    throw refuse(
      `Trail name must be between 3 and 128 characters. Specified name length: ${name.length} characters.`,
    )
  }
  if (!/^[A-Za-z0-9._-]+$/.test(name)) {
    throw refuse(
      'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).',
    )
  }
  if (!/^[A-Za-z0-9]/.test(name)) throw refuse('Trail name must start with a letter or number.')
  if (!/[A-Za-z0-9]$/.test(name)) throw refuse('Trail name must end with a letter or number.')
  if (/[._-]{2}/.test(name)) throw refuse('Trail name cannot have adjacent periods, underscores or dashes.')
}

function requireBucket(ctx: Context, bucket: string): void {
  const buckets = ctx.families.all.find(({ spec }) => spec.resource === 'bucket')
  if (!buckets || buckets.get(ctx, bucket) || buckets.get(ctx, `arn:aws:s3:::${bucket}`)) return
  throw new AwsError('S3BucketDoesNotExistException', `S3 bucket ${bucket} does not exist!`)
}

function requireLogsPair(group: string | undefined, role: string | undefined): void {
  if ((group === undefined) === (role === undefined)) return
  throw group === undefined
    ? new AwsError(
        'InvalidCloudWatchLogsLogGroupArnException',
        'You must specify a log group ARN as well as a role ARN.',
      )
    : new AwsError(
        'InvalidCloudWatchLogsRoleArnException',
        'You must specify a role ARN as well as a log group ARN.',
      )
}

export const createTrail = operation(
  'cloudtrail',
  'CreateTrail',
  {
    fidelity: {
      simplified:
        'The policies of bucket, topic, key and role are not asked, neither now nor when files are delivered. Nothing is published to topics, and there are no digest files.',
    },
    source: 'CloudTrail API reference, CreateTrail',
  },
  (input, ctx) => {
    const { Name, S3BucketName } = input
    requireName(Name)
    const seen = visibleTrails(ctx)
    if (seen.some(({ record }) => record.Name === Name)) {
      throw new AwsError(
        'TrailAlreadyExistsException',
        `Trail ${Name} already exists for customer: ${ctx.account}`,
      )
    }
    if (seen.length >= mostTrails) {
      throw new AwsError(
        'MaximumNumberOfTrailsExceededException',
        `User: ${ctx.account} already has ${seen.length} trails in ${ctx.region}.`,
      )
    }
    requireBucket(ctx, S3BucketName)
    requireLogsPair(input.CloudWatchLogsLogGroupArn, input.CloudWatchLogsRoleArn)
    const IsMultiRegionTrail = input.IsMultiRegionTrail ?? false
    const IncludeGlobalServiceEvents = input.IncludeGlobalServiceEvents ?? true
    if (IsMultiRegionTrail && !IncludeGlobalServiceEvents) throw multiRegionNeedsGlobal()
    const trail = trails.create(
      ctx,
      {
        Name,
        S3BucketName,
        ...(input.S3KeyPrefix !== undefined && { S3KeyPrefix: input.S3KeyPrefix }),
        ...topicOf(ctx, input.SnsTopicName),
        IncludeGlobalServiceEvents,
        IsMultiRegionTrail,
        HomeRegion: ctx.region,
        TrailARN: `arn:aws:cloudtrail:${ctx.region}:${ctx.account}:trail/${Name}`,
        LogFileValidationEnabled: input.EnableLogFileValidation ?? false,
        ...(input.CloudWatchLogsLogGroupArn !== undefined && {
          CloudWatchLogsLogGroupArn: input.CloudWatchLogsLogGroupArn,
          CloudWatchLogsRoleArn: input.CloudWatchLogsRoleArn,
        }),
        ...(input.KmsKeyId !== undefined && { KmsKeyId: input.KmsKeyId }),
        HasCustomEventSelectors: false,
        HasInsightSelectors: false,
        IsOrganizationTrail: input.IsOrganizationTrail ?? false,
      },
      { tags: tagsWith([], input.TagsList, tagRefusals), isLogging: false, insightSelectors: [] },
    )
    return settingsOf(trail)
  },
)

const multiRegionNeedsGlobal = () =>
  new AwsError(
    'InvalidParameterCombinationException',
    'Multi-Region trail must include global service events.',
  )

function topicOf(
  ctx: Context,
  name: string | undefined,
): Pick<Cloudtrail.Trail, 'SnsTopicName' | 'SnsTopicARN'> {
  if (name === undefined || name === '') return {}
  const SnsTopicARN = name.startsWith('arn:') ? name : `arn:aws:sns:${ctx.region}:${ctx.account}:${name}`
  return { SnsTopicName: name, SnsTopicARN }
}

/** What create and update answer: the trail without what only `describe` tells. */
function settingsOf({ record }: Trail): Cloudtrail.CreateTrailResponse {
  const {
    HomeRegion: _home,
    HasCustomEventSelectors: _event,
    HasInsightSelectors: _insight,
    ...rest
  } = record
  return rest
}

export const updateTrail = operation(
  'cloudtrail',
  'UpdateTrail',
  {
    fidelity: { simplified: 'As for new trails, policies of what the trail writes to are not asked.' },
    source: 'CloudTrail API reference, UpdateTrail',
  },
  (input, ctx) => {
    const trail = requireHomeTrail(ctx, input.Name)
    if (input.S3BucketName !== undefined) requireBucket(ctx, input.S3BucketName)
    const group = input.CloudWatchLogsLogGroupArn ?? trail.record.CloudWatchLogsLogGroupArn
    const role = input.CloudWatchLogsRoleArn ?? trail.record.CloudWatchLogsRoleArn
    requireLogsPair(group, role)
    const isMulti = input.IsMultiRegionTrail ?? trail.record.IsMultiRegionTrail
    const isGlobal = input.IncludeGlobalServiceEvents ?? trail.record.IncludeGlobalServiceEvents
    if (isMulti && !isGlobal) throw multiRegionNeedsGlobal()
    const changed = trails.update(ctx, trail, {
      ...(input.S3BucketName !== undefined && { S3BucketName: input.S3BucketName }),
      ...(input.S3KeyPrefix !== undefined && { S3KeyPrefix: input.S3KeyPrefix }),
      ...topicOf(ctx, input.SnsTopicName),
      IncludeGlobalServiceEvents: isGlobal,
      IsMultiRegionTrail: isMulti,
      LogFileValidationEnabled: input.EnableLogFileValidation ?? trail.record.LogFileValidationEnabled,
      ...(group !== undefined && { CloudWatchLogsLogGroupArn: group, CloudWatchLogsRoleArn: role }),
      ...(input.KmsKeyId !== undefined && { KmsKeyId: input.KmsKeyId }),
      IsOrganizationTrail: input.IsOrganizationTrail ?? trail.record.IsOrganizationTrail,
    })
    return settingsOf(changed)
  },
)

export const deleteTrail = operation(
  'cloudtrail',
  'DeleteTrail',
  { fidelity: 'exact', source: 'CloudTrail API reference, DeleteTrail' },
  ({ Name }, ctx) => {
    trails.delete(ctx, requireHomeTrail(ctx, Name))
    return {}
  },
)

export const getTrail = operation(
  'cloudtrail',
  'GetTrail',
  { fidelity: 'exact', source: 'CloudTrail API reference, GetTrail' },
  ({ Name }, ctx) => ({ Trail: requireTrail(ctx, Name).record }),
)

export const describeTrails = operation(
  'cloudtrail',
  'DescribeTrails',
  { fidelity: 'exact', source: 'CloudTrail API reference, DescribeTrails' },
  ({ trailNameList, includeShadowTrails = true }, ctx) => {
    const wanted = trailNameList?.length ? new Set(trailNameList) : undefined
    // The page of DescribeTrails: names that are not there are left out without a word.
    const found = visibleTrails(ctx).filter(
      ({ region, record }) =>
        (includeShadowTrails || region === ctx.region) &&
        (!wanted || wanted.has(record.Name ?? '') || wanted.has(record.TrailARN ?? '')),
    )
    return { trailList: found.map(({ record }) => record) }
  },
)

export const listTrails = operation(
  'cloudtrail',
  'ListTrails',
  { fidelity: 'exact', source: 'CloudTrail API reference, ListTrails' },
  ({ NextToken }, ctx) => {
    // The page of ListTrails: those of the account in all Regions.
    const all = trails.by(ctx, 'account', ctx.account)
    const { items, next } = pageByToken(all, { size: 1000, token: NextToken }, invalidToken)
    const Trails = items.map(({ record: { TrailARN, Name, HomeRegion } }) => ({ TrailARN, Name, HomeRegion }))
    return { Trails, ...(next && { NextToken: next }) }
  },
)

export const startLogging = operation(
  'cloudtrail',
  'StartLogging',
  { fidelity: 'exact', source: 'CloudTrail API reference, StartLogging' },
  ({ Name }, ctx) => {
    trails.update(ctx, requireHomeTrail(ctx, Name), {}, { isLogging: true, startedAt: ctx.now })
    return {}
  },
)

export const stopLogging = operation(
  'cloudtrail',
  'StopLogging',
  { fidelity: 'exact', source: 'CloudTrail API reference, StopLogging' },
  ({ Name }, ctx) => {
    trails.update(ctx, requireHomeTrail(ctx, Name), {}, { isLogging: false, stoppedAt: ctx.now })
    return {}
  },
)

export const getTrailStatus = operation(
  'cloudtrail',
  'GetTrailStatus',
  {
    fidelity: { simplified: 'There are no times of digests and notifications, since nothing sends any.' },
    source: 'CloudTrail API reference, GetTrailStatus',
  },
  ({ Name }, ctx) => {
    const { isLogging, startedAt, stoppedAt, deliveredAt, deliveryError } = requireTrail(ctx, Name).side
    const delivered = deliveredAt === undefined ? '' : timestamp(deliveredAt)
    return {
      IsLogging: isLogging,
      ...(startedAt !== undefined && { StartLoggingTime: timestamp(startedAt) }),
      ...(stoppedAt !== undefined && { StopLoggingTime: timestamp(stoppedAt) }),
      ...(deliveryError !== undefined && { LatestDeliveryError: deliveryError }),
      ...(deliveredAt !== undefined && { LatestDeliveryTime: delivered }),
      LatestDeliveryAttemptTime: delivered,
      LatestNotificationAttemptTime: '',
      LatestNotificationAttemptSucceeded: '',
      LatestDeliveryAttemptSucceeded: delivered,
      TimeLoggingStarted: startedAt === undefined ? '' : timestamp(startedAt),
      TimeLoggingStopped: stoppedAt === undefined ? '' : timestamp(stoppedAt),
    }
  },
)
