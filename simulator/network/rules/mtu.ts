import { drop, pass, type Rule, type Step } from '../rule.ts'

// EC2 user guide, network_mtu. A packet without a size fits everywhere.

/** The largest packet that passes, in bytes; and whether a sender of a larger one is told so (path MTU discovery). */
export const mtu = <At>(
  largest: number | ((step: Step<At>) => number),
  sender: 'told' | 'untold' = 'told',
): Rule<At> => ({
  id: 'mtu',
  question: 'Is the packet small enough for the way?',
  judge(step) {
    const { size } = step.packet
    if (size === undefined) return pass('fits-the-mtu')
    const limit = typeof largest === 'number' ? largest : largest(step)
    if (size <= limit) return pass('fits-the-mtu')
    const note = `The packet has ${size} bytes, the MTU here is ${limit}.`
    return drop(sender === 'told' ? 'larger-than-mtu' : 'larger-than-mtu-in-silence', [], {
      note,
      mtu: limit,
    })
  },
})
