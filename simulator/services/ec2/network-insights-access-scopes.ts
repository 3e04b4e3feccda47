import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { missingParameter } from './errors.ts'

// What Network Access Analyzer looks for.

interface ScopeSide {
  readonly content: Ec2.NetworkInsightsAccessScopeContent
}

export const networkInsightsAccessScopes = family<Ec2.NetworkInsightsAccessScope, ScopeSide>({
  service: 'ec2',
  resource: 'network-insights-access-scope',
  id: 'NetworkInsightsAccessScopeId',
  prefix: 'nis',
  missing: (id) =>
    new AwsError(
      'InvalidNetworkInsightsAccessScopeId.NotFound',
      `The network insights access scope ID '${id}' does not exist`,
    ),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  arn: ({ record }) => record.NetworkInsightsAccessScopeArn ?? '',
  // By analogy with network insights paths: AWS documents neither these codes nor their words.
  quota: {
    id: 'network-insights-access-scopes',
    error: (limit) =>
      new AwsError(
        'NetworkInsightsAccessScope.LimitExceeded',
        `You have reached the limit of ${limit} network insights access scopes for this account in this Region.`,
      ),
  },
  inUse: (id) =>
    new AwsError(
      'AnalysisExistsForNetworkInsightsAccessScope',
      `The network insights access scope '${id}' has analyses. Delete them first.`,
    ),
})

export const describeNetworkInsightsAccessScopes = describe(
  'ec2',
  'DescribeNetworkInsightsAccessScopes',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkInsightsAccessScopes' },
  networkInsightsAccessScopes,
  {
    ids: 'NetworkInsightsAccessScopeIds',
    list: 'NetworkInsightsAccessScopes',
    page: { min: 1, max: 100 },
  },
)

export const createNetworkInsightsAccessScope = operation(
  'ec2',
  'CreateNetworkInsightsAccessScope',
  {
    fidelity: { simplified: 'Whether the resources that the paths name exist is not checked.' },
    source: 'EC2 API reference, CreateNetworkInsightsAccessScope',
  },
  ({ MatchPaths, ExcludePaths, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'network-insights-access-scope')
    if (!MatchPaths?.length) throw missingParameter('matchPaths')
    const id = ctx.newId('nis')
    const at = timestamp(ctx.now)
    const content: Ec2.NetworkInsightsAccessScopeContent = {
      NetworkInsightsAccessScopeId: id,
      MatchPaths,
      ...(ExcludePaths && { ExcludePaths }),
    }
    const created = networkInsightsAccessScopes.create(
      ctx,
      {
        NetworkInsightsAccessScopeId: id,
        NetworkInsightsAccessScopeArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:network-insights-access-scope/${id}`,
        CreatedDate: at,
        UpdatedDate: at,
        Tags,
      },
      { content },
    )
    return {
      NetworkInsightsAccessScope: networkInsightsAccessScopes.print(ctx, created),
      NetworkInsightsAccessScopeContent: content,
    }
  },
)

export const getNetworkInsightsAccessScopeContent = operation(
  'ec2',
  'GetNetworkInsightsAccessScopeContent',
  { fidelity: 'exact', source: 'EC2 API reference, GetNetworkInsightsAccessScopeContent' },
  ({ NetworkInsightsAccessScopeId }, ctx) => {
    const { side } = networkInsightsAccessScopes.require(ctx, NetworkInsightsAccessScopeId)
    return { NetworkInsightsAccessScopeContent: side.content }
  },
)

export const deleteNetworkInsightsAccessScope = operation(
  'ec2',
  'DeleteNetworkInsightsAccessScope',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkInsightsAccessScope' },
  ({ NetworkInsightsAccessScopeId: id }, ctx) => {
    networkInsightsAccessScopes.delete(ctx, networkInsightsAccessScopes.require(ctx, id))
    return { NetworkInsightsAccessScopeId: id }
  },
)
