import { AwsError } from '../../api/error.ts'
import type { Logs } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { table } from '../../kernel/store.ts'
import { type Scope, scopeKey } from '../../world/held.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { invalid, invalidToken, limitExceeded, notFound } from './errors.ts'

// Who, besides the account, may write to its log groups: services such as Route 53 need such a policy.

interface Kept extends Scope {
  readonly policy: Logs.ResourcePolicy
}

const keyOf = (scope: Scope, name: string) => `${scopeKey(scope)}/${name}`
const nameOf = ({ policyName, resourceArn }: Logs.ResourcePolicy) => resourceArn ?? policyName ?? ''

export const resourcePolicies = table<Kept>(
  'log-resource-policies',
  (kept) => keyOf(kept, nameOf(kept.policy)),
  { scope: scopeKey },
)

/** CloudWatch Logs user guide, cloudwatch_limits_cwl: ten for each Region. */
const mostPolicies = 10

function requirePolicy(text: string | undefined): string {
  try {
    const document: unknown = JSON.parse(text ?? '')
    if (typeof document === 'object' && document !== null && 'Statement' in document) return text ?? ''
  } catch {
    // No JSON at all: the same refusal as for JSON that is no policy.
  }
  throw invalid('Policy document is invalid')
}

function requireRevision(kept: Kept | undefined, expected: string | undefined): void {
  if (expected === undefined || kept?.policy.revisionId === expected) return
  throw new AwsError('OperationAbortedException', 'The expected revision id is not that of the policy.')
}

export const putResourcePolicy = operation(
  'logs',
  'PutResourcePolicy',
  {
    fidelity: { simplified: 'The policy is kept; services write their logs with or without one.' },
    source: 'CloudWatch Logs API reference, PutResourcePolicy',
  },
  ({ policyName, policyDocument, resourceArn, expectedRevisionId }, ctx) => {
    if ((policyName === undefined) === (resourceArn === undefined)) {
      throw invalid('Either a policy name or a resource ARN must be specified.')
    }
    const document = requirePolicy(policyDocument)
    const before = ctx.store.get(resourcePolicies, keyOf(ctx, resourceArn ?? policyName ?? ''))
    requireRevision(before, expectedRevisionId)
    const isNew = before === undefined && resourceArn === undefined
    if (isNew && ctx.store.count(resourcePolicies, 'scope', scopeKey(ctx)) >= mostPolicies) {
      throw limitExceeded()
    }
    const policy: Logs.ResourcePolicy = {
      ...(policyName !== undefined && { policyName }),
      policyDocument: document,
      lastUpdatedTime: ctx.now,
      policyScope: resourceArn === undefined ? 'ACCOUNT' : 'RESOURCE',
      ...(resourceArn !== undefined && { resourceArn, revisionId: rollUuid(ctx.store) }),
    }
    ctx.store.put(resourcePolicies, { account: ctx.account, region: ctx.region, policy })
    return { resourcePolicy: policy, ...(policy.revisionId && { revisionId: policy.revisionId }) }
  },
)

export const describeResourcePolicies = operation(
  'logs',
  'DescribeResourcePolicies',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DescribeResourcePolicies' },
  ({ limit = 50, nextToken, resourceArn, policyScope }, ctx) => {
    const scope = policyScope ?? (resourceArn === undefined ? 'ACCOUNT' : 'RESOURCE')
    const found = ctx.store
      .by(resourcePolicies, 'scope', scopeKey(ctx))
      .map(({ policy }) => policy)
      .filter(
        (policy) =>
          policy.policyScope === scope && (resourceArn === undefined || policy.resourceArn === resourceArn),
      )
    const { items, next } = pageByToken(found, { size: limit, token: nextToken }, invalidToken)
    return { resourcePolicies: items, ...(next && { nextToken: next }) }
  },
)

export const deleteResourcePolicy = operation(
  'logs',
  'DeleteResourcePolicy',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteResourcePolicy' },
  ({ policyName, resourceArn, expectedRevisionId }, ctx) => {
    const key = keyOf(ctx, resourceArn ?? policyName ?? '')
    const kept = ctx.store.get(resourcePolicies, key)
    if (!kept) throw notFound('resource policy')
    requireRevision(kept, expectedRevisionId)
    ctx.store.delete(resourcePolicies, key)
    return {}
  },
)
