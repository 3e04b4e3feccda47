import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { invalidParameter } from './errors.ts'
import { type HeldGroup, isDefaultGroup, securityGroups } from './security-groups.ts'
import { vpcs } from './vpcs.ts'

/** AWS prints no id of an association: the key is ours. */
type Association = Ec2.SecurityGroupVpcAssociation & { readonly Key?: string }

const keyOf = (groupId: string, vpcId: string) => `${groupId}/${vpcId}`

const noSuchAssociation = (key: string) => {
  const [group, vpc] = key.split('/')
  return new AwsError(
    'InvalidSecurityGroupVpcAssociation.NotFound',
    `The security group '${group}' is not associated with the VPC '${vpc}'`,
  )
}

/** VPCs that a security group may be used in beside its own. */
export const securityGroupVpcAssociations = family<Association>({
  service: 'ec2',
  resource: 'security-group-vpc-association',
  id: 'Key',
  prefix: 'security-group-vpc-association',
  missing: noSuchAssociation,
  references: {
    // EC2 API reference, DeleteSecurityGroup: a group with an association cannot be deleted.
    group: { to: 'ec2:security-group', read: ({ record }) => record.GroupId },
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId },
  },
  view: ({ record: { Key: _, ...association } }) => association,
  filters: {
    'group-id': { index: 'group', read: ({ record }) => record.GroupId },
    'group-owner-id': ({ record }) => record.GroupOwnerId,
    state: ({ record }) => record.State,
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
    'vpc-owner-id': ({ record }) => record.VpcOwnerId,
  },
})

export const associateSecurityGroupVpc = operation(
  'ec2',
  'AssociateSecurityGroupVpc',
  {
    fidelity: {
      simplified: 'VPCs shared by another account do not exist: both must be of the same account.',
    },
    source: 'EC2 API reference, AssociateSecurityGroupVpc',
  },
  ({ GroupId, VpcId }, ctx) => {
    const group = securityGroups.require(ctx, GroupId)
    const vpc = vpcs.require(ctx, VpcId)
    // "You cannot use this feature with default security groups", nor "with the default VPC".
    if (isDefaultGroup(group))
      throw invalidParameter(`The security group '${GroupId}' is a default security group.`)
    if (vpc.record.IsDefault) throw invalidParameter(`The VPC '${VpcId}' is a default VPC.`)
    const key = keyOf(GroupId, VpcId)
    if (group.record.VpcId === VpcId || securityGroupVpcAssociations.find(ctx, key)) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `The security group '${GroupId}' is already associated with the VPC '${VpcId}'`,
      )
    }
    securityGroupVpcAssociations.create(ctx, {
      Key: key,
      GroupId,
      VpcId,
      VpcOwnerId: vpc.account,
      State: 'associating',
      GroupOwnerId: group.account,
    })
    ctx.after('security-group-vpc-changed', 'security-group-vpc-associated', { key })
    return { State: 'associating' as const }
  },
)

export const securityGroupVpcAssociated = due<{ key: string }>(
  'security-group-vpc-associated',
  ({ key }, ctx) => {
    const held = securityGroupVpcAssociations.get(ctx, key)
    if (held?.record.State === 'associating')
      securityGroupVpcAssociations.update(ctx, held, { State: 'associated' })
  },
)

export const disassociateSecurityGroupVpc = operation(
  'ec2',
  'DisassociateSecurityGroupVpc',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateSecurityGroupVpc' },
  ({ GroupId, VpcId }, ctx) => {
    securityGroups.require(ctx, GroupId)
    vpcs.require(ctx, VpcId)
    const association = securityGroupVpcAssociations.require(ctx, keyOf(GroupId, VpcId))
    // "You cannot disassociate the security group if any Elastic network interfaces in the associated VPC are still
    // associated with the security group."
    if (isWornIn(ctx, GroupId, VpcId)) {
      throw new AwsError('DependencyViolation', `resource ${GroupId} has a dependent object`)
    }
    securityGroupVpcAssociations.update(ctx, association, { State: 'disassociating' })
    ctx.after('security-group-vpc-changed', 'security-group-vpc-disassociated', {
      key: keyOf(GroupId, VpcId),
    })
    return { State: 'disassociating' as const }
  },
)

export const securityGroupVpcDisassociated = due<{ key: string }>(
  'security-group-vpc-disassociated',
  ({ key }, ctx) => {
    const held = securityGroupVpcAssociations.get(ctx, key)
    if (held) securityGroupVpcAssociations.remove(ctx, held)
  },
)

// Whatever has security groups names them as references: network interfaces, and what is built on them.
function isWornIn(ctx: Context, groupId: string, vpcId: string): boolean {
  return ctx.families
    .referringTo(securityGroups.name)
    .filter(({ family: { name } }) => name === 'ec2:network-interface')
    .some(({ family: interfaces, reference }) =>
      interfaces.by(ctx, reference, groupId).some(({ record }) => record['VpcId'] === vpcId),
    )
}

export const describeSecurityGroupVpcAssociations = operation(
  'ec2',
  'DescribeSecurityGroupVpcAssociations',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeSecurityGroupVpcAssociations' },
  (input, ctx) => {
    const selected = securityGroupVpcAssociations.select(ctx, undefined, input.Filters)
    const { items, NextToken } = page(selected, input)
    const SecurityGroupVpcAssociations = items.map((one) => securityGroupVpcAssociations.print(ctx, one))
    return { SecurityGroupVpcAssociations, ...(NextToken && { NextToken }) }
  },
)

const isUsable = ({ record }: Held<Association>) => record.State === 'associated'

/** The VPCs whose interfaces may have a group: its own, and those it is associated with. */
export function vpcsOfGroup(ctx: Pick<Context, 'store'>, { record }: HeldGroup): string[] {
  const associations = securityGroupVpcAssociations.by(ctx, 'group', record.GroupId ?? '').filter(isUsable)
  return [record.VpcId ?? '', ...associations.map((one) => one.record.VpcId ?? '')]
}

/** The groups of the caller's that interfaces in a VPC may have: its own first. */
export function groupsForVpc(ctx: Context, vpcId: string): HeldGroup[] {
  const associated = securityGroupVpcAssociations
    .by(ctx, 'vpc', vpcId)
    .filter(isUsable)
    .flatMap(({ record }) => securityGroups.get(ctx, record.GroupId ?? '') ?? [])
  return [...securityGroups.by(ctx, 'vpc', vpcId), ...associated]
}
