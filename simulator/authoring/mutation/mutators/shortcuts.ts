import { overlap } from '../../../kernel/address.ts'
import { ec2Request } from '../../../network/mending/repair.ts'
import { routeTables } from '../../../services/ec2/route-tables.ts'
import { peeringConnections, vpcIdsOf } from '../../../services/ec2/vpc-peering-connections.ts'
import { vpcs } from '../../../services/ec2/vpcs.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** VPCs that are joined by something narrower are peered as well, with routes on both sides. */
export const shortcuts: Mutator = {
  name: 'shortcuts',
  changes: ['packets'],
  mutants({ fabric, vpcs: used, called }) {
    const all = vpcs.everyone(fabric).filter(({ record }) => used.has(record.VpcId ?? ''))
    const peered = new Set(
      peeringConnections.everyone(fabric).map((one) => vpcIdsOf(one).toSorted().join(' ')),
    )
    return all.flatMap((one, i) =>
      all.slice(i + 1).flatMap((other) => {
        const { VpcId = '', CidrBlock = '' } = one.record
        const { VpcId: PeerVpcId = '', CidrBlock: far = '' } = other.record
        if (overlap(CidrBlock, far) || peered.has([VpcId, PeerVpcId].sort().join(' '))) return []
        const peering = { VpcPeeringConnectionId: '$PEERING' }
        const lead = (vpc: string, DestinationCidrBlock: string) =>
          routeTables
            .by(fabric, 'vpc', vpc)
            .filter(({ record }) => record.Associations?.some((at) => at.Main || at.SubnetId !== undefined))
            .map((table) =>
              ec2Request(table, 'CreateRoute', {
                RouteTableId: table.record.RouteTableId ?? '',
                DestinationCidrBlock,
                ...peering,
              }),
            )
        return [
          mutant(
            `${called(VpcId)} and ${called(PeerVpcId)} are peered`,
            {
              ...ec2Request(one, 'CreateVpcPeeringConnection', {
                VpcId,
                PeerVpcId,
                PeerOwnerId: other.account,
                PeerRegion: other.region,
              }),
              keeps: { name: 'PEERING', member: 'VpcPeeringConnection.VpcPeeringConnectionId' },
            },
            ec2Request(other, 'AcceptVpcPeeringConnection', peering),
            ...lead(VpcId, far),
            ...lead(PeerVpcId, CidrBlock),
          ),
        ]
      }),
    )
  },
}
