import type { Store, Table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { faults } from '../fault/faults.ts'
import { appliances } from '../host/appliances.ts'
import { listeners } from '../host/listeners.ts'
import { endpointServices, serviceTypeOf } from './endpoint-services.ts'

/**
 * The world as AWS's analyzers see it: what is configured, not what works. Reachability Analyzer guide,
 * how-reachability-analyzer-works: they send no packets and consider no health; of what runs on hosts they know nothing;
 * and "paths through a Gateway Load Balancer endpoint do not include the Gateway Load Balancer or its targets".
 */
export function analyzedConfiguration(ctx: Context): Context {
  const store: Store = ctx.store.fork()
  empty(store, faults)
  empty(store, appliances)
  empty(store, listeners)
  const seen: Context = { ...ctx, store }
  for (const service of endpointServices.everyone(seen)) {
    if (serviceTypeOf(service.record) === 'GatewayLoadBalancer') endpointServices.remove(seen, service)
  }
  return seen
}

function empty<R extends object>(store: Store, table: Table<R>): void {
  for (const record of store.all(table)) store.delete(table, table.key(record))
}
