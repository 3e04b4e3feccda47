import { formatAddress } from '../kernel/address.ts'
import { describePacket, hasPorts, type Packet, protocolName } from './packet.ts'
import type { Position } from './positions.ts'
import { explainDrop, explainPass, type Outcome } from './reasons.ts'
import type { Judgement } from './rule.ts'
import type { Hop, Trace, Walk } from './trace.ts'

// A trace as data for programs, and as text for people.

export interface TraceReport {
  readonly verdict: 'delivered' | 'dropped'
  readonly outcome: Outcome
  readonly hops: readonly HopReport[]
  /** Who has the packet now: a network interface, an endpoint, a gateway, a host. */
  readonly delivered_to?: string
  /** The resource at which the packet was dropped. */
  readonly dropped_at?: string
  readonly reason?: string
  readonly explanation?: string
  readonly evidence?: readonly string[]
  /** What was rewritten on the way. */
  readonly nat: readonly Rewrite[]
  readonly return?: {
    readonly verdict: 'delivered' | 'dropped'
    readonly outcome: Outcome
    readonly hops: readonly HopReport[]
    readonly dropped_at?: string
    readonly reason?: string
    readonly explanation?: string
    readonly evidence?: readonly string[]
  }
}

export interface HopReport {
  readonly id: string
  readonly kind: string
  /** Whose network interface it is, where the place is one: an instance, as people think of it. */
  readonly instance?: string
  /** Where the place is, as far as it is in one. */
  readonly subnet?: string
  readonly vpc?: string
  readonly packet: PacketReport
  readonly rules: readonly {
    readonly id: string
    readonly verdict: 'pass' | 'drop'
    readonly reason: string
    readonly evidence: readonly string[]
  }[]
}

interface PacketReport {
  readonly protocol: string
  readonly source: string
  readonly destination: string
  readonly source_port?: number
  readonly destination_port?: number
  readonly icmp_type?: number
  readonly icmp_code?: number
  /** What is inside a packet that only carries another one. */
  readonly carries?: PacketReport
}

export interface Rewrite {
  readonly at: string
  readonly field: 'source' | 'destination' | 'source-port' | 'destination-port'
  readonly from: string
  readonly to: string
}

export function reportOf({ forward, reply, outcome }: Trace): TraceReport {
  const there = reportOfWalk(forward)
  return {
    verdict: there.verdict,
    outcome,
    hops: there.hops,
    ...(forward.arrival && { delivered_to: forward.arrival.id }),
    ...there.failure,
    nat: rewritesOf(forward),
    ...(reply && { return: returnOf(reply) }),
  }
}

function returnOf(reply: Walk): NonNullable<TraceReport['return']> {
  const { verdict, hops, failure } = reportOfWalk(reply)
  const outcome = reply.dropped ? explainDrop(reply.dropped.reason).outcome : 'accepted'
  return { verdict, outcome, hops, ...failure }
}

function reportOfWalk({ hops, dropped }: Walk) {
  return {
    verdict: dropped ? ('dropped' as const) : ('delivered' as const),
    hops: hops.map(reportOfHop),
    failure: dropped && {
      dropped_at: dropped.at,
      reason: dropped.reason,
      explanation: explainDrop(dropped.reason).sentence,
      evidence: dropped.judgement.evidence,
    },
  }
}

const reportOfHop = ({ id, position, packet, judged }: Hop): HopReport => ({
  id,
  kind: position.kind,
  ...surroundingsOf(position),
  packet: reportOfPacket(packet),
  rules: judged.map(({ rule, judgement: { verdict, reason, evidence } }) => ({
    id: rule,
    verdict,
    reason,
    evidence,
  })),
})

function surroundingsOf(position: Position): Pick<HopReport, 'instance' | 'subnet' | 'vpc'> {
  const eni = 'eni' in position ? position.eni?.record : undefined
  const instance = eni?.Attachment?.InstanceId
  const ofSubnet = 'subnet' in position ? position.subnet?.record : undefined
  const subnet = eni?.SubnetId ?? ofSubnet?.SubnetId
  const vpc = 'vpc' in position ? position.vpc : (eni?.VpcId ?? ofSubnet?.VpcId)
  return {
    ...(instance !== undefined && { instance }),
    ...(subnet !== undefined && { subnet }),
    ...(vpc !== undefined && { vpc }),
  }
}

function reportOfPacket(packet: Packet): PacketReport {
  const { protocol, source, destination, sourcePort, destinationPort, type, code, carries } = packet
  return {
    protocol: protocolName(protocol),
    source: formatAddress(source),
    destination: formatAddress(destination),
    ...(hasPorts(packet) && { source_port: sourcePort, destination_port: destinationPort }),
    ...(type !== undefined && { icmp_type: type }),
    ...(code !== undefined && { icmp_code: code }),
    ...(carries && { carries: reportOfPacket(carries.packet) }),
  }
}

const fields = [
  ['source', 'source'],
  ['destination', 'destination'],
  ['source-port', 'source_port'],
  ['destination-port', 'destination_port'],
] as const

/** Each change of the header, with the place that made it; to be carried inside another packet changes nothing. */
export function rewritesOf({ hops, arrival }: Walk): Rewrite[] {
  const seen = [...hops.map((hop) => hop.packet), ...(arrival ? [arrival.packet] : [])].map(
    (packet) => packet.carries?.packet ?? packet,
  )
  return hops.flatMap(({ id }, i) => {
    const before = reportOfPacket(seen[i]!)
    const after = reportOfPacket(seen[i + 1] ?? seen[i]!)
    return fields.flatMap(([field, member]): Rewrite[] =>
      before[member] === after[member]
        ? []
        : [{ at: id, field, from: String(before[member]), to: String(after[member]) }],
    )
  })
}

/** The trace as lines of text: where the packet went, who judged it, and how it ended. */
export function tellTrace({ packet, forward, reply }: Trace): string {
  const lines = [describePacket(packet), ...tellWalk(forward)]
  if (reply) lines.push('', `answer: ${describePacket(reply.hops[0]?.packet ?? packet)}`, ...tellWalk(reply))
  return lines.join('\n')
}

function tellWalk(walk: Walk): string[] {
  const { hops, dropped, arrival } = walk
  const width = Math.max(...hops.map(({ position }) => position.kind.length))
  const lines = hops.flatMap(({ position, id, judged }, i) => [
    `  ${String(i + 1).padStart(2)}  ${position.kind.padEnd(width)}  ${id}${ofInstance(position)}`,
    ...judged.map(({ judgement }) => `${' '.repeat(8 + width)}${tellJudgement(judgement)}`),
  ])
  for (const { at, field, from, to } of rewritesOf(walk))
    lines.push(`      ${at} changed the ${field}: ${from} → ${to}`)
  if (dropped) lines.push(`  dropped at ${dropped.at}: ${dropped.reason}`)
  else if (arrival) lines.push(`  delivered to ${arrival.id}`)
  return lines
}

function ofInstance(position: Position): string {
  const { instance } = surroundingsOf(position)
  return instance === undefined ? '' : ` of ${instance}`
}

function tellJudgement(judgement: Judgement): string {
  const { verdict, evidence, detail } = judgement
  const sentence =
    judgement.verdict === 'drop' ? explainDrop(judgement.reason).sentence : explainPass(judgement.reason)
  const ids = evidence.length ? ` (${evidence.join(', ')})` : ''
  const note = detail?.note === undefined ? '' : ` ${detail.note}`
  return `${verdict === 'drop' ? '✗' : '✓'} ${sentence}${note}${ids}`
}
