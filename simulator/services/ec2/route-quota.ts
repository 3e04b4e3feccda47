import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { type HeldPrefixList, prefixLists, prefixListWeight, requirePrefixList } from './prefix-lists.ts'
import { type HeldRouteTable, isLocal, routeTables } from './route-tables.ts'

// VPC user guide, amazon-vpc-limits: IPv4 and IPv6 routes are counted apart, and a prefix list counts for as many
// routes as it may have entries.

const quota = 'routes-per-route-table'

interface Load {
  readonly family: 4 | 6
  readonly weight: number
}

function loadOf(ctx: Context, route: Ec2.Route): Load {
  const { DestinationPrefixListId: id } = route
  if (id === undefined) return { family: route.DestinationIpv6CidrBlock === undefined ? 4 : 6, weight: 1 }
  const list = requirePrefixList(ctx, id)
  return { family: familyOf(list), weight: prefixListWeight(list) }
}

const familyOf = ({ record }: HeldPrefixList): 4 | 6 => (record.AddressFamily === 'IPv6' ? 6 : 4)

function used(ctx: Context, table: HeldRouteTable, family: 4 | 6): number {
  let sum = 0
  for (const route of table.record.Routes ?? []) {
    if (isLocal(route)) continue
    const load = loadOf(ctx, route)
    if (load.family === family) sum += load.weight
  }
  return sum
}

/** Refuses a further route that the table has no room for. */
export function requireRoom(ctx: Context, table: HeldRouteTable, route: Ec2.Route): void {
  const { family, weight } = loadOf(ctx, route)
  if (used(ctx, table, family) + weight <= ctx.limit(quota)) return
  throw new AwsError('RouteLimitExceeded', 'The maximum number of routes has been reached.')
}

/** Up to ten route tables that name a list and could not if it had that many entries. */
export function routeTablesWithoutRoom(ctx: Context, list: HeldPrefixList, maxEntries: number): string[] {
  const limit = ctx.limit(quota)
  const more = maxEntries - prefixListWeight(list)
  return routeTables
    .by(ctx, 'prefix-list', prefixLists.idOf(list))
    .filter((table) => used(ctx, table, familyOf(list)) + more > limit)
    .slice(0, 10)
    .map((table) => routeTables.idOf(table))
}
