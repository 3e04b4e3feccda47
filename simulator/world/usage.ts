import { type Store, table } from '../kernel/store.ts'
import { type Scope, scopeKey } from './held.ts'

// What traffic costs, summed up as it goes, so that a bill stays right when the traffic itself is forgotten.

export interface Usage extends Scope {
  /** The item's id in the catalogue of prices. */
  readonly item: string
  /** What was used: `nat-…`, `vpce-…`. */
  readonly resource: string
  /** `2026-11`; of what is paid for by the fullest hour, `2026-11-02T09`. */
  readonly period: string
  readonly amount: number
}

const keyOf = ({ item, resource, period, ...scope }: Omit<Usage, 'amount'>) =>
  `${scopeKey(scope)}/${item}/${period}/${resource}`

export const usage = table<Usage>('usage', keyOf, { account: ({ account }) => account })

export function addUsage(store: Store, added: Usage): void {
  const before = store.get(usage, keyOf(added))
  store.put(usage, { ...added, amount: added.amount + (before?.amount ?? 0) })
}

export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7)

export const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13)
