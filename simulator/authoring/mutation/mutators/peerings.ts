import { ec2Request } from '../../../network/mending/repair.ts'
import { peeringConnections } from '../../../services/ec2/vpc-peering-connections.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** A peering connection is not there, or one side does not resolve the other's names. */
export const peerings: Mutator = {
  name: 'peerings',
  changes: ['packets', 'names'],
  mutants: ({ fabric, called }) =>
    peeringConnections
      .everyone(fabric)
      .filter(({ record }) => record.Status?.Code === 'active')
      .flatMap((peering) => {
        const { VpcPeeringConnectionId = '', RequesterVpcInfo, AccepterVpcInfo } = peering.record
        const words = `the peering connection ${called(VpcPeeringConnectionId)}`
        const sides = [
          { side: 'RequesterPeeringConnectionOptions', info: RequesterVpcInfo },
          { side: 'AccepterPeeringConnectionOptions', info: AccepterVpcInfo },
        ] as const
        return [
          mutant(
            `Without ${words}`,
            ec2Request(peering, 'DeleteVpcPeeringConnection', { VpcPeeringConnectionId }),
          ),
          ...sides.map(({ side, info }) => {
            const now = info?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc ?? false
            const owner = {
              account: info?.OwnerId ?? peering.account,
              region: info?.Region ?? peering.region,
            }
            return mutant(
              `Names of ${called(info?.VpcId)} are ${now ? 'not ' : ''}resolved from across ${words}`,
              ec2Request(owner, 'ModifyVpcPeeringConnectionOptions', {
                VpcPeeringConnectionId,
                [side]: { AllowDnsResolutionFromRemoteVpc: !now },
              }),
            )
          }),
        ]
      }),
}
