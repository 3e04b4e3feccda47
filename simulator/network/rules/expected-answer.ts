import { addressesOf } from '../compiled/addresses.ts'
import { occupantOf } from '../occupants.ts'
import type { InterfaceIn } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { trackedFlows } from '../tracking.ts'

// Where address ranges overlap, a route may lead an answer to the wrong one of two machines with the same address (VPC
// peering guide, peering-configurations-partial-access, "response traffic"). That one never asked, and refuses it.

const machines: readonly string[] = ['instance', 'other']

export const expectedAnswer: Rule<InterfaceIn> = {
  id: 'expected-answer',
  question: 'Where the packet is an answer: did whoever gets it ask?',
  judge({ packet, at: { eni }, flow }) {
    if (flow.direction === 'forward' || packet.carries) return pass('is-no-answer')
    const id = eni.record.NetworkInterfaceId ?? ''
    const isEnd = machines.includes(occupantOf(eni).kind) && addressesOf(eni).includes(packet.destination)
    if (!isEnd || trackedFlows.recall(flow, id)) return pass('answer-is-expected')
    return drop('answer-goes-astray', [id])
  },
}
