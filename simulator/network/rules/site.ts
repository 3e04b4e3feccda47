import type { SiteHost } from '../../api/private/onprem.ts'
import { formatAddress } from '../../kernel/address.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { isDown } from '../../services/fault/faults.ts'
import { routersThatWork, type SiteRoute } from '../../services/onprem/site-routes.ts'
import { firewalls, routers, sites, uplinks } from '../../services/onprem/tables.ts'
import { statusOf } from '../../services/onprem/uplink-status.ts'
import { firstMatch } from '../../services/packet-rules.ts'
import { liesIn } from '../compiled/prefix-sets.ts'
import { chooseSiteRoute, hostAt } from '../compiled/site-routes.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { SiteRouter } from '../positions.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'
import { seenBySiteFirewalls, siteTranslations } from '../site-translations.ts'

// What is on premises is not AWS's: these rules say how networks usually behave.

export const siteHostWorks: Rule<{ readonly host: SiteHost }> = {
  id: 'site-host-works',
  question: 'Does the host on premises work?',
  judge({ fabric, at: { host } }) {
    const ids = [`onprem:${host.Name}`, `onprem:${host.Site}`]
    const down = ids.find((id) => isDown(fabric, id))
    return down === undefined ? pass('site-host-works') : drop('site-host-is-down', [down])
  },
}

const isInside = (fabric: Fabric, site: string, address: Packet['source']): boolean =>
  liesIn(fabric.store.get(sites, site)?.Prefixes ?? [], address)

/** What stays inside a site needs no router, and a site without one has its provider's. */
export const siteWorks: Rule<SiteRouter> = {
  id: 'site-works',
  question: 'Do the site and a router of it work?',
  judge({ fabric, packet, at: { site, from } }) {
    if (isDown(fabric, `onprem:${site}`)) return drop('site-is-down', [`onprem:${site}`])
    if (from === 'inside' && isInside(fabric, site, packet.destination)) return pass('site-works')
    const all = fabric.store.by(routers, 'site', site).map(({ Name }) => `onprem:${Name}`)
    if (all.length > 0 && all.every((id) => isDown(fabric, id))) return drop('site-is-down', all)
    return pass('site-works')
  },
}

/** The firewall stands at the edge: it sees what leaves the site and what enters it, and remembers flows. */
export const siteFirewall: Rule<SiteRouter> = {
  id: 'site-firewall',
  question: 'Does the firewall of the site let the packet pass?',
  judge({ fabric, packet, at: { site, from }, flow }) {
    const firewall = fabric.store.get(firewalls, site)
    if (!firewall) return pass('site-has-no-firewall')
    if (from === 'inside' && isInside(fabric, site, packet.destination)) return pass('site-firewall-allows')
    if (flow.direction === 'reply' && seenBySiteFirewalls.recall(flow, site))
      return pass('site-firewall-remembers')
    const Direction = from === 'inside' ? 'out' : 'in'
    const rules = (firewall.Rules ?? []).filter((rule) => rule.Direction === Direction)
    const rule = firstMatch(rules, packet)
    const action = rule?.Action ?? firewall.DefaultAction ?? 'deny'
    const note = rule
      ? `Rule ${(firewall.Rules ?? []).indexOf(rule) + 1} of the firewall.`
      : 'No rule matches.'
    const id = `onprem:${site}`
    if (action === 'allow') return pass('site-firewall-allows', [id], { detail: { note } })
    return drop('site-firewall-denies', [id], { note })
  },
}

export type SiteWay =
  | { readonly kind: 'host'; readonly host: SiteHost }
  | { readonly kind: 'route'; readonly route: SiteRoute }
  /** An answer to what the site's router sent under its public address. */
  | { readonly kind: 'translated'; readonly inside: Packet }

export const siteRoute: Rule<SiteRouter, SiteWay> = {
  id: 'site-route',
  question: 'Do the routers of the site know the way?',
  judge(step) {
    const { fabric, packet, at } = step
    const { site } = at
    const id = `onprem:${site}`
    const address = formatAddress(packet.destination)
    const inside = siteTranslations.recall(step.flow, `${site}/${address}`)
    if (inside && step.flow.direction === 'reply') {
      return pass('site-route-found', [id, address], { found: { kind: 'translated', inside } })
    }
    if (isInside(fabric, site, packet.destination)) {
      const host = hostAt(fabric, site, packet.destination)
      if (!host) return drop('no-host-at-site', [id, address])
      return pass('site-route-found', [id, `onprem:${host.Name}`], { found: { kind: 'host', host } })
    }
    if (isFromThePublic(fabric, at.from) || isOwnPublicAddress(fabric, site, address)) {
      return drop('site-knows-no-such-connection', [id, address])
    }
    const route = chooseSiteRoute(fabric, site, packet.destination)
    if (!route) return withoutRoute(step)
    const evidence = [route.router === undefined ? id : `onprem:${route.router}`, route.target]
    if (route.target === 'blackhole') return drop('site-route-is-blackhole', evidence)
    return pass('site-route-found', evidence, { found: { kind: 'route', route } })
  },
}

/** From an internet provider or over a public virtual interface, where only the site's own addresses are told. */
const isFromThePublic = (fabric: Fabric, from: string): boolean =>
  from === 'internet' || virtualInterfaces.get(fabric, from)?.record.virtualInterfaceType === 'public'

const isOwnPublicAddress = (fabric: Fabric, site: string, address: string): boolean =>
  fabric.store.get(sites, site)?.PublicIp === address

/** No route, and why: lines that are down bring none. */
function withoutRoute({ fabric, at: { site } }: Step<SiteRouter>) {
  const down = routersThatWork(fabric.store, site)
    .flatMap((router) => fabric.store.by(uplinks, 'router', router))
    .flatMap((uplink) => {
      const { isUp, reason } = statusOf(fabric, uplink)
      return isUp ? [] : [{ line: uplink.Target, note: `${uplink.Target} is down. ${reason ?? ''}`.trim() }]
    })
  const evidence = [`onprem:${site}`, ...down.map(({ line }) => line)]
  const note = down.map((one) => one.note).join(' ')
  return drop('site-has-no-route', evidence, note ? { note } : undefined)
}

/** Whether an address lies in a CIDR block; in one that cannot be read, none does. */
export const isWithin = (cidr: string, address: Packet['source']): boolean => liesIn([cidr], address)
