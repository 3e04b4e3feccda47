import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Filters, Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { protocolSpellings } from './ip-protocols.ts'
import {
  malformedGroup,
  noDefaultVpcForName,
  noSuchGroup,
  noSuchGroupInDefaultVpc,
} from './security-group-errors.ts'
import { hasPorts, toPermissions } from './security-group-permissions.ts'
import { addRule, rulesOf, securityGroupRules } from './security-group-rules.ts'
import { defaultVpcOf } from './vpcs.ts'

export type HeldGroup = Held<Ec2.SecurityGroup>

/** The name that every VPC's own group has, and that nobody may give to another. */
export const defaultName = 'default'

export const isDefaultGroup = ({ record }: HeldGroup): boolean => record.GroupName === defaultName

// EC2 API reference, CreateSecurityGroup: "Names are case-insensitive and must be unique within the VPC."
const nameKey = (vpcId: string | undefined, name: string | undefined) => `${vpcId}/${name?.toLowerCase()}`

export const securityGroups = family<Ec2.SecurityGroup>({
  service: 'ec2',
  resource: 'security-group',
  id: 'GroupId',
  prefix: 'sg',
  missing: noSuchGroup,
  malformed: malformedGroup,
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  arn: ({ record }) => record.SecurityGroupArn ?? '',
  references: {
    // The default group goes with its VPC.
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId, blocks: (group) => !isDefaultGroup(group) },
  },
  indexes: { name: ({ record }) => nameKey(record.VpcId, record.GroupName) },
  quota: {
    id: 'security-groups-per-region',
    error: () =>
      new AwsError('SecurityGroupLimitExceeded', 'The maximum number of security groups has been reached.'),
  },
  inUse: (id) => new AwsError('DependencyViolation', `resource ${id} has a dependent object`),
  view: ({ record }, ctx) => {
    const rules = rulesOf(ctx, record.GroupId ?? '').map((rule) => rule.record)
    return {
      ...record,
      IpPermissions: toPermissions(rules.filter((rule) => !rule.IsEgress)),
      IpPermissionsEgress: toPermissions(rules.filter((rule) => rule.IsEgress)),
    }
  },
  filters: {
    description: ({ record }) => record.Description,
    ...permissionFilters('ip-permission', false),
    ...permissionFilters('egress.ip-permission', true),
    'group-id': ({ record }) => record.GroupId,
    'group-name': ({ record }) => record.GroupName,
    'owner-id': ({ record }) => record.OwnerId,
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
  },
})

type Read = (group: HeldGroup, ctx: Context) => readonly Value[]

function permissionFilters(name: string, isEgress: boolean): Record<string, Read> {
  const ofRules =
    (read: (rule: Ec2.SecurityGroupRule, ctx: Context) => Value | readonly Value[]): Read =>
    ({ record }, ctx) =>
      rulesOf(ctx, record.GroupId ?? '')
        .filter((rule) => rule.record.IsEgress === isEgress)
        .flatMap((rule) => read(rule.record, ctx))
  return {
    [`${name}.cidr`]: ofRules((rule) => rule.CidrIpv4),
    [`${name}.from-port`]: ofRules((rule) => (hasPorts(rule.IpProtocol) ? rule.FromPort : undefined)),
    [`${name}.group-id`]: ofRules((rule) => rule.ReferencedGroupInfo?.GroupId),
    [`${name}.group-name`]: ofRules((rule, ctx) => {
      const id = rule.ReferencedGroupInfo?.GroupId
      return id === undefined ? undefined : securityGroups.get(ctx, id)?.record.GroupName
    }),
    [`${name}.ipv6-cidr`]: ofRules((rule) => rule.CidrIpv6),
    [`${name}.prefix-list-id`]: ofRules((rule) => rule.PrefixListId),
    [`${name}.protocol`]: ofRules((rule) => protocolSpellings(rule.IpProtocol)),
    [`${name}.to-port`]: ofRules((rule) => (hasPorts(rule.IpProtocol) ? rule.ToPort : undefined)),
    [`${name}.user-id`]: ofRules((rule) => rule.ReferencedGroupInfo?.UserId),
  }
}

export const describeSecurityGroups = operation(
  'ec2',
  'DescribeSecurityGroups',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeSecurityGroups' },
  (input, ctx) => {
    requireVpcIds(input.Filters)
    const selected = selectGroups(ctx, input.GroupIds ?? [], input.GroupNames ?? [], input.Filters)
    const { items, NextToken } = page(selected, input, { ids: 'GroupIds', wanted: input.GroupIds })
    const SecurityGroups = items.map((group) => securityGroups.print(ctx, group))
    return { SecurityGroups, ...(NextToken && { NextToken }) }
  },
)

// Observed, in the issues aws/aws-cli#7137 and hashicorp/terraform-provider-aws#23829: of all filters of all describe
// operations, EC2 looks at what this one is given. The message is the filter's name.
function requireVpcIds(filters: Filters | undefined): void {
  const given = filters?.filter(({ Name }) => Name === 'vpc-id').flatMap(({ Values }) => Values ?? [])
  if (given?.some((id) => !/^vpc-|[*?]/.test(id))) throw invalidParameter('vpc-id')
}

function selectGroups(
  ctx: Context,
  ids: readonly string[],
  names: readonly string[],
  filters: Filters | undefined,
): HeldGroup[] {
  if (!names.length) return securityGroups.select(ctx, ids, filters)
  const groups = new Set([
    ...ids.map((id) => securityGroups.require(ctx, id)),
    ...names.map((name) => requireNamedGroup(ctx, name)),
  ])
  return securityGroups.filter(ctx, [...groups], filters)
}

/** The group of a VPC that has a name, in whatever case. */
export const groupNamed = (ctx: Pick<Context, 'store'>, vpcId: string, name: string): HeldGroup | undefined =>
  securityGroups.by(ctx, 'name', nameKey(vpcId, name))[0]

/** A group by its name alone, which AWS takes for groups of the default VPC only. */
export function requireNamedGroup(ctx: Context, name: string): HeldGroup {
  const vpcId = defaultVpcOf(ctx)?.record.VpcId
  if (vpcId === undefined) throw noDefaultVpcForName()
  const group = groupNamed(ctx, vpcId, name)
  if (group) return group
  throw noSuchGroupInDefaultVpc(name, vpcId)
}

interface NamedGroup {
  readonly GroupId?: string | undefined
  readonly GroupName?: string | undefined
}

/** The group that a request names by id, or by name. */
export function requireGroup(ctx: Context, { GroupId, GroupName }: NamedGroup): HeldGroup {
  if (GroupId === undefined && GroupName === undefined) throw missingParameter('groupName or groupId')
  // With both, the id decides; that there is no default VPC for the name is said all the same (observed at AWS).
  if (GroupName !== undefined && !defaultVpcOf(ctx)) throw noDefaultVpcForName()
  return GroupId === undefined
    ? requireNamedGroup(ctx, GroupName ?? '')
    : securityGroups.require(ctx, GroupId)
}

interface NewGroup {
  readonly vpc: Ec2.Vpc
  readonly name: string
  readonly description: string
  readonly tags?: Ec2.Tag[]
}

/** Makes a group with what every new one allows: all traffic out. */
export function openGroup(ctx: Context, { vpc, name, description, tags = [] }: NewGroup): HeldGroup {
  const id = ctx.newId('sg')
  const group = securityGroups.create(ctx, {
    GroupId: id,
    Tags: tags,
    VpcId: vpc.VpcId,
    SecurityGroupArn: `arn:aws:ec2:${ctx.region}:${ctx.account}:security-group/${id}`,
    OwnerId: ctx.account,
    GroupName: name,
    Description: description,
  })
  addRule(ctx, group, true, { ...allTraffic, CidrIpv4: everyIpv4 })
  if (hasIpv6(vpc)) addRule(ctx, group, true, { ...allTraffic, CidrIpv6: everyIpv6 })
  return group
}

/** VPC user guide, default-security-group: members may reach each other, and all of them everything else. */
export function openDefaultGroup(ctx: Context, vpc: Ec2.Vpc): void {
  const group = openGroup(ctx, { vpc, name: defaultName, description: 'default VPC security group' })
  const ReferencedGroupInfo = { GroupId: group.record.GroupId, UserId: ctx.account }
  addRule(ctx, group, false, { ...allTraffic, ReferencedGroupInfo })
}

const allTraffic = { IpProtocol: '-1', FromPort: -1, ToPort: -1 } as const
const everyIpv4 = '0.0.0.0/0'
const everyIpv6 = '::/0'

const hasIpv6 = (vpc: Ec2.Vpc): boolean =>
  vpc.Ipv6CidrBlockAssociationSet?.some((one) => one.Ipv6CidrBlockState?.State !== 'disassociated') ?? false

/** The group that a VPC came with. */
export const defaultGroupOf = (ctx: Pick<Context, 'store'>, vpcId: string): HeldGroup | undefined =>
  groupNamed(ctx, vpcId, defaultName)

/** Removes the default group of a VPC that is being deleted. */
export function closeDefaultGroup(ctx: Context, vpcId: string): void {
  const group = defaultGroupOf(ctx, vpcId)
  if (!group) return
  securityGroups.remove(ctx, group)
  removeRulesOf(ctx, group)
}

/** Removes the rules of a group that is no more. */
export function removeRulesOf(ctx: Context, { record }: HeldGroup): void {
  for (const rule of rulesOf(ctx, record.GroupId ?? '')) securityGroupRules.remove(ctx, rule)
}

/**
 * What a VPC's first IPv6 block does to its groups: those whose rule for all IPv4 traffic out is still the only one
 * for traffic out get one for IPv6 too (VPC user guide, security-group-rules).
 */
export function openGroupsToIpv6(ctx: Context, vpcId: string): void {
  for (const group of securityGroups.by(ctx, 'vpc', vpcId)) {
    const out = rulesOf(ctx, group.record.GroupId ?? '').filter(({ record }) => record.IsEgress)
    const [only] = out
    const untouched =
      out.length === 1 && only?.record.IpProtocol === '-1' && only.record.CidrIpv4 === everyIpv4
    if (untouched) addRule(ctx, group, true, { ...allTraffic, CidrIpv6: everyIpv6 })
  }
}
