import { type Store, table } from '../kernel/store.ts'

// What programs on hosts wrote down: servers whom they answered, appliances what they let pass. Each host keeps the
// newest lines, as a journal of limited size does.

const kept = 1_000

/** A request or a connection that a server took. */
export interface ServedFact {
  readonly kind: 'served'
  /** The client as the server knows it: what a header of proxy protocol says, else who opened the connection. */
  readonly from: string
  readonly fromPort: number
  /** Whoever opened the connection, where that is another. */
  readonly peer?: string
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  readonly method?: string
  readonly path?: string
  readonly status?: number
  /** The name that was asked for. */
  readonly host?: string
  /** The name in the TLS handshake that the server itself made. */
  readonly tls?: string
  /** Clients that load balancers before it name in X-Forwarded-For. */
  readonly forwardedFor?: string
  /** The VPC endpoint that a header of proxy protocol names. */
  readonly endpoint?: string
}

/** A packet that an appliance looked at. */
export interface PassedFact {
  readonly kind: 'passed'
  readonly verdict: 'pass' | 'drop'
  /** Whether it is an answer. */
  readonly way: 'there' | 'back'
  readonly protocol: string
  readonly from: string
  readonly to: string
  /** Missing where the protocol has none. */
  readonly fromPort?: number
  readonly toPort?: number
  /** What decided. */
  readonly because: string
  /** The Gateway Load Balancer endpoint that it came by, as GENEVE tells the appliance. */
  readonly endpoint?: string
}

export interface JournalSeen {
  readonly host: string
  /** `serve-443.service` */
  readonly unit: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly message: string
  readonly fact?: ServedFact | PassedFact
}

export interface JournalEntry extends JournalSeen {
  readonly number: number
}

export const journal = table<JournalEntry>('journal', ({ host, number }) => keyOf(host, number))

interface JournalEnd {
  readonly host: string
  readonly last: number
}

export const journalEnds = table<JournalEnd>('journal-end', ({ host }) => host)

const keyOf = (host: string, number: number): string => `${host}/${number}`

export function writeJournal(store: Store, seen: JournalSeen): void {
  const { host } = seen
  const number = (store.get(journalEnds, host)?.last ?? 0) + 1
  store.put(journalEnds, { host, last: number })
  store.delete(journal, keyOf(host, number - kept))
  store.put(journal, { ...seen, number })
}

/** What a host has written down and still keeps, the oldest first. */
export function journalOf(store: Pick<Store, 'get'>, host: string, unit?: string): readonly JournalEntry[] {
  const last = store.get(journalEnds, host)?.last ?? 0
  const found: JournalEntry[] = []
  for (let number = Math.max(1, last - kept + 1); number <= last; number++) {
    const entry = store.get(journal, keyOf(host, number))
    if (entry && (unit === undefined || entry.unit === unit)) found.push(entry)
  }
  return found
}

/** A host that is gone takes its disk with it. */
export function forgetJournal(store: Store, host: string): void {
  for (const { number } of journalOf(store, host)) store.delete(journal, keyOf(host, number))
  store.delete(journalEnds, host)
}
