import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { limitExceeded } from './errors.ts'
import { firewallDomainLists, noSuchFirewallResource } from './firewall-domain-lists.ts'
import { pageOf } from './listing.ts'
import { checkTags } from './tag-rules.ts'

type Rule = Route53resolver.FirewallRule

interface GroupSide {
  readonly tags: readonly Tag[]
  readonly rules: readonly Rule[]
  readonly policy?: string
}

export type FirewallRuleGroup = Held<Route53resolver.FirewallRuleGroup, GroupSide>

/** Rules of DNS Firewall that VPCs take over together. */
export const firewallRuleGroups = family<Route53resolver.FirewallRuleGroup, GroupSide>({
  service: 'route53resolver',
  resource: 'firewall-rule-group',
  id: 'Id',
  prefix: 'rslvr-frg',
  missing: noSuchFirewallResource,
  references: {
    'domain-list': {
      to: 'route53resolver:firewall-domain-list',
      read: ({ side }) =>
        side.rules.map((rule) => rule.FirewallDomainListId).filter((id) => id !== undefined),
    },
  },
  indexes: { arn: ({ record }) => record.Arn },
  inUse: (id) =>
    new AwsError(
      'ConflictException',
      `The DNS Firewall rule group '${id}' is associated with a VPC. Disassociate it and try again.`,
    ),
  view: ({ account, guests, record, side }, ctx) => {
    const shown = { ...record, RuleCount: side.rules.length }
    if (account !== ctx.account) return { ...shown, ShareStatus: 'SHARED_WITH_ME' }
    return guests?.length ? { ...shown, ShareStatus: 'SHARED_BY_ME' } : shown
  },
})

const mostGroups = 1000
const mostRules = 100

const invalid = (message: string) => new AwsError('ValidationException', message)

export const createFirewallRuleGroup = operation(
  'route53resolver',
  'CreateFirewallRuleGroup',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateFirewallRuleGroup' },
  ({ CreatorRequestId, Name, Tags = [] }, ctx) => {
    if (firewallRuleGroups.count(ctx, 'scope', scopeKey(ctx)) >= mostGroups) {
      throw limitExceeded(ctx.account, 'max-firewall-rule-groups')
    }
    const Id = ctx.newId('rslvr-frg')
    const now = timestamp(ctx.now)
    const { record } = firewallRuleGroups.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:firewall-rule-group/${Id}`,
        Name,
        RuleCount: 0,
        Status: 'COMPLETE',
        StatusMessage: 'Created Firewall Rule Group',
        OwnerId: ctx.account,
        CreatorRequestId: CreatorRequestId ?? rollUuid(ctx.store),
        ShareStatus: 'NOT_SHARED',
        CreationTime: now,
        ModificationTime: now,
      },
      { tags: checkTags([], Tags, ctx.account), rules: [] },
    )
    return { FirewallRuleGroup: record }
  },
)

export const getFirewallRuleGroup = operation(
  'route53resolver',
  'GetFirewallRuleGroup',
  { fidelity: 'exact', source: 'Route 53 API reference, GetFirewallRuleGroup' },
  ({ FirewallRuleGroupId }, ctx) => {
    const group = firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    return { FirewallRuleGroup: firewallRuleGroups.print(ctx, group) }
  },
)

export const listFirewallRuleGroups = operation(
  'route53resolver',
  'ListFirewallRuleGroups',
  { fidelity: 'exact', source: 'Route 53 API reference, ListFirewallRuleGroups' },
  (input, ctx) => {
    const { items, size: _, ...more } = pageOf(firewallRuleGroups.list(ctx), input)
    const FirewallRuleGroups = items.map((group) => {
      const { Id, Arn, Name, OwnerId, CreatorRequestId, ShareStatus } = firewallRuleGroups.print(ctx, group)
      return { Id, Arn, Name, OwnerId, CreatorRequestId, ShareStatus }
    })
    return { ...more, FirewallRuleGroups }
  },
)

export const deleteFirewallRuleGroup = operation(
  'route53resolver',
  'DeleteFirewallRuleGroup',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteFirewallRuleGroup' },
  ({ FirewallRuleGroupId }, ctx) => {
    const group = firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    if (group.side.rules.length) {
      throw new AwsError(
        'ConflictException',
        `The DNS Firewall rule group '${FirewallRuleGroupId}' has rules. Delete them and try again.`,
      )
    }
    const FirewallRuleGroup = {
      ...firewallRuleGroups.print(ctx, group),
      Status: 'UPDATING',
      StatusMessage: 'Updating Firewall Rule Group',
      ModificationTime: timestamp(ctx.now),
    } as const
    firewallRuleGroups.delete(ctx, group)
    return { FirewallRuleGroup }
  },
)

export const createFirewallRule = operation(
  'route53resolver',
  'CreateFirewallRule',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateFirewallRule' },
  (input, ctx) => {
    const { FirewallRuleGroupId, FirewallDomainListId, DnsThreatProtection } = input
    const group = firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    if ((FirewallDomainListId === undefined) === (DnsThreatProtection === undefined)) {
      throw invalid('Specify either a domain list or a DNS threat protection.')
    }
    if (DnsThreatProtection !== undefined && input.ConfidenceThreshold === undefined) {
      throw invalid('A confidence threshold is required with a DNS threat protection.')
    }
    if (FirewallDomainListId !== undefined) firewallDomainLists.require(ctx, FirewallDomainListId)
    const { rules } = group.side
    if (
      rules.some((rule) => isFor(rule, FirewallDomainListId, undefined, input.Qtype) && !DnsThreatProtection)
    ) {
      throw invalid(
        `The DNS Firewall rule group '${FirewallRuleGroupId}' already has a rule for this domain list.`,
      )
    }
    if (rules.length >= mostRules) throw limitExceeded(ctx.account, 'max-firewall-rules')
    const now = timestamp(ctx.now)
    const rule: Rule = {
      ...input,
      ...(DnsThreatProtection !== undefined && { FirewallThreatProtectionId: ctx.newId('rslvr-ftp') }),
      ...(FirewallDomainListId !== undefined && {
        FirewallDomainRedirectionAction:
          input.FirewallDomainRedirectionAction ?? 'INSPECT_REDIRECTION_DOMAIN',
      }),
      CreatorRequestId: input.CreatorRequestId ?? rollUuid(ctx.store),
      CreationTime: now,
      ModificationTime: now,
    }
    keepRules(ctx, group, [...rules, checkedRule(rule, rules)])
    return { FirewallRule: rule }
  },
)

/** What the page of CreateFirewallRule wants of every rule. */
function checkedRule(rule: Rule, others: readonly Rule[]): Rule {
  const { Action, BlockResponse, BlockOverrideDomain, BlockOverrideDnsType, Priority } = rule
  if (Action === 'BLOCK' && BlockResponse === undefined) {
    throw invalid('A block response is required for the action BLOCK.')
  }
  if (Action !== 'BLOCK' && BlockResponse !== undefined) {
    throw invalid(`A block response cannot be specified for the action ${Action}.`)
  }
  const hasOverride = BlockOverrideDomain !== undefined && BlockOverrideDnsType !== undefined
  if (BlockResponse === 'OVERRIDE' && (!hasOverride || rule.BlockOverrideTtl === undefined)) {
    throw invalid('An override domain, DNS type and TTL are required for the block response OVERRIDE.')
  }
  if (BlockResponse !== 'OVERRIDE' && BlockOverrideDomain !== undefined) {
    throw invalid('An override domain can be specified only for the block response OVERRIDE.')
  }
  if (others.some((one) => one.Priority === Priority)) {
    throw invalid(`The priority ${Priority} is used by another rule of the rule group.`)
  }
  return rule
}

const isFor = (
  rule: Rule,
  list: string | undefined,
  threat: string | undefined,
  qtype: string | undefined,
): boolean =>
  rule.FirewallDomainListId === list &&
  (threat === undefined || rule.FirewallThreatProtectionId === threat) &&
  rule.Qtype === qtype

function keepRules(ctx: Context, group: FirewallRuleGroup, rules: readonly Rule[]): void {
  firewallRuleGroups.update(ctx, group, { ModificationTime: timestamp(ctx.now) }, { rules })
}

interface NamedRule {
  readonly FirewallDomainListId?: string | undefined
  readonly FirewallThreatProtectionId?: string | undefined
  readonly Qtype?: string | undefined
}

function requireRule(group: FirewallRuleGroup, named: NamedRule): Rule {
  const { FirewallDomainListId, FirewallThreatProtectionId, Qtype } = named
  if (FirewallDomainListId === undefined && FirewallThreatProtectionId === undefined) {
    throw invalid('Specify either a domain list or a DNS threat protection.')
  }
  const found = group.side.rules.find((rule) =>
    isFor(rule, FirewallDomainListId, FirewallThreatProtectionId, Qtype),
  )
  if (found) return found
  throw noSuchFirewallResource(FirewallDomainListId ?? FirewallThreatProtectionId ?? '')
}

export const updateFirewallRule = operation(
  'route53resolver',
  'UpdateFirewallRule',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateFirewallRule' },
  ({ FirewallRuleGroupId, ...input }, ctx) => {
    const group = firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    const before = requireRule(group, input)
    const others = group.side.rules.filter((rule) => rule !== before)
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    const merged: Rule = { ...before, ...given, ModificationTime: timestamp(ctx.now) }
    const rule = merged.Action === 'BLOCK' ? merged : withoutBlock(merged)
    keepRules(
      ctx,
      group,
      group.side.rules.map((one) => (one === before ? checkedRule(rule, others) : one)),
    )
    return { FirewallRule: rule }
  },
)

/** A rule that no longer blocks has no answer for what it blocks. */
function withoutBlock(rule: Rule): Rule {
  const {
    BlockResponse: _,
    BlockOverrideDomain: _d,
    BlockOverrideDnsType: _t,
    BlockOverrideTtl: _l,
    ...rest
  } = rule
  return rest
}

export const deleteFirewallRule = operation(
  'route53resolver',
  'DeleteFirewallRule',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteFirewallRule' },
  ({ FirewallRuleGroupId, ...named }, ctx) => {
    const group = firewallRuleGroups.require(ctx, FirewallRuleGroupId)
    const gone = requireRule(group, named)
    keepRules(
      ctx,
      group,
      group.side.rules.filter((rule) => rule !== gone),
    )
    return { FirewallRule: gone }
  },
)

/** The rules of a group in the order in which they are tried. */
export const rulesInOrder = ({ side }: FirewallRuleGroup): Rule[] =>
  [...side.rules].sort((a, b) => (a.Priority ?? 0) - (b.Priority ?? 0))

export const listFirewallRules = operation(
  'route53resolver',
  'ListFirewallRules',
  { fidelity: 'exact', source: 'Route 53 API reference, ListFirewallRules' },
  ({ FirewallRuleGroupId, Priority, Action, ...asked }, ctx) => {
    const selected = rulesInOrder(firewallRuleGroups.require(ctx, FirewallRuleGroupId))
      .filter((rule) => Priority === undefined || rule.Priority === Priority)
      .filter((rule) => Action === undefined || rule.Action === Action)
    const { items, size: _, ...more } = pageOf(selected, asked)
    return { ...more, FirewallRules: items }
  },
)
