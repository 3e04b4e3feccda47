import type { Connection } from '../session/connect.ts'
import type { Observed, ObservedFlow } from './observed.ts'

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
}

/** All that a connection put on the network: its lookups, each address that was tried, and what went over it. */
export function observedOf({ lookups, attempts }: Connection, payload: Payload = {}): Observed[] {
  const { sent = 0, received = 0, seconds, ending, patience = 0 } = payload
  const tries = attempts.flatMap(({ trace, outcome }): ObservedFlow[] => {
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
        ...(seconds !== undefined && { seconds }),
        ...(ending !== undefined && { ending }),
      },
    ]
  })
  return [...lookups.map((answer) => ({ kind: 'lookup' as const, answer })), ...tries]
}
