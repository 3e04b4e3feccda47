import type { Ec2 } from '../../api/generated/types.d.ts'
import { parsePrefix, prefixContains } from '../../kernel/address.ts'
import type { HeldRouteTable } from '../../services/ec2/route-tables.ts'
import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { routesOfTable } from '../../services/ec2/transit-gateway-route-selection.ts'
import { transitGatewayRouteTables } from '../../services/ec2/transit-gateway-route-tables.ts'
import { matchInPrefixList } from '../compiled/prefix-sets.ts'
import { tableOfAttachment } from '../compiled/transit-routes.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import { targetOf } from '../rules/route.ts'
import { explanation } from './explanations.ts'
import type { Followed } from './following.ts'
import { routeTableRoute } from './path-lines.ts'

// Why a route table on the way did not lead to a component that the path was to pass.

/** The route to it that was not taken: another is more specific, or it does not match the destination. */
export function unusedRoute(
  fabric: Fabric,
  { forward }: Followed,
  wanted: string,
): Ec2.Explanation | undefined {
  const targets = targetsLeadingTo(fabric, wanted)
  for (const { position, packet, judged } of forward.hops) {
    const taken = judged.find(({ judgement }) => judgement.detail?.route)?.judgement.detail?.route
    if (position.kind === 'router' && !(taken && targets.includes(targetOf(taken)))) {
      const found = inTable(fabric, position.table, packet, targets)
      if (found) return found
    }
    if (position.kind === 'transit-gateway-in' && wanted.startsWith('tgw-attach-')) {
      const found = inTransitTable(fabric, position.gateway, position.attachment, packet, wanted)
      if (found) return found
    }
  }
  return undefined
}

function inTable(fabric: Fabric, table: HeldRouteTable, { destination }: Packet, targets: readonly string[]) {
  const { Routes = [], RouteTableId = '', VpcId = '' } = table.record
  const route = Routes.find((one) => targets.includes(targetOf(one)))
  if (!route) return undefined
  const prefix = parsePrefix(route.DestinationCidrBlock ?? '')?.prefix
  const matches = prefix
    ? prefixContains(prefix, destination)
    : matchInPrefixList(fabric, table.region, route.DestinationPrefixListId ?? '', destination) !== undefined
  return explanation(fabric, matches ? 'MORE_SPECIFIC_ROUTE' : 'CANNOT_ROUTE', [RouteTableId, VpcId], {
    RouteTableRoute: routeTableRoute(route),
  })
}

/** A route leads to a transit gateway, the path may be to pass one of its attachments. */
function targetsLeadingTo(fabric: Fabric, wanted: string): readonly string[] {
  const gateway = transitGatewayAttachments.get(fabric, wanted)?.record.TransitGatewayId
  return gateway === undefined ? [wanted] : [wanted, gateway]
}

function inTransitTable(
  fabric: Fabric,
  gateway: string,
  attachment: string,
  { destination }: Packet,
  wanted: string,
) {
  const table = tableOfAttachment(fabric, attachment, gateway)
  if (!table) return undefined
  const id = transitGatewayRouteTables.idOf(table)
  const route = routesOfTable(fabric, table).find((one) => one.attachments.includes(wanted))
  if (!route) return explanation(fabric, 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', [id, gateway, wanted])
  const prefix = parsePrefix(route.cidr)?.prefix
  const matches = prefix !== undefined && prefixContains(prefix, destination)
  return explanation(
    fabric,
    matches ? 'TGW_RTB_MORE_SPECIFIC_ROUTE' : 'TGW_RTB_CANNOT_ROUTE',
    [id, gateway, wanted],
    {
      TransitGatewayRouteTableRoute: {
        DestinationCidr: route.cidr,
        State: route.state,
        RouteOrigin: route.type,
      },
    },
  )
}
