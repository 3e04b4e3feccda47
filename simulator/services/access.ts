import type { ContextKeys } from '../policy/context.ts'
import type { AttachedPolicy } from '../policy/policy.ts'
import type { Context } from './context.ts'
import type { Tag } from './tags.ts'

/** One resource that a request touches, as policies see it. */
export interface Touched {
  /** `*` where the action knows no resources. */
  readonly arn: string
  /** Another action than those of the operation: `iam:PassRole`. */
  readonly action?: string
  /** Whose it is, where it may be somebody else's and has a policy that can let strangers in. */
  readonly account?: string
  readonly tags?: readonly Tag[]
  /** The policies attached to the resource itself. */
  readonly policies?: readonly AttachedPolicy[]
  /** Nobody gets at it unless its own policy lets them: KMS keys, roles to be assumed. */
  readonly needsPolicy?: boolean
  /** The service's own condition keys. */
  readonly keys?: ContextKeys
  /** What a refusal says in its headers. */
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * What the requests of a service touch. A service whose resources are not named by ids and ARNs, or that have policies
 * of their own, exports one. The first that is not allowed is the one that the refusal names.
 */
export interface AccessUnit {
  readonly unit: 'access'
  /** Whether resources of this service have policies, so that even an administrator's request must ask them. */
  readonly hasPolicies: boolean
  /** Undefined: what follows from ids and ARNs in the input is all. */
  readonly touches: (operation: string, input: RequestInput, ctx: Context) => readonly Touched[] | undefined
}

export type RequestInput = Readonly<Record<string, unknown>>

export const access = (touches: AccessUnit['touches'], { hasPolicies = false } = {}): AccessUnit => ({
  unit: 'access',
  hasPolicies,
  touches,
})
