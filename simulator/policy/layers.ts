import type { AttachedPolicy } from './policy.ts'
import type { Closeness } from './principals.ts'
import type { Question } from './request.ts'
import { judgeStatement, type Statement } from './statement.ts'

/** The places where policies come from. Each is asked by itself. */
export type Layer = 'scp' | 'rcp' | 'endpoint' | 'resource' | 'identity' | 'boundary' | 'session'

/** All that is in force for one request. What is left out is not there, and so limits nothing. */
export interface Policies {
  /** Of the user with its groups, or of the role. */
  readonly identity: readonly AttachedPolicy[]
  readonly boundary?: AttachedPolicy
  /** Given when the session was made. */
  readonly session?: readonly AttachedPolicy[]
  /**
   * From the organization's root down to the caller's account: the policies attached at each level. Leave them out
   * for the management account and for service-linked roles, which they do not limit.
   */
  readonly scps?: readonly (readonly AttachedPolicy[])[]
  /** The same for the account that owns the resource. */
  readonly rcps?: readonly (readonly AttachedPolicy[])[]
  readonly resource?: readonly AttachedPolicy[]
  /** Of the VPC endpoint that the request comes through. */
  readonly endpoint?: EndpointPolicy
}

export interface EndpointPolicy {
  readonly policy: AttachedPolicy
  readonly isGateway?: boolean
}

export interface Match {
  readonly policy: AttachedPolicy
  readonly statement: Statement
}

/** What the policies of a layer say together. */
export interface Opinion {
  readonly layer: Layer
  readonly says: 'allow' | 'deny' | 'nothing'
  /** The statement that decided it. */
  readonly match: Match | undefined
  /** How closely the allowing statement names the caller. */
  readonly closeness: Closeness
}

/** A `Deny` anywhere decides; else the `Allow` that names the caller most closely. */
export function ask(layer: Layer, policies: readonly AttachedPolicy[], question: Question): Opinion {
  let allowed: Match | undefined
  let closest: Closeness = 'none'
  for (const policy of policies) {
    for (const statement of policy.policy.statements) {
      if (statement.effect === 'Allow' && closest === 'caller') continue
      const verdict = judgeStatement(statement, question)
      if (!('applies' in verdict)) continue
      const match = { policy, statement }
      if (statement.effect === 'Deny') return { layer, says: 'deny', match, closeness: 'none' }
      if (rank[verdict.closeness] > rank[closest]) {
        allowed = match
        closest = verdict.closeness
      }
    }
  }
  return { layer, says: allowed ? 'allow' : 'nothing', match: allowed, closeness: closest }
}

const rank: Readonly<Record<Closeness, number>> = { none: 0, account: 1, role: 2, caller: 3 }

/** Guardrails of an organization: each level must allow. The lowest level's opinion stands for all when all do. */
export function askLevels(
  layer: 'scp' | 'rcp',
  levels: readonly (readonly AttachedPolicy[])[],
  question: Question,
): Opinion {
  const opinions = levels.map((policies) => ask(layer, policies, question))
  const refusal =
    opinions.find(({ says }) => says === 'deny') ?? opinions.find(({ says }) => says === 'nothing')
  return refusal ?? opinions.at(-1) ?? { layer, says: 'allow', match: undefined, closeness: 'none' }
}

/**
 * A gateway endpoint knows nobody by name: its policy speaks to everybody, or to an account's root user.
 * PrivateLink guide, vpc-endpoints-access, "Considerations".
 */
export function throughEndpoint({ isGateway }: EndpointPolicy, question: Question): Question {
  if (!isGateway || question.request.caller.type === 'root') return question
  return { ...question, request: { ...question.request, caller: { type: 'anonymous' } } }
}
