import type { Ending, TrafficSeen, Volume } from '../../world/traffic.ts'
import type { Answer } from '../dns/answer.ts'
import type { Fabric } from '../fabric.ts'
import type { HttpHead } from '../http-head.ts'
import { explainDrop } from '../reasons.ts'
import type { Peer } from '../session/peers.ts'
import type { Trace } from '../trace.ts'
import { hostSightingsOf, sightingsOf } from './sightings.ts'
import { stationsOf } from './stations.ts'
import { none, volumesFor } from './volumes.ts'

// What probes and tools put on the network, and the row of the world's traffic that it makes.

export type Observed = ObservedFlow | ObservedLookup | ObservedOwn

export interface ObservedFlow {
  readonly kind: 'flow'
  readonly trace: Trace
  /** Seconds that it took, up to now. */
  readonly seconds?: number
  /** Bytes of the application's own, each way. */
  readonly payload?: { readonly sent: number; readonly received: number }
  /** Where it is known to the packet. */
  readonly volumes?: { readonly sent: Volume; readonly received: Volume }
  /** Where the trace does not tell: nothing listens where it arrived, it was broken off, or goes on. */
  readonly ending?: Ending
  /** The connection stands: whoever listens took it. */
  readonly isTaken?: true
  readonly requests?: readonly HttpAsked[]
}

/** One request, as whoever answers reads it. */
export interface HttpAsked extends HttpHead {
  readonly isTls: boolean
}

export interface ObservedLookup {
  readonly kind: 'lookup'
  readonly answer: Answer
}

/** A connection of a machine to itself. */
export interface ObservedOwn {
  readonly kind: 'own'
  readonly peer: Extract<Peer, { readonly kind: 'server' }>
  /** The machine's, on both ends. */
  readonly address: string
  readonly requests?: readonly HttpAsked[]
}

export function rowOf(fabric: Fabric, flow: ObservedFlow): TrafficSeen {
  const { trace, seconds = 0, payload = nothing } = flow
  const { forward, reply } = trace
  const ending = flow.ending ?? endingOf(trace)
  const { sent, received } = flow.volumes ?? volumesFor(trace.packet, { ...payload, ending, seconds })
  const { arrival } = forward
  const drop = forward.dropped ?? reply?.dropped
  // What was answered on the way back and got lost there was sent all the same.
  const answered =
    received.packets || !reply?.dropped ? received : { packets: sent.packets, bytes: sent.bytes }
  const isSeenBack = reply && (ending !== 'unanswered' || reply.dropped !== undefined)
  const hosts = [...hostSightingsOf(forward, 'there'), ...(isSeenBack ? hostSightingsOf(reply, 'back') : [])]
  return {
    start: fabric.now - seconds * 1000,
    end: fabric.now,
    ending,
    sent,
    received: reply || ending === 'refused' || !forward.dropped ? answered : none,
    sightings: [
      ...sightingsOf(fabric, forward, 'there'),
      ...(isSeenBack ? sightingsOf(fabric, reply, 'back') : []),
    ],
    stations: [...stationsOf(forward, 'there'), ...(reply ? stationsOf(reply, 'back') : [])],
    ...(hosts.length && { hosts }),
    ...(arrival && {
      arrival: {
        kind: arrival.kind,
        ...(arrival.service && { service: arrival.service.name, region: arrival.service.region }),
      },
    }),
    ...(drop && { drop: drop.reason }),
  }
}

const nothing = { sent: 0, received: 0 }

function endingOf({ forward, reply }: Trace): Ending {
  const drop = forward.dropped ?? reply?.dropped
  if (!drop) return 'closed'
  const { answer } = explainDrop(drop.reason)
  return answer === 'reset' ? 'refused' : answer === 'http-503' ? 'closed' : 'unanswered'
}

/** Queries and health checks that looking up a name put on the network, each a flow of its own. */
export const flowsOf = ({ answer }: ObservedLookup): ObservedFlow[] =>
  answer.steps.flatMap(({ trace, question }) =>
    trace
      ? [
          {
            kind: 'flow' as const,
            trace,
            payload: { sent: question.name.length + 17, received: question.name.length + 33 },
          },
        ]
      : [],
  )
