import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter } from './errors.ts'
import { connectionBetween } from './security-group-connections.ts'
import { toPermissions } from './security-group-permissions.ts'
import { type HeldRule, rulesOf, securityGroupRules } from './security-group-rules.ts'
import { groupsForVpc, vpcsOfGroup } from './security-group-vpc-associations.ts'
import { type HeldGroup, securityGroups } from './security-groups.ts'
import { vpcs } from './vpcs.ts'

export const describeSecurityGroupReferences = operation(
  'ec2',
  'DescribeSecurityGroupReferences',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeSecurityGroupReferences' },
  ({ GroupId: ids }, ctx) => {
    const references = ids.flatMap((id) => referencesTo(ctx, securityGroups.require(ctx, id)))
    return { SecurityGroupReferenceSet: references }
  },
)

// "Describes the VPCs on the other side of a VPC peering or Transit Gateway connection that are referencing the
// security groups you've specified": rules of the same VPC, or across an association, are none.
function referencesTo(ctx: Context, group: HeldGroup): Ec2.SecurityGroupReference[] {
  const { GroupId = '' } = group.record
  const found = new Map<string, Ec2.SecurityGroupReference>()
  for (const { record } of securityGroupRules.by(ctx, 'referenced-group', GroupId)) {
    const peering = record.ReferencedGroupInfo?.VpcPeeringConnectionId
    const ReferencingVpcId = securityGroups.get(ctx, record.GroupId ?? '')?.record.VpcId
    if (peering === undefined || ReferencingVpcId === undefined) continue
    found.set(`${ReferencingVpcId}/${peering}`, {
      GroupId,
      ReferencingVpcId,
      VpcPeeringConnectionId: peering,
    })
  }
  return [...found.values()]
}

export const describeStaleSecurityGroups = operation(
  'ec2',
  'DescribeStaleSecurityGroups',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeStaleSecurityGroups' },
  (input, ctx) => {
    vpcs.require(ctx, input.VpcId)
    const stale = securityGroups
      .by(ctx, 'vpc', input.VpcId)
      .flatMap((group) => staleRulesOf(ctx, group) ?? [])
    const { items, NextToken } = page(stale, input, { max: 255 })
    return { StaleSecurityGroupSet: items, ...(NextToken && { NextToken }) }
  },
)

function staleRulesOf(ctx: Context, group: HeldGroup): Ec2.StaleSecurityGroup | undefined {
  const stale = rulesOf(ctx, group.record.GroupId ?? '').filter((rule) => isStale(ctx, group, rule))
  if (!stale.length) return undefined
  const { Description, GroupId, GroupName, VpcId } = group.record
  const inOneDirection = (isEgress: boolean) =>
    asStalePermissions(stale.filter(({ record }) => record.IsEgress === isEgress))
  return {
    Description,
    GroupId,
    GroupName,
    StaleIpPermissions: inOneDirection(false),
    StaleIpPermissionsEgress: inOneDirection(true),
    VpcId,
  }
}

// VPC peering guide, vpc-peering-security-groups, and EC2 API reference: the group named was deleted, or no VPC is
// served by both groups any more, nor is there a connection between theirs.
function isStale(ctx: Context, group: HeldGroup, { record }: HeldRule): boolean {
  const id = record.ReferencedGroupInfo?.GroupId
  if (id === undefined) return false
  const referenced = securityGroups.get(ctx, id)
  if (!referenced) return true
  const ours = vpcsOfGroup(ctx, group)
  const theirs = vpcsOfGroup(ctx, referenced)
  return !theirs.some((vpc) => ours.includes(vpc)) && !connectionBetween(ctx, ours, theirs)
}

function asStalePermissions(rules: readonly HeldRule[]): Ec2.StaleIpPermission[] {
  return toPermissions(rules.map(({ record }) => record)).map(
    ({ FromPort, IpProtocol, ToPort, UserIdGroupPairs }) => ({
      ...(FromPort !== undefined && { FromPort }),
      IpProtocol,
      IpRanges: [],
      PrefixListIds: [],
      ...(ToPort !== undefined && { ToPort }),
      UserIdGroupPairs,
    }),
  )
}

export const getSecurityGroupsForVpc = operation(
  'ec2',
  'GetSecurityGroupsForVpc',
  {
    fidelity: { simplified: 'Groups that another account shares do not exist.' },
    source: 'EC2 API reference, GetSecurityGroupsForVpc',
  },
  (input, ctx) => {
    vpcs.require(ctx, input.VpcId)
    const filters = input.Filters?.map((filter) => ({ ...filter, Name: filterNamed(filter.Name) }))
    const selected = securityGroups.filter(ctx, groupsForVpc(ctx, input.VpcId), filters)
    const { items, NextToken } = page(selected, input)
    return { SecurityGroupForVpcs: items.map(asGroupForVpc), ...(NextToken && { NextToken }) }
  },
)

const filterNames: Readonly<Record<string, string>> = {
  'group-id': 'group-id',
  description: 'description',
  'group-name': 'group-name',
  'owner-id': 'owner-id',
  'primary-vpc-id': 'vpc-id',
}

function filterNamed(name = ''): string {
  if (name.startsWith('tag:') || name === 'tag-key') return name
  if (Object.hasOwn(filterNames, name)) return filterNames[name]!
  throw invalidParameter(`The filter '${name}' is invalid`)
}

function asGroupForVpc({ record }: HeldGroup): Ec2.SecurityGroupForVpc {
  const { Description, GroupName, OwnerId, GroupId, Tags, VpcId } = record
  return { Description, GroupName, OwnerId, GroupId, ...(Tags?.length && { Tags }), PrimaryVpcId: VpcId }
}
