import { ec2Request } from '../../../network/mending/repair.ts'
import { occupantOf } from '../../../network/occupants.ts'
import { networkInterfaces } from '../../../services/ec2/network-interfaces.ts'
import { isDefaultGroup, securityGroups } from '../../../services/ec2/security-groups.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A machine’s network interface has other groups, or checks whom packets are for. */
export const machines: Mutator = {
  name: 'machines',
  changes: ['packets'],
  mutants: ({ fabric, called }) =>
    networkInterfaces.everyone(fabric).flatMap((eni) => {
      const occupant = occupantOf(eni)
      if (occupant.kind !== 'instance') return []
      const { NetworkInterfaceId = '', VpcId = '', Groups = [], SourceDestCheck } = eni.record
      const usual = securityGroups.by(fabric, 'vpc', VpcId).find(isDefaultGroup)?.record.GroupId
      const words = called(occupant.id)
      return [
        ...(usual === undefined || Groups.some(({ GroupId }) => GroupId === usual)
          ? []
          : [
              mutant(
                `The VPC’s default security group alone for ${words}`,
                ec2Request(eni, 'ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, Groups: [usual] }),
              ),
            ]),
        ...(SourceDestCheck === false
          ? [
              mutant(
                `The source/destination check is on at ${words}`,
                ec2Request(eni, 'ModifyNetworkInterfaceAttribute', {
                  NetworkInterfaceId,
                  SourceDestCheck: { Value: true },
                }),
              ),
            ]
          : []),
      ]
    }),
}
