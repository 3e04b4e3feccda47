import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { changedPrefixes, requirePrefixes } from './allowed-prefixes.ts'
import { type AssociatedGateway, requireAssociated } from './associated-gateways.ts'
import { openAssociation, setPrefixes } from './association-changes.ts'
import { associations, associationsOfAssociated, type HeldAssociation } from './associations.ts'
import { noSuchGateway, noSuchProposal, refused } from './errors.ts'
import { gateways, requireReadyGateway } from './gateways.ts'
import { pageOf } from './listing.ts'

// The owner of a virtual private gateway or transit gateway proposes, the owner of the Direct Connect gateway accepts.
// The record is the proposer's; the other account is a guest.

type Proposal = Directconnect.DirectConnectGatewayAssociationProposal
type HeldProposal = Held<Proposal>

export const proposals = family<Proposal>({
  service: 'directconnect',
  resource: 'dx-gateway-association-proposal',
  id: 'proposalId',
  prefix: 'dx-gateway-association-proposal',
  isGlobal: true,
  missing: noSuchProposal,
})

/** The association, if there is one, whose prefixes a proposal would change. */
function existingAssociation(ctx: Context, gateway: string, associated: string): HeldAssociation | undefined {
  return associationsOfAssociated(ctx, associated).find(
    ({ record }) => record.directConnectGatewayId === gateway && record.associationState !== 'disassociating',
  )
}

export const createDirectConnectGatewayAssociationProposal = operation(
  'directconnect',
  'CreateDirectConnectGatewayAssociationProposal',
  {
    fidelity: 'exact',
    source: 'Direct Connect API reference, CreateDirectConnectGatewayAssociationProposal',
  },
  ({ directConnectGatewayId, directConnectGatewayOwnerAccount: owner, gatewayId, ...asked }, ctx) => {
    const gateway = gateways.get(ctx, directConnectGatewayId)
    if (gateway?.account !== owner) throw noSuchGateway(directConnectGatewayId)
    const associatedGateway = requireAssociated(ctx, gatewayId)
    const existing = existingAssociation(ctx, directConnectGatewayId, gatewayId)
    const current = existing?.record.allowedPrefixesToDirectConnectGateway ?? []
    const requested = changedPrefixes(
      current,
      asked.addAllowedPrefixesToDirectConnectGateway,
      asked.removeAllowedPrefixesToDirectConnectGateway,
    )
    if (associatedGateway.type === 'transitGateway' && !requested.length) {
      throw refused('Allowed prefixes must be provided for a transit gateway.')
    }
    const held = proposals.create(ctx, {
      proposalId: rollUuid(ctx.store),
      directConnectGatewayId,
      directConnectGatewayOwnerAccount: owner,
      proposalState: 'requested',
      associatedGateway,
      existingAllowedPrefixesToDirectConnectGateway: current,
      requestedAllowedPrefixesToDirectConnectGateway: requested,
    })
    if (owner !== ctx.account) proposals.admit(ctx, held, { account: owner, region: ctx.region })
    return { directConnectGatewayAssociationProposal: proposals.print(ctx, held) }
  },
)

export const describeDirectConnectGatewayAssociationProposals = operation(
  'directconnect',
  'DescribeDirectConnectGatewayAssociationProposals',
  {
    fidelity: 'exact',
    source: 'Direct Connect API reference, DescribeDirectConnectGatewayAssociationProposals',
  },
  ({ directConnectGatewayId, proposalId, associatedGatewayId, ...asked }, ctx) => {
    const selected = proposals
      .select(ctx, proposalId === undefined ? undefined : [proposalId], undefined)
      .filter(
        ({ record }) =>
          (directConnectGatewayId === undefined ||
            record.directConnectGatewayId === directConnectGatewayId) &&
          (associatedGatewayId === undefined || record.associatedGateway?.id === associatedGatewayId),
      )
    const { items, next } = pageOf(selected, asked)
    return {
      directConnectGatewayAssociationProposals: items.map((one) => proposals.print(ctx, one)),
      ...next,
    }
  },
)

export const acceptDirectConnectGatewayAssociationProposal = operation(
  'directconnect',
  'AcceptDirectConnectGatewayAssociationProposal',
  {
    fidelity: 'exact',
    source: 'Direct Connect API reference, AcceptDirectConnectGatewayAssociationProposal',
  },
  ({ directConnectGatewayId, proposalId, associatedGatewayOwnerAccount, ...asked }, ctx) => {
    const proposal = requireRequested(ctx, proposalId)
    const { associatedGateway, requestedAllowedPrefixesToDirectConnectGateway: requested } = proposal.record
    if (
      proposal.record.directConnectGatewayOwnerAccount !== ctx.account ||
      proposal.record.directConnectGatewayId !== directConnectGatewayId ||
      associatedGateway?.ownerAccount !== associatedGatewayOwnerAccount
    ) {
      throw noSuchProposal(proposalId)
    }
    const associated = requireStillThere(ctx, proposalId, associatedGateway)
    const override = asked.overrideAllowedPrefixesToDirectConnectGateway
    const prefixes = override === undefined ? (requested ?? []) : requirePrefixes(override)
    const name = 'AcceptDirectConnectGatewayAssociationProposal'
    const gateway = requireReadyGateway(ctx, directConnectGatewayId, name)
    const existing = existingAssociation(ctx, directConnectGatewayId, associated.id)
    const held = existing
      ? setPrefixes(ctx, existing, prefixes)
      : openAssociation(ctx, gateway, associated, prefixes)
    end(ctx, proposal, 'accepted')
    return { directConnectGatewayAssociation: associations.print(ctx, held) }
  },
)

function requireRequested(ctx: Context, id: string): HeldProposal {
  const proposal = proposals.require(ctx, id)
  const { proposalState } = proposal.record
  if (proposalState === 'requested') return proposal
  throw refused(`Direct Connect Gateway Association Proposal ${id} is in state ${proposalState}`)
}

/** The proposed gateway, which may have been deleted since, or be in another Region than that of the request. */
function requireStillThere(
  ctx: Context,
  proposal: string,
  { id = '', ownerAccount, type, region }: Directconnect.AssociatedGateway,
): AssociatedGateway {
  try {
    if (region === ctx.region) return requireAssociated(ctx, id, ownerAccount)
  } catch {
    // Gone since it was proposed: the same answer as for one that is somewhere else.
  }
  const noun = type === 'transitGateway' ? 'Transit' : 'Virtual'
  // Observed for virtual private gateways.
  throw refused(
    `The ${noun} Gateway in the Direct Connect Gateway Association Proposal ${proposal} is not found`,
  )
}

export const deleteDirectConnectGatewayAssociationProposal = operation(
  'directconnect',
  'DeleteDirectConnectGatewayAssociationProposal',
  {
    fidelity: 'exact',
    source: 'Direct Connect API reference, DeleteDirectConnectGatewayAssociationProposal',
  },
  ({ proposalId }, ctx) => {
    const proposal = requireRequested(ctx, proposalId)
    const ended = end(ctx, proposal, 'deleted')
    return { directConnectGatewayAssociationProposal: proposals.print(ctx, ended) }
  },
)

function end(ctx: Context, proposal: HeldProposal, proposalState: 'accepted' | 'deleted'): HeldProposal {
  ctx.after('dx-forgotten', 'dx-proposal-forgotten', { id: proposals.idOf(proposal) })
  return proposals.update(ctx, proposal, { proposalState })
}

export const proposalForgotten = due<{ id: string }>('dx-proposal-forgotten', ({ id }, ctx) => {
  const held = proposals.get(ctx, id)
  if (held) proposals.remove(ctx, held)
})
