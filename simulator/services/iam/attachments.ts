import type { Iam } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { type Entity, type EntityKind, nameOf } from './entities.ts'
import { noSuchEntity } from './errors.ts'
import { groupKind, groups } from './groups.ts'
import { listed } from './listing.ts'
import { findPolicy, refuseUnattachable, requirePolicyAt } from './policies.ts'
import { refuseOneMore } from './quotas.ts'
import { roleKind, roles } from './roles.ts'
import { userKind, users } from './users.ts'

function attach<I>(kind: EntityKind<I>) {
  return (input: I & { readonly PolicyArn: string }, ctx: Context) => {
    const entity = kind.require(ctx, input)
    refuseUnattachable(ctx, input.PolicyArn)
    const { attached } = entity.side
    // To attach a policy twice changes nothing.
    if (attached.includes(input.PolicyArn)) return {}
    refuseOneMore(kind.attachedQuota, attached.length)
    kind.update(ctx, entity, { attached: [...attached, input.PolicyArn] })
    return {}
  }
}

function detach<I>(kind: EntityKind<I>) {
  return (input: I & { readonly PolicyArn: string }, ctx: Context) => {
    const entity = kind.require(ctx, input)
    const { attached } = entity.side
    if (!attached.includes(input.PolicyArn)) throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`)
    kind.update(ctx, entity, { attached: attached.filter((arn) => arn !== input.PolicyArn) })
    return {}
  }
}

interface ListInput {
  readonly PathPrefix?: string | undefined
  readonly Marker?: string | undefined
  readonly MaxItems?: number | undefined
}

function listAttached<I>(kind: EntityKind<I>) {
  return (input: I & ListInput, ctx: Context) => {
    const { attached } = kind.require(ctx, input).side
    const prefix = input.PathPrefix ?? '/'
    return listed('AttachedPolicies', attachedPolicies(ctx, attached, prefix), input)
  }
}

export function attachedPolicies(ctx: Context, arns: readonly string[], prefix = '/'): Iam.AttachedPolicy[] {
  return arns
    .map((arn) => findPolicy(ctx, arn)?.record)
    .filter((policy) => policy?.Path?.startsWith(prefix))
    .map((policy) => ({ PolicyName: policy?.PolicyName, PolicyArn: policy?.Arn }))
}

export const attachUserPolicy = operation(
  'iam',
  'AttachUserPolicy',
  { fidelity: 'exact', source: 'IAM API reference, AttachUserPolicy' },
  attach(userKind),
)

export const attachGroupPolicy = operation(
  'iam',
  'AttachGroupPolicy',
  { fidelity: 'exact', source: 'IAM API reference, AttachGroupPolicy' },
  attach(groupKind),
)

export const attachRolePolicy = operation(
  'iam',
  'AttachRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, AttachRolePolicy' },
  attach(roleKind),
)

export const detachUserPolicy = operation(
  'iam',
  'DetachUserPolicy',
  { fidelity: 'exact', source: 'IAM API reference, DetachUserPolicy' },
  detach(userKind),
)

export const detachGroupPolicy = operation(
  'iam',
  'DetachGroupPolicy',
  { fidelity: 'exact', source: 'IAM API reference, DetachGroupPolicy' },
  detach(groupKind),
)

export const detachRolePolicy = operation(
  'iam',
  'DetachRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, DetachRolePolicy' },
  detach(roleKind),
)

export const listAttachedUserPolicies = operation(
  'iam',
  'ListAttachedUserPolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListAttachedUserPolicies' },
  listAttached(userKind),
)

export const listAttachedGroupPolicies = operation(
  'iam',
  'ListAttachedGroupPolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListAttachedGroupPolicies' },
  listAttached(groupKind),
)

export const listAttachedRolePolicies = operation(
  'iam',
  'ListAttachedRolePolicies',
  { fidelity: 'exact', source: 'IAM API reference, ListAttachedRolePolicies' },
  listAttached(roleKind),
)

export const listEntitiesForPolicy = operation(
  'iam',
  'ListEntitiesForPolicy',
  { fidelity: 'exact', source: 'IAM API reference, ListEntitiesForPolicy' },
  (input, ctx) => {
    const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input
    requirePolicyAt(ctx, PolicyArn)
    const indexes = usages
      .filter(([usage]) => PolicyUsageFilter === undefined || PolicyUsageFilter === usage)
      .map(([, index]) => index)
    const found = (kind: (typeof kinds)[number]) =>
      EntityFilter !== undefined && EntityFilter !== kind.filter
        ? []
        : unique(indexes.flatMap((index): Entity[] => kind.by(ctx, index, PolicyArn))).filter(
            ({ account, record }) => account === ctx.account && record.Path?.startsWith(PathPrefix),
          )
    const all = kinds.flatMap((kind) => found(kind).map((entity) => ({ kind, entity })))
    const { items, ...rest } = listed('items', all, input)
    const printed = (filter: string) => items.filter(({ kind }) => kind.filter === filter)
    return {
      PolicyGroups: printed('Group').map(({ entity }) => ({
        GroupName: nameOf(entity),
        GroupId: groups.idOf(entity as never),
      })),
      PolicyUsers: printed('User').map(({ entity }) => ({
        UserName: nameOf(entity),
        UserId: users.idOf(entity as never),
      })),
      PolicyRoles: printed('Role').map(({ entity }) => ({
        RoleName: nameOf(entity),
        RoleId: roles.idOf(entity as never),
      })),
      ...rest,
    }
  },
)

const usages = [
  ['PermissionsPolicy', 'policy'],
  ['PermissionsBoundary', 'boundary'],
] as const

type Finder = (ctx: Context, index: string, arn: string) => Entity[]

const kinds: readonly { readonly filter: string; readonly by: Finder }[] = [
  { filter: 'Group', by: (ctx, index, arn) => groups.by(ctx, index, arn) },
  { filter: 'User', by: (ctx, index, arn) => users.by(ctx, index, arn) },
  { filter: 'Role', by: (ctx, index, arn) => roles.by(ctx, index, arn) },
]

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
