import { type Store, table } from '../kernel/store.ts'

/** An AWS account of the simulated world. */
export interface Account {
  readonly id: string
  readonly name: string
  /** Regions that the account has switched on beyond those that every account has. */
  readonly optedInto: readonly string[]
}

/** Who a request comes from, as AWS would name them. */
export interface Principal {
  readonly account: string
  readonly arn: string
  /** What `sts get-caller-identity` calls UserId. */
  readonly userId: string
  readonly type: 'root' | 'user' | 'assumed-role'
}

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly principal: Principal
}

export const accounts = table<Account>('accounts', (account) => account.id)
export const accessKeys = table<AccessKey>('access-keys', (key) => key.accessKeyId)

export function rootOf(account: string): Principal {
  return { account, arn: `arn:aws:iam::${account}:root`, userId: account, type: 'root' }
}

/** Makes sure that an account exists, and returns it. */
export function openAccount(store: Store, id: string, name = `account ${id}`): Account {
  return store.get(accounts, id) ?? store.put(accounts, { id, name, optedInto: [] })
}
