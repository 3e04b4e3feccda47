import { ec2Request } from '../../../network/mending/repair.ts'
import { networkAclAssociations } from '../../../services/ec2/network-acl-associations.ts'
import { networkAcls } from '../../../services/ec2/network-acls.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** An entry of a network ACL is left out, turned round, or for everything. */
export const aclEntries: Mutator = {
  name: 'acl-entries',
  changes: ['packets'],
  mutants: ({ fabric, vpcs, called }) =>
    networkAcls
      .everyone(fabric)
      .filter(
        ({ record: { VpcId = '', NetworkAclId = '' } }) =>
          vpcs.has(VpcId) && networkAclAssociations.count(fabric, 'acl', NetworkAclId) > 0,
      )
      .flatMap((acl) =>
        (acl.record.Entries ?? []).flatMap((entry) => {
          const { NetworkAclId = '' } = acl.record
          const { RuleNumber = 0, RuleAction, Egress = false } = entry
          // The last one cannot be changed.
          if (RuleNumber > 32_766) return []
          const words = `entry ${RuleNumber} (${Egress ? 'out' : 'in'}) of the network ACL ${called(NetworkAclId)}`
          const { IcmpTypeCode, Protocol = '-1', PortRange, CidrBlock, Ipv6CidrBlock } = entry
          const same = {
            NetworkAclId,
            RuleNumber,
            Egress,
            Protocol,
            ...(IcmpTypeCode && { IcmpTypeCode }),
            ...(PortRange && { PortRange }),
            ...(CidrBlock !== undefined && { CidrBlock }),
            ...(Ipv6CidrBlock !== undefined && { Ipv6CidrBlock }),
          }
          const other = RuleAction === 'allow' ? ('deny' as const) : ('allow' as const)
          const open = { NetworkAclId, RuleNumber, Egress, Protocol: '-1', CidrBlock: '0.0.0.0/0' }
          const isOpen = Protocol === '-1' && CidrBlock === '0.0.0.0/0'
          return [
            mutant(
              `Without ${words}`,
              ec2Request(acl, 'DeleteNetworkAclEntry', { NetworkAclId, RuleNumber, Egress }),
            ),
            mutant(
              `The ${words} says ${other}`,
              ec2Request(acl, 'ReplaceNetworkAclEntry', { ...same, RuleAction: other }),
            ),
            ...(isOpen || RuleAction !== 'allow'
              ? []
              : [
                  mutant(
                    `The ${words} allows everything`,
                    ec2Request(acl, 'ReplaceNetworkAclEntry', { ...open, RuleAction: 'allow' }),
                  ),
                ]),
          ]
        }),
      ),
}
