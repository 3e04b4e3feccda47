import { AwsError } from '../../api/error.ts'
import type { Ram } from '../../api/generated/types.d.ts'
import { table } from '../../kernel/store.ts'
import type { Held, Scope } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'

export interface Association extends Scope {
  readonly share: string
  readonly record: Ram.ResourceShareAssociation
}

export type Share = Held<Ram.ResourceShare>

export const shares = family<Ram.ResourceShare>({
  service: 'ram',
  resource: 'resource-share',
  id: 'resourceShareArn',
  prefix: 'ram-share',
  missing: (arn) => new AwsError('UnknownResourceException', `ResourceShare ${arn} could not be found.`),
})

const keyOf = ({ share, record }: Association) => `${share} ${record.associatedEntity}`

/** What a share holds and whom it goes to: resources and principals alike. */
export const associations = table<Association>('ram:association', keyOf, {
  share: ({ share }) => share,
  entity: ({ record }) => record.associatedEntity,
})

export const invitations = family<Ram.ResourceShareInvitation, { readonly share: string }>({
  service: 'ram',
  resource: 'resource-share-invitation',
  id: 'resourceShareInvitationArn',
  prefix: 'ram-invitation',
  missing: (arn) =>
    new AwsError(
      'ResourceShareInvitationArnNotFoundException',
      `ResourceShareInvitation ${arn} could not be found.`,
    ),
  references: { share: { to: 'ram:resource-share', read: ({ side }) => side.share, blocks: false } },
  indexes: { receiver: ({ record }) => record.receiverAccountId },
})

export const associationsOf = ({ store }: Pick<Context, 'store'>, share: string): Association[] =>
  store.by(associations, 'share', share)

export const isOf = (type: Ram.ResourceShareAssociationType) => (one: Association) =>
  one.record.associationType === type

export const isIn = ({ record }: Association): boolean => record.status === 'ASSOCIATED'

/** The caller's own share. */
export function requireShare(ctx: Context, arn: string): Share {
  const share = shares.find(ctx, arn)
  if (!share || share.record.status === 'DELETED') throw shares.spec.missing(arn)
  return share
}
