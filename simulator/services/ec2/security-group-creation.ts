import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { noDefaultVpc, requireAllowedText } from './security-group-errors.ts'
import { securityGroupRules } from './security-group-rules.ts'
import {
  defaultName,
  groupNamed,
  isDefaultGroup,
  openGroup,
  removeRulesOf,
  requireGroup,
  securityGroups,
} from './security-groups.ts'
import { defaultVpcOf, vpcs } from './vpcs.ts'

export const createSecurityGroup = operation(
  'ec2',
  'CreateSecurityGroup',
  { fidelity: 'exact', source: 'EC2 API reference, CreateSecurityGroup' },
  ({ GroupName, Description, VpcId, TagSpecifications }, ctx) => {
    const name = readName(GroupName)
    const description = readText(
      Description,
      'GroupDescription',
      'security group description',
      'descriptions',
    )
    const tags = tagsFor(TagSpecifications, 'security-group')
    const vpc = vpcFor(ctx, VpcId)
    if (groupNamed(ctx, vpc.VpcId ?? '', name)) {
      throw new AwsError(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${vpc.VpcId}'`,
      )
    }
    const { record } = openGroup(ctx, { vpc, name, description, tags })
    const { GroupId, SecurityGroupArn } = record
    return { GroupId, ...(tags.length && { Tags: tags }), SecurityGroupArn }
  },
)

export const deleteSecurityGroup = operation(
  'ec2',
  'DeleteSecurityGroup',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteSecurityGroup' },
  (input, ctx) => {
    const group = requireGroup(ctx, input)
    const { GroupId = '', GroupName } = group.record
    if (isDefaultGroup(group)) {
      throw new AwsError(
        'CannotDelete',
        `the specified group: "${GroupId}" name: "${GroupName}" cannot be deleted by a user`,
      )
    }
    securityGroups.delete(ctx, group)
    removeRulesOf(ctx, group)
    forgetOwner(ctx, GroupId)
    return { Return: true, GroupId }
  },
)

// EC2 API reference, UserIdGroupPair: "If the referenced security group is deleted, this value is not returned."
// Only rules of other VPCs can still name it.
function forgetOwner(ctx: Context, groupId: string): void {
  for (const rule of securityGroupRules.by(ctx, 'referenced-group', groupId)) {
    const { UserId: _, ...ReferencedGroupInfo } = rule.record.ReferencedGroupInfo ?? {}
    securityGroupRules.update(ctx, rule, { ReferencedGroupInfo })
  }
}

function readName(text: string): string {
  // VPC user guide, creating-security-groups: "If the name contains trailing spaces, we trim the spaces".
  const name = readText(text.trimEnd(), 'GroupName', 'security group name', 'names')
  if (name.toLowerCase() === defaultName) {
    throw invalidParameter(`Cannot use reserved security group name: ${name}`)
  }
  if (name.startsWith('sg-')) {
    throw invalidParameter(
      `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    )
  }
  return name
}

function readText(text: string, parameter: string, subject: string, plural: string): string {
  if (text === '') throw missingParameter(parameter)
  if (!isAscii(text)) {
    throw invalidParameter(
      `Value (${text}) for parameter ${parameter} is invalid. Character sets beyond ASCII are not supported.`,
    )
  }
  requireAllowedText(text, subject, plural)
  return text
}

const isAscii = (text: string) => [...text].every((char) => char.charCodeAt(0) < 128)

function vpcFor(ctx: Context, id: string | undefined): Ec2.Vpc {
  if (id !== undefined) return vpcs.require(ctx, id).record
  const vpc = defaultVpcOf(ctx)
  if (vpc) return vpc.record
  throw noDefaultVpc()
}
