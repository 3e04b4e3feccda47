import type { Ec2 } from '../../api/generated/types.d.ts'
import { destinationOf, isMain, localRoutesFor, routeTables } from '../ec2/route-tables.ts'
import { vpcs } from '../ec2/vpcs.ts'
import type { Adoption } from './adoption.ts'
import { madeUpId } from './made-up-ids.ts'

/** Route tables as described: routes that were propagated too, for what they came from may not be told. */
export function adoptRouteTables(adoption: Adoption): void {
  adoption.takeAll('RouteTables', routeTables, (table) => ({
    record: {
      PropagatingVgws: [],
      ...table,
      Routes: routesOf(adoption, table),
      Associations: (table.Associations ?? []).map((one) => associationIn(table, one)),
    },
    side: {},
  }))
  addMainTables(adoption)
}

function routesOf({ ctx }: Adoption, { VpcId = '', Routes = [] }: Ec2.RouteTable): Ec2.Route[] {
  const told = Routes.map(
    (route): Ec2.Route => ({
      State: 'active',
      Origin: route.GatewayId === 'local' ? 'CreateRouteTable' : 'CreateRoute',
      ...route,
    }),
  )
  const vpc = vpcs.get(ctx, VpcId)?.record
  const known = new Set(told.map(destinationOf))
  const missing = vpc ? localRoutesFor(vpc).filter((route) => !known.has(destinationOf(route))) : []
  return [...missing, ...told]
}

const associationIn = (
  { RouteTableId }: Ec2.RouteTable,
  one: Ec2.RouteTableAssociation,
): Ec2.RouteTableAssociation => ({
  Main: false,
  RouteTableId,
  RouteTableAssociationId: madeUpId('rtbassoc', RouteTableId, one.SubnetId ?? one.GatewayId ?? 'main'),
  AssociationState: { State: 'associated' },
  ...one,
})

/** VPC user guide, VPC_Route_Tables: every VPC has a main route table, with nothing but the local routes at first. */
function addMainTables(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { account, region, record: vpc } of vpcs.everyone(ctx)) {
    const { VpcId = '' } = vpc
    if (routeTables.by(ctx, 'vpc', VpcId).some(isMain)) continue
    const RouteTableId = madeUpId('rtb', VpcId, 'main')
    const association = { Main: true, RouteTableId, AssociationState: { State: 'associated' } } as const
    const record: Ec2.RouteTable = {
      RouteTableId,
      VpcId,
      OwnerId: account,
      PropagatingVgws: [],
      Routes: localRoutesFor(vpc),
      Associations: [{ RouteTableAssociationId: madeUpId('rtbassoc', RouteTableId), ...association }],
      Tags: [],
    }
    adoption.put(routeTables.table, { account, region, record, side: {} })
    adoption.assume(
      `${VpcId} is taken to have a main route table with local routes alone: no file tells of one`,
    )
  }
}
