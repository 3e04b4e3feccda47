import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import type { Family } from '../family.ts'
import { operation } from '../operation.ts'
import { firewallRuleGroups } from './firewall-rule-groups.ts'
import { queryLogConfigs } from './query-log-configs.ts'
import { resolverRules } from './rules.ts'

// Sharing by policy: what RAM does underneath, and what the Resolver lets its users do themselves.

interface Shareable {
  readonly policy?: string
}

/** Puts a policy on a resource of the caller's and lets the accounts that it names use the resource. */
function share<A extends object, S extends Shareable>(
  ctx: Context,
  family: Family<A, S>,
  arn: string,
  policy: string,
): void {
  const held = requireOwn(ctx, family, arn)
  const accounts = accountsIn(policy)
  let shared = family.update(ctx, held, {}, { policy } as Partial<S>)
  for (const guest of held.guests ?? []) shared = family.dismiss(ctx, shared, guest)
  for (const account of accounts) {
    if (account !== ctx.account) shared = family.admit(ctx, shared, { account, region: ctx.region })
  }
}

function requireOwn<A extends object, S extends object>(ctx: Context, family: Family<A, S>, arn: string) {
  const [held] = family.by(ctx, 'arn', arn)
  if (held?.account === ctx.account && held.region === ctx.region) return held
  throw new AwsError('UnknownResourceException', `Resource with ARN '${arn}' does not exist`)
}

interface Statement {
  readonly Effect?: string
  readonly Principal?: { readonly AWS?: string | readonly string[] }
}

function accountsIn(policy: string): string[] {
  const statements = [statementsOf(policy)].flat()
  if (!statements.length) throw malformed()
  return statements
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Principal }) => Principal?.AWS ?? [])
    .map((principal) => /\d{12}/.exec(principal)?.[0])
    .filter((account) => account !== undefined)
}

function statementsOf(policy: string): Statement | readonly Statement[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(policy)
  } catch {
    throw malformed()
  }
  if (typeof parsed !== 'object' || parsed === null || !('Statement' in parsed)) throw malformed()
  const { Statement } = parsed
  if (typeof Statement !== 'object' || Statement === null) throw malformed()
  return Statement as Statement | readonly Statement[]
}

const malformed = () => new AwsError('InvalidPolicyDocument', 'The specified resource policy is invalid')

const simplified = {
  fidelity: {
    simplified:
      'Whoever the policy names may use the resource at once; which actions it names is not looked at.',
  },
} as const

export const putResolverRulePolicy = operation(
  'route53resolver',
  'PutResolverRulePolicy',
  { ...simplified, source: 'Route 53 API reference, PutResolverRulePolicy' },
  ({ Arn, ResolverRulePolicy }, ctx) => {
    share(ctx, resolverRules, Arn, ResolverRulePolicy)
    return { ReturnValue: true }
  },
)

export const getResolverRulePolicy = operation(
  'route53resolver',
  'GetResolverRulePolicy',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverRulePolicy' },
  ({ Arn }, ctx) => {
    const { policy } = requireOwn(ctx, resolverRules, Arn).side
    return policy === undefined ? {} : { ResolverRulePolicy: policy }
  },
)

export const putResolverQueryLogConfigPolicy = operation(
  'route53resolver',
  'PutResolverQueryLogConfigPolicy',
  { ...simplified, source: 'Route 53 API reference, PutResolverQueryLogConfigPolicy' },
  ({ Arn, ResolverQueryLogConfigPolicy }, ctx) => {
    share(ctx, queryLogConfigs, Arn, ResolverQueryLogConfigPolicy)
    return { ReturnValue: true }
  },
)

export const getResolverQueryLogConfigPolicy = operation(
  'route53resolver',
  'GetResolverQueryLogConfigPolicy',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverQueryLogConfigPolicy' },
  ({ Arn }, ctx) => {
    const { policy } = requireOwn(ctx, queryLogConfigs, Arn).side
    return policy === undefined ? {} : { ResolverQueryLogConfigPolicy: policy }
  },
)

export const putFirewallRuleGroupPolicy = operation(
  'route53resolver',
  'PutFirewallRuleGroupPolicy',
  { ...simplified, source: 'Route 53 API reference, PutFirewallRuleGroupPolicy' },
  ({ Arn, FirewallRuleGroupPolicy }, ctx) => {
    share(ctx, firewallRuleGroups, Arn, FirewallRuleGroupPolicy)
    return { ReturnValue: true }
  },
)

export const getFirewallRuleGroupPolicy = operation(
  'route53resolver',
  'GetFirewallRuleGroupPolicy',
  { fidelity: 'exact', source: 'Route 53 API reference, GetFirewallRuleGroupPolicy' },
  ({ Arn }, ctx) => {
    const { policy } = requireOwn(ctx, firewallRuleGroups, Arn).side
    return policy === undefined ? {} : { FirewallRuleGroupPolicy: policy }
  },
)
