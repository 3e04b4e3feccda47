import type { Appliance } from '../../api/private/host.ts'
import { table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'

/** Hosts that pass on packets which are not for themselves. */
export const appliances = table<Appliance>('host:appliance', ({ Host }) => Host)

/** How a host treats packets that are not for itself; undefined where it drops them. */
export const applianceOn = (ctx: Pick<Context, 'store'>, host: string): Appliance | undefined =>
  ctx.store.get(appliances, host)

export const withUsualRules = (asked: Appliance): Appliance => ({
  ...asked,
  DefaultAction: asked.DefaultAction ?? 'allow',
  Rules: asked.Rules ?? [],
  Stateful: asked.Stateful ?? true,
  Log: asked.Log ?? false,
})
