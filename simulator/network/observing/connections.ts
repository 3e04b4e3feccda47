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
}

/** All that a connection put on the network: its lookups, each address that was tried, and what went over it. */
export function observedOf({ lookups, attempts }: Connection, payload: Payload = {}): Observed[] {
  const { sent = 0, received = 0, seconds, ending } = payload
  const tries = attempts.flatMap(({ trace, outcome }): ObservedFlow[] => {
    if (!trace) return []
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
