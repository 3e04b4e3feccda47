import { type Store, table } from '../kernel/store.ts'
import { type Scope, scopeKey } from './held.ts'

// A client token makes a request safe to repeat: the second time, the first answer comes again.

interface Remembered {
  readonly key: string
  readonly input: string
  readonly output: Readonly<Record<string, unknown>>
}

export const clientTokens = table<Remembered>('client-tokens', (remembered) => remembered.key)

const keyOf = (scope: Scope, operation: string, token: string) => `${scopeKey(scope)}/${operation}/${token}`

export function recall(store: Store, scope: Scope, operation: string, token: string): Remembered | undefined {
  return store.get(clientTokens, keyOf(scope, operation, token))
}

export function remember(
  store: Store,
  scope: Scope,
  operation: string,
  token: string,
  request: Omit<Remembered, 'key'>,
): void {
  store.put(clientTokens, { key: keyOf(scope, operation, token), ...request })
}
