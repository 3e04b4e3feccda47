import type { Route53resolver } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { limitExceeded, notFound } from './errors.ts'
import { filtered, pageOf } from './listing.ts'

interface RuleSide {
  readonly tags: readonly Tag[]
  /** Who else may use the rule, as its policy says. */
  readonly policy?: string
}

export type ResolverRule = Held<Route53resolver.ResolverRule, RuleSide>

/** Which questions of a VPC go where. */
export const resolverRules = family<Route53resolver.ResolverRule, RuleSide>({
  service: 'route53resolver',
  resource: 'resolver-rule',
  id: 'Id',
  prefix: 'rslvr-rr',
  missing: notFound('Resolver rule'),
  references: {
    endpoint: { to: 'route53resolver:resolver-endpoint', read: ({ record }) => record.ResolverEndpointId },
  },
  indexes: {
    arn: ({ record }) => record.Arn,
    'creator-request': ({ account, region, record }) => `${account}/${region}/${record.CreatorRequestId}`,
  },
  quota: {
    id: 'resolver-rules-per-region',
    error: (_, { account }) => limitExceeded(account, 'max-rules'),
  },
  // Shared rules say so, to either side in its own words.
  view: ({ account, guests, record }, ctx) => {
    if (account !== ctx.account) return { ...record, ShareStatus: 'SHARED_WITH_ME' }
    return guests?.length ? { ...record, ShareStatus: 'SHARED_BY_ME' } : record
  },
})

export const internetRuleId = 'rslvr-autodefined-rr-internet-resolver'

/** The rule that every VPC has: what no other one takes is asked of the internet's name servers. */
const internetRule = (region: string): Route53resolver.ResolverRule => ({
  Id: internetRuleId,
  CreatorRequestId: '',
  Arn: `arn:aws:route53resolver:${region}::autodefined-rule/${internetRuleId}`,
  DomainName: '.',
  Status: 'COMPLETE',
  RuleType: 'RECURSIVE',
  Name: 'Internet Resolver',
  OwnerId: 'Route 53 Resolver',
  ShareStatus: 'NOT_SHARED',
})

export const getResolverRule = operation(
  'route53resolver',
  'GetResolverRule',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverRule' },
  ({ ResolverRuleId }, ctx) => ({ ResolverRule: ruleOf(ctx, ResolverRuleId) }),
)

/** A rule as it is printed, the one that the Resolver made itself too. */
const ruleOf = (ctx: Context, id: string): Route53resolver.ResolverRule =>
  id === internetRuleId ? internetRule(ctx.region) : resolverRules.print(ctx, resolverRules.require(ctx, id))

export const listResolverRules = operation(
  'route53resolver',
  'ListResolverRules',
  {
    fidelity: {
      simplified: 'Of the rules that the Resolver makes itself, only the one for the internet is listed.',
    },
    source: 'Route 53 API reference, ListResolverRules and Filter',
  },
  (input, ctx) => {
    const own = resolverRules.list(ctx).map((rule) => resolverRules.print(ctx, rule))
    const selected = filtered([internetRule(ctx.region), ...own], input.Filters, {
      CreatorRequestId: ({ CreatorRequestId }) => CreatorRequestId,
      DomainName: ({ DomainName }) => DomainName,
      Name: ({ Name }) => Name,
      ResolverEndpointId: ({ ResolverEndpointId }) => ResolverEndpointId,
      Status: ({ Status }) => Status,
      Type: ({ RuleType }) => RuleType,
    })
    const { items, size, ...more } = pageOf(selected, input)
    return { ...more, MaxResults: size, ResolverRules: items }
  },
)
