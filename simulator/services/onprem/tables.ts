import type {
  CrossConnect,
  DnsServer,
  Site,
  SiteFirewall,
  SiteHost,
  SiteLink,
  SiteRouter,
  Uplink,
} from '../../api/private/onprem.ts'
import { table } from '../../kernel/store.ts'

// What there is on premises. Nothing of it is AWS's, so none of it has an account or a Region.

export const sites = table<Site>('onprem:site', ({ Name }) => Name, {
  'public-ip': ({ PublicIp }) => PublicIp,
})

export const siteHosts = table<SiteHost>('onprem:host', ({ Name }) => Name, {
  site: ({ Site: site }) => site,
  address: ({ Address, Site: site }) => `${site}/${Address}`,
})

export const routers = table<SiteRouter>('onprem:router', ({ Name }) => Name, {
  site: ({ Site: site }) => site,
})

/** A router's end of a VPN connection or of a virtual interface. */
export type UplinkRecord = Omit<Uplink, 'Status' | 'StatusReason' | 'LearnedPrefixes'>

/** INVARIANT: a VPN connection or virtual interface has at most one of them. */
export const uplinks = table<UplinkRecord>('onprem:uplink', ({ Target }) => Target, {
  router: ({ Router }) => Router,
})

export const firewalls = table<SiteFirewall>('onprem:firewall', ({ Site: site }) => site)

export const dnsServers = table<DnsServer>('onprem:dns-server', ({ Host }) => Host)

export const crossConnects = table<CrossConnect>('onprem:cross-connect', ({ ConnectionId }) => ConnectionId)

/** The names of the two sites are in order, so that a line has one key. */
export const siteLinks = table<SiteLink>('onprem:site-link', ({ Sites }) => Sites.join('/'), {
  site: ({ Sites }) => Sites,
})
