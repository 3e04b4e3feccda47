import type { ApplianceRule } from '../../api/private/host.ts'
import { notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requirePacketRule } from '../packet-rules.ts'
import { appliances, withUsualRules } from './appliances.ts'
import { requireHost } from './known-hosts.ts'

const own = { fidelity: 'exact', source: 'the lab' } as const

export const putAppliance = operation('host', 'PutAppliance', own, (input, ctx) => {
  requireHost(ctx, input.Host)
  for (const rule of input.Rules ?? []) requirePacketRule(rule satisfies ApplianceRule)
  return { Appliance: ctx.store.put(appliances, withUsualRules(input)) }
})

export const deleteAppliance = operation('host', 'DeleteAppliance', own, ({ Host }, ctx) => {
  if (!ctx.store.has(appliances, Host)) throw notFound(`${Host} passes on no packets.`)
  ctx.store.delete(appliances, Host)
  return {}
})

export const describeAppliances = operation('host', 'DescribeAppliances', own, ({ Hosts }, ctx) => ({
  Appliances: ctx.store.all(appliances).filter(({ Host }) => !Hosts?.length || Hosts.includes(Host)),
}))
