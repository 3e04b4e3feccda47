import type { Iam } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { alreadyExists, noSuchEntity } from './errors.ts'
import { second } from './identifiers.ts'
import { requireNamedUser, type User, users } from './users.ts'

// Nobody signs in to a console here: passwords are neither kept nor checked.
const fidelity = { simplified: 'There is no console to sign in to; the password is not kept.' }

export const createLoginProfile = operation(
  'iam',
  'CreateLoginProfile',
  { fidelity, source: 'IAM API reference, CreateLoginProfile' },
  ({ UserName, PasswordResetRequired = false }, ctx) => {
    const user = requireNamedUser(ctx, UserName)
    if (user.side.login) throw alreadyExists(`Login Profile for user ${nameOf(user)} already exists.`)
    const login = { createdAt: ctx.now, mustReset: PasswordResetRequired }
    return { LoginProfile: printed(users.update(ctx, user, {}, { login }), login) }
  },
)

export const getLoginProfile = operation(
  'iam',
  'GetLoginProfile',
  { fidelity, source: 'IAM API reference, GetLoginProfile' },
  ({ UserName }, ctx) => {
    const user = requireNamedUser(ctx, UserName)
    return { LoginProfile: printed(user, requireLogin(user)) }
  },
)

export const updateLoginProfile = operation(
  'iam',
  'UpdateLoginProfile',
  { fidelity, source: 'IAM API reference, UpdateLoginProfile' },
  ({ UserName, PasswordResetRequired }, ctx) => {
    const user = requireNamedUser(ctx, UserName)
    const login = requireLogin(user)
    users.update(ctx, user, {}, { login: { ...login, mustReset: PasswordResetRequired ?? login.mustReset } })
    return {}
  },
)

export const deleteLoginProfile = operation(
  'iam',
  'DeleteLoginProfile',
  { fidelity, source: 'IAM API reference, DeleteLoginProfile' },
  ({ UserName }, ctx) => {
    const user = requireNamedUser(ctx, UserName)
    requireLogin(user)
    const { login: _, ...side } = user.side
    ctx.store.put(users.table, { ...user, side })
    return {}
  },
)

type Login = NonNullable<User['side']['login']>

function requireLogin(user: User): Login {
  if (user.side.login) return user.side.login
  throw noSuchEntity(`Login Profile for User ${nameOf(user)} cannot be found.`)
}

const nameOf = ({ record }: User) => record.UserName ?? ''

const printed = (user: User, { createdAt, mustReset }: Login): Iam.LoginProfile => ({
  UserName: nameOf(user),
  CreateDate: second(createdAt),
  PasswordResetRequired: mustReset,
})
