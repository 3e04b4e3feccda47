import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter } from './errors.ts'
import { associate, networkAclAssociations } from './network-acl-associations.ts'
import { networkAcls, openAcl } from './network-acls.ts'
import { vpcs } from './vpcs.ts'

export const createNetworkAcl = operation(
  'ec2',
  'CreateNetworkAcl',
  { fidelity: 'exact', source: 'EC2 API reference, CreateNetworkAcl' },
  ({ VpcId, TagSpecifications, ClientToken }, ctx) => {
    const { record: vpc } = vpcs.require(ctx, VpcId)
    const acl = openAcl(ctx, { vpc, tags: tagsFor(TagSpecifications, 'network-acl') })
    return { NetworkAcl: networkAcls.print(ctx, acl), ...(ClientToken !== undefined && { ClientToken }) }
  },
)

export const deleteNetworkAcl = operation(
  'ec2',
  'DeleteNetworkAcl',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkAcl' },
  ({ NetworkAclId }, ctx) => {
    const acl = networkAcls.require(ctx, NetworkAclId)
    // "You can't delete the ACL if it's associated with any subnets. You can't delete the default network ACL."
    if (acl.record.IsDefault) throw invalidParameter(`cannot delete default network ACL ${NetworkAclId}`)
    networkAcls.delete(ctx, acl)
    return {}
  },
)

export const replaceNetworkAclAssociation = operation(
  'ec2',
  'ReplaceNetworkAclAssociation',
  { fidelity: 'exact', source: 'EC2 API reference, ReplaceNetworkAclAssociation' },
  ({ AssociationId, NetworkAclId }, ctx) => {
    const association = networkAclAssociations.require(ctx, AssociationId)
    const { NetworkAclId: previous = '', SubnetId = '' } = association.record
    const acl = networkAcls.require(ctx, NetworkAclId)
    if (acl.record.VpcId !== networkAcls.require(ctx, previous).record.VpcId) {
      throw invalidParameter(
        `network acl ${NetworkAclId} and subnet ${SubnetId} belong to different networks`,
      )
    }
    networkAclAssociations.remove(ctx, association)
    return { NewAssociationId: associate(ctx, NetworkAclId, SubnetId) }
  },
)
