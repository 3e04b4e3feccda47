import type { Statement } from './statement.ts'

/** What a policy is attached to, which decides what may stand in it. */
export type PolicyKind =
  /** A user, a group or a role: managed and inline policies. */
  | 'identity'
  | 'boundary'
  | 'session'
  /** A bucket, a queue, a key, a secret … */
  | 'resource'
  /** A role, saying who may assume it. */
  | 'trust'
  | 'endpoint'
  | 'scp'
  | 'rcp'

export type PolicyVersion = '2008-10-17' | '2012-10-17'

export interface Policy {
  readonly kind: PolicyKind
  readonly text: string
  readonly version: PolicyVersion
  readonly id: string | undefined
  readonly statements: readonly Statement[]
}

/** A policy where it is in force. */
export interface AttachedPolicy {
  readonly policy: Policy
  readonly name?: string
  /** Of a managed policy; an inline policy has none. */
  readonly arn?: string
}
