// A stored resource: what AWS would print of it, untouched, and beside it what only we need to know.

/** `A` is AWS's own shape, exactly as `describe` returns it; `S` is our private side of the record. */
export interface Held<A extends object, S extends object = object> {
  readonly account: string
  readonly region: string
  readonly record: A
  readonly side: S
  /** Further accounts and Regions that see the resource as one of theirs: the other end of a peering, for one. */
  readonly guests?: readonly Guest[]
}

/** Where a request looks: one account in one Region. */
export interface Scope {
  readonly account: string
  readonly region: string
}

/** Tags are never shared: whoever sees the resource of somebody else has tags of their own on it. */
export interface Guest extends Scope {
  /** What a share lets the guest do, by operation; a guest that is no share's may do whatever the operations let it. */
  readonly uses?: readonly string[]
  readonly tags?: readonly { readonly Key?: string; readonly Value?: string }[]
}

export const scopeKey = ({ account, region }: Scope): string => `${account}/${region}`

/** Where the lab's own services keep what they have: it is no account's, and in no Region. */
export const labScope: Scope = { account: 'lab', region: 'lab' }
