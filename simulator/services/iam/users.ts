import type { Iam } from '../../api/generated/types.d.ts'
import { accessKeys } from '../../world/accounts.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { keysOf } from './access-key-store.ts'
import {
  attachedIndex,
  bare,
  boundaryIndex,
  boundaryOf,
  type EntityKind,
  type EntitySide,
  refuseWithPolicies,
} from './entities.ts'
import { alreadyExists, deleteConflict, noSuchEntity, validationError } from './errors.ts'
import { iamArn, nameKey, newUniqueId, second } from './identifiers.ts'
import { below, listed } from './listing.ts'
import { refuseUnattachable } from './policies.ts'
import { refuseOneMore } from './quotas.ts'
import { tagsWith, tagsWithout } from './tags.ts'

export interface UserSide extends EntitySide {
  /** Ids of the groups that the user is in. */
  readonly groups: readonly string[]
  readonly login?: { readonly createdAt: number; readonly mustReset: boolean }
}

export type User = Held<Iam.User, UserSide>

const missing = (name: string) => noSuchEntity(`The user with name ${name} cannot be found.`)

export const users = family<Iam.User, UserSide>({
  service: 'iam',
  resource: 'user',
  id: 'UserId',
  prefix: 'AIDA',
  missing,
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: { group: { to: 'iam:group', read: ({ side }) => side.groups } },
  indexes: {
    name: ({ account, record }) => nameKey(account, record.UserName ?? ''),
    policy: attachedIndex,
    boundary: boundaryIndex,
  },
  arn: ({ record }) => record.Arn ?? '',
})

export function requireUser(ctx: Context, name: string): User {
  const [user] = users.by(ctx, 'name', nameKey(ctx.account, name))
  if (!user) throw missing(name)
  return user
}

/** The user of a name, or the caller where no name is given. */
export function requireNamedUser(ctx: Context, name: string | undefined): User {
  if (name !== undefined) return requireUser(ctx, name)
  const caller = ctx.caller.type === 'user' ? users.get(ctx, ctx.caller.userId) : undefined
  if (caller) return caller
  throw validationError('Must specify userName when calling with non-User credentials')
}

export const userKind: EntityKind<{ readonly UserName: string }> = {
  word: 'user',
  attachedQuota: 'PoliciesPerUser',
  mostInline: 2048,
  require: (ctx, { UserName }) => requireUser(ctx, UserName),
  update: (ctx, entity, side) => users.update(ctx, entity as User, {}, side),
}

type Place = Pick<Context, 'store' | 'now'> & Scope

interface NewUser {
  readonly name: string
  readonly path?: string
  readonly boundary?: string | undefined
  readonly tags?: readonly Iam.Tag[]
  readonly attached?: readonly string[]
  readonly inline?: EntitySide['inline']
}

/** Stores a user of an account as it is, without asking anybody. */
export function openUser(
  ctx: Place,
  { name, path = '/', boundary, tags, attached = [], inline = [] }: NewUser,
): User {
  const UserId = newUniqueId(ctx, 'AIDA')
  return ctx.store.put(users.table, {
    account: ctx.account,
    region: ctx.region,
    record: {
      Path: path,
      UserName: name,
      UserId,
      Arn: iamArn(ctx.account, 'user', path, name),
      CreateDate: second(ctx.now),
      ...(boundary !== undefined && { PermissionsBoundary: boundaryOf(boundary) }),
      ...(tags?.length && { Tags: tags }),
    },
    side: { ...bare, attached, inline, groups: [] },
  })
}

export const createUser = operation(
  'iam',
  'CreateUser',
  { fidelity: 'exact', source: 'IAM API reference, CreateUser' },
  ({ Path, UserName, PermissionsBoundary, Tags }, ctx) => {
    refuseTaken(ctx, UserName)
    refuseOneMore('UsersPerAccount', users.count(ctx, 'scope', scopeKey(ctx)))
    if (PermissionsBoundary !== undefined) refuseUnattachable(ctx, PermissionsBoundary)
    const user = openUser(ctx, {
      name: UserName,
      path: Path ?? '/',
      boundary: PermissionsBoundary,
      tags: tagsWith([], Tags),
    })
    return { User: users.print(ctx, user) }
  },
)

export const getUser = operation(
  'iam',
  'GetUser',
  {
    fidelity: { simplified: 'The root user is called root; at AWS its answer has neither name nor path.' },
    source: 'IAM API reference, GetUser',
  },
  ({ UserName }, ctx) => {
    if (UserName !== undefined || ctx.caller.type !== 'root') {
      return { User: users.print(ctx, requireNamedUser(ctx, UserName)) }
    }
    const { account } = ctx
    return {
      User: {
        Path: '/',
        UserName: 'root',
        UserId: account,
        Arn: `arn:aws:iam::${account}:root`,
        CreateDate: second(ctx.now),
      },
    }
  },
)

export const listUsers = operation(
  'iam',
  'ListUsers',
  { fidelity: 'exact', source: 'IAM API reference, ListUsers' },
  (input, ctx) => {
    const records = users.list(ctx).map(({ record }) => brief(record))
    return listed(
      'Users',
      below(records, input.PathPrefix, ({ UserName }) => UserName),
      input,
    )
  },
)

/** The page of ListUsers: lists leave tags and boundaries out. */
export function brief({ PermissionsBoundary: _, Tags: __, ...user }: Iam.User): Iam.User {
  return user
}

export const updateUser = operation(
  'iam',
  'UpdateUser',
  { fidelity: 'exact', source: 'IAM API reference, UpdateUser' },
  (input, ctx) => {
    const user = requireUser(ctx, input.UserName)
    const { UserName = '', Path = '/' } = user.record
    const name = input.NewUserName ?? UserName
    const path = input.NewPath ?? Path
    if (name.toLowerCase() !== UserName.toLowerCase()) refuseTaken(ctx, name)
    const Arn = iamArn(ctx.account, 'user', path, name)
    users.update(ctx, user, { Path: path, UserName: name, Arn })
    for (const key of keysOf(ctx, users.idOf(user))) {
      ctx.store.put(accessKeys, { ...key, principal: { ...key.principal, arn: Arn } })
    }
    return {}
  },
)

export const deleteUser = operation(
  'iam',
  'DeleteUser',
  { fidelity: 'exact', source: 'IAM API reference, DeleteUser' },
  ({ UserName }, ctx) => {
    const user = requireUser(ctx, UserName)
    if (user.side.login) throw deleteConflict('Cannot delete entity, must delete login profile first.')
    if (keysOf(ctx, users.idOf(user)).length) {
      throw deleteConflict('Cannot delete entity, must delete access keys first.')
    }
    refuseWithPolicies(user)
    if (user.side.groups.length) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    }
    users.delete(ctx, user)
    return {}
  },
)

export const tagUser = operation(
  'iam',
  'TagUser',
  { fidelity: 'exact', source: 'IAM API reference, TagUser' },
  ({ UserName, Tags }, ctx) => {
    const user = requireUser(ctx, UserName)
    users.update(ctx, user, { Tags: tagsWith(user.record.Tags, Tags) })
    return {}
  },
)

export const untagUser = operation(
  'iam',
  'UntagUser',
  { fidelity: 'exact', source: 'IAM API reference, UntagUser' },
  ({ UserName, TagKeys }, ctx) => {
    const user = requireUser(ctx, UserName)
    users.update(ctx, user, { Tags: tagsWithout(user.record.Tags, TagKeys) })
    return {}
  },
)

export const listUserTags = operation(
  'iam',
  'ListUserTags',
  { fidelity: 'exact', source: 'IAM API reference, ListUserTags' },
  (input, ctx) => listed('Tags', requireUser(ctx, input.UserName).record.Tags ?? [], input),
)

export const putUserPermissionsBoundary = operation(
  'iam',
  'PutUserPermissionsBoundary',
  { fidelity: 'exact', source: 'IAM API reference, PutUserPermissionsBoundary' },
  ({ UserName, PermissionsBoundary }, ctx) => {
    const user = requireUser(ctx, UserName)
    refuseUnattachable(ctx, PermissionsBoundary)
    users.update(ctx, user, { PermissionsBoundary: boundaryOf(PermissionsBoundary) })
    return {}
  },
)

export const deleteUserPermissionsBoundary = operation(
  'iam',
  'DeleteUserPermissionsBoundary',
  { fidelity: 'exact', source: 'IAM API reference, DeleteUserPermissionsBoundary' },
  ({ UserName }, ctx) => {
    const user = requireUser(ctx, UserName)
    if (!user.record.PermissionsBoundary) {
      throw noSuchEntity(`Permissions boundary of user ${UserName} cannot be found.`)
    }
    users.update(ctx, user, { PermissionsBoundary: undefined })
    return {}
  },
)

function refuseTaken(ctx: Context, name: string): void {
  if (users.count(ctx, 'name', nameKey(ctx.account, name)) > 0) {
    throw alreadyExists(`User with name ${name} already exists.`)
  }
}
