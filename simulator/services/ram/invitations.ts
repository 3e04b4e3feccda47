import { AwsError } from '../../api/error.ts'
import type { Ram } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { admitGuestsOfShare } from './admission.ts'
import { principalsOf, settle } from './associating.ts'
import { listed } from './listing.ts'
import { associationsOf, invitations, isOf } from './records.ts'
import { sharedResource } from './sharing.ts'

type Invitation = Held<Ram.ResourceShareInvitation, { readonly share: string }>

export const getResourceShareInvitations = operation(
  'ram',
  'GetResourceShareInvitations',
  { fidelity: 'exact', source: 'RAM API reference, GetResourceShareInvitations' },
  (input, ctx) => {
    const { resourceShareInvitationArns: arns, resourceShareArns: shares } = input
    const found = received(ctx)
      .map(({ record }) => record)
      .filter(
        ({ resourceShareInvitationArn = '' }) => !arns?.length || arns.includes(resourceShareInvitationArn),
      )
      .filter(({ resourceShareArn = '' }) => !shares?.length || shares.includes(resourceShareArn))
    return listed('resourceShareInvitations', found, input)
  },
)

const received = (ctx: Context): Invitation[] =>
  invitations.by(ctx, 'receiver', ctx.account).filter(({ region }) => region === ctx.region)

export const acceptResourceShareInvitation = operation(
  'ram',
  'AcceptResourceShareInvitation',
  { fidelity: 'exact', source: 'RAM API reference, AcceptResourceShareInvitation' },
  ({ resourceShareInvitationArn, clientToken }, ctx) => {
    const invitation = answer(ctx, resourceShareInvitationArn, 'ACCEPTED')
    for (const one of principalsOf(ctx, invitation.side.share)) {
      if (one.record.status === 'ASSOCIATING' && isMine(ctx, one.record)) settle(ctx, one, 'ASSOCIATED')
    }
    admitGuestsOfShare(ctx, invitation.side.share)
    return { resourceShareInvitation: invitation.record, ...(clientToken !== undefined && { clientToken }) }
  },
)

export const rejectResourceShareInvitation = operation(
  'ram',
  'RejectResourceShareInvitation',
  { fidelity: 'exact', source: 'RAM API reference, RejectResourceShareInvitation' },
  ({ resourceShareInvitationArn, clientToken }, ctx) => {
    const invitation = answer(ctx, resourceShareInvitationArn, 'REJECTED')
    for (const one of principalsOf(ctx, invitation.side.share)) {
      if (one.record.status === 'ASSOCIATING' && isMine(ctx, one.record)) settle(ctx, one, 'FAILED')
    }
    return { resourceShareInvitation: invitation.record, ...(clientToken !== undefined && { clientToken }) }
  },
)

const isMine = ({ account }: Context, { associatedEntity = '' }: Ram.ResourceShareAssociation): boolean =>
  associatedEntity === account || associatedEntity.startsWith(`arn:aws:iam::${account}:`)

function answer(ctx: Context, arn: string, status: 'ACCEPTED' | 'REJECTED'): Invitation {
  const invitation = requireInvitation(ctx, arn)
  const before = invitation.record.status
  if (before === 'ACCEPTED') {
    throw new AwsError(
      'ResourceShareInvitationAlreadyAcceptedException',
      `ResourceShareInvitation ${arn} was already accepted.`,
    )
  }
  if (before === 'REJECTED') {
    throw new AwsError(
      'ResourceShareInvitationAlreadyRejectedException',
      `ResourceShareInvitation ${arn} was already rejected.`,
    )
  }
  return invitations.update(ctx, invitation, { status })
}

function requireInvitation(ctx: Context, arn: string): Invitation {
  const invitation = received(ctx).find(({ record }) => record.resourceShareInvitationArn === arn)
  if (!invitation) throw invitations.spec.missing(arn)
  return invitation
}

export const listPendingInvitationResources = operation(
  'ram',
  'ListPendingInvitationResources',
  { fidelity: 'exact', source: 'RAM API reference, ListPendingInvitationResources' },
  (input, ctx) => {
    const { side } = requireInvitation(ctx, input.resourceShareInvitationArn)
    const all = associationsOf(ctx, side.share).filter(isOf('RESOURCE'))
    return listed(
      'resources',
      all.map((one) => sharedResource(ctx, one)),
      input,
    )
  },
)
