import { parseAddress } from '../../kernel/address.ts'
import { genevePort } from '../../services/elbv2/target-group-creation.ts'
import { ephemeralPort } from '../ephemeral-ports.ts'
import { type Packet, udp } from '../packet.ts'
import { place } from '../place.ts'
import type { InspectionNode } from '../positions.ts'
import {
  type InspectorFound,
  inspectionBalancerActive,
  inspectionFlow,
  inspectionTarget,
  inspectors,
} from '../rules/inspection-target.ts'
import { spreadFlows } from '../spreading.ts'
import { routerOfSubnet } from '../subnet-router.ts'

/** The load balancer's node sends the packet to an appliance, inside a packet of its own. */
export const inspectionNode = place<InspectionNode, InspectorFound>({
  kind: 'inspection-node',
  idOf: ({ eni }) => eni.record.NetworkInterfaceId ?? '',
  rules: [inspectionBalancerActive, inspectionFlow, inspectionTarget],
  next({ fabric, packet, at: { eni, endpoint } }, { address: destination, isSpread }) {
    const { VpcId = '', SubnetId = '', PrivateIpAddress = '' } = eni.record
    const source = parseAddress(PrivateIpAddress) ?? 0
    return {
      to: routerOfSubnet(fabric, VpcId, SubnetId, eni),
      packet: wrap(packet, endpoint, { source, destination }),
      notes: [
        inspectors.note(endpoint, destination),
        ...(isSpread ? [spreadFlows.note(endpoint, true)] : []),
      ],
    }
  },
})

/**
 * Gateway Load Balancer guide, target-groups, "Routing configuration": GENEVE to port 6081, with a header of 68
 * bytes.
 */
function wrap(packet: Packet, endpoint: string, ends: Pick<Packet, 'source' | 'destination'>): Packet {
  const { sender: _, ...inside } = packet
  return {
    ...ends,
    protocol: udp,
    sourcePort: ephemeralPort(packet, endpoint),
    destinationPort: genevePort,
    ...(packet.size !== undefined && { size: packet.size + 68 }),
    carries: { packet: inside, endpoint },
  }
}
