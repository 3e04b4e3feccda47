import { type Address, familyOf, formatAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { siteHosts, sites } from '../../services/onprem/tables.ts'
import type { Arrival } from '../arrival.ts'
import type { Answer } from '../dns/answer.ts'
import type { Fabric } from '../fabric.ts'
import type { HttpHead } from '../http-head.ts'
import { tcp, udp } from '../packet.ts'
import { explainDrop } from '../reasons.ts'
import { passagesOf } from '../taken-over.ts'
import { type Trace, trace } from '../trace.ts'
import { findAddresses, type NameToFind } from './addresses.ts'
import { answeredBefore } from './answered-before.ts'
import { type Client, originOf } from './client.ts'
import { type Peer, peerAt } from './peers.ts'

// A connection as a client opens it: find the addresses, try one after the other, see who answers.

export interface Target extends NameToFind {
  readonly port: number
  /** TCP unless it is said. */
  readonly protocol?: 'tcp' | 'udp'
  readonly sourcePort?: number
  /** What is going to be asked: load balancers that look into connections choose by it. */
  readonly http?: HttpHead
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
  /** The address is in the client's own subnet, and nobody there has it. */
  | 'no-neighbor'
  | 'no-such-name'
  /** The name could not be looked up: no server answered, or they failed. */
  | 'no-dns-answer'

/** One address that was tried. */
export interface Attempt {
  readonly address: Address
  readonly outcome: Exclude<ConnectOutcome, 'no-such-name' | 'no-dns-answer'>
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

/**
 * Whom a request comes to over a connection that was made: load balancers that look into it choose by what is asked.
 * Of other connections it is whoever is there.
 */
export function peerAsked(fabric: Fabric, { trace: made }: Attempt, peer: Peer, http: HttpHead): Peer {
  const again = made && traceAsked(fabric, made, http)
  if (!again || again === made) return peer
  const protocol = made.packet.protocol === udp ? 'udp' : 'tcp'
  return heard(fabric, again, { host: http.host, port: made.packet.destinationPort, protocol }).peer ?? peer
}

/** The way of one request over a connection that was made; the connection's own where nobody looks into it. */
export function traceAsked(fabric: Fabric, made: Trace, http: HttpHead): Trace {
  const start = made.forward.hops[0]?.position
  const isRead = passagesOf(made.forward.flow).some(({ kind }) => kind === 'application-load-balancer')
  return isRead && start ? trace(fabric, start, { ...made.packet, http }) : made
}

interface Tried extends Attempt {
  readonly peer?: Peer
}

function attemptAt(fabric: Fabric, client: Client, target: Target, address: Address): Tried {
  const origin = originOf(fabric, client, familyOf(address))
  if (!origin) return { address, outcome: 'unreachable' }
  const { protocol = 'tcp', port, sourcePort = firstPort + (fabric.now % 28_000), http } = target
  const made = trace(fabric, origin.start, {
    protocol: protocol === 'tcp' ? tcp : udp,
    source: origin.source,
    destination: address,
    sourcePort,
    destinationPort: port,
    ...(http && { http }),
  })
  const tried = { address, trace: made, ...heard(fabric, made, target) }
  const isLost = tried.outcome === 'timeout' && protocol === 'tcp' && lacksNeighbor(fabric, client, made)
  return isLost ? { ...tried, outcome: 'no-neighbor' } : tried
}

/**
 * Whether the client asks its own subnet for a hardware address that nobody has. arp(7): the kernel gives up after three
 * questions, a second apart, and tells that there is no route to the host.
 */
function lacksNeighbor(fabric: Fabric, client: Client, { forward, packet }: Trace): boolean {
  const reason = forward.dropped?.reason
  if (client.kind === 'interface' && reason === 'nobody-has-the-address') {
    const subnet = networkInterfaces.get(fabric, client.id)?.record.SubnetId ?? ''
    return isWithin([subnets.get(fabric, subnet)?.record.CidrBlock ?? ''], packet)
  }
  if (client.kind === 'site-host' && reason === 'no-host-at-site') {
    const site = fabric.store.get(siteHosts, client.id)?.Site ?? ''
    return isWithin(fabric.store.get(sites, site)?.Prefixes ?? [], packet)
  }
  return false
}

/** Whether one of the blocks has both ends of a packet. */
const isWithin = (blocks: readonly string[], { source, destination }: Trace['packet']): boolean =>
  blocks.some((block) => {
    const prefix = parsePrefix(block)?.prefix
    return prefix !== undefined && prefixContains(prefix, source) && prefixContains(prefix, destination)
  })

function heard(fabric: Fabric, made: Trace, target: Target): Omit<Tried, 'address'> {
  const { forward, reply } = made
  const dropped = forward.dropped ?? reply?.dropped
  const told = answeredBefore(fabric, made)
  if (told) return told === 'nothing' ? { outcome: 'timeout' } : { outcome: 'connected', peer: told }
  if (dropped) {
    const { answer } = explainDrop(dropped.reason)
    // UDP knows no resets: what nobody takes is lost.
    if (answer === 'reset') return { outcome: target.protocol === 'udp' ? 'timeout' : 'refused' }
    // EC2 user guide, configuring-instance-metadata-service: turned off, it says 403.
    if (dropped.reason === 'metadata-is-off') {
      return {
        outcome: 'connected',
        peer: { kind: 'link-local', address: formatAddress(made.packet.destination) },
      }
    }
    return { outcome: 'timeout' }
  }
  const peer = peerAt(fabric, forward.arrival as Arrival, forward.flow, target)
  if (peer) return { outcome: 'connected', peer }
  const passages = passagesOf(forward.flow)
  const isBalanced = passages.some(({ kind }) => kind === 'application-load-balancer')
  return isBalanced
    ? { outcome: 'connected', peer: { kind: 'balancer', status: 502, passages } }
    : { outcome: 'refused' }
}
