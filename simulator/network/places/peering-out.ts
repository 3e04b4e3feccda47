import type { Ec2 } from '../../api/generated/types.d.ts'
import { place } from '../place.ts'
import type { PeeringOut } from '../positions.ts'
import { mtu } from '../rules/mtu.ts'
import { isBetweenRegions, peeringDestination, peeringSource } from '../rules/peering.ts'

// EC2 user guide, network_mtu: 8500 bytes between Regions; inside one, jumbo frames as in a VPC.
const peeringMtu = mtu<PeeringOut>(({ fabric, at }) =>
  isBetweenRegions(fabric, at.connection) ? 8500 : 9001,
)

/** It comes out in the other VPC, where no route table is asked: it is for an address there. */
export const peeringOut = place<PeeringOut, Ec2.VpcPeeringConnectionVpcInfo>({
  kind: 'peering-out',
  idOf: ({ connection }) => connection,
  rules: [peeringDestination, peeringSource, peeringMtu],
  next({ fabric, packet, at: { connection } }, { VpcId: vpc = '' }) {
    const to = { kind: 'vpc-in', vpc, gateway: connection } as const
    if (packet.sender === undefined || !isBetweenRegions(fabric, connection)) return { to }
    // VPC peering guide, vpc-peering-security-groups: groups of a VPC in another Region cannot be referred to.
    const { sender: _, ...anonymous } = packet
    return { to, packet: anonymous }
  },
})
