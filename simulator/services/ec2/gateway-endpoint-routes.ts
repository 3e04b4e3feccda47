import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { managedPrefixListOfService } from '../../world/catalogue/prefix-lists.ts'
import type { Context } from '../context.ts'
import { requireRoom } from './route-quota.ts'
import { type HeldRouteTable, routeTables } from './route-tables.ts'
import { addRoute } from './routes.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

// The routes of a gateway endpoint: one to each of its service's prefix lists, in each of its route tables. They come
// and go with the association (PrivateLink guide, gateway-endpoints).

/** The prefix lists that stand for a service's addresses. */
export function prefixListsOf(region: string, serviceName: string, type: Ec2.IpAddressType): string[] {
  const suffix = serviceName.slice(serviceName.lastIndexOf('.') + 1)
  const families = { ipv4: [suffix], ipv6: [`ipv6.${suffix}`], dualstack: [suffix, `ipv6.${suffix}`] }[type]
  return families.map((name) => managedPrefixListOfService(region, name)?.id).filter((id) => id !== undefined)
}

/** The tables that a request names, all of the VPC. */
export function requireRouteTables(ctx: Context, vpcId: string, ids: readonly string[]): HeldRouteTable[] {
  return [...new Set(ids)].map((id) => {
    const table = routeTables.require(ctx, id)
    if (table.record.VpcId === vpcId) return table
    throw badEndpoint(`Route table ${id} and VPC ${vpcId} belong to different networks.`)
  })
}

export function addEndpointRoutes(
  ctx: Context,
  endpoint: string,
  lists: readonly string[],
  tables: readonly HeldRouteTable[],
): void {
  for (const table of tables) {
    for (const DestinationPrefixListId of lists) {
      const id = routeTables.idOf(table)
      const existing = table.record.Routes?.find(
        (one) => one.DestinationPrefixListId === DestinationPrefixListId,
      )
      if (existing) {
        throw new AwsError(
          'RouteAlreadyExists',
          `route table ${id} already has a route with destination-prefix-list-id ${DestinationPrefixListId}`,
        )
      }
      const route: Ec2.Route = {
        DestinationPrefixListId,
        GatewayId: endpoint,
        Origin: 'CreateRoute',
        State: 'active',
      }
      requireRoom(ctx, routeTables.get(ctx, id)!, route)
      addRoute(ctx, id, route)
    }
  }
}

export function removeEndpointRoutes(
  ctx: Pick<Context, 'store'>,
  endpoint: string,
  tables: readonly string[],
): void {
  for (const id of tables) {
    const table = routeTables.get(ctx, id)
    if (!table) continue
    const Routes = table.record.Routes?.filter((one) => one.GatewayId !== endpoint)
    routeTables.update(ctx, table, { Routes })
  }
}
