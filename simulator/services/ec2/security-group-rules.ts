import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Filters } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import type { Tag } from '../tags.ts'
import { prefixListWeight, requirePrefixList } from './prefix-lists.ts'
import { malformedGroup, malformedRule, noSuchGroup, noSuchRule } from './security-group-errors.ts'
import { type RuleProperties, ruleKey } from './security-group-permissions.ts'

export type HeldRule = Held<Ec2.SecurityGroupRule>

const directionKey = (groupId: string | undefined, isEgress: boolean | undefined) =>
  `${groupId}/${isEgress ? 'egress' : 'ingress'}`

export const securityGroupRules = family<Ec2.SecurityGroupRule>({
  service: 'ec2',
  resource: 'security-group-rule',
  id: 'SecurityGroupRuleId',
  prefix: 'sgr',
  missing: noSuchRule,
  malformed: malformedRule,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  arn: ({ record }) => record.SecurityGroupRuleArn ?? '',
  references: {
    group: { to: 'ec2:security-group', read: ({ record }) => record.GroupId, blocks: false },
    'referenced-group': {
      to: 'ec2:security-group',
      read: ({ record }) => record.ReferencedGroupInfo?.GroupId,
      // EC2 API reference, DeleteSecurityGroup: a group cannot go while another one of its VPC names it. A rule
      // across VPCs does not keep it; that rule becomes stale.
      blocks: ({ record: { GroupId, ReferencedGroupInfo: referenced } }) =>
        referenced?.GroupId !== GroupId && referenced?.VpcId === undefined,
    },
    'prefix-list': { to: 'ec2:prefix-list', read: ({ record }) => record.PrefixListId },
  },
  indexes: {
    same: ({ record }) => `${directionKey(record.GroupId, record.IsEgress)}/${ruleKey(record)}`,
    counted: ({ record }) =>
      familiesCounted(record).map((ip) => `${directionKey(record.GroupId, record.IsEgress)}/${ip}`),
    'naming-list': ({ record }) =>
      record.PrefixListId === undefined ? undefined : directionKey(record.GroupId, record.IsEgress),
  },
  filters: {
    'group-id': { index: 'group', read: ({ record }) => record.GroupId },
    'security-group-rule-id': ({ record }) => record.SecurityGroupRuleId,
  },
})

export const describeSecurityGroupRules = operation(
  'ec2',
  'DescribeSecurityGroupRules',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeSecurityGroupRules' },
  (input, ctx) => {
    const { SecurityGroupRuleIds: wanted, Filters } = input
    requireFilteredGroups(ctx, Filters)
    const selected = securityGroupRules.select(ctx, wanted, Filters)
    const { items, NextToken } = page(selected, input, { ids: 'SecurityGroupRuleIds', wanted })
    const SecurityGroupRules = items.map((rule) => securityGroupRules.print(ctx, rule))
    return { SecurityGroupRules, ...(NextToken && { NextToken }) }
  },
)

// Unlike other filters, this one refuses what it does not find (observed at AWS).
function requireFilteredGroups(ctx: Context, filters: Filters | undefined): void {
  for (const { Name, Values } of filters ?? []) {
    if (Name !== 'group-id') continue
    for (const id of Values ?? []) {
      if (/[*?\\]/.test(id)) continue
      if (malformedGroup(id)) {
        throw new AwsError('InvalidGroupId.Malformed', `The security group ID '${id}' is malformed`)
      }
      if (!ctx.families.ofId(id)?.find(ctx, id)) throw noSuchGroup(id)
    }
  }
}

/** The rules of a group, oldest first. */
export const rulesOf = (ctx: Pick<Context, 'store'>, groupId: string): HeldRule[] =>
  securityGroupRules.by(ctx, 'group', groupId)

/** The rule of a group that a new one would duplicate. */
export function sameRule(
  ctx: Pick<Context, 'store'>,
  groupId: string,
  isEgress: boolean,
  rule: RuleProperties,
): HeldRule | undefined {
  return securityGroupRules.by(ctx, 'same', `${directionKey(groupId, isEgress)}/${ruleKey(rule)}`)[0]
}

/** Stores a rule that is known to be new, and to have room. */
export function addRule(
  ctx: Context,
  group: Held<Ec2.SecurityGroup>,
  isEgress: boolean,
  { IpProtocol, FromPort, ToPort, ...peer }: RuleProperties,
  tags: readonly Tag[] = [],
): HeldRule {
  const id = ctx.newId('sgr')
  return securityGroupRules.create(ctx, {
    SecurityGroupRuleId: id,
    GroupId: group.record.GroupId,
    GroupOwnerId: group.account,
    IsEgress: isEgress,
    IpProtocol,
    FromPort,
    ToPort,
    ...peer,
    Tags: tags,
    SecurityGroupRuleArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:security-group-rule/${id}`,
  })
}

/** What a rule says, without its id and its group. */
export function propertiesOf({ record }: HeldRule): RuleProperties {
  const { IpProtocol = '', FromPort = -1, ToPort = -1, ...others } = record
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo, Description } = others
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIpv4 !== undefined && { CidrIpv4 }),
    ...(CidrIpv6 !== undefined && { CidrIpv6 }),
    ...(PrefixListId !== undefined && { PrefixListId }),
    ...(ReferencedGroupInfo !== undefined && { ReferencedGroupInfo }),
    ...(Description !== undefined && { Description }),
  }
}

/** Gives a rule other properties, all of them; its id, its place and its tags stay. */
export function replaceRule(ctx: Pick<Context, 'store'>, rule: HeldRule, properties: RuleProperties): void {
  const { SecurityGroupRuleId, GroupId, GroupOwnerId, IsEgress, Tags, SecurityGroupRuleArn } = rule.record
  const record = {
    SecurityGroupRuleId,
    GroupId,
    GroupOwnerId,
    IsEgress,
    ...properties,
    Tags,
    SecurityGroupRuleArn,
  }
  ctx.store.put(securityGroupRules.table, { ...rule, record })
}

// VPC user guide, amazon-vpc-limits: the quota holds for each direction, and for IPv4 and IPv6 apart; a rule that
// names a security group counts in both, one that names a prefix list as many times as the list has room for.
const ipFamilies = ['IPv4', 'IPv6'] as const

function familiesCounted({ CidrIpv4, CidrIpv6, PrefixListId }: Ec2.SecurityGroupRule): readonly string[] {
  if (PrefixListId !== undefined) return []
  if (CidrIpv4 !== undefined) return ['IPv4']
  return CidrIpv6 === undefined ? ipFamilies : ['IPv6']
}

/** Refuses what would take a group beyond its quota, before the rules are stored. */
export function requireRoomFor(
  ctx: Context,
  groupId: string,
  isEgress: boolean,
  added: readonly RuleProperties[],
): void {
  const limit = ctx.limit('rules-per-security-group')
  const direction = directionKey(groupId, isEgress)
  const naming = securityGroupRules.by(ctx, 'naming-list', direction).map(({ record }) => record)
  for (const ip of ipFamilies) {
    const used = securityGroupRules.count(ctx, 'counted', `${direction}/${ip}`)
    if (used + weight(ctx, ip, naming) + weight(ctx, ip, added) > limit) {
      throw new AwsError(
        'RulesPerSecurityGroupLimitExceeded',
        'The maximum number of rules per security group has been reached.',
      )
    }
  }
}

function weight(ctx: Context, ip: string, rules: readonly Ec2.SecurityGroupRule[]): number {
  let total = 0
  for (const rule of rules) {
    if (rule.PrefixListId !== undefined) {
      const list = requirePrefixList(ctx, rule.PrefixListId)
      if (list.record.AddressFamily === ip) total += prefixListWeight(list)
    } else if (familiesCounted(rule).includes(ip)) total += 1
  }
  return total
}
