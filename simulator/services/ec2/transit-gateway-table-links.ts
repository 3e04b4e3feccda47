import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { filterRecords, type Value } from '../filters.ts'
import { due, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { missingParameter } from './errors.ts'
import {
  type Attachment,
  requireAttachment,
  transitGatewayAttachments,
} from './transit-gateway-attachments.ts'
import {
  associationOf,
  associationsOfTable,
  dropAssociation,
  dropPropagation,
  propagates,
  propagationsOfAttachment,
  propagationsOfTable,
  putAssociation,
  putPropagation,
} from './transit-gateway-links.ts'
import { requireReadyTable, requireTable } from './transit-gateway-route-tables.ts'
import { inInvalidState } from './transit-gateways.ts'

// Which attachments look up routes in a table, and whose routes a table learns.

/** An attachment as association and propagation name it, seen from the gateway of the table. */
function namesOf(ctx: Context, id: string) {
  const held = transitGatewayAttachments.get(ctx, id)
  const record = held && transitGatewayAttachments.print(ctx, held)
  return {
    TransitGatewayAttachmentId: id,
    ResourceId: record?.ResourceId,
    ResourceType: record?.ResourceType,
  }
}

function requireReadyAttachment(ctx: Context, id: string, gateway: string): Attachment {
  const held = requireAttachment(ctx, id, gateway)
  if (held.record.State === 'available' || held.record.State === 'modifying') return held
  throw inInvalidState(id)
}

export const associateTransitGatewayRouteTable = operation(
  'ec2',
  'AssociateTransitGatewayRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, AssociateTransitGatewayRouteTable' },
  ({ TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment }, ctx) => {
    const { TransitGatewayId: gateway = '' } = requireReadyTable(ctx, table).record
    requireReadyAttachment(ctx, attachment, gateway)
    if (associationOf(ctx.store, attachment, gateway)) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `Transit Gateway Attachment ${attachment} is already associated to a route table.`,
      )
    }
    const { state } = putAssociation(ctx.store, { table, attachment, gateway, state: 'associating' })
    ctx.after('transit-gateway-association-changed', 'transit-gateway-associated', { attachment, gateway })
    return {
      Association: { TransitGatewayRouteTableId: table, ...namesOf(ctx, attachment), State: state },
    }
  },
)

export const transitGatewayAssociated = due<{ attachment: string; gateway: string }>(
  'transit-gateway-associated',
  ({ attachment, gateway }, ctx) => {
    const association = associationOf(ctx.store, attachment, gateway)
    if (association?.state === 'associating') {
      putAssociation(ctx.store, { ...association, state: 'associated' })
    }
  },
)

export const disassociateTransitGatewayRouteTable = operation(
  'ec2',
  'DisassociateTransitGatewayRouteTable',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateTransitGatewayRouteTable' },
  ({ TransitGatewayRouteTableId: table, TransitGatewayAttachmentId: attachment }, ctx) => {
    const { TransitGatewayId: gateway = '' } = requireTable(ctx, table).record
    requireAttachment(ctx, attachment, gateway)
    const association = associationOf(ctx.store, attachment, gateway)
    if (association?.table !== table) {
      throw new AwsError(
        'InvalidAssociation.NotFound',
        `Association ${attachment} does not exist in Transit Gateway Route Table ${table}.`,
      )
    }
    if (association.state !== 'associated') throw inInvalidState(attachment)
    const { state } = putAssociation(ctx.store, { ...association, state: 'disassociating' })
    ctx.after('transit-gateway-association-changed', 'transit-gateway-disassociated', { attachment, gateway })
    return {
      Association: { TransitGatewayRouteTableId: table, ...namesOf(ctx, attachment), State: state },
    }
  },
)

export const transitGatewayDisassociated = due<{ attachment: string; gateway: string }>(
  'transit-gateway-disassociated',
  ({ attachment, gateway }, ctx) => {
    if (associationOf(ctx.store, attachment, gateway)?.state === 'disassociating') {
      dropAssociation(ctx.store, attachment, gateway)
    }
  },
)

const linkFilters: Readonly<Record<string, (link: ReturnType<typeof namesOf>) => Value>> = {
  'resource-id': ({ ResourceId }) => ResourceId,
  'resource-type': ({ ResourceType }) => ResourceType,
  'transit-gateway-attachment-id': ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId,
}

const filterLinks = <L extends ReturnType<typeof namesOf>>(
  links: L[],
  filters: Parameters<typeof filterRecords>[1],
): L[] =>
  filterRecords(links, filters, (name) => (Object.hasOwn(linkFilters, name) ? linkFilters[name] : undefined))

export const getTransitGatewayRouteTableAssociations = operation(
  'ec2',
  'GetTransitGatewayRouteTableAssociations',
  { fidelity: 'exact', source: 'EC2 API reference, GetTransitGatewayRouteTableAssociations' },
  (input, ctx) => {
    requireTable(ctx, input.TransitGatewayRouteTableId)
    const all = associationsOfTable(ctx.store, input.TransitGatewayRouteTableId).map(
      ({ attachment, state }) => ({ ...namesOf(ctx, attachment), State: state }),
    )
    const { items, NextToken } = page(filterLinks(all, input.Filters), input)
    return { Associations: items, ...(NextToken && { NextToken }) }
  },
)

export const enableTransitGatewayRouteTablePropagation = operation(
  'ec2',
  'EnableTransitGatewayRouteTablePropagation',
  {
    fidelity: { simplified: 'Route table announcements of Cloud WAN do not exist.' },
    source: 'EC2 API reference, EnableTransitGatewayRouteTablePropagation',
  },
  (input, ctx) => {
    const { TransitGatewayRouteTableId: table } = input
    const { TransitGatewayId: gateway = '' } = requireReadyTable(ctx, table).record
    const attachment = requireAttachmentId(input)
    const { record } = requireReadyAttachment(ctx, attachment, gateway)
    if (record.ResourceType === 'peering') {
      // Transit gateway guide, tgw-peering: only static routes lead over a peering. The words are ours.
      throw new AwsError(
        'UnsupportedOperation',
        `Route propagation is not supported for the peering attachment ${attachment}.`,
      )
    }
    if (propagates(ctx.store, table, attachment)) {
      throw new AwsError(
        'TransitGatewayRouteTablePropagation.Duplicate',
        `Propagation ${attachment} already exists in Transit Gateway Route Table ${table}`,
      )
    }
    putPropagation(ctx.store, { table, attachment })
    return { Propagation: propagation(ctx, table, attachment, 'enabled') }
  },
)

export const disableTransitGatewayRouteTablePropagation = operation(
  'ec2',
  'DisableTransitGatewayRouteTablePropagation',
  {
    fidelity: { simplified: 'Route table announcements of Cloud WAN do not exist.' },
    source: 'EC2 API reference, DisableTransitGatewayRouteTablePropagation',
  },
  (input, ctx) => {
    const { TransitGatewayRouteTableId: table } = input
    const { TransitGatewayId: gateway = '' } = requireReadyTable(ctx, table).record
    const attachment = requireAttachmentId(input)
    requireAttachment(ctx, attachment, gateway)
    if (!propagates(ctx.store, table, attachment)) {
      throw new AwsError(
        'TransitGatewayRouteTablePropagation.NotFound',
        `Propagation ${attachment} does not exist in Transit Gateway Route Table ${table}`,
      )
    }
    dropPropagation(ctx.store, table, attachment)
    return { Propagation: propagation(ctx, table, attachment, 'disabled') }
  },
)

interface PropagationRequest {
  readonly TransitGatewayAttachmentId?: string | undefined
  readonly TransitGatewayRouteTableAnnouncementId?: string | undefined
}

function requireAttachmentId(input: PropagationRequest): string {
  const { TransitGatewayRouteTableAnnouncementId: announcement } = input
  if (announcement !== undefined) {
    throw new AwsError(
      'InvalidTransitGatewayRouteTableAnnouncementId.NotFound',
      `Transit Gateway Route Table Announcement ${announcement} was deleted or does not exist.`,
    )
  }
  if (input.TransitGatewayAttachmentId === undefined) throw missingParameter('TransitGatewayAttachmentId')
  return input.TransitGatewayAttachmentId
}

const propagation = (
  ctx: Context,
  table: string,
  attachment: string,
  State: Ec2.TransitGatewayPropagationState,
): Ec2.TransitGatewayPropagation => ({
  ...namesOf(ctx, attachment),
  TransitGatewayRouteTableId: table,
  State,
})

export const getTransitGatewayRouteTablePropagations = operation(
  'ec2',
  'GetTransitGatewayRouteTablePropagations',
  { fidelity: 'exact', source: 'EC2 API reference, GetTransitGatewayRouteTablePropagations' },
  (input, ctx) => {
    requireTable(ctx, input.TransitGatewayRouteTableId)
    const all = propagationsOfTable(ctx.store, input.TransitGatewayRouteTableId).map(({ attachment }) => ({
      ...namesOf(ctx, attachment),
      State: 'enabled' as const,
    }))
    const { items, NextToken } = page(filterLinks(all, input.Filters), input)
    return { TransitGatewayRouteTablePropagations: items, ...(NextToken && { NextToken }) }
  },
)

export const getTransitGatewayAttachmentPropagations = operation(
  'ec2',
  'GetTransitGatewayAttachmentPropagations',
  { fidelity: 'exact', source: 'EC2 API reference, GetTransitGatewayAttachmentPropagations' },
  (input, ctx) => {
    requireAttachment(ctx, input.TransitGatewayAttachmentId)
    const all = propagationsOfAttachment(ctx.store, input.TransitGatewayAttachmentId).map(({ table }) => ({
      TransitGatewayRouteTableId: table,
      State: 'enabled' as const,
    }))
    const selected = filterRecords(all, input.Filters, (name) =>
      name === 'transit-gateway-route-table-id' ? (one) => one.TransitGatewayRouteTableId : undefined,
    )
    const { items, NextToken } = page(selected, input)
    return { TransitGatewayAttachmentPropagations: items, ...(NextToken && { NextToken }) }
  },
)
