import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { listenerRules, rulesOf } from './listener-rules.ts'
import { type Listener, listeners, listenersOf, requireListener } from './listeners.ts'

export const deleteListener = operation(
  'elbv2',
  'DeleteListener',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DeleteListener' },
  ({ ListenerArn }, ctx) => {
    closeListener(ctx, requireListener(ctx, ListenerArn))
    return {}
  },
)

export function closeListenersOf(ctx: Context, balancer: string): void {
  for (const listener of listenersOf(ctx, balancer)) closeListener(ctx, listener)
}

/** Its rules go with it. */
function closeListener(ctx: Context, listener: Listener): void {
  for (const rule of rulesOf(ctx, listeners.idOf(listener))) listenerRules.remove(ctx, rule)
  listeners.remove(ctx, listener)
}
