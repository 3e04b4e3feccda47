import { type Address, familyOf } from '../../kernel/address.ts'
import type { Arrival } from '../arrival.ts'
import type { Answer } from '../dns/answer.ts'
import type { Fabric } from '../fabric.ts'
import { tcp, udp } from '../packet.ts'
import { explainDrop } from '../reasons.ts'
import { type Trace, trace } from '../trace.ts'
import { findAddresses, type NameToFind } from './addresses.ts'
import { type Client, originOf } from './client.ts'
import { type Peer, peerAt } from './peers.ts'

// A connection as a client opens it: find the addresses, try one after the other, see who answers.

export interface Target extends NameToFind {
  readonly port: number
  /** TCP unless it is said. */
  readonly protocol?: 'tcp' | 'udp'
  readonly sourcePort?: number
}

export interface Connection {
  readonly lookups: readonly Answer[]
  readonly attempts: readonly Attempt[]
  readonly outcome: ConnectOutcome
  /** Who is there; only of a connection that was made. */
  readonly peer?: Peer
}

export type ConnectOutcome =
  | 'connected'
  /** Somebody said no: nothing listens there. */
  | 'refused'
  /** Nobody said anything. */
  | 'timeout'
  /** There is no way to begin with: the client has no address of the family. */
  | 'unreachable'
  | 'no-such-name'
  /** The name could not be looked up: no server answered, or they failed. */
  | 'no-dns-answer'

/** One address that was tried. */
export interface Attempt {
  readonly address: Address
  readonly outcome: 'connected' | 'refused' | 'timeout' | 'unreachable'
  readonly trace?: Trace
}

export function connect(fabric: Fabric, client: Client, target: Target): Connection {
  const { addresses, lookups, failure } = findAddresses(fabric, client, target)
  if (failure === 'no-answer') return { lookups, attempts: [], outcome: 'no-dns-answer' }
  if (!addresses.length) return { lookups, attempts: [], outcome: 'no-such-name' }
  const attempts: Attempt[] = []
  for (const address of addresses) {
    const { peer, ...attempt } = attemptAt(fabric, client, target, address)
    attempts.push(attempt)
    if (attempt.outcome === 'connected') {
      return { lookups, attempts, outcome: 'connected', ...(peer && { peer }) }
    }
  }
  return { lookups, attempts, outcome: worstOf(attempts) }
}

/** What a client tells of several failures: that of the last address that it tried. */
const worstOf = (attempts: readonly Attempt[]): ConnectOutcome => attempts.at(-1)?.outcome ?? 'unreachable'

/** Where Linux begins to take source ports from. */
const firstPort = 32768

interface Tried extends Attempt {
  readonly peer?: Peer
}

function attemptAt(fabric: Fabric, client: Client, target: Target, address: Address): Tried {
  const origin = originOf(fabric, client, familyOf(address))
  if (!origin) return { address, outcome: 'unreachable' }
  const { protocol = 'tcp', port, sourcePort = firstPort + (fabric.now % 28_000) } = target
  const made = trace(fabric, origin.start, {
    protocol: protocol === 'tcp' ? tcp : udp,
    source: origin.source,
    destination: address,
    sourcePort,
    destinationPort: port,
  })
  return { address, trace: made, ...heard(fabric, made, target) }
}

function heard(fabric: Fabric, made: Trace, target: Target): Omit<Tried, 'address'> {
  const { forward, reply } = made
  const dropped = forward.dropped ?? reply?.dropped
  if (dropped) {
    const { answer } = explainDrop(dropped.reason)
    if (answer === 'reset') return { outcome: 'refused' }
    if (answer === 'http-503') return { outcome: 'connected', peer: { kind: 'balancer', status: 503 } }
    return { outcome: 'timeout' }
  }
  const peer = peerAt(fabric, forward.arrival as Arrival, forward.flow, target)
  return peer ? { outcome: 'connected', peer } : { outcome: 'refused' }
}
