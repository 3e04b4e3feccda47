import { AwsError } from '../../api/error.ts'
import type { Logs } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { tagsOfMap, tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { alreadyExists, invalid, invalidToken, notFound, tagRefusals } from './errors.ts'
import { dropStreamsOf, storedBytesOf } from './log-streams.ts'

export interface LogGroupSide {
  readonly tags: readonly Tag[]
  readonly subscriptions: readonly Logs.SubscriptionFilter[]
  readonly metrics: readonly Logs.MetricFilter[]
}

export type LogGroup = Held<Logs.LogGroup, LogGroupSide>

export const logGroups = family<Logs.LogGroup, LogGroupSide>({
  service: 'logs',
  resource: 'log-group',
  id: 'logGroupArn',
  prefix: 'arn:aws:logs:log-group',
  missing: () => notFound('log group'),
  tags: { side: 'tags' },
  view: (held, ctx) => ({
    ...held.record,
    storedBytes: storedBytesOf(ctx, held.record.logGroupArn ?? ''),
    metricFilterCount: held.side.metrics.length,
  }),
})

export const groupArn = (ctx: Context, name: string): string =>
  `arn:aws:logs:${ctx.region}:${ctx.account}:log-group:${name}`

/** A log group by its name. */
export const requireGroup = (ctx: Context, name: string): LogGroup =>
  logGroups.require(ctx, groupArn(ctx, name))

/** By name or by ARN: operations that read take either. */
export function requireGroupOf(
  ctx: Context,
  {
    logGroupName,
    logGroupIdentifier,
  }: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
): LogGroup {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalid('Exactly one of logGroupName and logGroupIdentifier must be specified.')
  }
  return requireGroupBy(ctx, logGroupName ?? logGroupIdentifier ?? '')
}

export const requireGroupBy = (ctx: Context, nameOrArn: string): LogGroup =>
  nameOrArn.startsWith('arn:')
    ? logGroups.require(ctx, nameOrArn.replace(/:\*$/, ''))
    : requireGroup(ctx, nameOrArn)

export const createLogGroup = operation(
  'logs',
  'CreateLogGroup',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, CreateLogGroup' },
  ({ logGroupName, kmsKeyId, tags, logGroupClass = 'STANDARD', deletionProtectionEnabled }, ctx) => {
    const logGroupArn = groupArn(ctx, logGroupName)
    // The page: names that start with aws/ are AWS's own.
    if (logGroupName.startsWith('aws/')) throw invalid('Log group name cannot start with aws/')
    if (logGroups.get(ctx, logGroupArn)) throw alreadyExists('log group')
    logGroups.create(
      ctx,
      {
        logGroupName,
        creationTime: ctx.now,
        metricFilterCount: 0,
        arn: `${logGroupArn}:*`,
        storedBytes: 0,
        ...(kmsKeyId !== undefined && { kmsKeyId }),
        logGroupClass,
        logGroupArn,
        deletionProtectionEnabled: deletionProtectionEnabled ?? false,
      },
      { tags: tagsWith([], tagsOfMap(tags), tagRefusals), subscriptions: [], metrics: [] },
    )
    return {}
  },
)

export const deleteLogGroup = operation(
  'logs',
  'DeleteLogGroup',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteLogGroup' },
  ({ logGroupName }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    if (group.record.deletionProtectionEnabled) {
      throw new AwsError(
        'ValidationException',
        'Log group cannot be deleted because deletion protection is enabled.',
      )
    }
    dropStreamsOf(ctx, logGroups.idOf(group))
    logGroups.delete(ctx, group)
    return {}
  },
)

const byName = (groups: LogGroup[]): LogGroup[] =>
  groups.sort((a, b) => ((a.record.logGroupName ?? '') < (b.record.logGroupName ?? '') ? -1 : 1))

export const describeLogGroups = operation(
  'logs',
  'DescribeLogGroups',
  {
    fidelity: { simplified: 'There is no monitoring account that sees the log groups of linked accounts.' },
    source: 'CloudWatch Logs API reference, DescribeLogGroups',
  },
  (input, ctx) => {
    const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern, limit = 50, nextToken } = input
    if (prefix !== undefined && pattern !== undefined) {
      throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.')
    }
    const wanted = input.logGroupIdentifiers?.map((one) => requireGroupBy(ctx, one))
    const found = byName(wanted ?? [...logGroups.list(ctx)]).filter(
      ({ record: { logGroupName = '', logGroupClass } }) =>
        (prefix === undefined || logGroupName.startsWith(prefix)) &&
        // The page: a pattern is searched for with capitals.
        (pattern === undefined || logGroupName.includes(pattern)) &&
        (input.logGroupClass === undefined || logGroupClass === input.logGroupClass),
    )
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    return { logGroups: items.map((held) => logGroups.print(ctx, held)), ...(next && { nextToken: next }) }
  },
)

export const listLogGroups = operation(
  'logs',
  'ListLogGroups',
  {
    fidelity: { simplified: 'Log groups are not chosen by data source, field index or linked account.' },
    source: 'CloudWatch Logs API reference, ListLogGroups',
  },
  ({ logGroupNamePattern = '', logGroupClass, limit = 50, nextToken }, ctx) => {
    // The page: names to search for, joined by bars; one that starts with ^ must start the name.
    const patterns = logGroupNamePattern.split('|')
    const found = byName([...logGroups.list(ctx)]).filter(
      ({ record: { logGroupName = '', ...group } }) =>
        patterns.some((pattern) =>
          pattern.startsWith('^')
            ? logGroupName.startsWith(pattern.slice(1))
            : logGroupName.includes(pattern),
        ) &&
        (logGroupClass === undefined || group.logGroupClass === logGroupClass),
    )
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    return {
      logGroups: items.map(({ record: { logGroupName, logGroupArn, logGroupClass } }) => ({
        logGroupName,
        logGroupArn,
        logGroupClass,
      })),
      ...(next && { nextToken: next }),
    }
  },
)

/** CloudWatch Logs API reference, PutRetentionPolicy: "Possible values are". */
const retentions: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
  ...[2192, 2557, 2922, 3288, 3653],
]

export const putRetentionPolicy = operation(
  'logs',
  'PutRetentionPolicy',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, PutRetentionPolicy' },
  ({ logGroupName, retentionInDays }, ctx) => {
    if (!retentions.includes(retentionInDays)) {
      throw invalid(
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentions.join(', ')}]`,
      )
    }
    logGroups.update(ctx, requireGroup(ctx, logGroupName), { retentionInDays })
    return {}
  },
)

export const deleteRetentionPolicy = operation(
  'logs',
  'DeleteRetentionPolicy',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteRetentionPolicy' },
  ({ logGroupName }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    const { retentionInDays: _, ...record } = group.record
    logGroups.update(ctx, { ...group, record }, {})
    return {}
  },
)

export const putLogGroupDeletionProtection = operation(
  'logs',
  'PutLogGroupDeletionProtection',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, PutLogGroupDeletionProtection' },
  ({ logGroupIdentifier, deletionProtectionEnabled }, ctx) => {
    logGroups.update(ctx, requireGroupBy(ctx, logGroupIdentifier), { deletionProtectionEnabled })
    return {}
  },
)
