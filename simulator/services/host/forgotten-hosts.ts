import { forgetJournal } from '../../world/journal.ts'
import type { Context } from '../context.ts'
import { dnsServers } from '../onprem/tables.ts'
import { appliances } from './appliances.ts'
import { keyOf, listeners, listenersOn } from './listeners.ts'

/** Ends all that runs on a host which is gone for good. */
export function forgetHost(ctx: Pick<Context, 'store'>, host: string): void {
  for (const one of listenersOn(ctx, host)) ctx.store.delete(listeners, keyOf(one))
  ctx.store.delete(appliances, host)
  ctx.store.delete(dnsServers, host)
  forgetJournal(ctx.store, host)
}
