import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { groups } from './groups.ts'
import { iamArn, nameKey } from './identifiers.ts'
import { instanceProfiles } from './instance-profiles.ts'
import { policies } from './policies.ts'
import { roles } from './roles.ts'
import { users } from './users.ts'

// Service authorization reference, "Actions, resources, and condition keys for AWS Identity and Access Management".

interface Kind {
  /** The member of inputs that names one. */
  readonly member: string
  /** IAM's word in ARNs. */
  readonly word: string
  find(
    ctx: Context,
    name: string,
  ): { readonly record: { readonly Arn?: string | undefined }; readonly tags: Touched['tags'] } | undefined
}

const named = (
  member: string,
  word: string,
  family: typeof users | typeof groups | typeof roles | typeof instanceProfiles,
): Kind => ({
  member,
  word,
  find(ctx, name) {
    const [held] = ctx.store.by(family.table as never, 'name', nameKey(ctx.account, name))
    return (
      held && { record: (held as { record: { Arn?: string } }).record, tags: family.tagsOf(held as never) }
    )
  },
})

const kinds: readonly Kind[] = [
  named('UserName', 'user', users),
  named('GroupName', 'group', groups),
  named('RoleName', 'role', roles),
  named('InstanceProfileName', 'instance-profile', instanceProfiles),
]

/** The page lists these operations with resources, though their inputs name more than one. */
const mainMember: Readonly<Record<string, string>> = {
  AddUserToGroup: 'GroupName',
  RemoveUserFromGroup: 'GroupName',
  AddRoleToInstanceProfile: 'InstanceProfileName',
  RemoveRoleFromInstanceProfile: 'InstanceProfileName',
}

export const iamAccess = access((operation, input, ctx) => {
  if (/^(List(Users|Groups|Roles|Policies|InstanceProfiles|AccountAliases)|GetAccount)/.test(operation)) {
    return [{ arn: '*' }]
  }
  const { PolicyArn, PolicySourceArn, PolicyName } = input
  if (typeof PolicySourceArn === 'string') return [{ arn: PolicySourceArn }]
  const main = mainMember[operation]
  const kind = kinds.find(({ member }) => (main === undefined ? member in input : member === main))
  if (kind) return [entity(kind, operation, input, ctx), ...passed(operation, input, ctx)]
  if (typeof PolicyArn === 'string') return [{ arn: PolicyArn, tags: tagsOfPolicy(ctx, PolicyArn) }]
  if (operation === 'CreatePolicy' && typeof PolicyName === 'string') {
    return [{ arn: iamArn(ctx.account, 'policy', pathIn(input), PolicyName) }]
  }
  return [{ arn: ownArn(operation, ctx) }]
})

function entity(kind: Kind, operation: string, input: RequestInput, ctx: Context): Touched {
  const name = String(input[kind.member])
  const found = kind.find(ctx, name)
  const arn =
    found?.record.Arn ??
    iamArn(ctx.account, kind.word, operation.startsWith('Create') ? pathIn(input) : '/', name)
  const keys = conditionKeys(operation, input, found?.record)
  return { arn, ...(found?.tags && { tags: found.tags }), keys }
}

/** To hand a role to an instance profile is to pass it: IAM user guide, id_roles_use_passrole. */
function passed(operation: string, input: RequestInput, ctx: Context): Touched[] {
  if (operation !== 'AddRoleToInstanceProfile') return []
  const name = String(input['RoleName'])
  const [role] = roles.by(ctx, 'name', nameKey(ctx.account, name))
  return [
    {
      action: 'iam:PassRole',
      arn: role?.record.Arn ?? iamArn(ctx.account, 'role', '/', name),
      keys: { 'iam:passedtoservice': 'ec2.amazonaws.com' },
    },
  ]
}

/** iam:PolicyARN and iam:PermissionsBoundary, which delegation of administration turns on. */
function conditionKeys(
  operation: string,
  input: RequestInput,
  record: object | undefined,
): Record<string, string> {
  const keys: Record<string, string> = {}
  if (/^(Attach|Detach)/.test(operation)) keys['iam:policyarn'] = String(input['PolicyArn'])
  const asked = input['PermissionsBoundary']
  const present = (record as { PermissionsBoundary?: { PermissionsBoundaryArn?: string } } | undefined)
    ?.PermissionsBoundary?.PermissionsBoundaryArn
  const boundary = typeof asked === 'string' ? asked : present
  if (boundary !== undefined) keys['iam:permissionsboundary'] = boundary
  return keys
}

const pathIn = ({ Path }: RequestInput): string => (typeof Path === 'string' ? Path : '/')

const tagsOfPolicy = (ctx: Context, arn: string) => policies.get(ctx, arn)?.record.Tags ?? []

/** Operations on a user's own keys and password leave the name out. */
const ownArn = (operation: string, { caller }: Context): string =>
  /AccessKey|LoginProfile|GetUser/.test(operation) && caller.type === 'user' ? caller.arn : '*'
