import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { type Occupant, occupantOf } from '../occupants.ts'
import type { Carried } from '../packet.ts'
import { type Move, place } from '../place.ts'
import type { InterfaceIn, Position } from '../positions.ts'
import type { Step } from '../rule.ts'
import { machineOf, masquerades } from '../rules/appliance.ts'
import { expectedAnswer } from '../rules/expected-answer.ts'
import { interfaceInUse } from '../rules/interface-in-use.ts'
import { securityGroupIngress } from '../rules/security-group.ts'
import { destinationCheck } from '../rules/source-destination-check.ts'
import { trackedFlows } from '../tracking.ts'

export const interfaceIn = place<InterfaceIn>({
  kind: 'interface-in',
  idOf: ({ eni }) => eni.record.NetworkInterfaceId ?? '',
  rules: [interfaceInUse, destinationCheck, securityGroupIngress, expectedAnswer],
  next(step) {
    const { NetworkInterfaceId: id = '' } = step.at.eni.record
    const move = onward(step)
    if (step.flow.direction === 'reply') return move
    return { ...move, notes: [trackedFlows.note(id, true), ...(move.notes ?? [])] }
  },
})

/** To whatever the interface belongs to. */
function onward({ packet, flow, at: { eni } }: Step<InterfaceIn>): Move {
  const occupant = occupantOf(eni)
  const to = (position: Position): Move => ({ to: position })
  if (packet.carries) return to(inspectionAt(eni, occupant, packet.carries))
  if (occupant.kind === 'nat-gateway') return to({ kind: 'nat-gateway-back', nat: occupant.id, eni })
  if (occupant.kind === 'vpc-endpoint') return to({ kind: 'service-endpoint', endpoint: occupant.id, eni })
  if (occupant.kind === 'balancer-node' || occupant.kind === 'resource-gateway') {
    return to({ kind: flow.direction === 'reply' ? 'hand-back' : occupant.kind, eni })
  }
  const isForOthers =
    !addressesOf(eni).includes(packet.destination) ||
    (flow.direction === 'reply' && masquerades.recall(flow, machineOf(eni)) !== undefined)
  if (isForOthers) return to({ kind: 'appliance-forward', eni })
  return {
    arrival: {
      kind: 'interface',
      id: eni.record.NetworkInterfaceId ?? '',
      packet,
      answersFrom: { kind: 'interface-out', eni },
    },
  }
}

/** What a Gateway Load Balancer's packet carries: to be inspected, or inspected and back at a node. */
const inspectionAt = (eni: NetworkInterface, occupant: Occupant, { endpoint }: Carried): Position =>
  occupant.kind === 'balancer-node'
    ? { kind: 'inspection-back', endpoint }
    : { kind: 'inspection-appliance', eni }
