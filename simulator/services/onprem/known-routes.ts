import type { KnownRoute } from '../../api/private/onprem.ts'
import { operation } from '../operation.ts'
import { own, selectNamed } from './names.ts'
import { heardAt, routesOfSite, type SiteRoute } from './site-routes.ts'
import { sites } from './tables.ts'

export const describeRoutes = operation('onprem', 'DescribeRoutes', own, ({ Sites }, ctx) => ({
  Routes: selectNamed(ctx, sites, 'site', Sites).flatMap(({ Name }) => {
    const used = routesOfSite(ctx.store, Name)
    return heardAt(ctx.store, Name).map(([Destination, route]): KnownRoute => {
      const { target, router, localPreference, pathLength } = route
      return {
        Site: Name,
        Destination,
        Target: target,
        Origin: originOf(route),
        ...(router !== undefined && { Router: router }),
        LocalPreference: localPreference,
        PathLength: pathLength,
        Chosen: isSame(used.get(Destination), route),
      }
    })
  }),
}))

function originOf({ isStatic, target }: SiteRoute): KnownRoute['Origin'] {
  if (isStatic) return 'static'
  if (target === 'internet') return 'provider'
  return target.startsWith('onprem:') ? 'site-link' : 'bgp'
}

const isSame = (a: SiteRoute | undefined, b: SiteRoute): boolean =>
  a?.target === b.target && a.router === b.router && a.isStatic === b.isStatic
