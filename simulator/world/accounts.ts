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
  readonly type: 'root' | 'user' | 'assumed-role' | 'federated-user' | 'anonymous'
  /** What temporary credentials were given out with. */
  readonly session?: SessionFacts
}

export interface SessionFacts {
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** IAM's id of the role that was assumed, or of the user who asked for the credentials. */
  readonly identity: string
  readonly roleArn?: string
  readonly userArn?: string
  /** Session policies: they narrow what the role or the user may do. Undefined where none were given. */
  readonly policies?: readonly { readonly text: string; readonly arn?: string }[]
  readonly tags?: Readonly<Record<string, string>>
  /** Keys of tags that go on to the next role of a chain. */
  readonly transitiveTags?: readonly string[]
  readonly sourceIdentity?: string
}

export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly principal: Principal
  /** Milliseconds since 1970. */
  readonly createdAt?: number
  /** IAM's word `Inactive`: the key stays and is not accepted. */
  readonly isInactive?: boolean
  /** Temporary credentials alone have these two. */
  readonly sessionToken?: string
  readonly expiresAt?: number
}

export const accounts = table<Account>('accounts', (account) => account.id)
export const accessKeys = table<AccessKey>('access-keys', (key) => key.accessKeyId, {
  owner: ({ principal }) => principal.userId,
})

/** Who sends a request without a signature. S3 user guide, intro-lifecycle: as user and as account it is called `anonymous`. */
export const anonymous: Principal = { account: 'anonymous', arn: '', userId: 'anonymous', type: 'anonymous' }

export function rootOf(account: string): Principal {
  return { account, arn: `arn:aws:iam::${account}:root`, userId: account, type: 'root' }
}

/** Makes sure that an account exists, and returns it. */
export function openAccount(store: Store, id: string, name = `account ${id}`): Account {
  return store.get(accounts, id) ?? store.put(accounts, { id, name, optedInto: [] })
}
