import { formatAddress } from '../../kernel/address.ts'
import type { Connection } from '../session/connect.ts'
import type { HttpAsked, Observed, ObservedFlow } from './observed.ts'

/** What went over a connection, and how. */
export interface Payload {
  /** Bytes of the application's own, each way. */
  readonly sent?: number
  readonly received?: number
  /** Seconds that it stood. */
  readonly seconds?: number
  readonly ending?: ObservedFlow['ending']
  /** Seconds up to now that it waited for an address that did not answer. */
  readonly patience?: number
  /** What was asked over it, by HTTP. */
  readonly requests?: readonly HttpAsked[]
}

/** All that a connection put on the network: its lookups, each address that was tried, and what went over it. */
export function observedOf({ lookups, attempts, peer }: Connection, payload: Payload = {}): Observed[] {
  const { sent = 0, received = 0, seconds, ending, patience = 0, requests } = payload
  const asked = requests && { requests }
  const tries = attempts.flatMap(({ trace, outcome, address }): Observed[] => {
    // What a machine sends to itself touches no network.
    if (!trace && outcome === 'connected' && peer?.kind === 'server') {
      return [{ kind: 'own', peer, address: formatAddress(address), ...asked }]
    }
    // Without the neighbor's hardware address, nothing is sent.
    if (!trace || outcome === 'no-neighbor') return []
    if (outcome === 'timeout') return [{ kind: 'flow', trace, seconds: patience }]
    if (outcome !== 'connected') {
      return [{ kind: 'flow', trace, ...(outcome === 'refused' && { ending: 'refused' as const }) }]
    }
    return [
      {
        kind: 'flow',
        trace,
        payload: { sent, received },
        isTaken: true,
        ...asked,
        ...(seconds !== undefined && { seconds }),
        ...(ending !== undefined && { ending }),
      },
    ]
  })
  return [...lookups.map((answer) => ({ kind: 'lookup' as const, answer })), ...tries]
}
