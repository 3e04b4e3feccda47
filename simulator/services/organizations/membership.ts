import { newId } from '../../kernel/ids.ts'
import type { Context } from '../context.ts'
import { firstPolicyOf } from './aws-policies.ts'
import { accessDenied } from './errors.ts'
import {
  members,
  type Organization,
  organizations,
  type Root,
  roots,
  type Target,
  units,
} from './families.ts'
import { isEnabled } from './guardrails.ts'

const lettersAndDigits = '0123456789abcdefghijklmnopqrstuvwxyz'

export const newShortId = ({ store }: Pick<Context, 'store'>, prefix: string, length: number): string =>
  newId(store, prefix, { alphabet: lettersAndDigits, length })

/** NOT MODELLED: the address that an account was opened with; everybody's is made from its number. */
export const emailOf = (account: string): string => `account-${account}@example.com`

/** The organization of the caller's account. */
export function requireOrganization(ctx: Context): Organization {
  const id = members.get(ctx, ctx.account)?.side.organization
  const organization = id === undefined ? undefined : organizations.get(ctx, id)
  if (!organization) throw organizations.spec.missing('')
  return organization
}

/** Almost everything is for the management account alone. */
export function requireManaged(ctx: Context): Organization {
  const organization = requireOrganization(ctx)
  if (organization.record.MasterAccountId !== ctx.account) throw accessDenied()
  return organization
}

export function rootOf(ctx: Pick<Context, 'store'>, organization: string): Root {
  const [root] = roots.by(ctx, 'organization', organization)
  if (!root) throw new Error(`The organization ${organization} has no root.`)
  return root
}

/** The root, the unit or the account of an id, where the organization has it. */
export function targetOf(ctx: Context, organization: string, id: string): Target | undefined {
  const target = roots.get(ctx, id) ?? units.get(ctx, id) ?? members.get(ctx, id)
  return target?.side.organization === organization ? target : undefined
}

/** What every new unit and account has attached: the policy that allows all, for each type that is in use. */
export function firstPolicies(ctx: Pick<Context, 'store'>, organization: string): string[] {
  const root = rootOf(ctx, organization)
  return (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const)
    .filter((type) => isEnabled(root, type))
    .map((type) => firstPolicyOf(type) ?? '')
}

export function replacePolicies(ctx: Context, target: Target, policies: readonly string[]): void {
  const id = target.record.Id ?? ''
  const root = roots.get(ctx, id)
  const unit = units.get(ctx, id)
  const member = members.get(ctx, id)
  if (root) roots.update(ctx, root, {}, { policies })
  else if (unit) units.update(ctx, unit, {}, { policies })
  else if (member) members.update(ctx, member, {}, { policies })
}
