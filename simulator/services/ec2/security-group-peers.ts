import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { invalidParameter } from './errors.ts'
import { requirePrefixList } from './prefix-lists.ts'
import { connectionBetween } from './security-group-connections.ts'
import { differentNetworks, malformedGroup, noSuchGroup } from './security-group-errors.ts'
import { type PeerLookup, sourceMissing } from './security-group-permissions.ts'
import { vpcsOfGroup } from './security-group-vpc-associations.ts'
import { type HeldGroup, requireNamedGroup, securityGroups } from './security-groups.ts'
import { vpcs } from './vpcs.ts'

// Who a rule may let in or out, beside address ranges: members of another group, what a prefix list holds.

/** Peers of a new rule: they must exist, and a group must be of a VPC that the rule's own group serves. */
export function newPeers(ctx: Context, group: HeldGroup): PeerLookup {
  return {
    group: (pair) => {
      const referenced = requireReferencedGroup(ctx, group, pair)
      const { GroupId, VpcId } = referenced.record
      const shared = { GroupId, UserId: referenced.account }
      if (VpcId === group.record.VpcId) return shared
      const ours = vpcsOfGroup(ctx, group)
      const theirs = vpcsOfGroup(ctx, referenced)
      if (theirs.some((vpc) => ours.includes(vpc))) return { ...shared, VpcId }
      const connection = connectionBetween(ctx, ours, theirs)
      if (!connection) throw differentNetworks()
      return { ...shared, VpcId, ...connection }
    },
    prefixList: (id) => requirePrefixList(ctx, id).record.PrefixListId ?? id,
  }
}

/** Peers of a rule that may exist: what they name may be gone by now. */
export function knownPeers(ctx: Context, group: HeldGroup): PeerLookup {
  return {
    group: (pair) => ({ GroupId: pair.GroupId ?? requireReferencedGroup(ctx, group, pair).record.GroupId }),
    prefixList: (id) => id,
  }
}

function requireReferencedGroup(ctx: Context, group: HeldGroup, pair: Ec2.UserIdGroupPair): HeldGroup {
  const { GroupId, GroupName, UserId, VpcPeeringConnectionId: peering } = pair
  if (peering !== undefined && !ctx.families.ofId(peering)?.find(ctx, peering)) {
    throw new AwsError(
      'InvalidVpcPeeringConnectionId.NotFound',
      `The vpcPeeringConnection ID '${peering}' does not exist`,
    )
  }
  if (GroupId === undefined) {
    if (GroupName === undefined) throw sourceMissing()
    if (!vpcs.get(ctx, group.record.VpcId ?? '')?.record.IsDefault) throw namedOutsideDefaultVpc(GroupName)
    return requireNamedGroup(ctx, GroupName)
  }
  // VPC peering guide, vpc-peering-security-groups: a group of another account is named with the account.
  const owner = UserId ?? ctx.account
  const referenced = securityGroups.get(ctx, GroupId)
  if (referenced?.account !== owner || referenced.region !== ctx.region) {
    throw malformedGroup(GroupId) ?? noSuchGroup(GroupId)
  }
  return referenced
}

const namedOutsideDefaultVpc = (name: string) =>
  invalidParameter(
    `Invalid value '${name}' for groupName. You may not reference Amazon VPC security groups by name. ` +
      'Please use the corresponding id for this operation.',
  )
