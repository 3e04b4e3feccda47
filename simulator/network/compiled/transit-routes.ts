import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, parsePrefix } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import { prefixLists } from '../../services/ec2/prefix-lists.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import {
  associationOf,
  transitGatewayAssociations,
  transitGatewayPropagations,
} from '../../services/ec2/transit-gateway-links.ts'
import { routesOfTable, type TransitRoute } from '../../services/ec2/transit-gateway-route-selection.ts'
import {
  type TransitGatewayRouteTable,
  transitGatewayRouteTables,
} from '../../services/ec2/transit-gateway-route-tables.ts'
import { transitGatewayStaticRoutes } from '../../services/ec2/transit-gateway-static-routes.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import type { Fabric } from '../fabric.ts'
import { perTables } from '../remembered.ts'

// Everything that `routesOfTable` reads.
const read = [
  transitGatewayRouteTables.table,
  transitGatewayStaticRoutes,
  transitGatewayPropagations,
  transitGatewayAttachments.table,
  transitGateways.table,
  prefixLists.table,
  vpcs.table,
] as const

const routes = perTables(read, (store, id) => {
  const table = transitGatewayRouteTables.get({ store }, id)
  return new PrefixMap<TransitRoute>(
    (table ? routesOfTable({ store }, table) : []).flatMap((route) => {
      const parsed = parsePrefix(route.cidr)
      return parsed ? [[parsed.prefix, route] as const] : []
    }),
  )
})

/** The route that a table of a transit gateway has for a destination. */
export const chooseTransitRoute = (
  fabric: Fabric,
  table: TransitGatewayRouteTable,
  destination: Address,
): TransitRoute | undefined =>
  routes(fabric.store, transitGatewayRouteTables.idOf(table)).lookup(destination)?.value

const tableIds = perTables([transitGatewayAssociations], (store, key) => {
  const [attachment = '', gateway = ''] = key.split('/')
  const association = associationOf(store, attachment, gateway)
  // While it is being taken away, an association no longer decides.
  return association?.state === 'disassociating' ? undefined : association?.table
})

/** The table that decides for what comes to a gateway out of an attachment. */
export function tableOfAttachment(
  fabric: Fabric,
  attachment: string,
  gateway: string,
): TransitGatewayRouteTable | undefined {
  return transitGatewayRouteTables.get(fabric, tableIds(fabric.store, `${attachment}/${gateway}`) ?? '')
}

/** A route as search-transit-gateway-routes prints it. */
export const asTransitRoute = (fabric: Fabric, route: TransitRoute): Ec2.TransitGatewayRoute => ({
  DestinationCidrBlock: route.cidr,
  ...(route.prefixList !== undefined && { PrefixListId: route.prefixList }),
  ...(route.attachments.length && {
    TransitGatewayAttachments: route.attachments.map((id) => {
      const record = transitGatewayAttachments.get(fabric, id)?.record
      return {
        ResourceId: record?.ResourceId,
        TransitGatewayAttachmentId: id,
        ResourceType: record?.ResourceType,
      }
    }),
  }),
  Type: route.type,
  State: route.state,
})
