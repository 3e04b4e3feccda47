import type { Route53resolver } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { requireVpc } from './firewall-associations.ts'
import { noSuchFirewallResource } from './firewall-domain-lists.ts'
import { pageOf } from './listing.ts'

/** Whether questions pass while DNS Firewall cannot be asked. A VPC that nobody configured has no record here. */
export const firewallConfigs = family<Route53resolver.FirewallConfig>({
  service: 'route53resolver',
  resource: 'firewall-config',
  id: 'Id',
  prefix: 'rslvr-fc',
  missing: noSuchFirewallResource,
  indexes: { vpc: ({ record }) => record.ResourceId },
})

function firewallConfigOf(ctx: Context, ResourceId: string): Route53resolver.FirewallConfig {
  const [kept] = firewallConfigs.by(ctx, 'vpc', ResourceId)
  if (kept) return kept.record
  const [a, b] = scramble(`rslvr-fc/${ResourceId}`)
  const Id = `rslvr-fc-${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`
  return { Id, ResourceId, OwnerId: ctx.account, FirewallFailOpen: 'DISABLED' }
}

export const getFirewallConfig = operation(
  'route53resolver',
  'GetFirewallConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, GetFirewallConfig' },
  ({ ResourceId }, ctx) => {
    requireVpc(ctx, ResourceId)
    return { FirewallConfig: firewallConfigOf(ctx, ResourceId) }
  },
)

export const updateFirewallConfig = operation(
  'route53resolver',
  'UpdateFirewallConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateFirewallConfig' },
  ({ ResourceId, FirewallFailOpen }, ctx) => {
    requireVpc(ctx, ResourceId)
    const FirewallConfig = { ...firewallConfigOf(ctx, ResourceId), FirewallFailOpen }
    const [kept] = firewallConfigs.by(ctx, 'vpc', ResourceId)
    if (kept) firewallConfigs.update(ctx, kept, FirewallConfig)
    else firewallConfigs.create(ctx, FirewallConfig)
    return { FirewallConfig }
  },
)

export const listFirewallConfigs = operation(
  'route53resolver',
  'ListFirewallConfigs',
  { fidelity: 'exact', source: 'Route 53 API reference, ListFirewallConfigs' },
  (input, ctx) => {
    const { items, size: _, ...more } = pageOf(firewallConfigs.list(ctx), input)
    return { ...more, FirewallConfigs: items.map(({ record }) => record) }
  },
)
