import { answerTo } from '../packet.ts'
import { place } from '../place.ts'
import type { HandBack } from '../positions.ts'
import { flowKnown } from '../rules/flow-known.ts'
import { takenOver } from '../taken-over.ts'

/** What took a flow over gives the answer to whoever it had the flow from; the answer to its own check it keeps. */
export const handBack = place<HandBack>({
  kind: 'hand-back',
  idOf: ({ eni }) => eni.record.NetworkInterfaceId ?? '',
  rules: [flowKnown],
  next({ packet, at: { eni }, flow }) {
    const { NetworkInterfaceId: id = '' } = eni.record
    const taken = takenOver.recall(flow, id)
    if (!taken) return { arrival: { kind: 'interface', id, packet } }
    const { size } = packet
    return { to: taken.back, packet: { ...answerTo(taken.packet), ...(size !== undefined && { size }) } }
  },
})
