import type { Fabric } from '../../network/fabric.ts'
import { describePacket } from '../../network/packet.ts'
import { ask, type Question } from '../../network/question.ts'
import { explainDrop, explainPass } from '../../network/reasons.ts'
import type { Walk } from '../../network/trace.ts'

// A packet's way as a page shows it: hop by hop, there and back, with what decided at each.

export interface TraceView {
  readonly isDelivered: boolean
  /** What became of it, in a sentence. */
  readonly said: string
  readonly walks: readonly WalkView[]
}

export interface WalkView {
  readonly direction: 'there' | 'back'
  readonly hops: readonly HopView[]
}

export interface HopView {
  /** The resource that people know the place as. */
  readonly id: string
  readonly kind: string
  /** The packet as it came here. */
  readonly packet: string
  /** Whether something on the way here has written it anew. */
  readonly isRewritten: boolean
  readonly rules: readonly RuleView[]
}

interface RuleView {
  readonly question: string
  readonly answer: string
  readonly isDropped: boolean
  readonly evidence: readonly string[]
}

/** What a page asks for: it may also say why there is no answer. */
export type TraceAnswer = TraceView | { readonly cannotSay: string }

export function traceView(fabric: Fabric, question: Question): TraceAnswer {
  const trace = ask(fabric, question)
  if ('cannotSay' in trace) return { cannotSay: trace.cannotSay }
  const { forward, reply } = trace
  const dropped = forward.dropped ?? reply?.dropped
  return {
    isDelivered: !dropped,
    said: dropped
      ? `${reply?.dropped ? 'The answer is' : 'The packet is'} dropped at ${dropped.at}: ${explainDrop(dropped.reason).sentence}`
      : `It arrives${reply ? ', and so does its answer' : ''}.`,
    walks: [walkView('there', forward), ...(reply ? [walkView('back', reply)] : [])],
  }
}

function walkView(direction: WalkView['direction'], { hops }: Walk): WalkView {
  let before: string | undefined
  return {
    direction,
    hops: hops.map(({ id, position, packet: held, judged }): HopView => {
      const packet = describePacket(held)
      const isRewritten = before !== undefined && before !== packet
      before = packet
      return {
        id,
        kind: position.kind,
        packet,
        isRewritten,
        rules: judged.map(({ question, judgement }) => ({
          question,
          answer:
            judgement.verdict === 'drop'
              ? explainDrop(judgement.reason).sentence
              : explainPass(judgement.reason),
          isDropped: judgement.verdict === 'drop',
          evidence: judgement.evidence,
        })),
      }
    }),
  }
}
