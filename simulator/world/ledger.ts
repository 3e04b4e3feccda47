import { cell, type Store, table } from '../kernel/store.ts'
import type { Principal } from './accounts.ts'

// The calls that anybody made, denied and failed ones too. CloudTrail reads it. Like CloudTrail's event history it
// forgets: there after ninety days, here after a number of calls, so that a world that is asked all day stays small.

const kept = 20_000

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
  readonly input: Readonly<Record<string, unknown>>
  /** Kept for calls that change something; CloudTrail has no response elements for the others. */
  readonly output?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: string; readonly message: string }
}

export const ledger = table<LedgerEntry>('ledger', (entry) => String(entry.number))
const entries = cell('ledger-entries', 0)

export function enter(store: Store, entry: Omit<LedgerEntry, 'number'>): void {
  const number = store.read(entries) + 1
  store.set(entries, number)
  store.put(ledger, { number, ...entry })
  store.delete(ledger, String(number - kept))
}
