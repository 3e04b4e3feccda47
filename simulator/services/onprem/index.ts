import { service } from '../service.ts'
import * as crossConnects from './cross-connects.ts'
import * as dnsServers from './dns-servers.ts'
import * as firewalls from './firewalls.ts'
import * as knownRoutes from './known-routes.ts'
import * as routers from './routers.ts'
import * as siteHosts from './site-hosts.ts'
import * as siteLinks from './site-links.ts'
import * as sites from './sites.ts'
import * as tables from './tables.ts'
import * as uplinks from './uplinks.ts'

export const onprem = service('onprem', [
  crossConnects,
  dnsServers,
  firewalls,
  knownRoutes,
  routers,
  siteHosts,
  siteLinks,
  sites,
  tables,
  uplinks,
])
