import { place } from '../place.ts'
import type { SiteHostIn, SiteHostOut } from '../positions.ts'
import { siteHostWorks } from '../rules/site.ts'

export const siteHostOut = place<SiteHostOut>({
  kind: 'site-host-out',
  idOf: ({ host }) => `onprem:${host.Name}`,
  rules: [siteHostWorks],
  next: ({ at: { host } }) => ({ to: { kind: 'site-router', site: host.Site, from: 'inside' } }),
})

export const siteHostIn = place<SiteHostIn>({
  kind: 'site-host-in',
  idOf: ({ host }) => `onprem:${host.Name}`,
  rules: [siteHostWorks],
  next: ({ packet, at: { host } }) => ({
    arrival: {
      kind: 'site-host',
      id: `onprem:${host.Name}`,
      packet,
      answersFrom: { kind: 'site-host-out', host },
    },
  }),
})
