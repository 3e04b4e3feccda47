import type { Ram } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Context, timestamp } from '../context.ts'
import { operation } from '../operation.ts'
import { associate, dissociate, principalsOf } from './associating.ts'
import { listed } from './listing.ts'
import { accountsBehind } from './principals.ts'
import { associationsOf, isIn, isOf, requireShare, type Share, shares } from './records.ts'
import { permissionArn, resourceAt } from './shareable.ts'

export const createResourceShare = operation(
  'ram',
  'CreateResourceShare',
  {
    fidelity: {
      simplified: 'Shares use the managed permissions of AWS; customer managed ones do not exist.',
    },
    source: 'RAM API reference, CreateResourceShare',
  },
  (input, ctx) => {
    const now = timestamp(ctx.now)
    const share = shares.create(ctx, {
      resourceShareArn: `arn:aws:ram:${ctx.region}:${ctx.account}:resource-share/${rollUuid(ctx.store)}`,
      name: input.name,
      owningAccountId: ctx.account,
      allowExternalPrincipals: input.allowExternalPrincipals ?? true,
      status: 'ACTIVE',
      ...(input.tags?.length && { tags: input.tags }),
      creationTime: now,
      lastUpdatedTime: now,
      featureSet: 'STANDARD',
    })
    associate(ctx, share, input)
    return { resourceShare: share.record, ...token(input) }
  },
)

const token = ({ clientToken }: { readonly clientToken?: string | undefined }) =>
  clientToken === undefined ? {} : { clientToken }

export const updateResourceShare = operation(
  'ram',
  'UpdateResourceShare',
  { fidelity: 'exact', source: 'RAM API reference, UpdateResourceShare' },
  (input, ctx) => {
    const { name, allowExternalPrincipals } = input
    const { record } = shares.update(ctx, requireShare(ctx, input.resourceShareArn), {
      ...(name !== undefined && { name }),
      ...(allowExternalPrincipals !== undefined && { allowExternalPrincipals }),
      lastUpdatedTime: timestamp(ctx.now),
    })
    return { resourceShare: record, ...token(input) }
  },
)

export const deleteResourceShare = operation(
  'ram',
  'DeleteResourceShare',
  { fidelity: 'exact', source: 'RAM API reference, DeleteResourceShare' },
  (input, ctx) => {
    const share = requireShare(ctx, input.resourceShareArn)
    const entities = associationsOf(ctx, input.resourceShareArn)
      .filter(({ record }) => record.status !== 'DISASSOCIATED')
      .map(({ record }) => record.associatedEntity ?? '')
    dissociate(ctx, share, { resourceArns: entities })
    shares.update(ctx, share, { status: 'DELETING', lastUpdatedTime: timestamp(ctx.now) })
    return { returnValue: true, ...token(input) }
  },
)

export const associateResourceShare = operation(
  'ram',
  'AssociateResourceShare',
  { fidelity: 'exact', source: 'RAM API reference, AssociateResourceShare' },
  (input, ctx) => {
    const share = requireShare(ctx, input.resourceShareArn)
    return { resourceShareAssociations: associate(ctx, share, input), ...token(input) }
  },
)

export const disassociateResourceShare = operation(
  'ram',
  'DisassociateResourceShare',
  { fidelity: 'exact', source: 'RAM API reference, DisassociateResourceShare' },
  (input, ctx) => {
    const share = requireShare(ctx, input.resourceShareArn)
    return { resourceShareAssociations: dissociate(ctx, share, input), ...token(input) }
  },
)

export const getResourceShares = operation(
  'ram',
  'GetResourceShares',
  { fidelity: 'exact', source: 'RAM API reference, GetResourceShares' },
  (input, ctx) => {
    const { resourceShareArns, resourceShareStatus, name, tagFilters = [], permissionArn: wanted } = input
    const found = sharesOf(ctx, input.resourceOwner)
      .filter(
        ({ record }) =>
          !resourceShareArns?.length || resourceShareArns.includes(record.resourceShareArn ?? ''),
      )
      .filter(({ record }) => resourceShareStatus === undefined || record.status === resourceShareStatus)
      .filter(({ record }) => name === undefined || record.name === name)
      .filter(({ record }) => tagFilters.every((filter) => hasTag(record, filter)))
      .filter(({ record }) => wanted === undefined || permissionsOf(ctx, record).includes(wanted))
    return listed(
      'resourceShares',
      found.map(({ record }) => record),
      input,
    )
  },
)

const hasTag = ({ tags = [] }: Ram.ResourceShare, { tagKey, tagValues }: Ram.TagFilter): boolean =>
  tags.some(({ key, value = '' }) => key === tagKey && (!tagValues?.length || tagValues.includes(value)))

const permissionsOf = (ctx: Context, { resourceShareArn = '' }: Ram.ResourceShare): string[] =>
  associationsOf(ctx, resourceShareArn)
    .filter(isOf('RESOURCE'))
    .map(({ record }) => resourceAt(ctx, record.associatedEntity ?? '')?.kind)
    .filter((kind) => kind !== undefined)
    .map(permissionArn)

/** The account's own shares, or those of others that have let it in. */
export function sharesOf(ctx: Context, owner: Ram.ResourceOwner): Share[] {
  if (owner === 'SELF') return shares.list(ctx)
  return shares
    .everyone(ctx)
    .filter(({ account, region }) => account !== ctx.account && region === ctx.region)
    .filter(({ record }) =>
      principalsOf(ctx, record.resourceShareArn ?? '').some(
        (one) => isIn(one) && accountsBehind(ctx, one.record.associatedEntity ?? '').includes(ctx.account),
      ),
    )
}

export const tagResource = operation(
  'ram',
  'TagResource',
  { fidelity: 'exact', source: 'RAM API reference, TagResource' },
  ({ resourceShareArn, resourceArn, tags }, ctx) => {
    const share = requireShare(ctx, resourceShareArn ?? resourceArn ?? '')
    const keys = new Set(tags.map(({ key }) => key))
    const kept = (share.record.tags ?? []).filter(({ key }) => !keys.has(key))
    shares.update(ctx, share, { tags: [...kept, ...tags] })
    return {}
  },
)

export const untagResource = operation(
  'ram',
  'UntagResource',
  { fidelity: 'exact', source: 'RAM API reference, UntagResource' },
  ({ resourceShareArn, resourceArn, tagKeys }, ctx) => {
    const share = requireShare(ctx, resourceShareArn ?? resourceArn ?? '')
    const tags = (share.record.tags ?? []).filter(({ key = '' }) => !tagKeys.includes(key))
    shares.update(ctx, share, { tags })
    return {}
  },
)
