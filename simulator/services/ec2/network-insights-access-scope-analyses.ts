import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { addUsage, monthOf } from '../../world/usage.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { tagsFor } from '../tags.ts'
import { analyzedConfiguration } from './analyzed-configuration.ts'
import { insufficientPermissions, mayGather } from './analyzer-permissions.ts'
import { networkInsightsAccessScopes } from './network-insights-access-scopes.ts'
import { startedWithin } from './network-insights-analyses.ts'

// Network Access Analyzer.

interface AnalysisSide {
  /** Whoever started it may see all that it looks at. */
  readonly mayGather: boolean
  readonly findings?: readonly Ec2.AccessScopeAnalysisFinding[]
}

type Analysis = Held<Ec2.NetworkInsightsAccessScopeAnalysis, AnalysisSide>

// By analogy with NetworkInsightsAnalysis.LimitExceeded: AWS documents neither code nor words.
const tooMany = (what: string, limit: number) =>
  new AwsError(
    'NetworkInsightsAccessScopeAnalysis.LimitExceeded',
    `You have reached the limit of ${limit} ${what} for this account in this Region.`,
  )

export const networkInsightsAccessScopeAnalyses = family<
  Ec2.NetworkInsightsAccessScopeAnalysis,
  AnalysisSide
>({
  service: 'ec2',
  resource: 'network-insights-access-scope-analysis',
  id: 'NetworkInsightsAccessScopeAnalysisId',
  prefix: 'nisa',
  missing: (id) =>
    new AwsError(
      'InvalidNetworkInsightsAccessScopeAnalysisId.NotFound',
      `The network insights access scope analysis ID '${id}' does not exist`,
    ),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  arn: ({ record }) => record.NetworkInsightsAccessScopeAnalysisArn ?? '',
  references: {
    'access-scope': {
      to: 'ec2:network-insights-access-scope',
      read: ({ record }) => record.NetworkInsightsAccessScopeId,
    },
  },
  quota: {
    id: 'network-insights-access-scope-analyses',
    error: (limit) => tooMany('network insights access scope analyses', limit),
  },
})

export const describeNetworkInsightsAccessScopeAnalyses = operation(
  'ec2',
  'DescribeNetworkInsightsAccessScopeAnalyses',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInsightsAccessScopeAnalyses' },
  (input, ctx) => {
    const { NetworkInsightsAccessScopeAnalysisIds: wanted, NetworkInsightsAccessScopeId: scope } = input
    if (scope !== undefined) networkInsightsAccessScopes.require(ctx, scope)
    const selected = networkInsightsAccessScopeAnalyses
      .select(ctx, wanted, input.Filters)
      .filter(
        ({ record }) =>
          (scope === undefined || record.NetworkInsightsAccessScopeId === scope) &&
          startedWithin(record.StartDate, input.AnalysisStartTimeBegin, input.AnalysisStartTimeEnd),
      )
    const ids = 'NetworkInsightsAccessScopeAnalysisIds'
    const { items, NextToken } = page(selected, input, { ids, wanted, min: 1, max: 100 })
    return {
      NetworkInsightsAccessScopeAnalyses: items.map((one) =>
        networkInsightsAccessScopeAnalyses.print(ctx, one),
      ),
      ...(NextToken && { NextToken }),
    }
  },
)

export const startNetworkInsightsAccessScopeAnalysis = operation(
  'ec2',
  'StartNetworkInsightsAccessScopeAnalysis',
  {
    fidelity: {
      simplified:
        'Always takes two minutes. Findings are sought by a packet for each rule of a security group, not by proof; there are at most 1,000 of them, and resource groups select nothing.',
    },
    source:
      'EC2 API reference, StartNetworkInsightsAccessScopeAnalysis; Network Access Analyzer guide, getting-started-cli',
  },
  ({ NetworkInsightsAccessScopeId, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'network-insights-access-scope-analysis')
    networkInsightsAccessScopes.require(ctx, NetworkInsightsAccessScopeId)
    const running = networkInsightsAccessScopeAnalyses
      .list(ctx)
      .filter(({ record }) => record.Status === 'running')
    const atOnce = ctx.limit('concurrent-network-insights-access-scope-analyses')
    if (running.length >= atOnce) throw tooMany('concurrent access scope analyses', atOnce)
    const id = ctx.newId('nisa')
    const created = networkInsightsAccessScopeAnalyses.create(
      ctx,
      {
        NetworkInsightsAccessScopeAnalysisId: id,
        NetworkInsightsAccessScopeAnalysisArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:network-insights-access-scope-analysis/${id}`,
        NetworkInsightsAccessScopeId,
        Status: 'running',
        StartDate: timestamp(ctx.now),
        Tags,
      },
      { mayGather: mayGather(ctx) },
    )
    ctx.after('network-access-analysed', networkAccessAnalysed.kind, { id })
    return { NetworkInsightsAccessScopeAnalysis: networkInsightsAccessScopeAnalyses.print(ctx, created) }
  },
)

export const networkAccessAnalysed = due<{ id: string }>('network-access-analysed', ({ id }, ctx) => {
  const analysis = networkInsightsAccessScopeAnalyses.get(ctx, id)
  if (!analysis) return
  const ended = { EndDate: timestamp(ctx.now) }
  const { content } =
    networkInsightsAccessScopes.get(ctx, analysis.record.NetworkInsightsAccessScopeId ?? '')?.side ?? {}
  if (!analysis.side.mayGather || !content || !ctx.analyzers) {
    const StatusMessage = analysis.side.mayGather
      ? 'The network configuration is not supported'
      : insufficientPermissions
    networkInsightsAccessScopeAnalyses.update(ctx, analysis, { ...ended, Status: 'failed', StatusMessage })
    return
  }
  const { paths, interfaces, isPartial } = ctx.analyzers.findAccess(analyzedConfiguration(ctx), content)
  // Network Access Analyzer guide, what-is-network-access-analyzer, "Pricing": by the network interface analysed.
  addUsage(ctx.store, {
    account: ctx.account,
    region: ctx.region,
    item: 'network-access-analysis',
    resource: id,
    period: monthOf(ctx.now),
    amount: interfaces,
  })
  networkInsightsAccessScopeAnalyses.update(
    ctx,
    analysis,
    {
      ...ended,
      Status: 'succeeded',
      ...(isPartial && { WarningMessage: 'The analysis did not look at all paths. Narrow the scope.' }),
      FindingsFound: paths.length ? 'true' : 'false',
      AnalyzedEniCount: interfaces,
    },
    { findings: paths.map((components, i) => findingOf(analysis, components, i + 1)) },
  )
})

/** NOT DOCUMENTED: what ids of findings look like. */
const findingOf = (
  { record }: Analysis,
  FindingComponents: readonly Ec2.PathComponent[],
  number: number,
): Ec2.AccessScopeAnalysisFinding => ({
  NetworkInsightsAccessScopeAnalysisId: record.NetworkInsightsAccessScopeAnalysisId,
  NetworkInsightsAccessScopeId: record.NetworkInsightsAccessScopeId,
  FindingId: `${record.NetworkInsightsAccessScopeAnalysisId}-${number}`,
  FindingComponents,
})

export const getNetworkInsightsAccessScopeAnalysisFindings = operation(
  'ec2',
  'GetNetworkInsightsAccessScopeAnalysisFindings',
  {
    fidelity: { simplified: 'The ids of findings are numbered.' },
    source: 'EC2 API reference, GetNetworkInsightsAccessScopeAnalysisFindings',
  },
  (input, ctx) => {
    const { NetworkInsightsAccessScopeAnalysisId: id } = input
    const { record, side } = requireAnalysis(ctx, id)
    const { items, NextToken } = page(side.findings ?? [], input, { min: 1, max: 1000 })
    return {
      NetworkInsightsAccessScopeAnalysisId: id,
      AnalysisStatus: record.Status,
      AnalysisFindings: items,
      ...(NextToken && { NextToken }),
    }
  },
)

const requireAnalysis = (ctx: Context, id: string): Analysis =>
  networkInsightsAccessScopeAnalyses.require(ctx, id)

export const deleteNetworkInsightsAccessScopeAnalysis = operation(
  'ec2',
  'DeleteNetworkInsightsAccessScopeAnalysis',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkInsightsAccessScopeAnalysis' },
  ({ NetworkInsightsAccessScopeAnalysisId: id }, ctx) => {
    networkInsightsAccessScopeAnalyses.delete(ctx, requireAnalysis(ctx, id))
    return { NetworkInsightsAccessScopeAnalysisId: id }
  },
)
