import { type NetworkInterface, networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { isInForce, peeringConnections, vpcIdsOf } from '../services/ec2/vpc-peering-connections.ts'
import { addressesOf } from './compiled/addresses.ts'
import type { Fabric } from './fabric.ts'
import { occupantOf } from './occupants.ts'
import type { Packet } from './packet.ts'

// Whom a rule that names a security group admits: the private addresses of the interfaces that carry the group.

const carries = ({ record }: NetworkInterface, group: string): boolean =>
  record.Groups?.some(({ GroupId }) => GroupId === group) ?? false

/** Whether the packet is seen to come from an interface with the group. */
export function groupsSeenOfSender(
  fabric: Fabric,
  _at: NetworkInterface,
  packet: Packet,
  group: string,
): boolean {
  const sender = packet.sender === undefined ? undefined : networkInterfaces.get(fabric, packet.sender)
  if (sender === undefined || !carries(sender, group)) return false
  // Network Load Balancer guide, load-balancer-security-groups: its groups are seen "even if you enable client IP
  // preservation".
  return addressesOf(sender).includes(packet.source) || occupantOf(sender).kind === 'balancer-node'
}

/** Whether the packet is for an interface with the group, in the same VPC or one that is peered in the Region. */
export function groupsSeenAtDestination(
  fabric: Fabric,
  at: NetworkInterface,
  packet: Packet,
  group: string,
): boolean {
  return networkInterfaces.by(fabric, 'group', group).some((one) => {
    if (!addressesOf(one).includes(packet.destination)) return false
    return one.record.VpcId === at.record.VpcId || arePeered(fabric, at, one)
  })
}

// VPC peering guide, vpc-peering-security-groups: groups of a peer VPC can be named within one Region.
function arePeered(fabric: Fabric, one: NetworkInterface, other: NetworkInterface): boolean {
  if (one.region !== other.region) return false
  const { VpcId = '' } = one.record
  return peeringConnections
    .by(fabric, 'vpc', VpcId)
    .some(
      (connection) =>
        isInForce(connection) &&
        connection.record.Status?.Code === 'active' &&
        vpcIdsOf(connection).includes(other.record.VpcId ?? ''),
    )
}
