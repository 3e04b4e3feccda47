import type { Caller } from './callers.ts'
import type { ContextKeys } from './context.ts'

/** One action on one resource. A call that touches several resources is one of these for each. */
export interface AccessRequest {
  readonly caller: Caller
  /** `ec2:CreateVpc`. */
  readonly action: string
  /** Its ARN, or `*` where the action knows no resources. */
  readonly resource: string
  /** Who owns the resource; the caller's own account where nothing is said. */
  readonly resourceAccount?: string
  readonly keys: ContextKeys
  /** Nobody gets at the resource unless its own policy lets them: KMS keys and roles to be assumed. */
  readonly needsResourcePolicy?: boolean
}

/** The same, prepared for matching, once for all statements. */
export interface Question {
  readonly request: AccessRequest
  readonly action: string
  readonly hasBoundary: boolean
}

export const questionOf = (request: AccessRequest, hasBoundary = false): Question => ({
  request,
  action: request.action.toLowerCase(),
  hasBoundary,
})
