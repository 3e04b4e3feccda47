import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { tagsFor } from '../tags.ts'
import { analyzedConfiguration } from './analyzed-configuration.ts'
import { insufficientPermissions, mayGather } from './analyzer-permissions.ts'
import { invalidParameter } from './errors.ts'
import { networkInsightsPaths } from './network-insights-paths.ts'

// Reachability Analyzer. An analysis runs for a while, and tells what it found for 120 days.

interface AnalysisSide {
  /** Whoever started it may see all that it looks at. */
  readonly mayGather: boolean
}

type Analysis = Held<Ec2.NetworkInsightsAnalysis, AnalysisSide>

// The code is the one that AWS's own CloudFormation resource knows; its words are not documented.
const tooMany = (what: string, limit: number) =>
  new AwsError(
    'NetworkInsightsAnalysis.LimitExceeded',
    `You have reached the limit of ${limit} ${what} for this account in this Region.`,
  )

export const networkInsightsAnalyses = family<Ec2.NetworkInsightsAnalysis, AnalysisSide>({
  service: 'ec2',
  resource: 'network-insights-analysis',
  id: 'NetworkInsightsAnalysisId',
  prefix: 'nia',
  missing: (id) =>
    new AwsError(
      'InvalidNetworkInsightsAnalysisId.NotFound',
      `The network insights analysis ID '${id}' does not exist`,
    ),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  arn: ({ record }) => record.NetworkInsightsAnalysisArn ?? '',
  references: {
    // Reachability Analyzer guide: "Before you can delete the path, you must delete its analyses."
    path: { to: 'ec2:network-insights-path', read: ({ record }) => record.NetworkInsightsPathId },
  },
  quota: { id: 'network-insights-analyses', error: (limit) => tooMany('network insights analyses', limit) },
  filters: {
    'path-found': ({ record }) => record.NetworkPathFound,
    status: ({ record }) => record.Status,
  },
})

export const describeNetworkInsightsAnalyses = operation(
  'ec2',
  'DescribeNetworkInsightsAnalyses',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInsightsAnalyses' },
  (input, ctx) => {
    const { NetworkInsightsAnalysisIds, NetworkInsightsPathId, AnalysisStartTime, AnalysisEndTime } = input
    if (NetworkInsightsPathId !== undefined) networkInsightsPaths.require(ctx, NetworkInsightsPathId)
    const selected = networkInsightsAnalyses
      .select(ctx, NetworkInsightsAnalysisIds, input.Filters)
      .filter(
        ({ record }) =>
          (NetworkInsightsPathId === undefined || record.NetworkInsightsPathId === NetworkInsightsPathId) &&
          startedWithin(record.StartDate, AnalysisStartTime, AnalysisEndTime),
      )
    const { items, NextToken } = page(selected, input, {
      ids: 'NetworkInsightsAnalysisIds',
      wanted: NetworkInsightsAnalysisIds,
      min: 1,
      max: 100,
    })
    return {
      NetworkInsightsAnalyses: items.map((held) => networkInsightsAnalyses.print(ctx, held)),
      ...(NextToken && { NextToken }),
    }
  },
)

/** Whether an analysis was started between two moments, either of which may be open. */
export function startedWithin(start = '', from: string | undefined, until: string | undefined): boolean {
  const at = Date.parse(start)
  return (from === undefined || at >= Date.parse(from)) && (until === undefined || at <= Date.parse(until))
}

export const startNetworkInsightsAnalysis = operation(
  'ec2',
  'StartNetworkInsightsAnalysis',
  {
    fidelity: {
      simplified:
        'Always takes half a minute. AWS analyses every packet at once; here a few are tried for each route, security group rule and listener on the way. Resources of other accounts are seen without AdditionalAccounts, and changes while the analysis runs do not make it fail.',
    },
    source:
      'EC2 API reference, StartNetworkInsightsAnalysis; Reachability Analyzer guide, getting-started-cli',
  },
  (input, ctx) => {
    const { NetworkInsightsPathId, AdditionalAccounts, FilterInArns, FilterOutArns } = input
    const Tags = tagsFor(input.TagSpecifications, 'network-insights-analysis')
    networkInsightsPaths.require(ctx, NetworkInsightsPathId)
    for (const arn of [...(FilterInArns ?? []), ...(FilterOutArns ?? [])]) requireArn(arn)
    const running = networkInsightsAnalyses.list(ctx).filter(({ record }) => record.Status === 'running')
    const atOnce = ctx.limit('concurrent-network-insights-analyses')
    if (running.length >= atOnce) throw tooMany('concurrent network insights analyses', atOnce)
    const id = ctx.newId('nia')
    const created = networkInsightsAnalyses.create(
      ctx,
      {
        NetworkInsightsAnalysisId: id,
        NetworkInsightsAnalysisArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:network-insights-analysis/${id}`,
        NetworkInsightsPathId,
        ...(AdditionalAccounts?.length && { AdditionalAccounts }),
        ...(FilterInArns?.length && { FilterInArns }),
        ...(FilterOutArns?.length && { FilterOutArns }),
        StartDate: timestamp(ctx.now),
        Status: 'running',
        Tags,
      },
      { mayGather: mayGather(ctx) },
    )
    ctx.after('network-insights-analysed', networkInsightsAnalysed.kind, { id })
    ctx.after('network-insights-analysis-forgotten', networkInsightsAnalysisForgotten.kind, { id })
    return { NetworkInsightsAnalysis: networkInsightsAnalyses.print(ctx, created) }
  },
)

function requireArn(arn: string): void {
  if (/^arn:aws:[a-z0-9-]+:[a-z0-9-]+:\d{12}:.+/.test(arn)) return
  throw invalidParameter(`Value (${arn}) is invalid. This is not a valid ARN.`)
}

export const networkInsightsAnalysed = due<{ id: string }>('network-insights-analysed', ({ id }, ctx) => {
  const analysis = networkInsightsAnalyses.get(ctx, id)
  if (analysis) networkInsightsAnalyses.update(ctx, analysis, resultOf(ctx, analysis))
})

type Result = Partial<Ec2.NetworkInsightsAnalysis>

function resultOf(ctx: Context, { record, side }: Analysis): Result {
  const path = networkInsightsPaths.get(ctx, record.NetworkInsightsPathId ?? '')
  if (!side.mayGather) return failed(insufficientPermissions)
  const seen = analyzedConfiguration(ctx)
  const missing = [...(record.FilterInArns ?? []), ...(record.FilterOutArns ?? [])].find(
    (arn) => !isThere(seen, arn),
  )
  if (missing !== undefined) return failed(`The request failed due to missing component ${missing}`)
  if (!path || !ctx.analyzers) return failed('The network configuration is not supported')
  return { Status: 'succeeded', ...ctx.analyzers.analysePath(seen, path.record, record) }
}

const failed = (StatusMessage: string): Result => ({ Status: 'failed', StatusMessage })

/** Whether the world has what an ARN names. */
function isThere(ctx: Context, arn: string): boolean {
  const id = arn.slice(arn.lastIndexOf('/') + 1)
  if (ctx.families.ofId(id)?.get(ctx, id)) return true
  return ctx.families.all.some((family) => family.get(ctx, arn) !== undefined)
}

export const networkInsightsAnalysisForgotten = due<{ id: string }>(
  'network-insights-analysis-forgotten',
  ({ id }, ctx) => {
    const analysis = networkInsightsAnalyses.get(ctx, id)
    if (analysis) networkInsightsAnalyses.remove(ctx, analysis)
  },
)

export const deleteNetworkInsightsAnalysis = operation(
  'ec2',
  'DeleteNetworkInsightsAnalysis',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkInsightsAnalysis' },
  ({ NetworkInsightsAnalysisId: id }, ctx) => {
    networkInsightsAnalyses.delete(ctx, networkInsightsAnalyses.require(ctx, id))
    return { NetworkInsightsAnalysisId: id }
  },
)
