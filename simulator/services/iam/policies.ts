import type { Iam } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { type AwsManagedPolicy, awsManagedPolicy } from './aws-managed-policies.ts'
import { noSuchEntity } from './errors.ts'
import { nameKey } from './identifiers.ts'

export interface PolicyVersion {
  readonly id: string
  /** As its author wrote it. */
  readonly text: string
  readonly createdAt: number
}

export interface PolicySide {
  /** Oldest first. */
  readonly versions: readonly PolicyVersion[]
  /** Numbers of versions are never used again. */
  readonly lastVersion: number
}

export type Policy = Held<Iam.Policy, PolicySide>

const missing = (arn: string) => noSuchEntity(`Policy ${arn} was not found.`)

/** The managed policies that customers make. AWS's own are no records: every account has them. */
export const policies = family<Iam.Policy, PolicySide>({
  service: 'iam',
  resource: 'policy',
  id: 'Arn',
  prefix: 'ANPA',
  missing,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  indexes: { name: ({ account, record }) => nameKey(account, record.PolicyName ?? '') },
  view: ({ account, record }, ctx) => ({ ...record, ...usage(ctx, account, record.Arn ?? '') }),
})

/** How many users, groups and roles of the account have the policy, and how many it bounds. */
export function usage(
  ctx: Context,
  account: string,
  arn: string,
): { AttachmentCount: number; PermissionsBoundaryUsageCount: number } {
  const count = (index: string) =>
    holders.reduce((sum, name) => {
      const entities = ctx.families.all.find((family) => family.name === name)?.by(ctx, index, arn) ?? []
      return sum + entities.filter((entity) => entity.account === account).length
    }, 0)
  return { AttachmentCount: count('policy'), PermissionsBoundaryUsageCount: count('boundary') }
}

/** Named rather than imported: they stand above policies. */
const holders = ['iam:user', 'iam:group', 'iam:role']

/** The caller's account's own policy of an ARN. */
export function requireOwnPolicy(ctx: Context, arn: string): Policy {
  const policy = policies.get(ctx, arn)
  if (policy?.account !== ctx.account) throw missing(arn)
  return policy
}

/** A policy that the account may use: one of its own or one of AWS's. */
export function findPolicy(
  ctx: Pick<Context, 'store' | 'account'>,
  arn: string,
): Policy | AwsManagedPolicy | undefined {
  const own = policies.get(ctx, arn)
  return own?.account === ctx.account ? own : awsManagedPolicy(arn)
}

export function requirePolicyAt(ctx: Context, arn: string): Policy | AwsManagedPolicy {
  const policy = findPolicy(ctx, arn)
  if (!policy) throw missing(arn)
  return policy
}

export const isOwn = (policy: Policy | AwsManagedPolicy): policy is Policy => 'side' in policy

/** What is in force: the text of the default version. */
export function textInForce(policy: Policy | AwsManagedPolicy): string {
  if (!isOwn(policy)) return policy.text
  const { record, side } = policy
  return side.versions.find(({ id }) => id === record.DefaultVersionId)?.text ?? ''
}

export function refuseUnattachable(ctx: Context, arn: string): void {
  const policy = findPolicy(ctx, arn)
  if (policy?.record.IsAttachable) return
  throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
}
