import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { filterRecords, type Value } from '../filters.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { requirePrefixList } from './prefix-lists.ts'
import {
  requireReadyTable,
  requireTable,
  type TransitGatewayRouteTable,
  transitGatewayRouteTables,
} from './transit-gateway-route-tables.ts'
import { nameAttachment, requireRouteTarget } from './transit-gateway-routes.ts'
import { inInvalidState } from './transit-gateways.ts'

type Reference = Ec2.TransitGatewayPrefixListReference

interface ReferenceRequest {
  readonly TransitGatewayRouteTableId: string
  readonly PrefixListId: string
  readonly TransitGatewayAttachmentId?: string | undefined
  readonly Blackhole?: boolean | undefined
}

export const createTransitGatewayPrefixListReference = operation(
  'ec2',
  'CreateTransitGatewayPrefixListReference',
  { fidelity: 'exact', source: 'EC2 API reference, CreateTransitGatewayPrefixListReference' },
  (input, ctx) => {
    const { TransitGatewayRouteTableId: id, PrefixListId } = input
    const table = requireReadyTable(ctx, id)
    const list = requirePrefixList(ctx, PrefixListId).record
    if (referenceTo(table, PrefixListId)) {
      throw new AwsError(
        'RouteAlreadyExists',
        `Route ${PrefixListId} already exists in Transit Gateway Route Table ${id}.`,
      )
    }
    const reference: Reference = {
      TransitGatewayRouteTableId: id,
      PrefixListId,
      PrefixListOwnerId: list.OwnerId,
      State: 'pending',
      ...targetOf(ctx, input, table),
    }
    putReference(ctx, table, reference)
    planReady(ctx, id, PrefixListId)
    return { TransitGatewayPrefixListReference: reference }
  },
)

function targetOf(
  ctx: Context,
  input: ReferenceRequest,
  table: TransitGatewayRouteTable,
): Partial<Reference> {
  const attachment = requireRouteTarget(ctx, input, table.record.TransitGatewayId ?? '')
  if (attachment === undefined) return { Blackhole: true }
  const { TransitGatewayAttachmentId, ResourceType, ResourceId } = nameAttachment(ctx, attachment)
  return {
    Blackhole: false,
    TransitGatewayAttachment: { TransitGatewayAttachmentId, ResourceType, ResourceId },
  }
}

export const modifyTransitGatewayPrefixListReference = operation(
  'ec2',
  'ModifyTransitGatewayPrefixListReference',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyTransitGatewayPrefixListReference' },
  (input, ctx) => {
    const { TransitGatewayRouteTableId: id, PrefixListId } = input
    const table = requireReadyTable(ctx, id)
    const { TransitGatewayAttachment: _, ...before } = requireReference(table, PrefixListId)
    if (before.State !== 'available') throw inInvalidState(PrefixListId)
    const reference: Reference = { ...before, State: 'modifying', ...targetOf(ctx, input, table) }
    putReference(ctx, table, reference)
    planReady(ctx, id, PrefixListId)
    return { TransitGatewayPrefixListReference: reference }
  },
)

export const deleteTransitGatewayPrefixListReference = operation(
  'ec2',
  'DeleteTransitGatewayPrefixListReference',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayPrefixListReference' },
  ({ TransitGatewayRouteTableId: id, PrefixListId }, ctx) => {
    const table = requireReadyTable(ctx, id)
    const reference = requireReference(table, PrefixListId)
    const deleting: Reference = { ...reference, State: 'deleting' }
    putReference(ctx, table, deleting)
    ctx.after('transit-gateway-prefix-list-changed', 'transit-gateway-prefix-list-gone', {
      table: id,
      list: PrefixListId,
    })
    return { TransitGatewayPrefixListReference: deleting }
  },
)

function planReady(ctx: Context, table: string, list: string): void {
  ctx.after('transit-gateway-prefix-list-changed', 'transit-gateway-prefix-list-ready', { table, list })
}

export const transitGatewayPrefixListReady = due<{ table: string; list: string }>(
  'transit-gateway-prefix-list-ready',
  ({ table, list }, ctx) => {
    const held = transitGatewayRouteTables.get(ctx, table)
    const reference = held && referenceTo(held, list)
    if (!held || !reference || reference.State === 'deleting') return
    putReference(ctx, held, { ...reference, State: 'available' })
  },
)

export const transitGatewayPrefixListGone = due<{ table: string; list: string }>(
  'transit-gateway-prefix-list-gone',
  ({ table, list }, ctx) => {
    const held = transitGatewayRouteTables.get(ctx, table)
    if (!held) return
    const prefixLists = held.side.prefixLists.filter((one) => one.PrefixListId !== list)
    transitGatewayRouteTables.update(ctx, held, {}, { prefixLists })
  },
)

const referenceTo = (table: TransitGatewayRouteTable, list: string): Reference | undefined =>
  table.side.prefixLists.find(({ PrefixListId }) => PrefixListId === list)

function requireReference(table: TransitGatewayRouteTable, list: string): Reference {
  const reference = referenceTo(table, list)
  if (reference) return reference
  throw new AwsError(
    'InvalidRoute.NotFound',
    `Route ${list} does not exist in Transit Gateway Route Table ${transitGatewayRouteTables.idOf(table)}.`,
  )
}

function putReference(ctx: Context, table: TransitGatewayRouteTable, reference: Reference): void {
  const { prefixLists } = table.side
  const at = prefixLists.findIndex(({ PrefixListId }) => PrefixListId === reference.PrefixListId)
  transitGatewayRouteTables.update(
    ctx,
    table,
    {},
    { prefixLists: at < 0 ? [...prefixLists, reference] : prefixLists.with(at, reference) },
  )
}

const filters: Readonly<Record<string, (reference: Reference) => Value>> = {
  'attachment.resource-id': ({ TransitGatewayAttachment }) => TransitGatewayAttachment?.ResourceId,
  'attachment.resource-type': ({ TransitGatewayAttachment }) => TransitGatewayAttachment?.ResourceType,
  'attachment.transit-gateway-attachment-id': ({ TransitGatewayAttachment }) =>
    TransitGatewayAttachment?.TransitGatewayAttachmentId,
  'is-blackhole': ({ Blackhole }) => Blackhole,
  'prefix-list-id': ({ PrefixListId }) => PrefixListId,
  'prefix-list-owner-id': ({ PrefixListOwnerId }) => PrefixListOwnerId,
  state: ({ State }) => State,
}

export const getTransitGatewayPrefixListReferences = operation(
  'ec2',
  'GetTransitGatewayPrefixListReferences',
  { fidelity: 'exact', source: 'EC2 API reference, GetTransitGatewayPrefixListReferences' },
  (input, ctx) => {
    const table = requireTable(ctx, input.TransitGatewayRouteTableId)
    const selected = filterRecords([...table.side.prefixLists], input.Filters, (name) =>
      Object.hasOwn(filters, name) ? filters[name] : undefined,
    )
    const { items, NextToken } = page(selected, input)
    return { TransitGatewayPrefixListReferences: items, ...(NextToken && { NextToken }) }
  },
)
