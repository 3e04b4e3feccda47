import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Packet } from '../packet.ts'
import { type Move, place } from '../place.ts'
import type { ServiceEndpoint } from '../positions.ts'
import type { Step } from '../rule.ts'
import { endpointAvailable } from '../rules/endpoint-available.ts'
import { endpointProtocol } from '../rules/endpoint-protocol.ts'
import { endpointWay, type Way } from '../rules/endpoint-way.ts'
import { mtu } from '../rules/mtu.ts'
import { passing, takenOver } from '../taken-over.ts'

/** PrivateLink guide, vpc-limits-endpoints: larger packets are dropped, and nobody is told. */
const largestPacket = 8500

/** PrivateLink guide, interface-endpoints, and VPC Lattice user guide, quotas: idle connections end after that. */
const idleSeconds = 350

/** PrivateLink takes the packet out of the VPC: what is behind sees none of the VPC's interfaces. */
export const serviceEndpoint = place<ServiceEndpoint, Way>({
  kind: 'service-endpoint',
  idOf: ({ endpoint }) => endpoint,
  rules: [endpointAvailable, endpointProtocol, mtu(largestPacket, 'untold'), endpointWay],
  next(step, way) {
    const { at, flow, packet } = step
    const { NetworkInterfaceId: id = '' } = at.eni.record
    const passage = { kind: 'endpoint', id: at.endpoint, interface: id, packet, idleSeconds } as const
    const kept = passing(flow, passage)
    if (way.kind === 'service') return arrived(step, way, [kept])
    const taken = takenOver.note(id, { packet, back: { kind: 'interface-out', eni: at.eni } })
    const { sender: _, ...anonymous } = packet
    return way.kind === 'balancer'
      ? {
          to: { kind: 'balancer-node', eni: way.node, through: at },
          packet: { ...anonymous, destination: addressLike(way.node, packet) },
          notes: [taken, kept],
        }
      : {
          to: {
            kind: 'resource-gateway',
            eni: way.gateway,
            through: { endpoint: at, configuration: way.configuration },
          },
          packet: anonymous,
          notes: [taken, kept],
        }
  },
})

function arrived(
  { at, packet }: Step<ServiceEndpoint>,
  { name, region }: Extract<Way, { kind: 'service' }>,
  notes: Move['notes'],
): Move {
  return {
    arrival: {
      kind: 'service',
      id: name,
      packet,
      answersFrom: { kind: 'interface-out', eni: at.eni },
      endpoint: at.endpoint,
      service: { name, region },
    },
    ...(notes && { notes }),
  }
}

/** The node's address of the packet's own family, or else its first. */
function addressLike(node: NetworkInterface, { destination }: Packet): Packet['destination'] {
  const own = addressesOf(node)
  return own.find((one) => typeof one === typeof destination) ?? own[0] ?? destination
}
