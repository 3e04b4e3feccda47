import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { invalidParameter } from './errors.ts'
import { differentNetworks, noSuchGroup } from './security-group-errors.ts'
import { vpcsOfGroup } from './security-group-vpc-associations.ts'
import { defaultGroupOf, type HeldGroup, securityGroups } from './security-groups.ts'

/** What an operation says of groups that it cannot take, where that is its own wording. */
interface GroupErrors {
  readonly unknown?: (group: string) => AwsError
  readonly elsewhere?: (group: string) => AwsError
}

/** The groups that a network interface of the VPC is to have; without any, the VPC's own group. */
export function groupsFor(
  ctx: Context,
  vpcId: string,
  ids: readonly string[] | undefined,
  { unknown, elsewhere = differentNetworks }: GroupErrors = {},
): Ec2.GroupIdentifier[] {
  if (!ids?.length) {
    const group = defaultGroupOf(ctx, vpcId)
    return group ? [identify(group)] : []
  }
  const groups = [...new Set(ids)].map((id) => {
    const group = securityGroups.find(ctx, id)
    if (!group && unknown) throw unknown(id)
    return group ?? securityGroups.require(ctx, id)
  })
  for (const group of groups) {
    if (!vpcsOfGroup(ctx, group).includes(vpcId)) throw elsewhere(group.record.GroupId ?? '')
  }
  if (groups.length > ctx.limit('security-groups-per-eni')) {
    throw new AwsError(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    )
  }
  return groups.map(identify)
}

/** The groups that an existing interface gets instead of those that it has: at least one. */
export function newGroupsFor(ctx: Context, vpcId: string, ids: readonly string[]): Ec2.GroupIdentifier[] {
  if (!ids.length) throw invalidParameter('You must specify at least one group.')
  return groupsFor(ctx, vpcId, ids, { unknown: noSuchGroup })
}

export const identify = ({ record }: HeldGroup): Ec2.GroupIdentifier => ({
  GroupId: record.GroupId,
  GroupName: record.GroupName,
})
