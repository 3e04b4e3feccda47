import type { Mutator } from '../mutator.ts'
import { aclEntries } from './acl-entries.ts'
import { serviceOffers } from './endpoint-services.ts'
import { endpoints } from './endpoints.ts'
import { groupRules } from './group-rules.ts'
import { zones } from './hosted-zones.ts'
import { hybridLinks } from './hybrid-links.ts'
import { lattice } from './lattice.ts'
import { balancers } from './load-balancers.ts'
import { machines } from './machines.ts'
import { peerings } from './peerings.ts'
import { prefixListEntries } from './prefix-lists.ts'
import { publicPaths } from './public-paths.ts'
import { resolvers } from './resolver.ts'
import { resourcePolicies } from './resource-policies.ts'
import { rolePolicies } from './roles.ts'
import { routeAssociations } from './route-associations.ts'
import { routes } from './routes.ts'
import { servers } from './servers.ts'
import { shortcuts } from './shortcuts.ts'
import { siteSettings } from './sites.ts'
import { targets } from './targets.ts'
import { transitGateways } from './transit-gateways.ts'
import { vpcDns } from './vpc-dns.ts'

/** Every kind of change. A new one is a file beside this one, and a line here. */
export const mutators: readonly Mutator[] = [
  endpoints,
  serviceOffers,
  groupRules,
  routes,
  routeAssociations,
  publicPaths,
  shortcuts,
  peerings,
  aclEntries,
  prefixListEntries,
  machines,
  balancers,
  targets,
  servers,
  transitGateways,
  hybridLinks,
  siteSettings,
  vpcDns,
  zones,
  resolvers,
  lattice,
  resourcePolicies,
  rolePolicies,
]
