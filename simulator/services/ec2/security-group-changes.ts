import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { type TagSpecification, tagsFor } from '../tags.ts'
import { invalidCombination, missingParameter } from './errors.ts'
import { noSuchPermission, noSuchRule } from './security-group-errors.ts'
import { knownPeers, newPeers } from './security-group-peers.ts'
import {
  type PeerLookup,
  type RuleProperties,
  readPermissions,
  ruleInWords,
  sourceMissing,
  toPermissions,
} from './security-group-permissions.ts'
import {
  addRule,
  type HeldRule,
  requireRoomFor,
  sameRule,
  securityGroupRules,
} from './security-group-rules.ts'
import { type HeldGroup, requireGroup, securityGroups } from './security-groups.ts'
import { vpcs } from './vpcs.ts'

const sameVpcsOnly =
  'A rule may name groups of the same VPC, or of one that a security group association joins; peered VPCs and ' +
  'transit gateways are not looked at.'

export const authorizeSecurityGroupIngress = operation(
  'ec2',
  'AuthorizeSecurityGroupIngress',
  { fidelity: { simplified: sameVpcsOnly }, source: 'EC2 API reference, AuthorizeSecurityGroupIngress' },
  (input, ctx) => authorize(ctx, requireGroup(ctx, input), false, input),
)

export const authorizeSecurityGroupEgress = operation(
  'ec2',
  'AuthorizeSecurityGroupEgress',
  { fidelity: { simplified: sameVpcsOnly }, source: 'EC2 API reference, AuthorizeSecurityGroupEgress' },
  (input, ctx) => {
    refuseSimpleParameters(input)
    return authorize(ctx, requireGroup(ctx, input), true, input)
  },
)

export const revokeSecurityGroupIngress = operation(
  'ec2',
  'RevokeSecurityGroupIngress',
  { fidelity: 'exact', source: 'EC2 API reference, RevokeSecurityGroupIngress' },
  (input, ctx) => revoke(ctx, requireRevokedGroup(ctx, input), false, input),
)

export const revokeSecurityGroupEgress = operation(
  'ec2',
  'RevokeSecurityGroupEgress',
  { fidelity: 'exact', source: 'EC2 API reference, RevokeSecurityGroupEgress' },
  (input, ctx) => {
    refuseSimpleParameters(input)
    return revoke(ctx, requireGroup(ctx, input), true, input)
  },
)

interface SimpleParameters {
  readonly IpProtocol?: string | undefined
  readonly FromPort?: number | undefined
  readonly ToPort?: number | undefined
  readonly CidrIp?: string | undefined
  readonly SourceSecurityGroupName?: string | undefined
  readonly SourceSecurityGroupOwnerId?: string | undefined
}

interface Permissions extends SimpleParameters {
  readonly IpPermissions?: readonly Ec2.IpPermission[] | undefined
}

interface Authorization extends Permissions {
  readonly TagSpecifications?: readonly TagSpecification[] | undefined
}

function authorize(ctx: Context, group: HeldGroup, isEgress: boolean, input: Authorization) {
  const tags = tagsFor(input.TagSpecifications, 'security-group-rule')
  const wanted = readWanted(input, newPeers(ctx, group))
  const groupId = group.record.GroupId ?? ''
  for (const rule of wanted) {
    if (sameRule(ctx, groupId, isEgress, rule)) throw duplicate(rule)
  }
  requireRoomFor(ctx, groupId, isEgress, wanted)
  const SecurityGroupRules = wanted.map((rule) => withoutEmptyTags(addRule(ctx, group, isEgress, rule, tags)))
  return { Return: true, SecurityGroupRules }
}

export const duplicate = (rule: RuleProperties) =>
  new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleInWords(rule)}" already exists`)

// The answer lists tags only where there are some; describe always does.
function withoutEmptyTags({ record }: HeldRule): Ec2.SecurityGroupRule {
  const { Tags, ...rule } = record
  return Tags?.length ? record : rule
}

interface Revocation extends Permissions {
  readonly SecurityGroupRuleIds?: readonly string[] | undefined
}

function revoke(ctx: Context, group: HeldGroup, isEgress: boolean, input: Revocation) {
  const { found, unknown } = findRevoked(ctx, group, isEgress, input)
  for (const rule of found) securityGroupRules.remove(ctx, rule)
  const RevokedSecurityGroupRules = found.map(asRevoked)
  return {
    Return: true,
    ...(unknown.length > 0 && { UnknownIpPermissions: toPermissions(unknown) }),
    ...(found.length > 0 && { RevokedSecurityGroupRules }),
  }
}

interface Found {
  readonly found: readonly HeldRule[]
  readonly unknown: readonly RuleProperties[]
}

function findRevoked(ctx: Context, group: HeldGroup, isEgress: boolean, input: Revocation): Found {
  const groupId = group.record.GroupId ?? ''
  if (input.SecurityGroupRuleIds?.length) {
    if (input.IpPermissions?.length || hasSimpleParameters(input)) {
      throw invalidCombination(
        'The parameter ipPermissions cannot be used with the parameter securityGroupRuleIds',
      )
    }
    const found = input.SecurityGroupRuleIds.map((id) => requireRuleOf(ctx, groupId, isEgress, id))
    return { found: [...new Set(found)], unknown: [] }
  }
  const found: HeldRule[] = []
  const unknown: RuleProperties[] = []
  for (const wanted of readWanted(input, knownPeers(ctx, group))) {
    const rule = sameRule(ctx, groupId, isEgress, wanted)
    if (rule) found.push(rule)
    else unknown.push(wanted)
  }
  // "For a non-default VPC, if the values you specify do not match the existing rule's values, an
  // InvalidPermission.NotFound client error is returned, and no rules are revoked." In the default VPC, the answer
  // names what was not found.
  if (unknown.length && !vpcs.get(ctx, group.record.VpcId ?? '')?.record.IsDefault) throw noSuchPermission()
  return { found, unknown }
}

/** A rule by its id, if it is of the group and of the direction that the request is about. */
export function requireRuleOf(
  ctx: Context,
  groupId: string,
  isEgress: boolean | undefined,
  id: string,
): HeldRule {
  const rule = securityGroupRules.require(ctx, id)
  if (rule.record.GroupId !== groupId) throw noSuchRule(id)
  if (isEgress !== undefined && rule.record.IsEgress !== isEgress) throw noSuchRule(id)
  return rule
}

// With rule ids alone, the group follows from the first of them.
function requireRevokedGroup(
  ctx: Context,
  input: Revocation & Parameters<typeof requireGroup>[1],
): HeldGroup {
  const [id] = input.SecurityGroupRuleIds ?? []
  if (input.GroupId !== undefined || input.GroupName !== undefined || id === undefined) {
    return requireGroup(ctx, input)
  }
  return securityGroups.require(ctx, securityGroupRules.require(ctx, id).record.GroupId)
}

function asRevoked({ record }: HeldRule): Ec2.RevokedSecurityGroupRule {
  const {
    GroupOwnerId: _owner,
    Tags: _tags,
    SecurityGroupRuleArn: _arn,
    ReferencedGroupInfo,
    ...rule
  } = record
  return { ...rule, ...(ReferencedGroupInfo && { ReferencedGroupId: ReferencedGroupInfo.GroupId }) }
}

function readWanted(input: Permissions, peers: PeerLookup): RuleProperties[] {
  if (input.IpPermissions?.length) {
    if (hasSimpleParameters(input)) {
      throw invalidCombination('The parameter ipPermissions cannot be used with the parameter ipProtocol')
    }
    return readPermissions(input.IpPermissions, peers)
  }
  if (!hasSimpleParameters(input)) throw missingParameter('ipPermissions')
  return readPermissions(asPermissions(input), peers)
}

function asPermissions(input: SimpleParameters): Ec2.IpPermission[] {
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName, SourceSecurityGroupOwnerId } = input
  if (SourceSecurityGroupName === undefined) {
    if (SourceSecurityGroupOwnerId !== undefined) throw sourceMissing()
    return [{ IpProtocol, FromPort, ToPort, ...(CidrIp !== undefined && { IpRanges: [{ CidrIp }] }) }]
  }
  if (IpProtocol !== undefined || CidrIp !== undefined) {
    const other = CidrIp === undefined ? 'ipProtocol' : 'cidrIp'
    throw invalidCombination(
      `The parameter sourceSecurityGroupName cannot be used with the parameter ${other}`,
    )
  }
  // EC2 API reference: "The rule grants full ICMP, UDP, and TCP access."
  const UserIdGroupPairs = [{ GroupName: SourceSecurityGroupName, UserId: SourceSecurityGroupOwnerId }]
  return [
    { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, UserIdGroupPairs },
    { IpProtocol: 'udp', FromPort: 0, ToPort: 65535, UserIdGroupPairs },
    { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535, UserIdGroupPairs },
  ]
}

const simpleParameters = [
  'SourceSecurityGroupName',
  'SourceSecurityGroupOwnerId',
  'IpProtocol',
  'FromPort',
  'ToPort',
  'CidrIp',
] as const

const hasSimpleParameters = (input: SimpleParameters): boolean =>
  simpleParameters.some((name) => input[name] !== undefined)

// EC2 API reference, AuthorizeSecurityGroupEgress: "Not supported. Use IP permissions instead."
function refuseSimpleParameters(input: SimpleParameters): void {
  const given = simpleParameters.find((name) => input[name] !== undefined)
  if (given) throw new AwsError('UnknownParameter', `The parameter ${given} is not recognized`)
}
