import { type AccessKey, accessKeys } from '../../world/accounts.ts'
import type { Context } from '../context.ts'

/** The long-lived access keys of a user (or of an account's root user), oldest first. */
export const keysOf = ({ store }: Pick<Context, 'store'>, userId: string): AccessKey[] =>
  store.by(accessKeys, 'owner', userId).filter((key) => key.sessionToken === undefined)
