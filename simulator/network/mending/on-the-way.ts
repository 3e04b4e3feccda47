import type { Ec2 } from '../../api/generated/types.d.ts'
import { covers } from '../../kernel/address.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Router } from '../positions.ts'
import { isInSubnet, targetOf } from '../rules/route.ts'
import type { Walk } from '../trace.ts'
import { ec2Request, type RepairRequest } from './repair.ts'

// What a packet passed before it was dropped, and how a router could send it elsewhere.

/** A router that a packet passed: by which table, and by which of its routes. */
export interface Passed {
  readonly at: Router
  readonly packet: Packet
  /** None where both ends are in one subnet, or where the table has none. */
  readonly route?: Ec2.Route
}

export const routersOn = ({ hops }: Walk): Passed[] =>
  hops.flatMap(({ position, packet, judged }) => {
    if (position.kind !== 'router') return []
    const route = judged.find(({ rule }) => rule === 'route')?.judgement.detail?.route
    return [{ at: position, packet, ...(route && { route }) }]
  })

export const cidrOfRoute = (route: Ec2.Route): string | undefined =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock

export const destinationMember = (cidr: string) =>
  cidr.includes(':') ? { DestinationIpv6CidrBlock: cidr } : { DestinationCidrBlock: cidr }

const isPropagated = ({ Origin }: Ec2.Route): boolean => Origin === 'EnableVgwRoutePropagation'

/** The block of the subnet that an address is in: what a route between subnets of one VPC is for. */
export function subnetBlockAround(
  fabric: Fabric,
  vpc: string,
  address: Packet['destination'],
): string | undefined {
  const subnet = subnets.by(fabric, 'vpc', vpc).find((one) => isInSubnet(one, address))
  if (typeof address === 'number') return subnet?.record.CidrBlock
  return subnet?.record.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock
}

export interface NewTarget {
  /** The member of the request, and the id in it. */
  readonly target: Readonly<Record<string, string>>
  readonly id: string
  /** As wide as is usual for the target; else what the route is for now. */
  readonly destination?: string
}

/** The request that leads what passed a router to another target; none where it goes there already. */
export function leadTo(
  fabric: Fabric,
  { at, packet, route }: Passed,
  { target, id, destination }: NewTarget,
): { readonly request: RepairRequest; readonly cidr: string } | undefined {
  if (route && targetOf(route) === id) return undefined
  const { RouteTableId = '' } = at.table.record
  const now = route && cidrOfRoute(route)
  const isLocal = route ? route.GatewayId === 'local' : destination === undefined
  const wanted = isLocal ? subnetBlockAround(fabric, at.vpc, packet.destination) : (destination ?? now)
  if (wanted === undefined) return undefined
  // A narrower route goes beside the one that there is; any other takes its place.
  const isBeside =
    isLocal || !route || isPropagated(route) || now === undefined || (wanted !== now && covers(now, wanted))
  const cidr = isBeside ? wanted : now
  const input = { RouteTableId, ...destinationMember(cidr), ...target }
  return { request: ec2Request(at.table, isBeside ? 'CreateRoute' : 'ReplaceRoute', input), cidr }
}

/** Takes the route away by which a router sent the packet; only one that somebody made can be. */
export function deleteRouteOf({
  at,
  route,
}: Passed): { readonly request: RepairRequest; readonly cidr: string } | undefined {
  const cidr = route && cidrOfRoute(route)
  if (cidr === undefined || route?.Origin !== 'CreateRoute') return undefined
  const { RouteTableId = '' } = at.table.record
  return { request: ec2Request(at.table, 'DeleteRoute', { RouteTableId, ...destinationMember(cidr) }), cidr }
}
