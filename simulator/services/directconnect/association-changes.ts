import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import {
  beginDetaching,
  openAttachment,
  planAvailable,
  transitGatewayAttachments,
} from '../ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import { due, operation } from '../operation.ts'
import { changedPrefixes, requirePrefixes, requireTransitPrefixes } from './allowed-prefixes.ts'
import { refreshGateway } from './announcements.ts'
import {
  type AssociatedGateway,
  blocksBehind,
  requireAssociable,
  requireAssociated,
} from './associated-gateways.ts'
import { associations, type HeldAssociation } from './associations.ts'
import { inWrongState, noSuchAssociation, refused } from './errors.ts'
import { gateways, type HeldGateway, requireReadyGateway } from './gateways.ts'

// The attachment of a transit gateway goes on by itself: its work is EC2's, planned from here.
export {
  transitGatewayAttachmentAvailable,
  transitGatewayAttachmentDeleted,
  transitGatewayAttachmentForgotten,
} from '../ec2/transit-gateway-attachments.ts'

type Prefixes = readonly Directconnect.RouteFilterPrefix[]

/** Associates a Direct Connect gateway of the caller's with a gateway of the caller's or of somebody else's. */
export function openAssociation(
  ctx: Context,
  gateway: HeldGateway,
  associated: AssociatedGateway,
  asked: Prefixes | undefined,
): HeldAssociation {
  const directConnectGatewayId = gateways.idOf(gateway)
  const { amazonSideAsn = 0 } = gateway.record
  requireAssociable(ctx, { id: directConnectGatewayId, amazonSideAsn }, associated)
  const isTransit = associated.type === 'transitGateway'
  const prefixes = requirePrefixes(asked)
  if (isTransit) requireTransitPrefixes(ctx, directConnectGatewayId, associated.id, prefixes)
  // Guide, allowed-to-prefixes: without a filter, the blocks of the VPC are announced.
  const allowed = prefixes.length ? prefixes : blocksBehind(ctx, associated.id).map((cidr) => ({ cidr }))
  const attachment = isTransit ? attach(ctx, directConnectGatewayId, associated) : undefined
  const associationId = rollUuid(ctx.store)
  const held = associations.create(
    ctx,
    {
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: gateway.account,
      associationState: 'associating',
      associatedGateway: associated,
      associationId,
      allowedPrefixesToDirectConnectGateway: allowed,
      ...(!isTransit && {
        virtualGatewayId: associated.id,
        virtualGatewayRegion: associated.region,
        virtualGatewayOwnerAccount: associated.ownerAccount,
      }),
    },
    attachment === undefined ? {} : { attachment },
  )
  ctx.after('dx-association-changed', 'dx-association-changed', { id: associationId })
  if (isTransit) refreshGateway(ctx, directConnectGatewayId)
  const { ownerAccount: account, region } = associated
  return account === ctx.account ? held : associations.admit(ctx, held, { account, region })
}

function attach(ctx: Context, resource: string, { id }: AssociatedGateway): string {
  const attachment = openAttachment(ctx, {
    gateway: transitGateways.get(ctx, id)!,
    type: 'direct-connect-gateway',
    resource,
    resourceOwner: ctx.account,
    state: 'pending',
  })
  planAvailable(ctx, attachment)
  return transitGatewayAttachments.idOf(attachment)
}

export const associationChanged = due<{ id: string }>('dx-association-changed', ({ id }, ctx) => {
  const held = associations.get(ctx, id)
  const state = held?.record.associationState
  if (held && (state === 'associating' || state === 'updating')) {
    associations.update(ctx, held, { associationState: 'associated' })
  }
})

export const createDirectConnectGatewayAssociation = operation(
  'directconnect',
  'CreateDirectConnectGatewayAssociation',
  { fidelity: 'exact', source: 'Direct Connect API reference, CreateDirectConnectGatewayAssociation' },
  ({ directConnectGatewayId, gatewayId, virtualGatewayId, ...asked }, ctx) => {
    const id = requireOne(gatewayId, virtualGatewayId)
    const name = 'CreateDirectConnectGatewayAssociation'
    const gateway = requireReadyGateway(ctx, directConnectGatewayId, name)
    const prefixes = asked.addAllowedPrefixesToDirectConnectGateway
    const held = openAssociation(ctx, gateway, requireAssociated(ctx, id), prefixes)
    return { directConnectGatewayAssociation: associations.print(ctx, held) }
  },
)

function requireOne(gatewayId: string | undefined, virtualGatewayId: string | undefined): string {
  const id = gatewayId ?? virtualGatewayId
  if (id === undefined) throw refused('Either gatewayId or virtualGatewayId must be provided.')
  if (gatewayId !== undefined && virtualGatewayId !== undefined) {
    throw refused('Only one of gatewayId and virtualGatewayId can be provided.')
  }
  return id
}

/** Announces other prefixes than before, in a while. */
export function setPrefixes(ctx: Context, held: HeldAssociation, prefixes: Prefixes): HeldAssociation {
  const { directConnectGatewayId = '', associatedGateway, associationState, virtualGatewayId } = held.record
  const id = associations.idOf(held)
  if (associationState !== 'associated') {
    throw inWrongState('UpdateDirectConnectGatewayAssociation', id, associationState)
  }
  if (associatedGateway?.type === 'transitGateway') {
    requireTransitPrefixes(ctx, directConnectGatewayId, associatedGateway.id ?? '', prefixes)
  }
  const allowed = prefixes.length
    ? prefixes
    : blocksBehind(ctx, virtualGatewayId ?? '').map((cidr) => ({ cidr }))
  ctx.after('dx-association-changed', 'dx-association-changed', { id })
  return associations.update(ctx, held, {
    associationState: 'updating',
    allowedPrefixesToDirectConnectGateway: allowed,
  })
}

export const updateDirectConnectGatewayAssociation = operation(
  'directconnect',
  'UpdateDirectConnectGatewayAssociation',
  { fidelity: 'exact', source: 'Direct Connect API reference, UpdateDirectConnectGatewayAssociation' },
  ({ associationId, ...asked }, ctx) => {
    if (associationId === undefined) throw refused('An associationId must be provided.')
    const held = associations.require(ctx, associationId)
    // Guide, multi-account-associate-vgw: the other side asks for other prefixes by a new proposal.
    if (held.account !== ctx.account) {
      throw refused(`Only the owner of the Direct Connect Gateway can update association ${associationId}.`)
    }
    const prefixes = changedPrefixes(
      held.record.allowedPrefixesToDirectConnectGateway ?? [],
      asked.addAllowedPrefixesToDirectConnectGateway,
      asked.removeAllowedPrefixesToDirectConnectGateway,
    )
    const changed = setPrefixes(ctx, held, prefixes)
    return { directConnectGatewayAssociation: associations.print(ctx, changed) }
  },
)

export const deleteDirectConnectGatewayAssociation = operation(
  'directconnect',
  'DeleteDirectConnectGatewayAssociation',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteDirectConnectGatewayAssociation' },
  ({ associationId, directConnectGatewayId, virtualGatewayId }, ctx) => {
    const held = requireAssociation(ctx, associationId, directConnectGatewayId, virtualGatewayId)
    const id = associations.idOf(held)
    if (held.record.associationState === 'disassociating') {
      return { directConnectGatewayAssociation: associations.print(ctx, held) }
    }
    const { attachment } = held.side
    const attached = attachment === undefined ? undefined : transitGatewayAttachments.get(ctx, attachment)
    if (attached) beginDetaching(ctx, attached)
    const going = associations.update(ctx, held, { associationState: 'disassociating' })
    ctx.after('dx-association-changed', 'dx-disassociated', { id })
    return { directConnectGatewayAssociation: associations.print(ctx, going) }
  },
)

function requireAssociation(
  ctx: Context,
  id: string | undefined,
  gateway: string | undefined,
  virtualGateway: string | undefined,
): HeldAssociation {
  if (id !== undefined) {
    const held = associations.require(ctx, id)
    if (held.record.associationState === 'disassociated') throw noSuchAssociation(id)
    return held
  }
  if (gateway === undefined || virtualGateway === undefined) {
    throw refused('Either associationId, or directConnectGatewayId and virtualGatewayId, must be provided.')
  }
  const held = associations
    .list(ctx)
    .find(
      ({ record }) =>
        record.directConnectGatewayId === gateway &&
        record.associatedGateway?.id === virtualGateway &&
        record.associationState !== 'disassociated',
    )
  if (held) return held
  throw refused(`The association of ${gateway} with ${virtualGateway} does not exist.`)
}

export const disassociated = due<{ id: string }>('dx-disassociated', ({ id }, ctx) => {
  const held = associations.get(ctx, id)
  if (!held) return
  associations.update(ctx, held, { associationState: 'disassociated' })
  ctx.after('dx-forgotten', 'dx-association-forgotten', { id })
})

export const associationForgotten = due<{ id: string }>('dx-association-forgotten', ({ id }, ctx) => {
  const held = associations.get(ctx, id)
  if (held) associations.remove(ctx, held)
})
