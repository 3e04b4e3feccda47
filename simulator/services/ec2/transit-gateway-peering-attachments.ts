import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter } from './errors.ts'
import { describeKind, requireKind } from './transit-gateway-attachment-kinds.ts'
import {
  type Attachment,
  beginDetaching,
  endAttachment,
  openAttachment,
  type PeeringSide,
  planAvailable,
  setAttachmentState,
  transitGatewayAttachments,
} from './transit-gateway-attachments.ts'
import {
  asCreated,
  inInvalidState,
  requireOwnGateway,
  requireReadyGateway,
  type TransitGateway,
  transitGateways,
  wasDeleted,
} from './transit-gateways.ts'

// A peering between Regions is one attachment with the same id at both ends. Within a Region it is two, each with an
// id of its own, and the accepter accepts the own one.

const isPeering = ({ side }: Attachment): boolean => side.peering !== undefined

const missing = wasDeleted('InvalidTransitGatewayAttachmentID.NotFound', 'Transit Gateway Peering Attachment')

export const describeTransitGatewayPeeringAttachments = describeKind(
  'DescribeTransitGatewayPeeringAttachments',
  {
    list: 'TransitGatewayPeeringAttachments',
    is: isPeering,
    print,
    missing,
    filters: {
      'transit-gateway-attachment-id': ({ record }) => record.TransitGatewayAttachmentId,
      'local-owner-id': (held, ctx) => transitGatewayAttachments.print(ctx, held).TransitGatewayOwnerId,
      'remote-owner-id': (held, ctx) => transitGatewayAttachments.print(ctx, held).ResourceOwnerId,
      state: ({ record }) => record.State,
      'transit-gateway-id': ({ side }) => [
        side.peering?.RequesterTgwInfo?.TransitGatewayId,
        side.peering?.AccepterTgwInfo?.TransitGatewayId,
      ],
    },
  },
)

function print(held: Attachment, ctx: Context): Ec2.TransitGatewayPeeringAttachment {
  const { TransitGatewayAttachmentId, State, CreationTime } = held.record
  const { twin: _, ...peering } = sideOf(held)
  return {
    TransitGatewayAttachmentId,
    ...peering,
    State,
    CreationTime,
    Tags: transitGatewayAttachments.tagsOf(held, ctx),
  }
}

function sideOf({ side }: Attachment): PeeringSide {
  if (side.peering) return side.peering
  throw new Error('A peering attachment has no ends.')
}

export const createTransitGatewayPeeringAttachment = operation(
  'ec2',
  'CreateTransitGatewayPeeringAttachment',
  {
    fidelity: { simplified: 'Dynamic routing, which is for core networks of Cloud WAN, does nothing.' },
    source: 'EC2 API reference, CreateTransitGatewayPeeringAttachment',
  },
  (input, ctx) => {
    const { TransitGatewayId, PeerTransitGatewayId, PeerAccountId, PeerRegion, Options } = input
    const tags = tagsFor(input.TagSpecifications, 'transit-gateway-attachment')
    requireOwnGateway(ctx, TransitGatewayId)
    const gateway = requireReadyGateway(ctx, TransitGatewayId)
    if (!isRegion(PeerRegion)) {
      throw invalidParameter(`Value (${PeerRegion}) for parameter peerRegion is invalid.`)
    }
    if (PeerTransitGatewayId === TransitGatewayId) {
      throw invalidParameter(`Transit Gateway ${TransitGatewayId} cannot be peered with itself.`)
    }
    requireRoomForPeering(ctx, TransitGatewayId, PeerTransitGatewayId)
    const held = openAttachment(ctx, {
      gateway,
      type: 'peering',
      resource: PeerTransitGatewayId,
      resourceOwner: PeerAccountId,
      state: 'initiatingRequest',
      tags,
      side: {
        peering: {
          RequesterTgwInfo: { TransitGatewayId, OwnerId: ctx.account, Region: ctx.region },
          AccepterTgwInfo: {
            TransitGatewayId: PeerTransitGatewayId,
            OwnerId: PeerAccountId,
            Region: PeerRegion,
          },
          ...(Options && { Options }),
        },
      },
    })
    ctx.after('transit-gateway-peering-requested', 'transit-gateway-peering-requested', {
      id: transitGatewayAttachments.idOf(held),
    })
    return { TransitGatewayPeeringAttachment: asCreated(print(held, ctx)) }
  },
)

function requireRoomForPeering(ctx: Context, gateway: string, peer: string): void {
  const peerings = transitGatewayAttachments.by(ctx, 'gateway-peering', gateway)
  if (peerings.some((held) => otherGateway(held, gateway) === peer)) {
    throw new AwsError(
      'DuplicateTransitGatewayAttachment',
      `${gateway} has non-deleted Transit Gateway Peering Attachments with ${peer}.`,
    )
  }
  const limit = ctx.limit('tgw-peerings-per-tgw')
  if (peerings.length < limit) return
  throw new AwsError(
    'TransitGatewayAttachmentLimitExceeded',
    `You have reached the maximum number of transit gateway peering attachments: ${limit}.`,
  )
}

const otherGateway = ({ record }: Attachment, gateway: string): string | undefined =>
  record.TransitGatewayId === gateway ? record.ResourceId : record.TransitGatewayId

// A request that nobody can accept is not refused: it fails a moment later.
export const transitGatewayPeeringRequested = due<{ id: string }>(
  'transit-gateway-peering-requested',
  ({ id }, ctx) => {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held?.record.State !== 'initiatingRequest') return
    const { AccepterTgwInfo: accepter } = sideOf(held)
    const peer = transitGateways.get(ctx, accepter?.TransitGatewayId ?? '')
    const isThere =
      peer?.record.State === 'available' &&
      peer.account === accepter?.OwnerId &&
      peer.region === accepter.Region
    if (!isThere) {
      const Status = {
        Code: 'failed',
        Message: 'Failed due to incorrect Transit Gateway ID, Account ID, or Region',
      }
      const failed = withSide(ctx, held, { Status })
      endAttachment(ctx, failed, 'failed')
      return
    }
    const pending = setAttachmentState(ctx, held, 'pendingAcceptance')
    const { account, region } = peer
    if (region === ctx.region) openTwin(ctx, pending, peer)
    else transitGatewayAttachments.admit(ctx, pending, { account, region })
  },
)

function openTwin(ctx: Context, held: Attachment, peer: TransitGateway): void {
  const id = transitGatewayAttachments.idOf(held)
  const twin = openAttachment(
    { ...ctx, account: peer.account },
    {
      gateway: peer,
      type: 'peering',
      resource: held.record.TransitGatewayId ?? '',
      resourceOwner: held.account,
      state: 'pendingAcceptance',
      side: { peering: { ...sideOf(held), twin: id } },
    },
  )
  const twinId = transitGatewayAttachments.idOf(twin)
  withSide(ctx, held, { AccepterTransitGatewayAttachmentId: twinId, twin: twinId })
  withSide(ctx, twin, { AccepterTransitGatewayAttachmentId: twinId })
}

const withSide = (ctx: Context, held: Attachment, peering: Partial<PeeringSide>): Attachment =>
  transitGatewayAttachments.update(ctx, held, {}, { peering: { ...sideOf(held), ...peering } })

function twinOf(ctx: Context, held: Attachment): Attachment | undefined {
  const { twin } = sideOf(held)
  return twin === undefined ? undefined : transitGatewayAttachments.get(ctx, twin)
}

export const acceptTransitGatewayPeeringAttachment = operation(
  'ec2',
  'AcceptTransitGatewayPeeringAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, AcceptTransitGatewayPeeringAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireAsAccepter(ctx, id, 'accept')
    const twin = twinOf(ctx, held)
    const accepted = setAttachmentState(ctx, held, 'pending')
    planAvailable(ctx, accepted)
    if (twin) planAvailable(ctx, setAttachmentState(ctx, twin, 'pending'))
    return { TransitGatewayPeeringAttachment: asCreated(print(accepted, ctx)) }
  },
)

export const rejectTransitGatewayPeeringAttachment = operation(
  'ec2',
  'RejectTransitGatewayPeeringAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, RejectTransitGatewayPeeringAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireAsAccepter(ctx, id, 'reject')
    const twin = twinOf(ctx, held)
    if (twin) endAttachment(ctx, twin, 'rejected')
    const rejected = endAttachment(ctx, held, 'rejected')
    return { TransitGatewayPeeringAttachment: asCreated(print(rejected, ctx)) }
  },
)

function requireAsAccepter(ctx: Context, id: string, verb: 'accept' | 'reject'): Attachment {
  const held = requirePeering(ctx, id)
  const { AccepterTgwInfo: accepter, AccepterTransitGatewayAttachmentId } = sideOf(held)
  const isAccepter =
    accepter?.OwnerId === ctx.account &&
    accepter.Region === ctx.region &&
    (AccepterTransitGatewayAttachmentId ?? id) === id
  if (!isAccepter) {
    throw invalidParameter(`Cannot ${verb} ${id} as the source of the peering request.`)
  }
  if (held.record.State !== 'pendingAcceptance') throw inInvalidState(id)
  return held
}

function requirePeering(ctx: Context, id: string): Attachment {
  const held = requireKind(ctx, id, isPeering, missing)
  if (held.record.State === 'deleted') throw missing(id)
  return held
}

const deletable: readonly (string | undefined)[] = ['available', 'pendingAcceptance', 'initiatingRequest']

export const deleteTransitGatewayPeeringAttachment = operation(
  'ec2',
  'DeleteTransitGatewayPeeringAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayPeeringAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requirePeering(ctx, id)
    if (!deletable.includes(held.record.State)) throw inInvalidState(id)
    const twin = twinOf(ctx, held)
    if (twin) beginDetaching(ctx, twin)
    const deleting = beginDetaching(ctx, held)
    return { TransitGatewayPeeringAttachment: asCreated(print(deleting, ctx)) }
  },
)
