import { cell, type Store, table } from '../kernel/store.ts'
import type { Principal } from './accounts.ts'

// The calls that anybody made, denied and failed ones too. CloudTrail reads it. Like CloudTrail's event history it
// forgets: there after ninety days, here after a number of calls, so that a world that is asked all day stays small.

const kept = 20_000

/** Where a call came from, as far as it was said; else it was the learner's workstation. */
export interface CallOrigin {
  readonly sourceIp?: string
  readonly userAgent?: string
  readonly requestId?: string
  readonly vpcEndpointId?: string
  /** Whose endpoint that is. */
  readonly vpcEndpointAccountId?: string
}

export interface LedgerEntry {
  readonly number: number
  readonly at: number
  readonly eventId: string
  readonly region: string
  readonly service: string
  readonly operation: string
  /** Undefined when the caller's credentials were unknown. */
  readonly principal: Principal | undefined
  readonly accessKeyId: string | undefined
  readonly origin?: CallOrigin | undefined
  readonly input: Readonly<Record<string, unknown>>
  /** Kept for calls that change something; CloudTrail has no response elements for the others. */
  readonly output?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: string; readonly message: string }
}

export const ledger = table<LedgerEntry>('ledger', (entry) => String(entry.number))
const entries = cell('ledger-entries', 0)

export function enter(store: Store, entry: Omit<LedgerEntry, 'number'>): LedgerEntry {
  const number = store.read(entries) + 1
  store.set(entries, number)
  store.delete(ledger, String(number - kept))
  return store.put(ledger, { number, ...sharing(entry, store.get(ledger, String(number - 1))) })
}

type Entered = Omit<LedgerEntry, 'number'>

/** Callers say the same of themselves in every call, in many words. These are kept once. */
function sharing({ principal, accessKeyId, origin, ...entry }: Entered, before?: LedgerEntry): Entered {
  const userAgent = again(origin?.userAgent, before?.origin?.userAgent)
  return {
    ...entry,
    principal: isSame(principal, before?.principal) ? before?.principal : principal,
    accessKeyId: again(accessKeyId, before?.accessKeyId),
    ...(origin && { origin: { ...origin, ...(userAgent !== undefined && { userAgent }) } }),
  }
}

/** An equal text, but the one that is there already. */
const again = (text: string | undefined, before: string | undefined) => (text === before ? before : text)

const isSame = (one: Principal | undefined, other: Principal | undefined): boolean =>
  one?.arn === other?.arn && one?.userId === other?.userId && one?.session === other?.session
