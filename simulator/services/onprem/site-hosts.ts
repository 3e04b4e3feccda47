import type { SiteHost } from '../../api/private/onprem.ts'
import { contains, formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { forgetHost } from '../host/forgotten-hosts.ts'
import { alreadyThere, invalid } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { changed, own, requireFreeName, requireNamed, selectNamed } from './names.ts'
import { siteHosts, sites } from './tables.ts'

export const createHost = operation('onprem', 'CreateHost', own, (input, ctx) => {
  requireFreeName(ctx, input.Name)
  return { Host: ctx.store.put(siteHosts, requireSound(ctx, input)) }
})

export const modifyHost = operation('onprem', 'ModifyHost', own, ({ Name, ...said }, ctx) => {
  const host = changed(requireNamed(ctx, siteHosts, 'host', Name), said)
  return { Host: ctx.store.put(siteHosts, requireSound(ctx, host)) }
})

function requireSound(ctx: Context, host: SiteHost): SiteHost {
  const site = requireNamed(ctx, sites, 'site', host.Site)
  const address = parseAddress(host.Address)
  if (address === undefined) throw invalid(`"${host.Address}" is no IP address.`)
  const Address = formatAddress(address)
  if (!site.Prefixes.some((cidr) => contains(cidr, Address))) {
    throw invalid(`${Address} is in no CIDR block of the site "${site.Name}": ${site.Prefixes.join(', ')}.`)
  }
  const other = ctx.store
    .by(siteHosts, 'address', `${site.Name}/${Address}`)
    .find(({ Name }) => Name !== host.Name)
  if (other) throw alreadyThere(`The host "${other.Name}" has the address ${Address} already.`)
  for (const server of host.DnsServers ?? []) {
    if (parseAddress(server) === undefined) throw invalid(`"${server}" is no IP address.`)
  }
  return { ...host, Address }
}

export const deleteHost = operation('onprem', 'DeleteHost', own, ({ Name }, ctx) => {
  requireNamed(ctx, siteHosts, 'host', Name)
  forgetHost(ctx, Name)
  ctx.store.delete(siteHosts, Name)
  return {}
})

export const describeHosts = operation('onprem', 'DescribeHosts', own, ({ Names, Site: site }, ctx) => ({
  Hosts: selectNamed(ctx, siteHosts, 'host', Names).filter((one) => site === undefined || one.Site === site),
}))
