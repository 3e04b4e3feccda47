import type { HandBack } from '../positions.ts'
import { pass, type Rule } from '../rule.ts'

/** Who sent something on takes its answer: it goes to no other port than the one that was sent from. */
export const flowKnown: Rule<HandBack> = {
  id: 'flow-known',
  question: 'Does whoever sent the flow on remember it?',
  judge: ({ at: { eni } }) => pass('flow-is-known', [eni.record.NetworkInterfaceId ?? '']),
}
