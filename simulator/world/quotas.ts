import { type Store, table } from '../kernel/store.ts'
import { type Scope, scopeKey } from './held.ts'

// Quotas that an account had raised. What is not here has the catalogue's default.

interface RaisedQuota extends Scope {
  readonly quota: string
  readonly limit: number
}

const keyOf = (scope: Scope, quota: string) => `${scopeKey(scope)}/${quota}`

export const raisedQuotas = table<RaisedQuota>('raised-quotas', (raised) => keyOf(raised, raised.quota))

export function raisedQuota(store: Store, scope: Scope, quota: string): number | undefined {
  return store.get(raisedQuotas, keyOf(scope, quota))?.limit
}

export function raiseQuota(store: Store, { account, region }: Scope, quota: string, limit: number): void {
  store.put(raisedQuotas, { account, region, quota, limit })
}
