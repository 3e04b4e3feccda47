import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { type Tag, tagsFor } from '../tags.ts'
import { isAwsOwned } from './prefix-lists.ts'
import { associationsOfTable, dropLinksOfTable } from './transit-gateway-links.ts'
import { dropRoutesOfTable } from './transit-gateway-static-routes.ts'
import {
  asCreated,
  inInvalidState,
  requireOwner,
  requireOwnGateway,
  requireReadyGateway,
  transitGateways,
  wasDeleted,
} from './transit-gateways.ts'

export interface RouteTableSide {
  readonly prefixLists: readonly Ec2.TransitGatewayPrefixListReference[]
}

export type TransitGatewayRouteTable = Held<Ec2.TransitGatewayRouteTable, RouteTableSide>

const missingTable = wasDeleted('InvalidRouteTableID.NotFound', 'Transit Gateway Route Table')

export const transitGatewayRouteTables = family<Ec2.TransitGatewayRouteTable, RouteTableSide>({
  service: 'ec2',
  resource: 'transit-gateway-route-table',
  id: 'TransitGatewayRouteTableId',
  prefix: 'tgw-rtb',
  missing: missingTable,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    gateway: {
      to: 'ec2:transit-gateway',
      read: ({ record }) => (record.State === 'deleted' ? undefined : record.TransitGatewayId),
      blocks: false,
    },
    'prefix-list': { to: 'ec2:prefix-list', read: namedPrefixLists },
  },
  quota: {
    id: 'tgw-route-tables',
    per: 'gateway',
    error: (limit) =>
      new AwsError(
        'TransitGatewayRouteTableLimitExceeded',
        `You have reached the maximum number of transit gateway route tables: ${limit}.`,
      ),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:transit-gateway-route-table/${record.TransitGatewayRouteTableId}`,
  view: ({ record }, ctx) => ({ ...record, ...defaultsOf(record, ctx) }),
  filters: {
    'default-association-route-table': ({ record }, ctx) =>
      defaultsOf(record, ctx).DefaultAssociationRouteTable,
    'default-propagation-route-table': ({ record }, ctx) =>
      defaultsOf(record, ctx).DefaultPropagationRouteTable,
    state: ({ record }) => record.State,
    'transit-gateway-id': { index: 'gateway', read: ({ record }) => record.TransitGatewayId },
    'transit-gateway-route-table-id': ({ record }) => record.TransitGatewayRouteTableId,
  },
})

function namedPrefixLists({ region, side }: TransitGatewayRouteTable): string[] {
  return side.prefixLists.flatMap(({ PrefixListId: id }) =>
    id === undefined || isAwsOwned(region, id) ? [] : [id],
  )
}

function defaultsOf(
  { TransitGatewayId, TransitGatewayRouteTableId: id }: Ec2.TransitGatewayRouteTable,
  ctx: Context,
) {
  const options = transitGateways.get(ctx, TransitGatewayId ?? '')?.record.Options
  return {
    DefaultAssociationRouteTable: options?.AssociationDefaultRouteTableId === id,
    DefaultPropagationRouteTable: options?.PropagationDefaultRouteTableId === id,
  }
}

export const describeTransitGatewayRouteTables = describe(
  'ec2',
  'DescribeTransitGatewayRouteTables',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeTransitGatewayRouteTables' },
  transitGatewayRouteTables,
  { ids: 'TransitGatewayRouteTableIds', list: 'TransitGatewayRouteTables' },
)

export const createTransitGatewayRouteTable = operation(
  'ec2',
  'CreateTransitGatewayRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, CreateTransitGatewayRouteTable' },
  ({ TransitGatewayId, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'transit-gateway-route-table')
    requireOwnGateway(ctx, TransitGatewayId)
    requireReadyGateway(ctx, TransitGatewayId)
    const table = openRouteTable(ctx, TransitGatewayId, Tags)
    ctx.after('transit-gateway-route-table-changed', 'transit-gateway-route-table-available', {
      id: transitGatewayRouteTables.idOf(table),
    })
    return { TransitGatewayRouteTable: asCreated(transitGatewayRouteTables.print(ctx, table)) }
  },
)

/** Makes a route table of a gateway, which somebody has to make available. */
export const openRouteTable = (
  ctx: Context,
  TransitGatewayId: string,
  Tags: readonly Tag[] = [],
): TransitGatewayRouteTable =>
  transitGatewayRouteTables.create(
    ctx,
    {
      TransitGatewayRouteTableId: ctx.newId('tgw-rtb'),
      TransitGatewayId,
      State: 'pending',
      CreationTime: timestamp(ctx.now - (ctx.now % 1000)),
      Tags,
    },
    { prefixLists: [] },
  )

export const transitGatewayRouteTableAvailable = due<{ id: string }>(
  'transit-gateway-route-table-available',
  ({ id }, ctx) => {
    const table = transitGatewayRouteTables.get(ctx, id)
    if (table?.record.State === 'pending') {
      transitGatewayRouteTables.update(ctx, table, { State: 'available' })
    }
  },
)

export const deleteTransitGatewayRouteTable = operation(
  'ec2',
  'DeleteTransitGatewayRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayRouteTable' },
  ({ TransitGatewayRouteTableId: id }, ctx) => {
    const table = requireReadyTable(ctx, id)
    // Transit gateway guide, tgw-route-tables: neither a table with associations nor a default one. The words are ours.
    const associated = associationsOfTable(ctx.store, id).map(({ attachment }) => attachment)
    if (associated.length) {
      throw new AwsError('IncorrectState', `${id} has associated attachments: ${associated.join(', ')}.`)
    }
    const defaults = defaultsOf(table.record, ctx)
    if (defaults.DefaultAssociationRouteTable || defaults.DefaultPropagationRouteTable) {
      const kind = defaults.DefaultAssociationRouteTable ? 'association' : 'propagation'
      throw new AwsError(
        'IncorrectState',
        `${id} is the default ${kind} route table of ${table.record.TransitGatewayId}.`,
      )
    }
    const deleting = beginDeletingTable(ctx, table)
    return { TransitGatewayRouteTable: asCreated(transitGatewayRouteTables.print(ctx, deleting)) }
  },
)

/** Begins to delete a route table with all that is in it. */
export function beginDeletingTable(ctx: Context, table: TransitGatewayRouteTable): TransitGatewayRouteTable {
  const id = transitGatewayRouteTables.idOf(table)
  dropLinksOfTable(ctx.store, id)
  dropRoutesOfTable(ctx.store, id)
  ctx.after('transit-gateway-route-table-changed', 'transit-gateway-route-table-deleted', { id })
  return transitGatewayRouteTables.update(ctx, table, { State: 'deleting' }, { prefixLists: [] })
}

export const transitGatewayRouteTableDeleted = due<{ id: string }>(
  'transit-gateway-route-table-deleted',
  ({ id }, ctx) => {
    const table = transitGatewayRouteTables.get(ctx, id)
    if (!table) return
    transitGatewayRouteTables.update(ctx, table, { State: 'deleted' })
    ctx.after('transit-gateway-forgotten', 'transit-gateway-route-table-forgotten', { id })
  },
)

export const transitGatewayRouteTableForgotten = due<{ id: string }>(
  'transit-gateway-route-table-forgotten',
  ({ id }, ctx) => {
    const table = transitGatewayRouteTables.get(ctx, id)
    if (table) transitGatewayRouteTables.remove(ctx, table)
  },
)

/** A route table that the caller may read and change, and that has not been deleted. */
export function requireTable(ctx: Context, id: string): TransitGatewayRouteTable {
  const table = transitGatewayRouteTables.require(ctx, id)
  if (table.record.State === 'deleted') throw missingTable(id)
  requireOwner(ctx, table)
  return table
}

/** A route table that is ready to be changed. */
export function requireReadyTable(ctx: Context, id: string): TransitGatewayRouteTable {
  const table = requireTable(ctx, id)
  if (table.record.State === 'available') return table
  throw inInvalidState(id)
}
