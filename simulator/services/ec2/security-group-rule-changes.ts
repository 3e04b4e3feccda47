import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { allProtocols } from './ip-protocols.ts'
import { duplicate, requireRuleOf } from './security-group-changes.ts'
import { noSuchPermission } from './security-group-errors.ts'
import { knownPeers, newPeers } from './security-group-peers.ts'
import { described, readPermissions } from './security-group-permissions.ts'
import {
  type HeldRule,
  propertiesOf,
  replaceRule,
  requireRoomFor,
  sameRule,
  securityGroupRules,
} from './security-group-rules.ts'
import { type HeldGroup, requireGroup, securityGroups } from './security-groups.ts'

export const modifySecurityGroupRules = operation(
  'ec2',
  'ModifySecurityGroupRules',
  { fidelity: 'exact', source: 'EC2 API reference, ModifySecurityGroupRules' },
  ({ GroupId, SecurityGroupRules }, ctx) => {
    const group = securityGroups.require(ctx, GroupId)
    if (!SecurityGroupRules.length) throw missingParameter('securityGroupRule')
    for (const { SecurityGroupRuleId, SecurityGroupRule } of SecurityGroupRules) {
      const rule = requireRuleOf(ctx, GroupId, undefined, SecurityGroupRuleId)
      if (!SecurityGroupRule) throw missingParameter('securityGroupRule')
      modifyRule(ctx, group, rule, SecurityGroupRule)
    }
    return { Return: true }
  },
)

function modifyRule(
  ctx: Context,
  group: HeldGroup,
  rule: HeldRule,
  asked: Ec2.SecurityGroupRuleRequest,
): void {
  refusePortsOfAllProtocols(asked)
  const [wanted] = readPermissions([asPermission(asked)], newPeers(ctx, group))
  if (!wanted) return
  const { record } = rule
  if (kindOfPeer(wanted) !== kindOfPeer(record)) {
    throw invalidParameter(
      `You cannot change the type of the security group rule '${record.SecurityGroupRuleId}'. ` +
        `Use ${kindOfPeer(record)} to specify its new value.`,
    )
  }
  const groupId = group.record.GroupId ?? ''
  const isEgress = record.IsEgress === true
  const other = sameRule(ctx, groupId, isEgress, wanted)
  if (other && securityGroupRules.idOf(other) !== record.SecurityGroupRuleId) throw duplicate(wanted)
  replaceRule(ctx, rule, wanted)
  // What the rule was has made room for what it is now.
  requireRoomFor(ctx, groupId, isEgress, [])
}

// Observed at AWS, and in this operation only: authorizing such a rule drops the ports.
function refusePortsOfAllProtocols({
  IpProtocol,
  FromPort = -1,
  ToPort = -1,
}: Ec2.SecurityGroupRuleRequest): void {
  if (IpProtocol !== allProtocols || (FromPort === -1 && ToPort === -1)) return
  throw invalidParameter(
    'You may not specify all protocols and specific ports. Please specify each protocol and port range ' +
      'combination individually, or all protocols and no port range.',
  )
}

const peerKinds = ['CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupId'] as const

function kindOfPeer(rule: Ec2.SecurityGroupRule): string {
  return (
    peerKinds.find((kind) => kind !== 'ReferencedGroupId' && rule[kind] !== undefined) ?? 'ReferencedGroupId'
  )
}

function asPermission(asked: Ec2.SecurityGroupRuleRequest): Ec2.IpPermission {
  const { IpProtocol, FromPort, ToPort, Description, CidrIpv4, CidrIpv6, PrefixListId } = asked
  const given = peerKinds.filter((kind) => asked[kind] !== undefined)
  // EC2 API reference, SecurityGroupRuleRequest: "You must specify exactly one of the following parameters".
  if (given.length !== 1) {
    throw given.length
      ? invalidCombination(`The parameter ${given[1]} cannot be used with the parameter ${given[0]}`)
      : missingParameter(peerKinds.join(' or '))
  }
  return {
    IpProtocol,
    FromPort,
    ToPort,
    ...(CidrIpv4 !== undefined && { IpRanges: [{ CidrIp: CidrIpv4, Description }] }),
    ...(CidrIpv6 !== undefined && { Ipv6Ranges: [{ CidrIpv6, Description }] }),
    ...(PrefixListId !== undefined && { PrefixListIds: [{ PrefixListId, Description }] }),
    ...(asked.ReferencedGroupId !== undefined && {
      UserIdGroupPairs: [{ GroupId: asked.ReferencedGroupId, Description }],
    }),
  }
}

const updateIngress = 'EC2 API reference, UpdateSecurityGroupRuleDescriptionsIngress'
const updateEgress = 'EC2 API reference, UpdateSecurityGroupRuleDescriptionsEgress'

export const updateSecurityGroupRuleDescriptionsIngress = operation(
  'ec2',
  'UpdateSecurityGroupRuleDescriptionsIngress',
  { fidelity: 'exact', source: updateIngress },
  (input, ctx) => updateDescriptions(ctx, false, input),
)

export const updateSecurityGroupRuleDescriptionsEgress = operation(
  'ec2',
  'UpdateSecurityGroupRuleDescriptionsEgress',
  { fidelity: 'exact', source: updateEgress },
  (input, ctx) => updateDescriptions(ctx, true, input),
)

interface Descriptions {
  readonly GroupId?: string | undefined
  readonly GroupName?: string | undefined
  readonly IpPermissions?: readonly Ec2.IpPermission[] | undefined
  readonly SecurityGroupRuleDescriptions?: readonly Ec2.SecurityGroupRuleDescription[] | undefined
}

function updateDescriptions(ctx: Context, isEgress: boolean, input: Descriptions) {
  const group = requireGroup(ctx, input)
  const { IpPermissions: permissions, SecurityGroupRuleDescriptions: byId } = input
  if (permissions?.length && byId?.length) {
    throw invalidCombination(
      'The parameter securityGroupRuleDescription cannot be used with the parameter ipPermissions',
    )
  }
  if (byId?.length) describeById(ctx, group, isEgress, byId)
  else if (permissions?.length) describeByPermission(ctx, group, isEgress, permissions)
  else throw missingParameter('ipPermissions')
  return { Return: true }
}

function describeById(
  ctx: Context,
  group: HeldGroup,
  isEgress: boolean,
  descriptions: readonly Ec2.SecurityGroupRuleDescription[],
): void {
  for (const { SecurityGroupRuleId, Description } of descriptions) {
    const id = SecurityGroupRuleId ?? ''
    setDescription(ctx, requireRuleOf(ctx, group.record.GroupId ?? '', isEgress, id), described(Description))
  }
}

function describeByPermission(
  ctx: Context,
  group: HeldGroup,
  isEgress: boolean,
  permissions: readonly Ec2.IpPermission[],
): void {
  permissions.forEach(refusePortsWithoutProtocol)
  for (const wanted of readPermissions(permissions, knownPeers(ctx, group))) {
    const rule = sameRule(ctx, group.record.GroupId ?? '', isEgress, wanted)
    if (!rule) throw noSuchPermission()
    setDescription(ctx, rule, wanted)
  }
}

// Observed at AWS, and again in this operation only.
function refusePortsWithoutProtocol({ IpProtocol, FromPort, ToPort }: Ec2.IpPermission): void {
  if (IpProtocol !== allProtocols) return
  const given = FromPort === undefined ? (ToPort === undefined ? undefined : 'to-port') : 'from-port'
  if (given) throw invalidParameter(`When protocol is ALL, you cannot specify ${given}.`)
}

// "You can remove a description for a security group rule by omitting the description parameter in the request."
function setDescription(
  ctx: Context,
  rule: HeldRule,
  { Description }: { Description?: string | undefined },
): void {
  const { Description: _, ...properties } = propertiesOf(rule)
  replaceRule(ctx, rule, Description === undefined ? properties : { ...properties, Description })
}
