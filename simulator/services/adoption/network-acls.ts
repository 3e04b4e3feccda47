import type { Ec2 } from '../../api/generated/types.d.ts'
import { networkAclAssociations } from '../ec2/network-acl-associations.ts'
import { networkAcls } from '../ec2/network-acls.ts'
import { subnets } from '../ec2/subnets.ts'
import type { Adoption } from './adoption.ts'
import { madeUpId } from './made-up-ids.ts'

/** Network ACLs, and which subnet has which: AWS lists that under the ACL. */
export function adoptNetworkAcls(adoption: Adoption): void {
  const { ctx } = adoption
  for (const item of adoption.items('NetworkAcls')) {
    const { Associations = [], ...record } = item.record as Ec2.NetworkAcl
    const home = adoption.homeOf(item)
    adoption.take(
      networkAcls,
      'NetworkAcls',
      { ...home, record: { IsDefault: false, Entries: [], ...record }, side: {} },
      item,
    )
    for (const { SubnetId, NetworkAclAssociationId } of Associations) {
      const { NetworkAclId } = record
      if (SubnetId === undefined || NetworkAclId === undefined) continue
      if (networkAclAssociations.count(ctx, 'subnet', SubnetId)) continue
      associate(adoption, home, { SubnetId, NetworkAclId, NetworkAclAssociationId })
    }
  }
  addMissing(adoption)
}

function associate(
  adoption: Adoption,
  home: { readonly account: string; readonly region: string },
  {
    SubnetId,
    NetworkAclId,
    NetworkAclAssociationId = madeUpId('aclassoc', SubnetId),
  }: Ec2.NetworkAclAssociation,
): void {
  adoption.put(networkAclAssociations.table, {
    ...home,
    record: { NetworkAclAssociationId, NetworkAclId, SubnetId },
    side: {},
  })
}

/** VPC user guide, vpc-network-acls: a subnet has the VPC's default network ACL, which lets everything pass at first. */
function addMissing(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { account, region, record } of subnets.everyone(ctx)) {
    const { SubnetId = '', VpcId = '' } = record
    if (networkAclAssociations.count(ctx, 'subnet', SubnetId)) continue
    const home = { account, region }
    const [usual] = networkAcls.by(ctx, 'default-of', VpcId)
    const NetworkAclId = usual?.record.NetworkAclId ?? addDefault(adoption, home, VpcId)
    associate(adoption, home, { SubnetId, NetworkAclId })
  }
}

function addDefault(
  adoption: Adoption,
  home: { readonly account: string; readonly region: string },
  VpcId: string,
): string {
  const NetworkAclId = madeUpId('acl', VpcId, 'default')
  const all = (
    Egress: boolean,
    RuleNumber: number,
    cidr: Partial<Ec2.NetworkAclEntry>,
  ): Ec2.NetworkAclEntry => ({
    Egress,
    Protocol: '-1',
    RuleAction: 'allow',
    RuleNumber,
    ...cidr,
  })
  const Entries = [true, false].flatMap((egress) => [
    all(egress, 100, { CidrBlock: '0.0.0.0/0' }),
    all(egress, 101, { Ipv6CidrBlock: '::/0' }),
  ])
  const record: Ec2.NetworkAcl = {
    NetworkAclId,
    VpcId,
    OwnerId: home.account,
    IsDefault: true,
    Entries,
    Tags: [],
  }
  adoption.put(networkAcls.table, { ...home, record, side: {} })
  adoption.assume(
    `${VpcId} is taken to have AWS’s default network ACL, which lets everything pass: no file tells of one`,
  )
  return NetworkAclId
}
