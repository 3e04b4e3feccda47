import type { Address } from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import type { Fabric } from '../fabric.ts'
import type { Position } from '../positions.ts'
import type { Probe } from '../rule.ts'
import type { Trace } from '../trace.ts'
import {
  type DnsRecord,
  type DnsStep,
  type FirewallVerdict,
  failed,
  type LoggedQuery,
  type Reply,
} from './answer.ts'
import type { Client } from './clients.ts'
import type { Question } from './question.ts'
import type { DnsReason } from './reasons.ts'

/** One lookup under way: the world, who it is for as far as routing policies care, and what happened so far. */
export interface Lookup {
  readonly fabric: Fabric
  /** Sends packets of others, as health checks do. */
  readonly probe: Probe
  /** Tells askers and moments apart, so that answers rotate. */
  readonly seed: string
  readonly steps: DnsStep[]
  /** Who is waiting for an answer to what, outermost first: it shows circles. */
  readonly pending: string[]
  /** What DNS Firewall had to say, if anything. */
  firewall?: FirewallVerdict
  /** Queries that resolvers of VPCs were asked, as their logs keep them. */
  readonly logged: LoggedQuery[]
  /** Sends a query to a server, as a packet, and gives what comes back. */
  readonly query: (lookup: Lookup, from: Sender, to: ServerAddress, question: Question) => Reply
}

export interface ServerAddress {
  readonly address: Address
  readonly port: number
  /** Over HTTPS instead of UDP. */
  readonly isSecure?: boolean
}

/** From where a query is sent. */
export interface Sender {
  readonly position: Position
  readonly source: Address
  readonly client: Client
}

export function note(
  lookup: Lookup,
  at: string,
  question: Question,
  reason: DnsReason,
  evidence: readonly string[] = [],
  trace?: Trace,
): void {
  lookup.steps.push({ at, question, reason, evidence, ...(trace && { trace }) })
}

/** The same list from another start: which one is first depends on who asks, what and when. */
export function rotate<T>(items: readonly T[], lookup: Pick<Lookup, 'seed'>, salt: string): readonly T[] {
  if (items.length < 2) return items
  const start = scramble(`${lookup.seed}/${salt}`)[0] % items.length
  return start === 0 ? items : [...items.slice(start), ...items.slice(0, start)]
}

/** Asks one that may ask others in turn, unless it is waiting for the answer to this very question already. */
export function askOnce(lookup: Lookup, who: string, question: Question, ask: () => Reply): Reply {
  const key = `${who} ${question.name} ${question.type}`
  if (lookup.pending.includes(key)) {
    note(
      lookup,
      who,
      question,
      'asked-in-a-circle',
      lookup.pending.map((one) => one.split(' ')[0]!),
    )
    return failed('SERVFAIL')
  }
  lookup.pending.push(key)
  const reply = ask()
  lookup.pending.pop()
  return reply
}

/** BIND follows 16 CNAME records; the VPC's resolver is taken to have the same patience. */
const longestChain = 16

/** Follows CNAME records: where an answer ends in a name without the type asked for, that name is asked for next. */
export function followAliases(lookup: Lookup, question: Question, ask: (one: Question) => Reply): Reply {
  let reply = ask(question)
  if (question.type === 'CNAME' || question.type === 'ANY') return reply
  const records = [...reply.records]
  for (let asked = question.name, length = 0; reply.status === 'NOERROR'; length++) {
    const end = endOfChain(records, question.name)
    if (end === undefined) return tooManyAliases(lookup, question.name, question)
    if (end === asked || records.some(({ name, type }) => name === end && type === question.type)) break
    if (length >= longestChain) return tooManyAliases(lookup, end, question)
    asked = end
    reply = ask({ name: end, type: question.type })
    records.push(...reply.records)
  }
  if (reply.status === 'SERVFAIL' || reply.status === 'TIMEOUT' || reply.status === 'REFUSED') return reply
  return { ...reply, records }
}

function tooManyAliases(lookup: Lookup, at: string, question: Question): Reply {
  note(lookup, at, question, 'too-many-aliases')
  return failed('SERVFAIL')
}

/** The name that a chain of CNAME records ends with; none where it goes round in a circle. */
export function endOfChain(records: readonly DnsRecord[], name: string): string | undefined {
  let end = name
  for (let i = 0; i <= records.length; i++) {
    const alias = records.find((one) => one.name === end && one.type === 'CNAME')
    if (!alias) return end
    end = alias.value.toLowerCase()
  }
  return undefined
}
