import { AwsError } from '../../api/error.ts'
import type { Iam } from '../../api/generated/types.d.ts'
import type { Policy as PolicyDocument } from '../../policy/policy.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { decodeDocument, encodeDocument } from './documents.ts'
import {
  attachedIndex,
  bare,
  boundaryIndex,
  boundaryOf,
  type EntityKind,
  type EntitySide,
  refuseWithPolicies,
} from './entities.ts'
import { alreadyExists, noSuchEntity, policySize, requirePolicy } from './errors.ts'
import { iamArn, nameKey, newUniqueId, second } from './identifiers.ts'
import { below, listed } from './listing.ts'
import { refuseUnattachable } from './policies.ts'
import { refuseLonger, refuseOneMore } from './quotas.ts'
import { tagsWith, tagsWithout } from './tags.ts'
import { users } from './users.ts'

export interface RoleSide extends EntitySide {
  readonly lastUsed?: { readonly at: number; readonly region: string }
  /** The service that alone may change the role. */
  readonly linkedTo?: string
}

export type Role = Held<Iam.Role, RoleSide>

const missing = (name: string) => noSuchEntity(`The role with name ${name} cannot be found.`)

export const roles = family<Iam.Role, RoleSide>({
  service: 'iam',
  resource: 'role',
  id: 'RoleId',
  prefix: 'AROA',
  missing,
  inUse: () =>
    new AwsError(
      'DeleteConflict',
      'Cannot delete entity, must remove roles from instance profile first.',
      409,
    ),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  indexes: {
    name: ({ account, record }) => nameKey(account, record.RoleName ?? ''),
    arn: ({ record }) => record.Arn,
    policy: attachedIndex,
    boundary: boundaryIndex,
  },
  arn: ({ record }) => record.Arn ?? '',
  view: ({ record, side: { lastUsed } }) => ({
    ...record,
    RoleLastUsed: lastUsed ? { LastUsedDate: second(lastUsed.at), Region: lastUsed.region } : {},
  }),
})

export function requireRole(ctx: Context, name: string): Role {
  const [role] = roles.by(ctx, 'name', nameKey(ctx.account, name))
  if (!role) throw missing(name)
  return role
}

/** A service-linked role belongs to its service. IAM user guide, id_roles_create-service-linked-role. */
export function requireOwnRole(ctx: Context, name: string): Role {
  const role = requireRole(ctx, name)
  if (role.side.linkedTo === undefined) return role
  throw new AwsError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${role.record.RoleName}' - this role is only modifiable by AWS`,
  )
}

export const trustTextOf = ({ record }: Role): string => decodeDocument(record.AssumeRolePolicyDocument)

export const roleKind: EntityKind<{ readonly RoleName: string }> = {
  word: 'role',
  attachedQuota: 'PoliciesPerRole',
  mostInline: 10_240,
  require: (ctx, { RoleName }) => requireRole(ctx, RoleName),
  update: (ctx, entity, side) => roles.update(ctx, requireOwnRole(ctx, roleName(entity)), {}, side),
}

const roleName = ({ record }: { readonly record: Iam.Role }) => record.RoleName ?? ''

export const createRole = operation(
  'iam',
  'CreateRole',
  { fidelity: 'exact', source: 'IAM API reference, CreateRole' },
  (input, ctx) => {
    const { Path = '/', RoleName, AssumeRolePolicyDocument, Description, PermissionsBoundary } = input
    requireTrustPolicy(ctx, AssumeRolePolicyDocument)
    refuseTaken(ctx, RoleName)
    refuseOneMore('RolesPerAccount', roles.count(ctx, 'scope', scopeKey(ctx)))
    if (PermissionsBoundary !== undefined) refuseUnattachable(ctx, PermissionsBoundary)
    const Tags = tagsWith([], input.Tags)
    const { record } = roles.create(
      ctx,
      {
        Path,
        RoleName,
        RoleId: newUniqueId(ctx, 'AROA'),
        Arn: iamArn(ctx.account, 'role', Path, RoleName),
        CreateDate: second(ctx.now),
        AssumeRolePolicyDocument: encodeDocument(AssumeRolePolicyDocument),
        ...(Description !== undefined && { Description }),
        MaxSessionDuration: input.MaxSessionDuration ?? 3600,
        ...(PermissionsBoundary !== undefined && { PermissionsBoundary: boundaryOf(PermissionsBoundary) }),
        ...(Tags.length && { Tags }),
      },
      bare,
    )
    // The page's example: what was not asked for does not come back.
    const { MaxSessionDuration, ...rest } = record
    return { Role: input.MaxSessionDuration === undefined ? rest : { ...rest, MaxSessionDuration } }
  },
)

export const getRole = operation(
  'iam',
  'GetRole',
  { fidelity: 'exact', source: 'IAM API reference, GetRole' },
  ({ RoleName }, ctx) => ({ Role: roles.print(ctx, requireRole(ctx, RoleName)) }),
)

export const listRoles = operation(
  'iam',
  'ListRoles',
  { fidelity: 'exact', source: 'IAM API reference, ListRoles' },
  (input, ctx) => {
    const records = roles.list(ctx).map(({ record }) => brief(record))
    return listed(
      'Roles',
      below(records, input.PathPrefix, ({ RoleName }) => RoleName),
      input,
    )
  },
)

/** The page of ListRoles: lists leave out boundary, tags and last use. */
export function brief({ PermissionsBoundary: _, Tags: __, ...role }: Iam.Role): Iam.Role {
  return role
}

export const updateRole = operation(
  'iam',
  'UpdateRole',
  { fidelity: 'exact', source: 'IAM API reference, UpdateRole' },
  ({ RoleName, Description, MaxSessionDuration }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    roles.update(ctx, role, {
      ...(Description !== undefined && { Description }),
      ...(MaxSessionDuration !== undefined && { MaxSessionDuration }),
    })
    return {}
  },
)

export const updateRoleDescription = operation(
  'iam',
  'UpdateRoleDescription',
  { fidelity: 'exact', source: 'IAM API reference, UpdateRoleDescription' },
  ({ RoleName, Description }, ctx) => {
    const role = roles.update(ctx, requireRole(ctx, RoleName), { Description })
    return { Role: brief(role.record) }
  },
)

export const updateAssumeRolePolicy = operation(
  'iam',
  'UpdateAssumeRolePolicy',
  { fidelity: 'exact', source: 'IAM API reference, UpdateAssumeRolePolicy' },
  ({ RoleName, PolicyDocument }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    requireTrustPolicy(ctx, PolicyDocument)
    roles.update(ctx, role, { AssumeRolePolicyDocument: encodeDocument(PolicyDocument) })
    return {}
  },
)

export const deleteRole = operation(
  'iam',
  'DeleteRole',
  { fidelity: 'exact', source: 'IAM API reference, DeleteRole' },
  ({ RoleName }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    if (roles.isInUse(ctx, roles.idOf(role))) throw roles.spec.inUse?.(RoleName) ?? missing(RoleName)
    refuseWithPolicies(role)
    roles.remove(ctx, role)
    return {}
  },
)

export const tagRole = operation(
  'iam',
  'TagRole',
  { fidelity: 'exact', source: 'IAM API reference, TagRole' },
  ({ RoleName, Tags }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    roles.update(ctx, role, { Tags: tagsWith(role.record.Tags, Tags) })
    return {}
  },
)

export const untagRole = operation(
  'iam',
  'UntagRole',
  { fidelity: 'exact', source: 'IAM API reference, UntagRole' },
  ({ RoleName, TagKeys }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    roles.update(ctx, role, { Tags: tagsWithout(role.record.Tags, TagKeys) })
    return {}
  },
)

export const listRoleTags = operation(
  'iam',
  'ListRoleTags',
  { fidelity: 'exact', source: 'IAM API reference, ListRoleTags' },
  (input, ctx) => listed('Tags', requireRole(ctx, input.RoleName).record.Tags ?? [], input),
)

export const putRolePermissionsBoundary = operation(
  'iam',
  'PutRolePermissionsBoundary',
  { fidelity: 'exact', source: 'IAM API reference, PutRolePermissionsBoundary' },
  ({ RoleName, PermissionsBoundary }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    refuseUnattachable(ctx, PermissionsBoundary)
    roles.update(ctx, role, { PermissionsBoundary: boundaryOf(PermissionsBoundary) })
    return {}
  },
)

export const deleteRolePermissionsBoundary = operation(
  'iam',
  'DeleteRolePermissionsBoundary',
  { fidelity: 'exact', source: 'IAM API reference, DeleteRolePermissionsBoundary' },
  ({ RoleName }, ctx) => {
    const role = requireOwnRole(ctx, RoleName)
    if (!role.record.PermissionsBoundary) {
      throw noSuchEntity(`Permissions boundary of role ${RoleName} cannot be found.`)
    }
    roles.update(ctx, role, { PermissionsBoundary: undefined })
    return {}
  },
)

export function refuseTaken(ctx: Context, name: string): void {
  if (roles.count(ctx, 'name', nameKey(ctx.account, name)) > 0) {
    throw alreadyExists(`Role with name ${name} already exists.`)
  }
}

/** A trust policy names only users and roles that there are: IAM looks them up when it is written. */
function requireTrustPolicy(ctx: Context, text: string): PolicyDocument {
  const policy = requirePolicy(text, 'trust')
  refuseLonger('ACLSizePerRole', policySize(text))
  for (const { principal } of policy.statements) {
    for (const name of principal?.names.aws ?? []) {
      if (isKnown(ctx, name)) continue
      throw new AwsError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${name}"`)
    }
  }
  return policy
}

function isKnown(ctx: Context, principal: string): boolean {
  const [, account = '', kind, path = ''] = /^arn:aws:iam::(\d{12}):(user|role)\/(.+)$/.exec(principal) ?? []
  if (kind === undefined) return true
  const found =
    kind === 'user'
      ? users.by(ctx, 'name', nameKey(account, lastPart(path)))
      : roles.by(ctx, 'name', nameKey(account, lastPart(path)))
  return found.some(({ record }) => record.Arn === principal)
}

const lastPart = (path: string) => path.slice(path.lastIndexOf('/') + 1)
