import type { Ec2 } from '../../api/generated/types.d.ts'
import { parsePrefix } from '../../kernel/address.ts'
import type { Chapter, NoteKind, Row } from './inspection.ts'

// Route tables as a router reads them: the most specific route first, since the first that fits decides.

export function routesChapter(table: Ec2.RouteTable, note?: NoteKind, of?: string): Chapter {
  return {
    kind: 'routes',
    ...(of !== undefined && { of }),
    note: note ?? 'most-specific',
    table: {
      columns: ['destination', 'target', 'state', 'origin'],
      rows: mostSpecificFirst(table.Routes ?? []).map(rowOf),
    },
  }
}

const rowOf = (route: Ec2.Route): Row => ({
  cells: [destinationOf(route), targetOf(route), route.State ?? '', origins[route.Origin ?? ''] ?? ''],
  ...(route.State === 'blackhole' && { isBroken: true }),
})

const origins: Readonly<Record<string, string>> = {
  CreateRouteTable: 'with the VPC',
  CreateRoute: 'static',
  EnableVgwRoutePropagation: 'propagated',
}

export const destinationOf = (route: Ec2.Route): string =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? ''

export const targetOf = (route: Ec2.Route): string =>
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId ??
  route.InstanceId ??
  route.NetworkInterfaceId ??
  route.EgressOnlyInternetGatewayId ??
  route.GatewayId ??
  route.LocalGatewayId ??
  ''

const mostSpecificFirst = (routes: readonly Ec2.Route[]): readonly Ec2.Route[] =>
  [...routes].sort((a, b) => lengthOf(b) - lengthOf(a))

/** A prefix list has entries of its own, and stands before what is shorter than all that it usually holds. */
const lengthOf = (route: Ec2.Route): number =>
  parsePrefix(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? '')?.prefix.length ?? 15

export const deadRoutes = (table: Ec2.RouteTable): string[] =>
  (table.Routes ?? [])
    .filter(({ State }) => State === 'blackhole')
    .map(
      (route) =>
        `In ${table.RouteTableId} the route to ${destinationOf(route)} leads nowhere (blackhole): ${targetOf(route) || 'its target'} is gone or not ready.`,
    )
