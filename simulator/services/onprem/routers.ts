import type { SiteRouter } from '../../api/private/onprem.ts'
import type { Context } from '../context.ts'
import { invalid } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requireCidr } from '../packet-rules.ts'
import { changed, own, requireFreeName, requireNamed, selectNamed } from './names.ts'
import { settleUplinks } from './settling.ts'
import { requirePublicAddress } from './sites.ts'
import { routers, sites, uplinks } from './tables.ts'
import { takeDown } from './uplinks.ts'

export const createRouter = operation('onprem', 'CreateRouter', own, (input, ctx) => {
  requireFreeName(ctx, input.Name)
  requireSound(ctx, input)
  return { Router: ctx.store.put(routers, input) }
})

export const modifyRouter = operation('onprem', 'ModifyRouter', own, ({ Name, ...said }, ctx) => {
  const router = changed(requireNamed(ctx, routers, 'router', Name), said)
  requireSound(ctx, router)
  const put = ctx.store.put(routers, router)
  settleUplinks(ctx)
  return { Router: put }
})

function requireSound(ctx: Context, router: SiteRouter): void {
  requireNamed(ctx, sites, 'site', router.Site)
  requirePublicAddress(router.PublicIp)
  for (const cidr of router.AdvertisedPrefixes ?? []) requireCidr(cidr)
  for (const { Destination, Target } of router.StaticRoutes ?? []) {
    requireCidr(Destination)
    const isLine = /^(vpn|dxvif)-/.test(Target)
    if (!isLine && !['internet', 'blackhole'].includes(Target) && !ctx.store.has(sites, Target)) {
      throw invalid(
        `"${Target}" is no target of a route. Name a VPN connection, a virtual interface, a site, internet or blackhole.`,
      )
    }
  }
}

export const deleteRouter = operation('onprem', 'DeleteRouter', own, ({ Name }, ctx) => {
  requireNamed(ctx, routers, 'router', Name)
  for (const uplink of ctx.store.by(uplinks, 'router', Name)) takeDown(ctx, uplink)
  ctx.store.delete(routers, Name)
  return {}
})

export const describeRouters = operation('onprem', 'DescribeRouters', own, ({ Names, Site: site }, ctx) => ({
  Routers: selectNamed(ctx, routers, 'router', Names).filter(
    (one) => site === undefined || one.Site === site,
  ),
}))
