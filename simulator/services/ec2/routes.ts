import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { covers } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidParameter } from './errors.ts'
import { type Destination, nameDestination, readDestination, requireAllowed } from './route-destinations.ts'
import { requireRoom } from './route-quota.ts'
import { destinationOf, type HeldRouteTable, isGatewayTable, isLocal, routeTables } from './route-tables.ts'
import {
  isAppliance,
  isGatewayEndpointRoute,
  isMiddlebox,
  namedTarget,
  resolveTarget,
  type Target,
  type TargetRequest,
  targetIdOf,
} from './route-targets.ts'
import { subnets } from './subnets.ts'

/** Puts a route into a table, in place of one for the same destination; nobody is asked whether it may. */
export function addRoute(ctx: Pick<Context, 'store'>, routeTableId: string, route: Ec2.Route): void {
  const table = routeTables.get(ctx, routeTableId)
  if (table) putRoute(ctx, table, route)
}

function putRoute(ctx: Pick<Context, 'store'>, table: HeldRouteTable, route: Ec2.Route): void {
  const routes = table.record.Routes ?? []
  const at = routes.findIndex((one) => destinationOf(one) === destinationOf(route))
  routeTables.update(ctx, table, { Routes: at < 0 ? [...routes, route] : routes.with(at, route) })
}

const routeTo = ({ record }: HeldRouteTable, destination: Destination): Ec2.Route | undefined =>
  record.Routes?.find((route) => destinationOf(route) === destinationOf(destination))

const unlistedTargets =
  'Carrier gateways, local gateways, core networks and ODB networks do not exist, so no route can name one.'

export const createRoute = operation(
  'ec2',
  'CreateRoute',
  { fidelity: { simplified: unlistedTargets }, source: 'EC2 API reference, CreateRoute' },
  (input, ctx) => {
    const destination = readDestination(input)
    const named = namedTarget(input, false)
    const table = routeTables.require(ctx, input.RouteTableId)
    requireAllowed(ctx, destination)
    const target = targetFor(ctx, table, destination, input, named)
    const existing = routeTo(table, destination)
    if (existing) {
      // Asked for again, the same route is there already, and that is fine.
      if (targetIdOf(existing) === targetIdOf(target)) return { Return: true }
      throw new AwsError(
        'RouteAlreadyExists',
        `The route identified by ${destinationOf(destination)} already exists.`,
      )
    }
    const route: Ec2.Route = { ...destination, ...target, Origin: 'CreateRoute', State: 'active' }
    requireRoom(ctx, table, route)
    putRoute(ctx, table, route)
    return { Return: true }
  },
)

export const replaceRoute = operation(
  'ec2',
  'ReplaceRoute',
  { fidelity: { simplified: unlistedTargets }, source: 'EC2 API reference, ReplaceRoute' },
  (input, ctx) => {
    const destination = readDestination(input)
    const named = namedTarget(input, true)
    const table = routeTables.require(ctx, input.RouteTableId)
    const existing = routeTo(table, destination)
    if (!existing) {
      throw invalidParameter(
        `There is no route defined for '${destinationOf(destination)}' in the route table. Use CreateRoute instead.`,
      )
    }
    if (named === 'LocalTarget' && !isLocal(existing)) {
      throw invalidParameter('local-target only allowed with network local destination CIDRs')
    }
    refuseEndpointRoute(ctx, table, existing, 'replace')
    const target = targetFor(ctx, table, destination, input, named)
    const { Origin = 'CreateRoute' } = existing
    putRoute(ctx, table, { ...destination, ...target, Origin, State: 'active' })
    return {}
  },
)

export const deleteRoute = operation(
  'ec2',
  'DeleteRoute',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteRoute' },
  (input, ctx) => {
    const destination = readDestination(input)
    const table = routeTables.require(ctx, input.RouteTableId)
    const route = routeTo(table, destination)
    if (!route) {
      throw new AwsError(
        'InvalidRoute.NotFound',
        `no route with ${nameDestination(destination)} in route table ${input.RouteTableId}`,
      )
    }
    if (isLocal(route)) {
      throw invalidParameter(
        `cannot remove local route ${destinationOf(route)} in route table ${input.RouteTableId}`,
      )
    }
    refuseEndpointRoute(ctx, table, route, 'remove')
    routeTables.update(ctx, table, { Routes: table.record.Routes?.filter((one) => one !== route) })
    return {}
  },
)

// PrivateLink guide, vpc-endpoints-s3: the routes of a gateway endpoint are its own; one removes the endpoint's
// association with the table instead.
function refuseEndpointRoute(ctx: Context, table: HeldRouteTable, route: Ec2.Route, verb: string): void {
  if (!isGatewayEndpointRoute(ctx, route)) return
  throw invalidParameter(
    `cannot ${verb} VPC endpoint route ${destinationOf(route)} in route table ${table.record.RouteTableId}`,
  )
}

function targetFor(
  ctx: Context,
  table: HeldRouteTable,
  destination: Destination,
  request: TargetRequest,
  named: ReturnType<typeof namedTarget>,
): Target {
  if (named === 'LocalTarget') return { GatewayId: 'local' }
  const target = resolveTarget({ ctx, table: table.record }, named, request[named] ?? '')
  refuseIpv4ThroughEgressOnly(destination, target)
  requireFit(ctx, table, destination, target)
  return target
}

// EC2 API reference, CreateRoute: "[IPv6 traffic only]". The words are ours.
function refuseIpv4ThroughEgressOnly(destination: Destination, target: Target): void {
  if (target.EgressOnlyInternetGatewayId === undefined || destination.DestinationCidrBlock === undefined)
    return
  throw invalidParameter(
    `The destination CIDR block ${destination.DestinationCidrBlock} is not valid for an egress-only internet gateway, which is for IPv6 traffic only.`,
  )
}

function requireFit(ctx: Context, table: HeldRouteTable, destination: Destination, target: Target): void {
  const cidr = destination.DestinationCidrBlock ?? destination.DestinationIpv6CidrBlock
  const { VpcId, RouteTableId, Routes = [] } = table.record
  const local = cidr && Routes.find((route) => isLocal(route) && covers(destinationOf(route), cidr))
  if (isGatewayTable(table)) {
    requireGatewayTableRoute(RouteTableId ?? '', cidr, local !== undefined, target)
  }
  if (!cidr || !local) return
  if (!isMiddlebox(target)) {
    throw invalidParameter(
      `The destination CIDR block ${cidr} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    )
  }
  if (destinationOf(local) === cidr || hasSubnet(ctx, VpcId ?? '', cidr)) return
  // VPC user guide, RouteTables: such a route "must match the entire CIDR block of a subnet". The words are ours.
  throw invalidParameter(
    `The destination CIDR block ${cidr} is more specific than one of this VPC's CIDR blocks and does not match the CIDR block of a subnet.`,
  )
}

// VPC user guide, gateway-route-tables, "Rules and considerations". The words are ours.
function requireGatewayTableRoute(
  table: string,
  cidr: string | undefined,
  isInVpc: boolean,
  target: Target,
): void {
  if (cidr === undefined) {
    throw invalidParameter(
      `route table ${table} is associated with a gateway and cannot have a prefix list as a destination`,
    )
  }
  if (!isInVpc) {
    throw invalidParameter(
      `route table ${table} is associated with a gateway and cannot have a route to ${cidr}, which is outside of the VPC`,
    )
  }
  if (isAppliance(target)) return
  throw new AwsError(
    'RouteNotSupported',
    `Route table ${table} contains unsupported route target: ${targetIdOf(target)}. Route tables of gateways can target only local, network interfaces and Gateway Load Balancer endpoints.`,
  )
}

function hasSubnet(ctx: Context, vpcId: string, cidr: string): boolean {
  return subnets
    .by(ctx, 'vpc', vpcId)
    .some(
      ({ record }) =>
        record.CidrBlock === cidr ||
        record.Ipv6CidrBlockAssociationSet?.some((one) => one.Ipv6CidrBlock === cidr) === true,
    )
}
