import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { covers } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { doesNotExist, invalidCombination, invalidParameter } from './errors.ts'
import { destinationOf, dropAssociation, type HeldRouteTable, isLocal, routeTables } from './route-tables.ts'
import { attachesTo, isAppliance } from './route-targets.ts'
import { subnets } from './subnets.ts'

const noPools = 'Pools of public IPv4 addresses of your own (BYOIP) do not exist, so none can be associated.'

export const associateRouteTable = operation(
  'ec2',
  'AssociateRouteTable',
  { fidelity: { simplified: noPools }, source: 'EC2 API reference, AssociateRouteTable' },
  ({ RouteTableId, SubnetId, GatewayId, PublicIpv4Pool }, ctx) => {
    const named = [SubnetId, GatewayId, PublicIpv4Pool].filter((one) => one !== undefined)
    if (named.length !== 1) {
      const message = 'The request must contain exactly one of subnetId, gatewayId or publicIpv4Pool'
      throw named.length ? invalidCombination(message) : new AwsError('MissingParameter', message)
    }
    if (PublicIpv4Pool !== undefined) {
      throw doesNotExist('InvalidPublicIpv4PoolID.NotFound', 'publicIpv4Pool')(PublicIpv4Pool)
    }
    const table = routeTables.require(ctx, RouteTableId)
    if (SubnetId !== undefined) {
      requireFreeSubnet(ctx, table, SubnetId)
      return associate(ctx, table, { SubnetId })
    }
    const gateway = GatewayId ?? ''
    requireFreeGateway(ctx, table, gateway)
    requireGatewayTable(table)
    return associate(ctx, table, { GatewayId: gateway })
  },
)

export const disassociateRouteTable = operation(
  'ec2',
  'DisassociateRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateRouteTable' },
  ({ AssociationId }, ctx) => {
    const { table, association } = requireAssociation(ctx, AssociationId)
    if (association.Main) {
      throw invalidParameter(`cannot disassociate the main route table association ${AssociationId}`)
    }
    if (association.SubnetId === undefined) {
      setState(ctx, table, AssociationId, 'disassociating')
      ctx.after('route-association-changed', 'route-table-disassociated', { id: AssociationId })
    } else {
      dropAssociation(ctx, table, (one) => one === association)
    }
    return {}
  },
)

export const replaceRouteTableAssociation = operation(
  'ec2',
  'ReplaceRouteTableAssociation',
  { fidelity: 'exact', source: 'EC2 API reference, ReplaceRouteTableAssociation' },
  ({ AssociationId, RouteTableId }, ctx) => {
    const to = routeTables.require(ctx, RouteTableId)
    const { table: from, association } = requireAssociation(ctx, AssociationId)
    if (from.record.VpcId !== to.record.VpcId) {
      throw invalidParameter(
        `route table association ${AssociationId} and route table ${RouteTableId} belong to different networks`,
      )
    }
    if (from.record.RouteTableId === RouteTableId) {
      return { NewAssociationId: AssociationId, AssociationState: association.AssociationState }
    }
    const { SubnetId, GatewayId } = association
    if (GatewayId !== undefined) requireGatewayTable(to)
    dropAssociation(ctx, from, (one) => one === association)
    const added = associate(ctx, to, association.Main ? 'main' : GatewayId ? { GatewayId } : { SubnetId })
    return { NewAssociationId: added.AssociationId, AssociationState: added.AssociationState }
  },
)

type Associate = { readonly SubnetId?: string | undefined } | { readonly GatewayId: string } | 'main'

// Subnets change over at once; a gateway takes a moment (VPC user guide, WorkWithRouteTables).
function associate(ctx: Context, table: HeldRouteTable, what: Associate) {
  const AssociationId = ctx.newId('rtbassoc')
  const isGateway = what !== 'main' && 'GatewayId' in what
  const AssociationState: Ec2.RouteTableAssociationState = { State: isGateway ? 'associating' : 'associated' }
  const { RouteTableId } = table.record
  const association: Ec2.RouteTableAssociation = {
    Main: what === 'main',
    RouteTableAssociationId: AssociationId,
    RouteTableId,
    ...(what !== 'main' && what),
    AssociationState,
  }
  const others = table.record.Associations ?? []
  // The main association comes first, whenever it was made.
  const Associations = what === 'main' ? [association, ...others] : [...others, association]
  routeTables.update(ctx, table, { Associations })
  if (isGateway) ctx.after('route-association-changed', 'route-table-associated', { id: AssociationId })
  return { AssociationId, AssociationState }
}

export const routeTableAssociated = due<{ id: string }>('route-table-associated', ({ id }, ctx) => {
  const [table] = routeTables.by(ctx, 'association', id)
  const association = table && associationIn(table, id)
  if (table && association?.AssociationState?.State === 'associating') setState(ctx, table, id, 'associated')
})

export const routeTableDisassociated = due<{ id: string }>('route-table-disassociated', ({ id }, ctx) => {
  const [table] = routeTables.by(ctx, 'association', id)
  if (table) dropAssociation(ctx, table, (one) => one.RouteTableAssociationId === id)
})

function setState(
  ctx: Context,
  table: HeldRouteTable,
  id: string,
  State: Ec2.RouteTableAssociationState['State'],
): void {
  const Associations = table.record.Associations?.map((one) =>
    one.RouteTableAssociationId === id ? { ...one, AssociationState: { State } } : one,
  )
  routeTables.update(ctx, table, { Associations })
}

const associationIn = ({ record }: HeldRouteTable, id: string): Ec2.RouteTableAssociation | undefined =>
  record.Associations?.find((one) => one.RouteTableAssociationId === id)

function requireAssociation(
  ctx: Context,
  id: string,
): { table: HeldRouteTable; association: Ec2.RouteTableAssociation } {
  const [table] = routeTables.by(ctx, 'association', id)
  const own = table && routeTables.find(ctx, routeTables.idOf(table))
  const association = own && associationIn(own, id)
  if (association) return { table: own, association }
  throw doesNotExist('InvalidAssociationID.NotFound', 'association')(id)
}

function requireFreeSubnet(ctx: Context, table: HeldRouteTable, subnetId: string): void {
  const { record } = subnets.require(ctx, subnetId)
  if (record.VpcId !== table.record.VpcId) throw differentNetworks(table, `subnet ${subnetId}`)
  if (routeTables.count(ctx, 'subnet', subnetId)) throw conflict(table)
}

// VPC user guide, gateway-route-tables: internet gateways and virtual private gateways, one table each.
function requireFreeGateway(ctx: Context, table: HeldRouteTable, id: string): void {
  const prefix = id.slice(0, Math.max(0, id.lastIndexOf('-')))
  if (prefix !== 'igw' && prefix !== 'vgw') {
    throw invalidParameter(`invalid value for parameter gateway-id: ${id}`)
  }
  const gateway = ctx.families.ofId(id)?.find(ctx, id)
  if (!gateway) throw doesNotExist('InvalidGatewayID.NotFound', 'gateway')(id)
  if (!attachesTo(gateway.record, table.record.VpcId)) throw differentNetworks(table, `network gateway ${id}`)
  const index = prefix === 'igw' ? 'internet-gateway' : 'vpn-gateway'
  if (routeTables.count(ctx, index, id)) throw conflict(table)
}

// The same page: "You can't associate a route table with a gateway if any of the following applies". The words of
// the refusals are ours.
function requireGatewayTable(table: HeldRouteTable): void {
  const { RouteTableId, Routes = [], PropagatingVgws } = table.record
  if (PropagatingVgws?.length) {
    throw invalidParameter(`route table ${RouteTableId} has route propagation enabled`)
  }
  for (const route of Routes) {
    if (isLocal(route)) continue
    if (!isAppliance(route)) {
      throw invalidParameter(
        `route table ${RouteTableId} contains a route to ${destinationOf(route)} with a target that gateways do not support`,
      )
    }
    const isInside = Routes.some((one) => isLocal(one) && covers(destinationOf(one), destinationOf(route)))
    if (!isInside) {
      throw invalidParameter(
        `route table ${RouteTableId} contains a route to ${destinationOf(route)}, which is outside of the VPC`,
      )
    }
  }
}

const conflict = ({ record }: HeldRouteTable) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${record.RouteTableId} conflicts with an existing association`,
  )

const differentNetworks = ({ record }: HeldRouteTable, other: string) =>
  invalidParameter(`route table ${record.RouteTableId} and ${other} belong to different networks`)
