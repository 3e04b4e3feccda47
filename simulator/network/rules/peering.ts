import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { type PeeringConnection, peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import type { PeeringOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// VPC peering guide, vpc-peering-basics: neither transitive peering nor edge-to-edge routing. A connection carries only
// what goes from an address of one VPC to an address of the other.

type End = Ec2.VpcPeeringConnectionVpcInfo

/** The ends of a connection as a VPC sees them: its own and the other one. */
function endsOf({ record }: PeeringConnection, vpc: string): { own: End; other: End } {
  const { RequesterVpcInfo = {}, AccepterVpcInfo = {} } = record
  return RequesterVpcInfo.VpcId === vpc
    ? { own: RequesterVpcInfo, other: AccepterVpcInfo }
    : { own: AccepterVpcInfo, other: RequesterVpcInfo }
}

/** Whether an address lies in the VPC at an end; of one that nobody here knows, by what the connection tells. */
function isAtEnd(fabric: Fabric, end: End, address: number | bigint): boolean {
  const { VpcId = '', CidrBlockSet = [], CidrBlock, Ipv6CidrBlockSet = [] } = end
  if (vpcs.get(fabric, VpcId)) return isInVpc(fabric, VpcId, address)
  const cidrs = [
    CidrBlock,
    ...CidrBlockSet.map((one) => one.CidrBlock),
    ...Ipv6CidrBlockSet.map((one) => one.Ipv6CidrBlock),
  ]
  return cidrs.some((cidr) => {
    const prefix = parsePrefix(cidr ?? '')?.prefix
    return prefix !== undefined && prefixContains(prefix, address)
  })
}

export const peeringSource: Rule<PeeringOut> = {
  id: 'peering-source',
  question: 'Does the packet come from an address of the VPC at this end?',
  judge({ fabric, packet: { source }, at: { connection, vpc } }) {
    const held = peeringConnections.get(fabric, connection)
    if (held && isAtEnd(fabric, endsOf(held, vpc).own, source)) return pass('source-is-of-the-vpc', [vpc])
    return drop('peering-is-not-transitive', [connection, formatAddress(source)])
  },
}

export const peeringDestination: Rule<PeeringOut, End> = {
  id: 'peering-destination',
  question: 'Is the packet for an address of the VPC at the other end?',
  judge({ fabric, packet: { destination }, at: { connection, vpc } }) {
    const held = peeringConnections.get(fabric, connection)
    const other = held && endsOf(held, vpc).other
    if (other && isAtEnd(fabric, other, destination)) {
      return pass('destination-is-of-the-peer', [connection, other.VpcId ?? ''], { found: other })
    }
    return drop('peering-leads-to-the-peer-alone', [connection, formatAddress(destination)])
  },
}

/** Whether a connection joins VPCs of two Regions. */
export function isBetweenRegions(fabric: Fabric, connection: string): boolean {
  const { RequesterVpcInfo, AccepterVpcInfo } = peeringConnections.get(fabric, connection)?.record ?? {}
  return RequesterVpcInfo?.Region !== AccepterVpcInfo?.Region
}
