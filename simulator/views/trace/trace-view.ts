import type { Fabric } from '../../network/fabric.ts'
import { describePacket } from '../../network/packet.ts'
import type { Position } from '../../network/positions.ts'
import { ask, type Question } from '../../network/question.ts'
import { explainDrop, explainPass } from '../../network/reasons.ts'
import type { Judgement } from '../../network/rule.ts'
import { passagesOf } from '../../network/taken-over.ts'
import type { Hop, Trace, Walk } from '../../network/trace.ts'
import { endNamed } from '../../shell/lab/names.ts'
import type { Topology } from '../topology/parts.ts'
import { topologyOf } from '../topology/topology.ts'
import { decidingLine } from './deciding-line.ts'
import { type HeaderRow, headerRows } from './header.ts'
import { type NamedId, namedId } from './named.ts'
import { type MapPart, partAt } from './on-map.ts'

// A packet's way as a page shows it: hop by hop, there and back, with what decided at each.

export interface TraceView {
  readonly isDelivered: boolean
  /** What became of it, in a sentence. */
  readonly said: string
  /** As it was sent. */
  readonly packet: string
  readonly walks: readonly WalkView[]
}

export interface WalkView {
  readonly direction: 'there' | 'back'
  readonly hops: readonly HopView[]
}

export interface HopView extends NamedId {
  readonly kind: Position['kind']
  /** The packet as it came here. */
  readonly packet: string
  /** Whether something on the way here has written it anew. */
  readonly isRewritten: boolean
  /** Its header, before this place and after it. */
  readonly header: readonly HeaderRow[]
  readonly rules: readonly RuleView[]
  readonly part?: MapPart
}

export interface RuleView {
  readonly question: string
  readonly answer: string
  /** The code of the answer, for those who look further: `lab explain` knows it. */
  readonly reason: string
  readonly isDropped: boolean
  /** The line that decided. */
  readonly line?: string
  readonly evidence: readonly NamedId[]
}

/** What a page asks for: it may also say why there is no answer. */
export type TraceAnswer = TraceView | { readonly cannotSay: string }

export function traceView(fabric: Fabric, asked: Question): TraceAnswer {
  const question = { ...asked, from: endNamed(fabric, asked.from), to: endNamed(fabric, asked.to) }
  const trace = ask(fabric, question)
  return 'cannotSay' in trace ? { cannotSay: trace.cannotSay } : viewOfTrace(fabric, trace)
}

/** A trace that was made, told by what the world is now. */
export function viewOfTrace(fabric: Fabric, trace: Trace, topology = topologyOf(fabric)): TraceView {
  const { forward, reply } = trace
  const dropped = forward.dropped ?? reply?.dropped
  const walkOf = (direction: WalkView['direction'], walk: Walk) => ({
    direction,
    hops: hopsOf(fabric, topology, walk),
  })
  return {
    isDelivered: !dropped,
    said: dropped
      ? `${reply?.dropped ? 'The answer is' : 'The packet is'} dropped at ${dropped.at}: ${explainDrop(dropped.reason).sentence}`
      : `It arrives${reply ? ', and so does its answer' : ''}.`,
    packet: describePacket(trace.packet),
    walks: [walkOf('there', forward), ...(reply ? [walkOf('back', reply)] : [])],
  }
}

function hopsOf(fabric: Fabric, topology: Topology, walk: Walk): readonly HopView[] {
  const { hops, arrival, flow } = walk
  return hops.map((hop, i): HopView => {
    const { id, position, judged } = hop
    const before = hops[i - 1]?.packet
    const packet = describePacket(hop.packet)
    const after = hops[i + 1]?.packet ?? (i === hops.length - 1 ? arrival?.packet : undefined)
    const part = partAt(topology, hop)
    return {
      ...namedId(fabric, id),
      kind: position.kind,
      packet,
      isRewritten: before !== undefined && describePacket(before) !== packet,
      header: headerRows(hop.packet, after, passageAt(hop, flow)),
      rules: judged.map(({ question, judgement }) => ruleView(fabric, question, judgement)),
      ...(part !== undefined && { part }),
    }
  })
}

function passageAt({ position }: Hop, flow: Walk['flow']) {
  if (position.kind !== 'balancer-node' || flow.direction === 'reply') return undefined
  const eni = position.eni.record.NetworkInterfaceId
  return passagesOf(flow).find((one) => one.interface === eni && one.kind !== 'endpoint')
}

function ruleView(fabric: Fabric, question: string, judgement: Judgement): RuleView {
  const { reason, evidence, detail } = judgement
  const line = decidingLine(detail)
  return {
    question,
    answer:
      judgement.verdict === 'drop' ? explainDrop(judgement.reason).sentence : explainPass(judgement.reason),
    reason,
    isDropped: judgement.verdict === 'drop',
    ...(line !== undefined && { line }),
    evidence: [...new Set(evidence)]
      .filter((id) => id !== '' && id !== 'local')
      .map((id) => namedId(fabric, id)),
  }
}
