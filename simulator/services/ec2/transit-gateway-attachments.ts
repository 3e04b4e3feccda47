import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Guest, Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due } from '../operation.ts'
import type { Tag } from '../tags.ts'
import {
  type Association,
  associationOf,
  dropLinksOfAttachment,
  putAssociation,
  putPropagation,
} from './transit-gateway-links.ts'
import { type TransitGateway, transitGateways, wasDeleted } from './transit-gateways.ts'

// Attachments of every kind are of one family, with ids of one kind. What only one kind has is in the side. The
// record belongs to whoever owns what is attached; the owner of the gateway, and the far end of a peering, are guests.

export interface AttachmentSide {
  readonly vpc?: VpcSide
  readonly peering?: PeeringSide
  readonly connect?: { readonly transport: string; readonly protocol: Ec2.ProtocolValue }
  /** CIDR blocks that came over BGP: from a VPN or a Direct Connect gateway. */
  readonly learned?: readonly string[]
}

export interface VpcSide {
  readonly options: Ec2.TransitGatewayVpcAttachmentOptions
  /** The network interface in each subnet; empty until the attachment is accepted. */
  readonly interfaces: Readonly<Record<string, string>>
  readonly subnets: readonly string[]
}

export type PeeringSide = Pick<
  Ec2.TransitGatewayPeeringAttachment,
  'AccepterTransitGatewayAttachmentId' | 'RequesterTgwInfo' | 'AccepterTgwInfo' | 'Options' | 'Status'
> & {
  /** The other record of a peering within one Region, which has one at each end. */
  readonly twin?: string
}

export type Attachment = Held<Ec2.TransitGatewayAttachment, AttachmentSide>

const missingAttachment = wasDeleted(
  'InvalidTransitGatewayAttachmentID.NotFound',
  'Transit Gateway Attachment',
)

const ended: readonly (string | undefined)[] = ['deleted', 'failed', 'rejected']

/** Whether an attachment still holds on to what it joins. */
export const isAlive = ({ record }: Attachment): boolean => !ended.includes(record.State)

export const transitGatewayAttachments = family<Ec2.TransitGatewayAttachment, AttachmentSide>({
  service: 'ec2',
  resource: 'transit-gateway-attachment',
  id: 'TransitGatewayAttachmentId',
  prefix: 'tgw-attach',
  missing: missingAttachment,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    gateway: { to: 'ec2:transit-gateway', read: (held) => (isAlive(held) ? gatewaysOf(held) : undefined) },
    vpc: { to: 'ec2:vpc', read: (held) => (isAlive(held) ? resourceOf(held, 'vpc') : undefined) },
    subnet: { to: 'ec2:subnet', read: (held) => (isAlive(held) ? held.side.vpc?.subnets : undefined) },
    vpn: {
      to: 'ec2:vpn-connection',
      read: (held) => (isAlive(held) ? resourceOf(held, 'vpn') : undefined),
      blocks: false,
    },
    transport: {
      to: 'ec2:transit-gateway-attachment',
      read: (held) => (isAlive(held) ? held.side.connect?.transport : undefined),
    },
  },
  indexes: {
    resource: (held) => (isAlive(held) ? held.record.ResourceId : undefined),
    'gateway-peering': (held) => (isAlive(held) && held.side.peering ? gatewaysOf(held) : undefined),
  },
  quota: {
    id: 'tgw-attachments',
    per: 'gateway',
    error: (limit) =>
      new AwsError(
        'TransitGatewayAttachmentLimitExceeded',
        `You have reached the maximum number of transit gateway attachments: ${limit}.`,
      ),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:transit-gateway-attachment/${record.TransitGatewayAttachmentId}`,
  view: (held, ctx) => {
    const record = seenFrom(ctx, held)
    const { TransitGatewayAttachmentId: id = '', TransitGatewayId = '' } = record
    const association = associationOf(ctx.store, id, TransitGatewayId)
    if (!association) return record
    const { table, state } = association
    return { ...record, Association: { TransitGatewayRouteTableId: table, State: state } }
  },
  filters: {
    'association.state': (held, ctx) => ownAssociation(ctx, held)?.state,
    'association.transit-gateway-route-table-id': (held, ctx) => ownAssociation(ctx, held)?.table,
    'resource-id': (held, ctx) => seenFrom(ctx, held).ResourceId,
    'resource-owner-id': (held, ctx) => seenFrom(ctx, held).ResourceOwnerId,
    'resource-type': ({ record }) => record.ResourceType,
    state: ({ record }) => record.State,
    'transit-gateway-attachment-id': ({ record }) => record.TransitGatewayAttachmentId,
    'transit-gateway-id': (held, ctx) => seenFrom(ctx, held).TransitGatewayId,
    'transit-gateway-owner-id': (held, ctx) => seenFrom(ctx, held).TransitGatewayOwnerId,
  },
})

export const describeTransitGatewayAttachments = describe(
  'ec2',
  'DescribeTransitGatewayAttachments',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeTransitGatewayAttachments' },
  transitGatewayAttachments,
  { ids: 'TransitGatewayAttachmentIds', list: 'TransitGatewayAttachments' },
)

const resourceOf = ({ record }: Attachment, type: string): string | undefined =>
  record.ResourceType === type ? record.ResourceId : undefined

/** The gateways at the ends of an attachment: one, but for a peering between Regions, whose record both ends share. */
export function gatewaysOf({ record, side, guests }: Attachment): string[] {
  const own = record.TransitGatewayId ?? ''
  const isShared = side.peering && side.peering.twin === undefined && guests?.length
  return isShared ? [own, record.ResourceId ?? ''] : [own]
}

// The far end of a peering sees its own gateway as the one that something is attached to.
function seenFrom(
  ctx: Pick<Context, 'account' | 'region'>,
  { account, region, record, side }: Attachment,
): Ec2.TransitGatewayAttachment {
  if (!side.peering || (account === ctx.account && region === ctx.region)) return record
  return {
    ...record,
    TransitGatewayId: record.ResourceId,
    TransitGatewayOwnerId: record.ResourceOwnerId,
    ResourceId: record.TransitGatewayId,
    ResourceOwnerId: record.TransitGatewayOwnerId,
  }
}

function ownAssociation(ctx: Context, held: Attachment): Association | undefined {
  const { TransitGatewayAttachmentId: id = '', TransitGatewayId = '' } = seenFrom(ctx, held)
  return associationOf(ctx.store, id, TransitGatewayId)
}

/** An attachment of a gateway, which has not been deleted. */
export function requireAttachment(ctx: Context, id: string, gateway?: string): Attachment {
  const held = transitGatewayAttachments.require(ctx, id)
  if (held.record.State === 'deleted') throw missingAttachment(id)
  if (gateway !== undefined && !gatewaysOf(held).includes(gateway)) throw missingAttachment(id)
  return held
}

interface NewAttachment {
  readonly gateway: TransitGateway
  readonly type: Ec2.TransitGatewayAttachmentResourceType
  readonly resource: string
  readonly resourceOwner: string
  readonly state: Ec2.TransitGatewayAttachmentState
  readonly tags?: readonly Tag[]
  readonly side?: AttachmentSide
}

/** Attaches something to a gateway: what the caller owns, to a gateway of the caller's or of somebody else. */
export function openAttachment(
  ctx: Context,
  { gateway, type, resource, resourceOwner, state, tags = [], side = {} }: NewAttachment,
): Attachment {
  const opened = transitGatewayAttachments.create(
    ctx,
    {
      TransitGatewayAttachmentId: ctx.newId('tgw-attach'),
      TransitGatewayId: transitGateways.idOf(gateway),
      TransitGatewayOwnerId: gateway.account,
      ResourceOwnerId: resourceOwner,
      ResourceType: type,
      ResourceId: resource,
      State: state,
      CreationTime: timestamp(ctx.now - (ctx.now % 1000)),
      Tags: tags,
    },
    side,
  )
  return gateway.account === ctx.account ? opened : admit(ctx, opened, gateway)
}

const admit = (ctx: Context, held: Attachment, { account, region }: Guest): Attachment =>
  transitGatewayAttachments.admit(ctx, held, { account, region })

export const setAttachmentState = (
  ctx: Pick<Context, 'store'>,
  held: Attachment,
  State: Ec2.TransitGatewayAttachmentState,
): Attachment => transitGatewayAttachments.update(ctx, held, { State })

/** Makes an attachment available in a while. */
export function planAvailable(ctx: Context, held: Attachment): void {
  const id = transitGatewayAttachments.idOf(held)
  ctx.after('transit-gateway-attachment-available', 'transit-gateway-attachment-available', { id })
}

export const transitGatewayAttachmentAvailable = due<{ id: string }>(
  'transit-gateway-attachment-available',
  ({ id }, ctx) => {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held?.record.State !== 'pending' && held?.record.State !== 'modifying') return
    const isNew = held.record.State === 'pending'
    const available = setAttachmentState(ctx, held, 'available')
    if (isNew) for (const gateway of gatewaysOf(available)) joinDefaultTables(ctx, available, gateway)
  },
)

// Transit gateway guide, tgw-transit-gateways: what is attached goes by the default route tables unless the gateway
// has none. Routes of a peering are never propagated.
function joinDefaultTables(ctx: Context, held: Attachment, gateway: string): void {
  const id = transitGatewayAttachments.idOf(held)
  const options = transitGateways.get(ctx, gateway)?.record.Options
  const { AssociationDefaultRouteTableId: forLookup, PropagationDefaultRouteTableId: forRoutes } =
    options ?? {}
  if (options?.DefaultRouteTableAssociation === 'enable' && forLookup !== undefined) {
    if (!associationOf(ctx.store, id, gateway)) {
      putAssociation(ctx.store, { table: forLookup, attachment: id, gateway, state: 'associated' })
    }
  }
  if (options?.DefaultRouteTablePropagation === 'enable' && forRoutes !== undefined && !held.side.peering) {
    putPropagation(ctx.store, { table: forRoutes, attachment: id })
  }
}

/** Begins to take an attachment away. */
export function beginDetaching(ctx: Context, held: Attachment): Attachment {
  const id = transitGatewayAttachments.idOf(held)
  ctx.after('transit-gateway-attachment-deleted', 'transit-gateway-attachment-deleted', { id })
  return setAttachmentState(ctx, held, 'deleting')
}

export const transitGatewayAttachmentDeleted = due<{ id: string }>(
  'transit-gateway-attachment-deleted',
  ({ id }, ctx) => {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held?.record.State === 'deleting') endAttachment(ctx, held, 'deleted')
  },
)

/** Ends an attachment for good: it joins nothing any more and is shown for a while. Static routes over it stay. */
export function endAttachment(
  ctx: Context,
  held: Attachment,
  state: 'deleted' | 'rejected' | 'failed',
): Attachment {
  const id = transitGatewayAttachments.idOf(held)
  dropLinksOfAttachment(ctx.store, id)
  ctx.after('transit-gateway-forgotten', 'transit-gateway-attachment-forgotten', { id })
  return setAttachmentState(ctx, held, state)
}

export const transitGatewayAttachmentForgotten = due<{ id: string }>(
  'transit-gateway-attachment-forgotten',
  ({ id }, ctx) => {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held) transitGatewayAttachments.remove(ctx, held)
  },
)

/** The CIDR blocks that come over BGP from the far side of a VPN or Direct Connect gateway attachment. */
export function setLearnedRoutes(ctx: Pick<Context, 'store'>, id: string, learned: readonly string[]): void {
  const held = transitGatewayAttachments.get(ctx, id)
  if (held) transitGatewayAttachments.update(ctx, held, {}, { learned })
}
