import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { applianceOn } from '../../services/host/appliances.ts'
import { firstMatch, type PacketRule } from '../../services/packet-rules.ts'
import { awaitedAnswers } from '../awaited-answers.ts'
import type { Fabric } from '../fabric.ts'
import { memory, type Note } from '../flow.ts'
import { type Packet, tcp } from '../packet.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'

// What an appliance makes of a packet is not AWS's. An instance of which nobody said what runs on it lets all pass.

interface AtAppliance {
  readonly eni: NetworkInterface
}

/** By machine: that an appliance saw how the flow began. */
const seenByAppliances = memory<true>('seen-by-appliance')

/** By machine that translates addresses: the packet as it came to it. Linux keeps the port. */
export const masquerades = memory<Packet>('masquerade')

/** The machine that an interface is of; itself where it is of none. */
export const machineOf = ({ record }: NetworkInterface): string =>
  record.Attachment?.InstanceId ?? record.NetworkInterfaceId ?? ''

const applianceAt = (fabric: Fabric, eni: NetworkInterface) => applianceOn(fabric, machineOf(eni))

export const applianceInspects: Rule<AtAppliance> = {
  id: 'appliance-inspects',
  question: 'Does the appliance give packets back to the Gateway Load Balancer?',
  judge({ fabric, at: { eni } }) {
    const mode = applianceAt(fabric, eni)?.Mode ?? 'inspect'
    if (mode === 'inspect') return pass('appliance-inspects', [machineOf(eni)])
    return drop('appliance-does-not-inspect', [machineOf(eni)], { note: `Its mode is ${mode}.` })
  },
}

/** A stateful appliance lets answers pass to what it let pass, and nothing that it did not see begin. */
export const applianceState: Rule<AtAppliance> = {
  id: 'appliance-state',
  question: 'Did the appliance, if it is stateful, see how the flow began?',
  judge({ fabric, at: { eni }, flow }) {
    const appliance = applianceAt(fabric, eni)
    if (!appliance?.Stateful || flow.direction === 'forward') return pass('appliance-needs-no-state')
    if (seenByAppliances.recall(flow, machineOf(eni)))
      return pass('appliance-knows-the-flow', [machineOf(eni)])
    return drop('appliance-knows-no-such-flow', [machineOf(eni)])
  },
}

export const applianceAllows: Rule<AtAppliance> = {
  id: 'appliance-allows',
  question: 'Do the rules of the appliance let the packet pass?',
  judge({ fabric, packet, at: { eni }, flow }) {
    const appliance = applianceAt(fabric, eni)
    if (!appliance || (appliance.Stateful && flow.direction === 'reply')) {
      return pass('appliance-allows', [machineOf(eni)])
    }
    const inspected = packet.carries?.packet ?? packet
    const rule = firstMatch(appliance.Rules ?? [], inspected)
    const note = rule ? `Its rule "${tellRule(rule)}" decides.` : 'None of its rules matches.'
    if ((rule?.Action ?? appliance.DefaultAction ?? 'allow') === 'allow') {
      return pass('appliance-allows', [machineOf(eni)], { detail: { note } })
    }
    return drop('appliance-denies', [machineOf(eni)], { note })
  },
}

const tellRule = ({ Action, Protocol = 'all', Ports, Source, Destination }: PacketRule): string =>
  [Action, Protocol, Ports, Source && `from ${Source}`, Destination && `to ${Destination}`]
    .filter(Boolean)
    .join(' ')

/** What an appliance keeps of a packet that it lets pass. */
export function notesOf({ fabric, packet, at: { eni }, flow }: Step<AtAppliance>): readonly Note[] {
  const machine = machineOf(eni)
  if (flow.direction === 'reply') return [awaitedAnswers.note(machine, undefined)]
  const seen = seenByAppliances.note(machine, true)
  const { protocol } = packet.carries?.packet ?? packet
  const isStrict = protocol === tcp && applianceAt(fabric, eni)?.Stateful
  return isStrict
    ? [seen, awaitedAnswers.note(machine, drop('appliance-missed-the-answer', [machine]))]
    : [seen]
}
