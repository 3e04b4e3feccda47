import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Scope } from '../../world/held.ts'
import { readProtocolName } from '../ec2/ip-protocols.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { securityGroupRules } from '../ec2/security-group-rules.ts'
import { securityGroups } from '../ec2/security-groups.ts'
import type { Adoption } from './adoption.ts'
import { madeUpId } from './made-up-ids.ts'

/** Security groups. Their rules are rows of their own, told by `describe-security-group-rules` or by the permissions. */
export function adoptSecurityGroups(adoption: Adoption): void {
  adoption.takeAll('SecurityGroupRules', securityGroupRules, (record) => ({
    record: { ...record, IsEgress: record.IsEgress ?? false, IpProtocol: protocolOf(record.IpProtocol) },
    side: {},
    ...(record.GroupOwnerId !== undefined && { owner: record.GroupOwnerId }),
  }))
  for (const item of adoption.items('SecurityGroups')) {
    const { IpPermissions = [], IpPermissionsEgress = [], ...record } = item.record as Ec2.SecurityGroup
    const { GroupId = '' } = record
    if (securityGroups.get(adoption.ctx, GroupId)) continue
    const home = adoption.homeOf(item)
    adoption.take(securityGroups, 'SecurityGroups', { ...home, record, side: {} }, item)
    if (securityGroupRules.count(adoption.ctx, 'group', GroupId)) continue
    addRules(adoption, home, record, IpPermissions, false)
    addRules(adoption, home, record, IpPermissionsEgress, true)
  }
}

function addRules(
  adoption: Adoption,
  home: Scope,
  { GroupId = '', VpcId }: Ec2.SecurityGroup,
  permissions: readonly Ec2.IpPermission[],
  IsEgress: boolean,
): void {
  for (const permission of permissions) {
    const IpProtocol = protocolOf(permission.IpProtocol)
    const { FromPort = -1, ToPort = -1 } = permission
    for (const peer of peersOf(adoption, permission, VpcId)) {
      const about = [GroupId, IsEgress, IpProtocol, FromPort, ToPort, JSON.stringify(peer)] as const
      const SecurityGroupRuleId = madeUpId('sgr', ...about)
      adoption.put(securityGroupRules.table, {
        ...home,
        record: {
          SecurityGroupRuleId,
          GroupId,
          GroupOwnerId: home.account,
          IsEgress,
          IpProtocol,
          FromPort,
          ToPort,
          ...peer,
        },
        side: {},
      })
    }
  }
}

function peersOf(
  adoption: Adoption,
  { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] }: Ec2.IpPermission,
  VpcId: string | undefined,
): Partial<Ec2.SecurityGroupRule>[] {
  const described = (Description: string | undefined) => (Description === undefined ? {} : { Description })
  return [
    ...IpRanges.map(({ CidrIp, Description }) => ({ CidrIpv4: CidrIp, ...described(Description) })),
    ...Ipv6Ranges.map(({ CidrIpv6, Description }) => ({ CidrIpv6, ...described(Description) })),
    ...PrefixListIds.map(({ PrefixListId, Description }) => ({ PrefixListId, ...described(Description) })),
    ...UserIdGroupPairs.map(({ Description, GroupName, ...pair }) => {
      const GroupId = pair.GroupId ?? groupNamed(adoption, VpcId, GroupName)
      return { ReferencedGroupInfo: { ...pair, GroupId }, ...described(Description) }
    }),
  ]
}

/** Older exports name groups of the same VPC by their names. */
const groupNamed = ({ harvest }: Adoption, VpcId: string | undefined, name: string | undefined) =>
  (harvest.items.get('SecurityGroups') ?? [])
    .map(({ record }) => record as Ec2.SecurityGroup)
    .find((one) => one.GroupName === name && one.VpcId === VpcId)?.GroupId

function protocolOf(text: string | undefined): string {
  try {
    return readProtocolName(text ?? '-1')
  } catch {
    return text ?? '-1'
  }
}

/**
 * Groups that an interface has and that no file tells of: as every new group is, VPC user guide,
 * creating-security-groups, with all traffic out and none in.
 */
export function addMissingGroups(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { account, region, record } of networkInterfaces.everyone(ctx)) {
    for (const { GroupId, GroupName } of record.Groups ?? []) {
      if (GroupId === undefined || securityGroups.get(ctx, GroupId)) continue
      const group: Ec2.SecurityGroup = {
        GroupId,
        GroupName: GroupName ?? GroupId,
        VpcId: record.VpcId,
        OwnerId: account,
      }
      adoption.put(securityGroups.table, { account, region, record: group, side: {} })
      const everything = [{ CidrIp: '0.0.0.0/0' }]
      addRules(
        adoption,
        { account, region },
        group,
        [{ IpProtocol: '-1', IpRanges: everything, Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
        true,
      )
      adoption.assume(`${GroupId} is taken to let everything out and nothing in: no file tells its rules`)
    }
  }
}
