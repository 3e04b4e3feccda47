import { AwsError } from '../../api/error.ts'
import type { Ram } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { due } from '../operation.ts'
import { admitGuestsOfShare } from './admission.ts'
import { isInside, refusePrincipal } from './principals.ts'
import {
  type Association,
  associations,
  associationsOf,
  invitations,
  isOf,
  type Share,
  shares,
} from './records.ts'
import { resourceAt } from './shareable.ts'

interface Asked {
  readonly resourceArns?: readonly string[] | undefined
  readonly principals?: readonly string[] | undefined
}

/** Adds resources and principals to a share; it takes effect a moment later, or when an invitation is accepted. */
export function associate(ctx: Context, share: Share, { resourceArns = [], principals = [] }: Asked) {
  for (const arn of resourceArns) refuseResource(ctx, arn)
  for (const principal of principals) refusePrincipal(ctx, ctx.account, principal)
  const asked = [
    ...resourceArns.map((entity) => associationOf(ctx, share, entity, 'RESOURCE')),
    ...principals.map((entity) => associationOf(ctx, share, entity, 'PRINCIPAL')),
  ]
  for (const one of asked) {
    if (one.record.external && !share.record.allowExternalPrincipals) {
      throw new AwsError(
        'OperationNotPermittedException',
        'The resource share you selected does not allow sharing with principals outside of your organization.',
      )
    }
  }
  const made = asked.map((one) => ctx.store.put(associations, one))
  for (const one of made) if (one.record.external) invite(ctx, share, one)
  settleLater(ctx, share)
  return made.map(({ record }) => record)
}

function refuseResource(ctx: Context, arn: string): void {
  if (!/^arn:[^:]*:[^:]+:[^:]*:\d{12}:.+$/.test(arn)) {
    throw new AwsError(
      'MalformedArnException',
      `The specified resource ARN ${arn} is not valid. Verify the ARN and try again.`,
    )
  }
  const found = resourceAt(ctx, arn)
  if (!found) throw new AwsError('UnknownResourceException', `Resource ${arn} could not be found.`)
  const { held } = found
  if (held.account !== ctx.account) {
    throw new AwsError('OperationNotPermittedException', `You cannot share ${arn}: you do not own it.`)
  }
  // VPC guide, vpc-share-prerequisites: default subnets, and subnets of a default VPC, are not for sharing.
  if ('DefaultForAz' in held.record && held.record['DefaultForAz'] === true) {
    throw new AwsError('OperationNotPermittedException', 'You cannot share a default subnet.')
  }
  // VPC Lattice API reference, SharingConfig: "Specifies if the service network is enabled for sharing."
  const { sharingConfig } = held.record as { sharingConfig?: { enabled?: boolean } }
  if (sharingConfig?.enabled === false) {
    throw new AwsError(
      'OperationNotPermittedException',
      `You cannot share ${arn}: the service network is not enabled for sharing.`,
    )
  }
}

function associationOf(
  ctx: Context,
  share: Share,
  entity: string,
  associationType: Ram.ResourceShareAssociationType,
): Association {
  const { record, account, region } = share
  const now = timestamp(ctx.now)
  return {
    share: record.resourceShareArn ?? '',
    account,
    region,
    record: {
      resourceShareArn: record.resourceShareArn,
      resourceShareName: record.name,
      associatedEntity: entity,
      associationType,
      status: 'ASSOCIATING',
      creationTime: now,
      lastUpdatedTime: now,
      external: associationType === 'PRINCIPAL' && !isInside(ctx, account, entity),
    },
  }
}

/** RAM user guide, working-with-shared-invitations: who is not in the organization is asked first. */
function invite(ctx: Context, { record }: Share, { record: association }: Association): void {
  const share = record.resourceShareArn ?? ''
  const receiver = /\d{12}/.exec(association.associatedEntity ?? '')?.[0] ?? ''
  const isAsked = invitations
    .by(ctx, 'receiver', receiver)
    .some(({ side, record: { status } }) => side.share === share && status === 'PENDING')
  if (isAsked) return
  const { account, region } = ctx
  invitations.create(
    ctx,
    {
      resourceShareInvitationArn: `arn:aws:ram:${region}:${account}:resource-share-invitation/${rollUuid(ctx.store)}`,
      resourceShareName: record.name,
      resourceShareArn: share,
      senderAccountId: account,
      receiverAccountId: receiver,
      invitationTimestamp: timestamp(ctx.now),
      status: 'PENDING',
    },
    { share },
  )
}

export function settleLater(ctx: Context, { record }: Share): void {
  ctx.after('ram-association-changed', 'associations-settled', { share: record.resourceShareArn })
}

export const associationsSettled = due<{ share: string }>('associations-settled', ({ share }, ctx) => {
  for (const one of associationsOf(ctx, share)) {
    const { status, external } = one.record
    if (status === 'ASSOCIATING' && !external) settle(ctx, one, 'ASSOCIATED')
    if (status === 'DISASSOCIATING') settle(ctx, one, 'DISASSOCIATED')
  }
  const held = shares.get(ctx, share)
  if (held?.record.status === 'DELETING') shares.update(ctx, held, { status: 'DELETED' })
  admitGuestsOfShare(ctx, share)
})

export function settle(
  ctx: Context,
  one: Association,
  status: Ram.ResourceShareAssociationStatus,
): Association {
  const record = { ...one.record, status, lastUpdatedTime: timestamp(ctx.now) }
  return ctx.store.put(associations, { ...one, record })
}

/** Takes resources and principals out of a share, or all of them. */
export function dissociate(ctx: Context, share: Share, { resourceArns, principals }: Asked) {
  const wanted = new Set([...(resourceArns ?? []), ...(principals ?? [])])
  const own = associationsOf(ctx, share.record.resourceShareArn ?? '').filter(
    ({ record }) => record.status !== 'DISASSOCIATED',
  )
  const gone = own.filter(({ record }) => wanted.has(record.associatedEntity ?? ''))
  for (const entity of wanted) {
    if (gone.some(({ record }) => record.associatedEntity === entity)) continue
    throw new AwsError('UnknownResourceException', `${entity} could not be found in the resource share.`)
  }
  const changed = gone.map((one) => settle(ctx, one, 'DISASSOCIATING'))
  settleLater(ctx, share)
  return changed.map(({ record }) => record)
}

export const principalsOf = (ctx: Context, share: string): Association[] =>
  associationsOf(ctx, share).filter(isOf('PRINCIPAL'))
