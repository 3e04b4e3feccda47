import type { Iam } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { attachedPolicies } from './attachments.ts'
import { awsManagedPolicies } from './aws-managed-policies.ts'
import { encodeDocument } from './documents.ts'
import type { InlinePolicy } from './entities.ts'
import { type Group, groups } from './groups.ts'
import { instanceProfiles } from './instance-profiles.ts'
import { listed } from './listing.ts'
import { policies, usage } from './policies.ts'
import { versionsOf } from './policy-versions.ts'
import { type Role, roles } from './roles.ts'
import { type User, users } from './users.ts'

export const getAccountAuthorizationDetails = operation(
  'iam',
  'GetAccountAuthorizationDetails',
  { fidelity: 'exact', source: 'IAM API reference, GetAccountAuthorizationDetails' },
  (input, ctx) => {
    const wants = (kind: Iam.EntityType) => !input.Filter?.length || input.Filter.includes(kind)
    const all: Entry[] = [
      ...(wants('User') ? users.list(ctx).map((user) => ({ user: userDetail(ctx, user) })) : []),
      ...(wants('Group') ? groups.list(ctx).map((group) => ({ group: groupDetail(ctx, group) })) : []),
      ...(wants('Role') ? roles.list(ctx).map((role) => ({ role: roleDetail(ctx, role) })) : []),
      ...(wants('LocalManagedPolicy') ? ownPolicies(ctx) : []),
      ...(wants('AWSManagedPolicy') ? usedOfAws(ctx) : []),
    ]
    const { items, ...rest } = listed('items', all, input)
    const pick = <K extends keyof Entry>(kind: K) =>
      items.map((entry) => entry[kind]).filter((detail) => detail !== undefined)
    return {
      UserDetailList: pick('user'),
      GroupDetailList: pick('group'),
      RoleDetailList: pick('role'),
      Policies: pick('policy'),
      ...rest,
    }
  },
)

interface Entry {
  readonly user?: Iam.UserDetail
  readonly group?: Iam.GroupDetail
  readonly role?: Iam.RoleDetail
  readonly policy?: Iam.ManagedPolicyDetail
}

const printed = (inline: readonly InlinePolicy[]): Iam.PolicyDetail[] =>
  inline.map(({ name, text }) => ({ PolicyName: name, PolicyDocument: encodeDocument(text) }))

function userDetail(ctx: Context, { record, side }: User): Iam.UserDetail {
  const { PermissionsBoundary, Tags = [], ...user } = record
  return {
    ...user,
    ...(side.inline.length && { UserPolicyList: printed(side.inline) }),
    GroupList: side.groups.map((id) => groups.get(ctx, id)?.record.GroupName ?? ''),
    AttachedManagedPolicies: attachedPolicies(ctx, side.attached),
    ...(PermissionsBoundary && { PermissionsBoundary }),
    Tags,
  }
}

const groupDetail = (ctx: Context, { record, side }: Group): Iam.GroupDetail => ({
  ...record,
  GroupPolicyList: printed(side.inline),
  AttachedManagedPolicies: attachedPolicies(ctx, side.attached),
})

function roleDetail(ctx: Context, role: Role): Iam.RoleDetail {
  const {
    Description: _,
    MaxSessionDuration: __,
    Tags = [],
    RoleLastUsed,
    ...record
  } = roles.print(ctx, role)
  const { PermissionsBoundary, ...plain } = record
  const profiles = instanceProfiles.by(ctx, 'role', roles.idOf(role))
  return {
    ...plain,
    InstanceProfileList: profiles.map((profile) => instanceProfiles.print(ctx, profile)),
    RolePolicyList: printed(role.side.inline),
    AttachedManagedPolicies: attachedPolicies(ctx, role.side.attached),
    ...(PermissionsBoundary && { PermissionsBoundary }),
    Tags,
    ...(RoleLastUsed && { RoleLastUsed }),
  }
}

const ownPolicies = (ctx: Context): Entry[] =>
  policies.list(ctx).map((policy) => {
    const { Tags: _, ...record } = policies.print(ctx, policy)
    return { policy: { ...record, PolicyVersionList: versionsOf(ctx, record.Arn ?? '') } }
  })

/** The page of the operation: of AWS's own policies, those that the account uses. */
const usedOfAws = (ctx: Context): Entry[] =>
  awsManagedPolicies()
    .map(({ record }) => ({ ...record, ...usage(ctx, ctx.account, record.Arn ?? '') }))
    .filter((policy) => policy.AttachmentCount + policy.PermissionsBoundaryUsageCount > 0)
    .map((policy) => ({ policy: { ...policy, PolicyVersionList: versionsOf(ctx, policy.Arn ?? '') } }))
