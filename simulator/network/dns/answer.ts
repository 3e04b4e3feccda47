import type { Trace } from '../trace.ts'
import type { Question } from './question.ts'
import type { DnsReason } from './reasons.ts'

/** A resource record, its value as zone files write it: `10 mail.example.com.`, `"v=spf1 -all"`. */
export interface DnsRecord {
  readonly name: string
  readonly type: string
  /** Seconds. */
  readonly ttl: number
  readonly value: string
}

/** How a server answers, or that none does. */
export type DnsStatus = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'TIMEOUT'

/** What one server says. */
export interface Reply {
  readonly status: DnsStatus
  readonly records: readonly DnsRecord[]
  /** The SOA of the zone that has no such name or no such record, where the world knows it. */
  readonly authority: readonly DnsRecord[]
}

/** One thing that was decided on the way to the answer. */
export interface DnsStep {
  /** Who decided: a server's address, a VPC, a zone, a rule, an endpoint. */
  readonly at: string
  readonly question: Question
  readonly reason: DnsReason
  /** Ids of what decided, which a person may look up. */
  readonly evidence: readonly string[]
  /** The way of the query to a server, where it had one to go. */
  readonly trace?: Trace
}

export interface Answer extends Reply {
  readonly question: Question
  /** The address of the server that answered, or of the last one that did not. */
  readonly server: string
  readonly steps: readonly DnsStep[]
  /** What query logs of VPCs have to say of it. */
  readonly logged: readonly LoggedQuery[]
  /** The rule of DNS Firewall that spoke: the one that blocked, alerted or allowed. */
  readonly firewall?: FirewallVerdict
}

/** A query that the resolver of a VPC answered, with what its log says of who asked. */
export interface LoggedQuery {
  readonly vpc: string
  readonly question: Question
  readonly reply: Reply
  readonly from: QuerySource
  readonly firewall?: FirewallVerdict
}

export interface QuerySource {
  readonly address: string
  readonly port: number
  readonly isTcp: boolean
  readonly instance?: string
  readonly endpoint?: string
  readonly interface?: string
}

export interface FirewallVerdict {
  readonly action: 'ALLOW' | 'BLOCK' | 'ALERT'
  readonly group: string
  readonly domainList?: string
}

export const found = (records: readonly DnsRecord[]): Reply => ({ status: 'NOERROR', records, authority: [] })

export const noData = (authority: readonly DnsRecord[] = []): Reply => ({
  status: 'NOERROR',
  records: [],
  authority,
})

export const noSuchName = (authority: readonly DnsRecord[] = []): Reply => ({
  status: 'NXDOMAIN',
  records: [],
  authority,
})

export const failed = (status: 'SERVFAIL' | 'REFUSED' | 'TIMEOUT'): Reply => ({
  status,
  records: [],
  authority: [],
})

/** The addresses in an answer, whatever CNAME records led to them. */
export const addressesIn = ({ records }: Pick<Reply, 'records'>): string[] =>
  records.filter(({ type }) => type === 'A' || type === 'AAAA').map(({ value }) => value)
