import type { SiteHost } from '../../api/private/onprem.ts'
import { type Address, formatAddress, parsePrefix } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import { associations } from '../../services/directconnect/associations.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { customerGateways } from '../../services/ec2/customer-gateways.ts'
import { prefixLists } from '../../services/ec2/prefix-lists.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import {
  transitGatewayAssociations,
  transitGatewayPropagations,
} from '../../services/ec2/transit-gateway-links.ts'
import { transitGatewayRouteTables } from '../../services/ec2/transit-gateway-route-tables.ts'
import { transitGatewayStaticRoutes } from '../../services/ec2/transit-gateway-static-routes.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import { vpnGateways } from '../../services/ec2/vpn-gateways.ts'
import { faults } from '../../services/fault/faults.ts'
import { routesOfSite, type SiteRoute } from '../../services/onprem/site-routes.ts'
import { routers, siteHosts, siteLinks, sites, uplinks } from '../../services/onprem/tables.ts'
import { kindOfAddress } from '../address-kinds.ts'
import type { Fabric } from '../fabric.ts'
import { perTables } from '../remembered.ts'

const compiled = perTables(
  [
    sites,
    routers,
    uplinks,
    siteLinks,
    faults,
    vpnConnections.table,
    vpnGateways.table,
    customerGateways.table,
    vpcs.table,
    virtualInterfaces.table,
    associations.table,
    transitGateways.table,
    transitGatewayAttachments.table,
    transitGatewayRouteTables.table,
    transitGatewayStaticRoutes,
    transitGatewayAssociations,
    transitGatewayPropagations,
    prefixLists.table,
  ],
  (store, site) =>
    new PrefixMap<SiteRoute>(
      [...routesOfSite(store, site)].flatMap(([cidr, route]) => {
        const prefix = parsePrefix(cidr)?.prefix
        return prefix ? [[prefix, route] as const] : []
      }),
    ),
)

/** The route of a site's routers for a destination. Nobody sends private addresses to an internet provider. */
export function chooseSiteRoute(fabric: Fabric, site: string, destination: Address): SiteRoute | undefined {
  const route = compiled(fabric.store, site).lookup(destination)?.value
  return route?.target === 'internet' && kindOfAddress(destination) !== 'global' ? undefined : route
}

/** The host of a site that has an address. */
export const hostAt = (fabric: Fabric, site: string, address: Address): SiteHost | undefined =>
  fabric.store.by(siteHosts, 'address', `${site}/${formatAddress(address)}`)[0]
