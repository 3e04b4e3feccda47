import { formatAddress } from '../../kernel/address.ts'
import type { Observed, ObservedFlow, ObservedLookup } from '../../network/observing/observed.ts'
import { describePacket, hasPorts, protocolName } from '../../network/packet.ts'
import type { Question } from '../../network/question.ts'
import { isWorking, type Trace } from '../../network/trace.ts'
import type { LookupAsked } from './lookup-view.ts'

// What tools put on the network lately, to be looked at again. It is no part of the world: nothing is undone here.

export interface RecentWay {
  readonly id: number
  /** The line that was typed. */
  readonly line: string
  readonly host: string
  /** Simulated time, in milliseconds since 1970. */
  readonly at: number
  readonly kind: 'packet' | 'lookup'
  /** The packet, or the question. */
  readonly told: string
  readonly isWorking: boolean
  /** The same once more, to be asked of the world as it is now. */
  readonly packet?: Question
  readonly lookup?: LookupAsked
}

/** What went over the network; a machine's talk with itself does not. */
export type Sent = ObservedFlow | ObservedLookup

interface Kept extends RecentWay {
  readonly observed: Sent
}

const mostKept = 60
/** A loop of requests leaves room for what was done before. */
const mostOfLine = 12

export interface DoneAt {
  readonly line: string
  readonly host: string
  readonly at: number
}

export class RecentWays {
  #kept: readonly Kept[] = []
  #last = 0

  note(doing: DoneAt | undefined, seen: readonly Observed[]): void {
    if (!doing) return
    const { line, host, at } = doing
    const done = { line, host, at }
    for (const observed of seen) {
      if (observed.kind === 'own') continue
      const view = viewOf(observed)
      const kept = { id: ++this.#last, ...done, ...view, observed }
      const isSame = (one: Kept) => one.line === done.line && one.host === done.host
      const others = this.#kept.filter((one) => !isSame(one))
      const same = this.#kept.filter(isSame).slice(1 - mostOfLine)
      this.#kept = [...others, ...same, kept].sort((a, b) => a.id - b.id).slice(-mostKept)
    }
  }

  /** The newest first. */
  list(): readonly RecentWay[] {
    return this.#kept.map(({ observed: _, ...way }) => way).reverse()
  }

  observedOf(id: number): Sent | undefined {
    return this.#kept.find((one) => one.id === id)?.observed
  }
}

function viewOf(observed: Sent): Pick<RecentWay, 'kind' | 'told' | 'isWorking' | 'packet' | 'lookup'> {
  if (observed.kind === 'lookup') {
    const { question, status, steps } = observed.answer
    const from = steps.find(({ trace }) => trace)?.trace
    const asker = from ? senderOf(from) : 'internet'
    const isOwn = steps.some(({ trace }) => trace) || asker === 'internet'
    return {
      kind: 'lookup',
      told: `${question.name} ${question.type}`,
      isWorking: status === 'NOERROR',
      ...(isOwn && { lookup: { from: asker, name: question.name, type: question.type } }),
    }
  }
  const { trace, ending } = observed
  const packet = questionOf(trace)
  return {
    kind: 'packet',
    told: describePacket(trace.packet),
    isWorking: isWorking(trace) && (ending === undefined || ending === 'closed' || ending === 'open'),
    ...(packet && { packet }),
  }
}

function senderOf({ forward }: Trace): string {
  const start = forward.hops[0]?.position
  if (start?.kind === 'interface-out') return start.eni.record.NetworkInterfaceId ?? ''
  return start?.kind === 'site-host-out' ? `onprem:${start.host.Name}` : 'internet'
}

function questionOf(trace: Trace): Question | undefined {
  const { packet } = trace
  if (packet.size !== undefined && packet.size > 1500) return undefined
  return {
    from: senderOf(trace),
    fromIp: formatAddress(packet.source),
    to: formatAddress(packet.destination),
    protocol: protocolName(packet.protocol),
    ...(hasPorts(packet) && { port: packet.destinationPort, sourcePort: packet.sourcePort }),
  }
}
