/**
 * How a packet's way ends, in the words of network verification tools: `denied-in` where what it came to does not take
 * it, `denied-out` where what it is at does not let it go.
 */
export type Outcome =
  | 'accepted'
  | 'exits-network'
  | 'denied-in'
  | 'denied-out'
  | 'no-route'
  | 'null-routed'
  | 'no-neighbor'

export interface DropExplanation {
  /** For people, without ids: those are the evidence. */
  readonly sentence: string
  /** The explanation code of AWS's Reachability Analyzer, where one fits. */
  readonly code?: string
  /** What a sender of TCP hears, where it is not just silence: a reset, or a load balancer's own HTTP answer. */
  readonly answer?: 'reset' | 'http-503'
  readonly outcome: Exclude<Outcome, 'accepted' | 'exits-network'>
}
