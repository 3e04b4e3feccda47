import { cell } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import { accountsBehind, isInside } from './principals.ts'
import { type Association, associations, associationsOf, isIn, isOf, shares } from './records.ts'
import { usesByPolicy } from './resource-policies.ts'
import { resourceAt } from './shareable.ts'

// Who sees a shared resource is written on the resource itself, as its guests. It is worked out anew for the resource
// whenever a share or an organization changes.

/** Whether anything is shared with anybody: until then no request needs to be asked what it may do with it. */
const isAnythingShared = cell('ram:anything-shared', false)

export const hasShares = ({ store }: Pick<Context, 'store'>): boolean => store.read(isAnythingShared)

/** Brings the guests of a resource in line with all shares that hold it, and with the policy that it has. */
export function admitGuests(ctx: Context, arn: string): void {
  const found = resourceAt(ctx, arn)
  if (!found) return
  const { family, held, kind } = found
  const { policy } = held.side as { readonly policy?: string }
  const wanted = policy === undefined ? new Map<string, readonly string[]>() : usesByPolicy(policy, kind)
  for (const account of accountsByShare(ctx, arn, found)) wanted.set(account, kind.uses)
  wanted.delete(held.account)
  const shared = (held.guests ?? []).filter(({ uses }) => uses !== undefined)
  let current = held
  for (const guest of shared) if (!wanted.has(guest.account)) current = family.dismiss(ctx, current, guest)
  for (const [account, uses] of wanted) {
    const before = shared.find((guest) => guest.account === account)
    current = family.admit(ctx, current, { ...before, account, region: held.region, uses })
  }
  if (wanted.size) ctx.store.set(isAnythingShared, true)
}

function accountsByShare(ctx: Context, arn: string, { held, kind }: Found): string[] {
  return ctx.store
    .by(associations, 'entity', arn)
    .filter(isIn)
    .flatMap(({ share }) => associationsOf(ctx, share))
    .filter((one) => isOf('PRINCIPAL')(one) && isIn(one))
    .filter(
      ({ record }) => !kind.organizationOnly || isInside(ctx, held.account, record.associatedEntity ?? ''),
    )
    .flatMap(({ record }) => accountsBehind(ctx, record.associatedEntity ?? ''))
}

type Found = NonNullable<ReturnType<typeof resourceAt>>

/** After a share has changed: all that it holds. */
export function admitGuestsOfShare(ctx: Context, share: string): void {
  for (const one of associationsOf(ctx, share).filter(isOf('RESOURCE'))) {
    admitGuests(ctx, one.record.associatedEntity ?? '')
  }
}

/** After an account came into an organization, moved in it or left: whatever is shared with anybody in one. */
export function admitGuestsOfOrganizations(ctx: Context): void {
  if (ctx.store.size(shares.table) === 0) return
  const arns = ctx.store.all(associations).filter(isOf('RESOURCE')).map(entityOf)
  for (const arn of new Set(arns)) admitGuests(ctx, arn)
}

const entityOf = ({ record }: Association) => record.associatedEntity ?? ''
