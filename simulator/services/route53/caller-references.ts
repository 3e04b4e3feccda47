import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

// Caller references are good once: what was made with one stays taken when the thing itself is gone. Reported by users
// of CreateHostedZone, and said on the page of CreateHealthCheck.

interface UsedReference {
  readonly account: string
  readonly kind: string
  readonly reference: string
  /** What was made with it. */
  readonly id: string
}

const keyOf = (account: string, kind: string, reference: string) => `${account} ${kind} ${reference}`

export const usedReferences = table<UsedReference>('route53:used-reference', (used) =>
  keyOf(used.account, used.kind, used.reference),
)

/** The id of what the caller's account made with a reference, whether or not it still exists. */
export const madeWith = (ctx: Context, kind: string, reference: string): string | undefined =>
  ctx.store.get(usedReferences, keyOf(ctx.account, kind, reference))?.id

export function useReference(ctx: Context, kind: string, reference: string, id: string): void {
  ctx.store.put(usedReferences, { account: ctx.account, kind, reference, id })
}
