import { notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requirePacketRule } from '../packet-rules.ts'
import { own, requireNamed, selectNamed } from './names.ts'
import { firewalls, sites } from './tables.ts'

export const putFirewall = operation('onprem', 'PutFirewall', own, (input, ctx) => {
  requireNamed(ctx, sites, 'site', input.Site)
  for (const rule of input.Rules ?? []) requirePacketRule(rule)
  const firewall = { ...input, DefaultAction: input.DefaultAction ?? 'deny', Rules: input.Rules ?? [] }
  return { Firewall: ctx.store.put(firewalls, firewall) }
})

export const deleteFirewall = operation('onprem', 'DeleteFirewall', own, ({ Site }, ctx) => {
  if (!ctx.store.has(firewalls, Site)) throw notFound(`The site "${Site}" has no firewall.`)
  ctx.store.delete(firewalls, Site)
  return {}
})

export const describeFirewalls = operation('onprem', 'DescribeFirewalls', own, ({ Sites }, ctx) => {
  const names = selectNamed(ctx, sites, 'site', Sites).map(({ Name }) => Name)
  return { Firewalls: names.flatMap((name) => ctx.store.get(firewalls, name) ?? []) }
})
