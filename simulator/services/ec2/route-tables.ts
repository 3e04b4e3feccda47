import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { isIpv6Cidr } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context, Reading } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist } from './errors.ts'
import { isAwsOwned } from './prefix-lists.ts'
import { propagatedRoutes } from './propagated-routes.ts'
import { viewRoute } from './route-targets.ts'
import { sharedSubnets } from './shared-subnets.ts'
import { vpcs } from './vpcs.ts'

export type HeldRouteTable = Held<Ec2.RouteTable>

const dependent = (id: string) =>
  new AwsError('DependencyViolation', `The routeTable '${id}' has dependencies and cannot be deleted.`)

export const routeTables = family<Ec2.RouteTable>({
  service: 'ec2',
  resource: 'route-table',
  id: 'RouteTableId',
  prefix: 'rtb',
  missing: doesNotExist('InvalidRouteTableID.NotFound', 'routeTable'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    // The main table goes with its VPC; every other one keeps the VPC from going.
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId, blocks: (held) => !isMain(held) },
    subnet: { to: 'ec2:subnet', read: (held) => associated(held, 'SubnetId'), blocks: false },
    'internet-gateway': { to: 'ec2:internet-gateway', read: (held) => associated(held, 'GatewayId', 'igw-') },
    'vpn-gateway': { to: 'ec2:vpn-gateway', read: (held) => associated(held, 'GatewayId', 'vgw-') },
    propagating: {
      to: 'ec2:vpn-gateway',
      read: ({ record }) => record.PropagatingVgws?.map(({ GatewayId = '' }) => GatewayId),
      blocks: false,
    },
    'prefix-list': { to: 'ec2:prefix-list', read: namedPrefixLists },
  },
  indexes: {
    main: (held) => (isMain(held) ? held.record.VpcId : undefined),
    association: ({ record }) => record.Associations?.map((one) => one.RouteTableAssociationId ?? ''),
  },
  quota: {
    id: 'route-tables-per-vpc',
    per: 'vpc',
    error: () =>
      new AwsError('RouteTableLimitExceeded', 'The maximum number of route tables has been reached.'),
  },
  inUse: dependent,
  view: (held, ctx) => ({ ...held.record, Routes: routesOf(held, ctx) }),
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:route-table/${record.RouteTableId}`,
  // VPC guide, vpc-share-limitations: participants see the route table of a subnet, and cannot work with it.
  along: {
    ids: (ctx): string[] =>
      sharedSubnets(ctx).map(
        ({ VpcId = '', SubnetId = '' }) => routeTableOfSubnet(ctx, VpcId, SubnetId).record.RouteTableId ?? '',
      ),
    uses: [],
  },
  filters: {
    'association.gateway-id': ({ record }) => record.Associations?.map((one) => one.GatewayId),
    'association.route-table-association-id': {
      index: 'association',
      read: ({ record }) => record.Associations?.map((one) => one.RouteTableAssociationId),
    },
    'association.route-table-id': ({ record }) => record.Associations?.map((one) => one.RouteTableId),
    'association.subnet-id': {
      index: 'subnet',
      read: ({ record }) => record.Associations?.map((one) => one.SubnetId),
    },
    'association.main': ({ record }) => record.Associations?.map((one) => one.Main),
    'owner-id': ({ record }) => record.OwnerId,
    'route-table-id': ({ record }) => record.RouteTableId,
    'route.destination-cidr-block': (held, ctx) => routesOf(held, ctx).map((one) => one.DestinationCidrBlock),
    'route.destination-ipv6-cidr-block': ({ record }) =>
      record.Routes?.map((one) => one.DestinationIpv6CidrBlock),
    'route.destination-prefix-list-id': ({ record }) =>
      record.Routes?.map((one) => one.DestinationPrefixListId),
    'route.egress-only-internet-gateway-id': ({ record }) =>
      record.Routes?.map((one) => one.EgressOnlyInternetGatewayId),
    'route.gateway-id': (held, ctx) => routesOf(held, ctx).map((one) => one.GatewayId),
    'route.instance-id': (held, ctx) => routesOf(held, ctx).map((one) => one.InstanceId),
    'route.nat-gateway-id': ({ record }) => record.Routes?.map((one) => one.NatGatewayId),
    'route.transit-gateway-id': ({ record }) => record.Routes?.map((one) => one.TransitGatewayId),
    'route.origin': (held, ctx) => routesOf(held, ctx).map((one) => one.Origin),
    'route.state': (held, ctx) => routesOf(held, ctx).map((one) => one.State),
    'route.vpc-peering-connection-id': ({ record }) =>
      record.Routes?.map((one) => one.VpcPeeringConnectionId),
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
  },
})

export const isMain = ({ record }: HeldRouteTable): boolean =>
  record.Associations?.some((one) => one.Main) === true

/** Whether a gateway sends what comes into the VPC by this table. */
export const isGatewayTable = ({ record }: HeldRouteTable): boolean =>
  record.Associations?.some((one) => one.GatewayId !== undefined) === true

function associated({ record }: HeldRouteTable, member: 'SubnetId' | 'GatewayId', prefix = ''): string[] {
  return (record.Associations ?? []).flatMap((one) => {
    const id = one[member]
    return id?.startsWith(prefix) ? [id] : []
  })
}

function namedPrefixLists({ record, region }: HeldRouteTable): string[] {
  return (record.Routes ?? []).flatMap(({ DestinationPrefixListId: id }) =>
    id === undefined || isAwsOwned(region, id) ? [] : [id],
  )
}

/** The routes as they stand at this moment: which of them lead somewhere. */
export const routesOf = ({ record }: HeldRouteTable, ctx: Reading): Ec2.Route[] => [
  ...(record.Routes ?? []).map((route) => viewRoute(ctx, record.VpcId, route)),
  ...propagatedRoutes(ctx, record),
]

export const describeRouteTables = describe(
  'ec2',
  'DescribeRouteTables',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeRouteTables' },
  routeTables,
  { ids: 'RouteTableIds', list: 'RouteTables', page: { max: 100 } },
)

export const createRouteTable = operation(
  'ec2',
  'CreateRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, CreateRouteTable' },
  ({ VpcId, TagSpecifications, ClientToken }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'route-table')
    const vpc = vpcs.require(ctx, VpcId)
    const table = openRouteTable(ctx, vpc.record, Tags)
    return { RouteTable: routeTables.print(ctx, table), ...(ClientToken && { ClientToken }) }
  },
)

export const deleteRouteTable = operation(
  'ec2',
  'DeleteRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteRouteTable' },
  ({ RouteTableId }, ctx) => {
    const table = routeTables.require(ctx, RouteTableId)
    // VPC user guide, delete-route-table: neither the main table nor one with associations.
    if (table.record.Associations?.length) throw dependent(RouteTableId)
    routeTables.delete(ctx, table)
    return {}
  },
)

function openRouteTable(
  ctx: Context,
  vpc: Ec2.Vpc,
  Tags: readonly Ec2.Tag[],
  associations: (routeTableId: string) => readonly Ec2.RouteTableAssociation[] = () => [],
): HeldRouteTable {
  const RouteTableId = ctx.newId('rtb')
  return routeTables.create(ctx, {
    Associations: associations(RouteTableId),
    PropagatingVgws: [],
    RouteTableId,
    Routes: localRoutesFor(vpc),
    Tags,
    VpcId: vpc.VpcId,
    OwnerId: ctx.account,
  })
}

/** The routes that every table of a VPC starts with: one per CIDR block, IPv4 first. */
export function localRoutesFor(vpc: Ec2.Vpc): Ec2.Route[] {
  const ipv4 = (vpc.CidrBlockAssociationSet ?? [])
    .filter(({ CidrBlockState }) => CidrBlockState?.State === 'associated')
    .map(({ CidrBlock = '' }) => CidrBlock)
  const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? [])
    .filter(({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated')
    .map(({ Ipv6CidrBlock = '' }) => Ipv6CidrBlock)
  return [...ipv4, ...ipv6].map(localRoute)
}

function localRoute(cidr: string): Ec2.Route {
  return {
    ...(isIpv6Cidr(cidr) ? { DestinationIpv6CidrBlock: cidr } : { DestinationCidrBlock: cidr }),
    GatewayId: 'local',
    Origin: 'CreateRouteTable',
    State: 'active',
  }
}

/** Local routes keep their origin, also when their target was replaced. */
export const isLocal = (route: Ec2.Route): boolean => route.Origin === 'CreateRouteTable'

export const destinationOf = (route: Ec2.Route): string =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? ''

/** Gives a new VPC its main route table. */
export function openMainRouteTable(ctx: Context, vpc: Ec2.Vpc): void {
  const RouteTableAssociationId = ctx.newId('rtbassoc')
  openRouteTable(ctx, vpc, [], (RouteTableId) => [
    { Main: true, RouteTableAssociationId, RouteTableId, AssociationState: { State: 'associated' } },
  ])
}

/** Takes the main route table of a VPC that is being deleted. */
export function closeMainRouteTable(ctx: Context, vpcId: string): void {
  routeTables.remove(ctx, mainRouteTableOf(ctx, vpcId))
}

/** The table of all subnets of a VPC that have none of their own. Every VPC has one. */
export function mainRouteTableOf(ctx: Pick<Context, 'store'>, vpcId: string): HeldRouteTable {
  const [main] = routeTables.by(ctx, 'main', vpcId)
  if (main) return main
  throw new Error(`${vpcId} has no main route table.`)
}

/** The table that a subnet uses: its own, or else the VPC's main one. */
export const routeTableOfSubnet = (
  ctx: Pick<Context, 'store'>,
  vpcId: string,
  subnetId: string,
): HeldRouteTable => routeTables.by(ctx, 'subnet', subnetId)[0] ?? mainRouteTableOf(ctx, vpcId)

/** Forgets the association of a subnet that is being deleted. */
export function dropSubnetAssociation(ctx: Pick<Context, 'store'>, subnetId: string): void {
  for (const table of routeTables.by(ctx, 'subnet', subnetId)) {
    dropAssociation(ctx, table, (one) => one.SubnetId === subnetId)
  }
}

export function dropAssociation(
  ctx: Pick<Context, 'store'>,
  table: HeldRouteTable,
  drops: (association: Ec2.RouteTableAssociation) => boolean,
): HeldRouteTable {
  return routeTables.update(ctx, table, {
    Associations: table.record.Associations?.filter((one) => !drops(one)),
  })
}

/** Every table of a VPC gets a local route for a CIDR block that the VPC gained, behind those it has. */
export function addLocalRoute(ctx: Pick<Context, 'store'>, vpcId: string, cidr: string): void {
  for (const table of routeTables.by(ctx, 'vpc', vpcId)) {
    const routes = table.record.Routes ?? []
    if (routes.some((route) => isLocal(route) && destinationOf(route) === cidr)) continue
    const locals = routes.filter(isLocal)
    const others = routes.filter((route) => !isLocal(route))
    routeTables.update(ctx, table, { Routes: [...locals, localRoute(cidr), ...others] })
  }
}

/** The local routes of a CIDR block that the VPC lost. */
export function removeLocalRoute(ctx: Pick<Context, 'store'>, vpcId: string, cidr: string): void {
  for (const table of routeTables.by(ctx, 'vpc', vpcId)) {
    const routes = table.record.Routes ?? []
    const kept = routes.filter((route) => !isLocal(route) || destinationOf(route) !== cidr)
    if (kept.length < routes.length) routeTables.update(ctx, table, { Routes: kept })
  }
}
