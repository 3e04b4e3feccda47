import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, parsePrefix } from '../../kernel/address.ts'
import { PrefixMap } from '../../kernel/prefix-map.ts'
import type { Store } from '../../kernel/store.ts'
import { associations } from '../../services/directconnect/associations.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { propagatedRoutes } from '../../services/ec2/propagated-routes.ts'
import { type HeldRouteTable, isLocal, routeTables } from '../../services/ec2/route-tables.ts'
import { viewRoute } from '../../services/ec2/route-targets.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord, perTables } from '../remembered.ts'
import { matchInPrefixList } from './prefix-sets.ts'

interface StaticRoutes {
  readonly byPrefix: PrefixMap<Ec2.Route>
  readonly byList: readonly Ec2.Route[]
}

const staticRoutes = perRecord(
  ({ Routes = [] }: Ec2.RouteTable): StaticRoutes => ({
    byPrefix: mapOf(Routes),
    byList: Routes.filter((route) => route.DestinationPrefixListId !== undefined),
  }),
)

function mapOf(routes: readonly Ec2.Route[]): PrefixMap<Ec2.Route> {
  return new PrefixMap(
    routes.flatMap((route) => {
      const parsed = parsePrefix(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? '')
      return parsed ? [[parsed.prefix, route] as const] : []
    }),
  )
}

/** The routes that come into a table by themselves. */
const propagatedTo = ({ families, store }: Fabric, table: string): PrefixMap<Ec2.Route> => {
  let compiled = perFamilies.get(families)
  if (!compiled) {
    compiled = perTables(
      [routeTables.table, vpnConnections.table, virtualInterfaces.table, associations.table],
      (now, id) =>
        mapOf(propagatedRoutes({ store: now, families }, routeTables.get({ store: now }, id)?.record ?? {})),
    )
    perFamilies.set(families, compiled)
  }
  return compiled(store, table)
}

/** A cloud and its forks have the same families. */
const perFamilies = new WeakMap<Fabric['families'], (store: Store, table: string) => PrefixMap<Ec2.Route>>()

/** The route that a table has for a destination, as it stands now: with its state. */
export function chooseRoute(
  fabric: Fabric,
  { record, region }: HeldRouteTable,
  destination: Address,
): Ec2.Route | undefined {
  const { byPrefix, byList } = staticRoutes(record)
  const byCidr = byPrefix.lookup(destination)
  let best = byCidr?.value
  let length = byCidr?.prefix.length ?? -1
  // VPC user guide, route-tables-priority: of a CIDR and a list's entry that are the same, the CIDR's route is chosen.
  for (const route of byList) {
    const match = matchInPrefixList(fabric, region, route.DestinationPrefixListId ?? '', destination)
    if (match === undefined || match <= length) continue
    best = route
    length = match
  }
  // "If propagated routes overlap the local route, the local route is always preferred, even if the propagated
  // routes are more specific"; otherwise the longer prefix, and of equal ones the static route.
  if (record.PropagatingVgws?.length && !byPrefix.covering(destination).some(({ value }) => isLocal(value))) {
    const propagated = propagatedTo(fabric, record.RouteTableId ?? '').lookup(destination)
    if (propagated && propagated.prefix.length > length) best = propagated.value
  }
  return best && viewRoute(fabric, record.VpcId, best)
}

/** The table that a subnet uses: its own, or else the VPC's main one. */
export function tableOfSubnet(fabric: Fabric, vpc: string, subnet: string): HeldRouteTable | undefined {
  return ownTable(fabric.store, subnet) ?? mainTable(fabric.store, vpc)
}

const ownTable = perTables(
  [routeTables.table],
  (store, subnet) => routeTables.by({ store }, 'subnet', subnet)[0],
)

const mainTable = perTables([routeTables.table], (store, vpc) => routeTables.by({ store }, 'main', vpc)[0])

/** The table by which an internet or virtual private gateway sends on what comes in, where it has one. */
export const tableOfGateway = (fabric: Fabric, gateway: string): HeldRouteTable | undefined =>
  gatewayTable(fabric.store, gateway)

const gatewayTable = perTables([routeTables.table], (store, gateway) => {
  const index = gateway.startsWith('igw-') ? 'internet-gateway' : 'vpn-gateway'
  return routeTables.by({ store }, index, gateway)[0]
})
