import type { Store } from '../../kernel/store.ts'
import { isDown } from '../fault/faults.ts'
import { announcedByAws } from './announced-by-aws.ts'
import { routers, siteLinks, sites, uplinks } from './tables.ts'
import { statusOf } from './uplink-status.ts'

// What the routers of a site know of the way, as routers usually choose: the longest prefix; a static route before
// BGP; the highest local preference; the shortest path; and of what is then still equal, what was set up first.

export interface SiteRoute {
  /** A line to AWS, `onprem:SITE`, `internet` or `blackhole`. */
  readonly target: string
  /** The router that has it; none for what comes by a private line from another site. */
  readonly router?: string
  readonly isStatic: boolean
  readonly localPreference: number
  readonly pathLength: number
}

const usualPreference = 100

type Heard = readonly [cidr: string, route: SiteRoute]

/** The best route for each block, in the order in which they were heard of. */
export function routesOfSite(store: Store, site: string): Map<string, SiteRoute> {
  const best = new Map<string, SiteRoute>()
  for (const [cidr, route] of heardAt(store, site)) {
    const before = best.get(cidr)
    if (!before || isBetter(route, before)) best.set(cidr, route)
  }
  return best
}

function isBetter(a: SiteRoute, b: SiteRoute): boolean {
  if (a.isStatic !== b.isStatic) return a.isStatic
  if (a.localPreference !== b.localPreference) return a.localPreference > b.localPreference
  return a.pathLength < b.pathLength
}

/** Everything that the routers of a site hear of; `passed` are the sites that it was told by. */
export function heardAt(store: Store, site: string, passed: readonly string[] = [site]): Heard[] {
  const own = routersThatWork(store, site).flatMap((router) => [
    ...staticRoutes(store, site, router),
    ...learnedRoutes(store, router),
  ])
  const { PublicIp } = store.get(sites, site) ?? {}
  // The address is an IPv4 one, and so is the way.
  const internet: Heard[] =
    PublicIp === undefined ? [] : [['0.0.0.0/0', { ...plain, target: 'internet', pathLength: 10 }]]
  return [...own, ...internet, ...overSiteLinks(store, site, passed)]
}

const plain = { isStatic: false, localPreference: usualPreference }

export function routersThatWork(store: Store, site: string): readonly string[] {
  return store
    .by(routers, 'site', site)
    .map(({ Name }) => Name)
    .filter((name) => !isDown({ store }, `onprem:${name}`))
}

function staticRoutes(store: Store, site: string, router: string): Heard[] {
  return (store.get(routers, router)?.StaticRoutes ?? []).flatMap(({ Destination, Target }): Heard[] => {
    const target = store.has(sites, Target) ? `onprem:${Target}` : Target
    if (!leadsOn(store, site, Target)) return []
    return [[Destination, { ...plain, target, router, isStatic: true, pathLength: 0 }]]
  })
}

/** A router takes a static route out of its table while the line that it leads to is down. */
function leadsOn(store: Store, site: string, target: string): boolean {
  if (target === 'blackhole') return true
  if (target === 'internet') return store.get(sites, site)?.PublicIp !== undefined
  if (store.has(sites, target)) return linkedSites(store, site).includes(target)
  const uplink = store.get(uplinks, target)
  return uplink !== undefined && statusOf({ store }, uplink).isUp
}

function learnedRoutes(store: Store, router: string): Heard[] {
  return store.by(uplinks, 'router', router).flatMap((uplink) => {
    if (!statusOf({ store }, uplink).isUp) return []
    const route: SiteRoute = {
      target: uplink.Target,
      router,
      isStatic: false,
      localPreference: uplink.LocalPreference ?? usualPreference,
      pathLength: 1,
    }
    return announcedByAws({ store }, uplink.Target).map((cidr): Heard => [cidr, route])
  })
}

function overSiteLinks(store: Store, site: string, passed: readonly string[]): Heard[] {
  return linkedSites(store, site)
    .filter((other) => !passed.includes(other))
    .flatMap((other) => {
      const beyond = heardAt(store, other, [...passed, other]).filter(
        ([, { target }]) => target !== 'internet',
      )
      const own = (store.get(sites, other)?.Prefixes ?? []).map(
        (cidr): Heard => [cidr, { ...plain, target: '', pathLength: 0 }],
      )
      return [...own, ...beyond].map(
        ([cidr, { pathLength }]): Heard => [
          cidr,
          { ...plain, target: `onprem:${other}`, pathLength: pathLength + 1 },
        ],
      )
    })
}

function linkedSites(store: Store, site: string): readonly string[] {
  return store
    .by(siteLinks, 'site', site)
    .flatMap(({ Sites }) => Sites.filter((other) => other !== site))
    .filter((other) => !isDown({ store }, `onprem:${other}`))
}
