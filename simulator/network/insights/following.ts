import type { Address } from '../../kernel/address.ts'
import type { Fabric } from '../fabric.ts'
import { type Packet, tcp } from '../packet.ts'
import type { Position } from '../positions.ts'
import type { DropReason } from '../reasons.ts'
import type { Drop } from '../rule.ts'
import { firstFlow, type Hop, sentFrom, type Walk, walk } from '../trace.ts'
import type { Side, Start } from './side.ts'
import { dropsOf } from './told-path.ts'

// One packet from one end of a path to the other, and its answer. Unlike a packet's own walk, this one passes over filters
// that drop it, so that an analysis tells all of them.

/** One way from end to end, or as far as it goes. */
export interface Followed {
  readonly start: Start
  readonly forward: Walk
  readonly reply?: Walk
  /** The packet came to the other end, or would have but for filters. */
  readonly isReached: boolean
  /** No rule dropped the packet or its answer. */
  readonly isOpen: boolean
  /** As it comes to the other end. */
  readonly received: Packet
}

const filters: readonly DropReason[] = [
  'no-group-rule-admits-egress',
  'no-group-rule-admits-ingress',
  'groups-have-no-egress-rules',
  'groups-have-no-ingress-rules',
  'group-reference-not-preserved',
  'group-referencing-is-off',
  'acl-denies-egress',
  'acl-denies-ingress',
  'not-its-own-source',
  'interface-not-in-use',
  'public-access-is-blocked',
  'subnet-is-redirected',
]

const forgives = ({ reason }: Drop): boolean => filters.includes(reason)

export function follow(fabric: Fabric, from: Side, to: Side, start: Start, packet: Packet): Followed {
  const { position } = start
  const first = sentFrom(position, packet)
  const forward = ended(
    walk(fabric, position, first, firstFlow(position), { forgives, until: to.isReached }),
    to,
    to.isReached,
  )
  const last = forward.hops.at(-1)!
  const isReached = to.isReached(last.position, last.packet) && !forward.dropped && !isReflected(forward)
  const received = forward.left ?? forward.arrival?.packet ?? last.packet
  const back =
    isReached && packet.protocol === tcp && !passesTransit(forward)
      ? to.answersFrom(last.position)
      : undefined
  const reply = back && answerOf(fabric, from, start, forward, received, back)
  const isOpen = isReached && isClear(forward) && (!reply || (!reply.dropped && isClear(reply)))
  return { start, forward, ...(reply && { reply }), isReached, isOpen, received }
}

/** Explanation codes, IGW_NAT_REFLECTION: an internet gateway on the way, not at its end, is not supported. */
const isReflected = ({ hops }: Walk): boolean =>
  hops.slice(0, -1).some(({ position }) => position.kind === 'internet-gateway-out')

const isClear = ({ hops }: Walk): boolean => hops.every((hop) => !dropsOf(hop).length)

/** Reachability Analyzer guide, how-it-works: over a route table of a transit gateway only the way there is analysed. */
const passesTransit = ({ hops }: Walk): boolean =>
  hops.some(({ position }) => position.kind.startsWith('transit-gateway-'))

function answerOf(
  fabric: Fabric,
  from: Side,
  { position: origin }: Start,
  forward: Walk,
  { source, destination, sourcePort, destinationPort, sender: _, ...rest }: Packet,
  back: Position,
): Walk {
  const answer: Packet = {
    ...rest,
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
  }
  const until = (position: Position, packet: Packet): boolean =>
    origin.kind === 'balancer-node' ? position.kind === 'hand-back' : from.isReached(position, packet)
  const flow = { ...forward.flow, direction: 'reply' as const }
  return ended(walk(fabric, back, sentFrom(back, answer), flow, { forgives, until }), from, until)
}

/** A walk that came to its end, without what was dropped there for reasons that lie beyond it. */
function ended(made: Walk, side: Side, isEnd: (position: Position, packet: Packet) => boolean): Walk {
  const { dropped, hops } = made
  const last = hops.at(-1)
  // What a VPC endpoint sends on is the business of whoever is behind it.
  if (made.left && last?.position.kind === 'service-endpoint') return { ...made, left: last.packet }
  if (!dropped || !last || !side.beyond?.includes(dropped.reason) || !isEnd(last.position, last.packet))
    return made
  const { dropped: _, ...rest } = made
  const kept: Hop = { ...last, judged: last.judged.filter(({ judgement }) => judgement.verdict === 'pass') }
  return { ...rest, hops: [...hops.slice(0, -1), kept] }
}

/** Addresses of no end are the same twice. */
export const distinct = (addresses: readonly Address[]): Address[] => [...new Set(addresses)]
