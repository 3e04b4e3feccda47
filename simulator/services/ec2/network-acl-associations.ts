import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'

/** Which network ACL a subnet has: every subnet has one, and none has two. */
export const networkAclAssociations = family<Ec2.NetworkAclAssociation>({
  service: 'ec2',
  resource: 'network-acl-association',
  id: 'NetworkAclAssociationId',
  prefix: 'aclassoc',
  missing: (id) => new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`),
  references: {
    acl: { to: 'ec2:network-acl', read: ({ record }) => record.NetworkAclId },
    subnet: { to: 'ec2:subnet', read: ({ record }) => record.SubnetId, blocks: false },
  },
})

export function associate(ctx: Context, aclId: string, subnetId: string): string {
  const id = ctx.newId('aclassoc')
  networkAclAssociations.create(ctx, {
    NetworkAclAssociationId: id,
    NetworkAclId: aclId,
    SubnetId: subnetId,
  })
  return id
}

/** The subnets of a network ACL, in the order in which they came to it. */
export const associationsOf = (ctx: Pick<Context, 'store'>, aclId: string): Ec2.NetworkAclAssociation[] =>
  networkAclAssociations.by(ctx, 'acl', aclId).map(({ record }) => record)

export const associationOfSubnet = (
  ctx: Pick<Context, 'store'>,
  subnetId: string,
): Held<Ec2.NetworkAclAssociation> | undefined => networkAclAssociations.by(ctx, 'subnet', subnetId)[0]
