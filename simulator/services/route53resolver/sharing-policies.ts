import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import type { Family } from '../family.ts'
import { operation } from '../operation.ts'
import { admitGuests } from '../ram/admission.ts'
import { readStatements } from '../ram/resource-policies.ts'
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
  if (!readStatements(policy)) {
    throw new AwsError('InvalidPolicyDocument', 'The specified resource policy is invalid')
  }
  family.update(ctx, held, {}, { policy } as Partial<S>)
  admitGuests(ctx, arn)
}

function requireOwn<A extends object, S extends object>(ctx: Context, family: Family<A, S>, arn: string) {
  const [held] = family.by(ctx, 'arn', arn)
  if (held?.account === ctx.account && held.region === ctx.region) return held
  throw new AwsError('UnknownResourceException', `Resource with ARN '${arn}' does not exist`)
}

const simplified = {
  fidelity: {
    simplified:
      'Whoever the policy names sees the resource at once, and may do with it what the policy says of associating.',
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
