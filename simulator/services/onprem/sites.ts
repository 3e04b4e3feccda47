import type { Site } from '../../api/private/onprem.ts'
import { overlap, parseAddress } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { alreadyThere, inUse, invalid } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requireCidr } from '../packet-rules.ts'
import { changed, own, requireFreeName, requireNamed, selectNamed } from './names.ts'
import { settleUplinks } from './settling.ts'
import { firewalls, routers, siteHosts, siteLinks, sites } from './tables.ts'

export const usualAsn = 65000

export const createSite = operation('onprem', 'CreateSite', own, (input, ctx) => {
  requireFreeName(ctx, input.Name)
  const site: Site = { ...input, Asn: input.Asn ?? usualAsn }
  requireSound(ctx, site)
  return { Site: ctx.store.put(sites, site) }
})

export const modifySite = operation('onprem', 'ModifySite', own, ({ Name, ...said }, ctx) => {
  const site = changed(requireNamed(ctx, sites, 'site', Name), said)
  requireSound(ctx, site)
  const put = ctx.store.put(sites, site)
  settleUplinks(ctx)
  return { Site: put }
})

function requireSound(ctx: Context, { Name, Prefixes, PublicIp }: Site): void {
  if (!Prefixes.length) throw invalid('A site needs at least one CIDR block.')
  for (const cidr of Prefixes) requireCidr(cidr)
  requirePublicAddress(PublicIp)
  for (const other of ctx.store.all(sites)) {
    if (other.Name === Name) continue
    if (PublicIp !== undefined && other.PublicIp === PublicIp) {
      throw alreadyThere(`The site "${other.Name}" has the public address ${PublicIp} already.`)
    }
  }
  const hosts = ctx.store.by(siteHosts, 'site', Name)
  const lost = hosts.find(({ Address }) => !Prefixes.some((cidr) => overlap(cidr, hostBlock(Address))))
  if (lost)
    throw invalid(`The host "${lost.Name}" has the address ${lost.Address}, which would not be the site's.`)
}

const hostBlock = (address: string) => `${address}/${address.includes(':') ? 128 : 32}`

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10']

export function requirePublicAddress(text: string | undefined): void {
  if (text === undefined) return
  const isPublic =
    typeof parseAddress(text) === 'number' && !privateBlocks.some((block) => overlap(block, hostBlock(text)))
  if (!isPublic) throw invalid(`"${text}" is no public IPv4 address.`)
}

export const deleteSite = operation('onprem', 'DeleteSite', own, ({ Name }, ctx) => {
  requireNamed(ctx, sites, 'site', Name)
  for (const [table, noun] of [
    [siteHosts, 'host'],
    [routers, 'router'],
  ] as const) {
    const first = ctx.store.by<{ readonly Name: string }>(table as never, 'site', Name)[0]
    if (first) throw inUse(`The site "${Name}" still has the ${noun} "${first.Name}".`)
  }
  for (const link of ctx.store.by(siteLinks, 'site', Name)) ctx.store.delete(siteLinks, siteLinks.key(link))
  ctx.store.delete(firewalls, Name)
  ctx.store.delete(sites, Name)
  return {}
})

export const describeSites = operation('onprem', 'DescribeSites', own, ({ Names }, ctx) => ({
  Sites: selectNamed(ctx, sites, 'site', Names),
}))
