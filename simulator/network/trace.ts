import type { Arrival } from './arrival.ts'
import { missedAnswer } from './awaited-answers.ts'
import type { Fabric } from './fabric.ts'
import type { Flow, Note } from './flow.ts'
import { answerTo, type Packet } from './packet.ts'
import type { Place } from './place.ts'
import { placeOf } from './places/index.ts'
import type { Position } from './positions.ts'
import { type DropReason, explainDrop, type Outcome } from './reasons.ts'
import type { Drop, Judgement, Probe, Rule } from './rule.ts'

// The tracer only walks: from place to place, asking each place's rules in order, there and back. It knows no rule
// of AWS's.

export interface Hop {
  readonly position: Position
  /** The resource that people know the place as. */
  readonly id: string
  /** The packet as it came here. */
  readonly packet: Packet
  readonly judged: readonly Judged[]
}

export interface Judged {
  readonly rule: string
  readonly question: string
  readonly judgement: Judgement
}

export interface Walk {
  readonly hops: readonly Hop[]
  readonly arrival?: Arrival
  readonly dropped?: Dropped
  /** What the devices on the way remember now. */
  readonly flow: Flow
  /** As the packet left the place that the walk was to end at. */
  readonly left?: Packet
}

/** How a walk may differ from a packet's own. */
export interface Bounds {
  /** What is passed over as if it were none; the hop still tells it. */
  readonly forgives?: (judged: Drop) => boolean
  /** A place that the walk goes no further than, once its rules have let the packet pass. */
  readonly until?: (position: Position, packet: Packet) => boolean
}

export interface Dropped {
  readonly reason: DropReason
  /** The rule that dropped it. */
  readonly rule: string
  /** The place's id. */
  readonly at: string
  readonly judgement: Drop
}

export interface Trace {
  readonly packet: Packet
  readonly forward: Walk
  /** Missing where the packet did not arrive, or where nothing answers. */
  readonly reply?: Walk
  readonly outcome: Outcome
}

/** A packet's way there and its answer's way back. */
export function trace(fabric: Fabric, start: Position, packet: Packet): Trace {
  const forward = walk(fabric, start, sentFrom(start, packet), firstFlow(start))
  const { arrival } = forward
  const reply = arrival?.answersFrom && answerWalk(fabric, forward, arrival, arrival.answersFrom)
  return { packet, forward, ...(reply && { reply }), outcome: outcomeOf(forward) }
}

/** Whether both the packet and, where one is due, its answer arrive. */
export const isWorking = ({ forward, reply }: Trace): boolean =>
  forward.arrival !== undefined && (reply === undefined || reply.arrival !== undefined)

export function outcomeOf({ arrival, dropped }: Walk): Outcome {
  if (dropped) return explainDrop(dropped.reason).outcome
  // On premises, where nothing answers is where the world ends: nobody told what is at the far end of a line.
  const isBeyond = arrival?.kind === 'internet' || (arrival?.kind === 'site-host' && !arrival.answersFrom)
  return isBeyond ? 'exits-network' : 'accepted'
}

function answerWalk(fabric: Fabric, forward: Walk, arrival: Arrival, from: Position): Walk {
  const answer = answerTo(arrival.packet)
  const { arrival: end, ...back } = walk(fabric, from, sentFrom(from, answer), {
    ...forward.flow,
    direction: 'reply',
  })
  if (!end) return back
  // Both got through, and yet what follows does not: somebody on the way there waits for an answer that took another.
  const missed = missedAnswer(back.flow)
  if (!missed) return { ...back, arrival: end }
  const { at, drop } = missed
  return { ...back, dropped: { reason: drop.reason, rule: 'awaited-answer', at, judgement: drop } }
}

/** What leaves an interface is seen to be its own, as long as nothing on the way hides that. */
export function sentFrom(start: Position, packet: Packet): Packet {
  if (start.kind !== 'interface-out') return packet
  return { ...packet, sender: start.eni.record.NetworkInterfaceId ?? '' }
}

export function firstFlow(start: Position): Flow {
  const origin = start.kind === 'interface-out' ? start.eni.record.NetworkInterfaceId : undefined
  return { direction: 'forward', notes: new Map(), ...(origin !== undefined && { origin }) }
}

/** No way that ends is as long as this. */
const mostHops = 256

/** Follows a packet until it arrives or is dropped. */
export function walk(
  fabric: Fabric,
  start: Position,
  packet: Packet,
  flow: Flow,
  { forgives, until }: Bounds = {},
): Walk {
  const hops: Hop[] = []
  const notes = new Map(flow.notes)
  const now: Flow = { ...flow, notes }
  const remember = (note: Note) => notes.set(note.key, note.value)
  const probe: Probe = (from, other) => trace(fabric, from, other)
  const passed = new Set<string>()
  let position = start
  let current = packet
  for (;;) {
    const place: Place = placeOf(position)
    const id = place.idOf(position)
    const judged: Judged[] = []
    hops.push({ position, id, packet: current, judged })
    const circle = hops.length >= mostHops || comesAgain(passed, position, current)
    if (circle) return { hops, flow: now, dropped: goesRound(id, hops) }
    const step = { fabric, packet: current, at: position, flow: now, probe }
    let found: unknown
    for (const rule of place.rules as readonly Rule<Position>[]) {
      const judgement = rule.judge(step)
      judged.push({ rule: rule.id, question: rule.question, judgement })
      if (judgement.verdict === 'drop') {
        if (forgives?.(judgement)) continue
        const { reason } = judgement
        return { hops, flow: now, dropped: { reason, rule: rule.id, at: id, judgement } }
      }
      if (judgement.found !== undefined) found = judgement.found
    }
    const move = place.next(step, found as never)
    for (const note of move.notes ?? []) remember(note)
    if ('arrival' in move) return { hops, flow: now, arrival: move.arrival }
    const onward = move.packet ?? current
    if (until?.(position, current)) return { hops, flow: now, left: onward }
    position = move.to
    current = onward
  }
}

/** The same packet before the same router, from the same side, a second time: it will come a third time, too. */
function comesAgain(passed: Set<string>, position: Position, packet: Packet): boolean {
  const side = sideOf(position)
  // What is carried comes before a router of its own when it is out again.
  if (side === undefined || packet.carries) return false
  const key = `${side}/${packet.source}/${packet.destination}/${packet.sourcePort}`
  if (passed.has(key)) return true
  passed.add(key)
  return false
}

/** What decides where a router sends a packet, beside the packet itself. */
function sideOf(position: Position): string | undefined {
  if (position.kind === 'transit-gateway-in') return `${position.gateway}/${position.attachment}`
  if (position.kind === 'site-router') return `${position.site}/${position.from}`
  if (position.kind !== 'router') return undefined
  const { table, subnet, eni } = position
  return `${table.record.RouteTableId}/${subnet?.record.SubnetId}/${eni?.record.NetworkInterfaceId}`
}

function goesRound(id: string, hops: readonly Hop[]): Dropped {
  const first = hops.findIndex((hop) => hop.id === id)
  const circle = [...new Set(hops.slice(first).map((hop) => hop.id))]
  const judgement: Drop = { verdict: 'drop', reason: 'forwarding-loop', evidence: circle }
  return { reason: 'forwarding-loop', rule: 'forwarding-loop', at: id, judgement }
}
