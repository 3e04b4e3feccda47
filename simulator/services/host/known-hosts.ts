import { parseAddress } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { instances } from '../ec2/instances.ts'
import { invalid, notFound } from '../lab-errors.ts'
import { siteHosts } from '../onprem/tables.ts'

/** Refuses a host that is neither an instance nor on premises. */
export function requireHost(ctx: Pick<Context, 'store'>, id: string): void {
  const state = instances.get(ctx, id)?.record.State?.Name
  if (state !== undefined && state !== 'terminated') return
  if (ctx.store.has(siteHosts, id)) return
  throw notFound(`There is no instance ${id}, and no host of that name on premises.`)
}

export function requireAddress(text: string | undefined): void {
  if (text === undefined || parseAddress(text) !== undefined) return
  throw invalid(`"${text}" is no IP address.`)
}
