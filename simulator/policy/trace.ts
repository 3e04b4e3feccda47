import { type Layer, type Policies, throughEndpoint } from './layers.ts'
import type { AttachedPolicy } from './policy.ts'
import { type AccessRequest, questionOf } from './request.ts'
import { judgeStatement, type Mismatch, type Statement } from './statement.ts'

// What each statement of each policy says to a request: for people who want to see why.

export interface PolicyTrace {
  readonly layer: Layer
  /** In an organization, from its root down. */
  readonly level?: number
  readonly policy: AttachedPolicy
  readonly statements: readonly StatementTrace[]
}

export interface StatementTrace {
  readonly statement: Statement
  /** Undefined: the statement applies. */
  readonly mismatch: Mismatch | undefined
}

export function traceDecision(request: AccessRequest, policies: Policies): PolicyTrace[] {
  const question = questionOf(request, policies.boundary !== undefined)
  const trace = (layer: Layer, list: readonly AttachedPolicy[], level?: number) => {
    const asked =
      layer === 'endpoint' && policies.endpoint ? throughEndpoint(policies.endpoint, question) : question
    return list.map(
      (policy): PolicyTrace => ({
        layer,
        ...(level !== undefined && { level }),
        policy,
        statements: policy.policy.statements.map((statement) => {
          const verdict = judgeStatement(statement, asked)
          return { statement, mismatch: 'applies' in verdict ? undefined : verdict }
        }),
      }),
    )
  }
  const { rcps = [], scps = [], endpoint, resource = [], identity, boundary, session = [] } = policies
  return [
    ...rcps.flatMap((list, level) => trace('rcp', list, level)),
    ...scps.flatMap((list, level) => trace('scp', list, level)),
    ...trace('endpoint', endpoint ? [endpoint.policy] : []),
    ...trace('resource', resource),
    ...trace('identity', identity),
    ...trace('boundary', boundary ? [boundary] : []),
    ...trace('session', session),
  ]
}

/** A mismatch in a learner's words. */
export function sayMismatch(mismatch: Mismatch, { action, resource, keys }: AccessRequest): string {
  switch (mismatch.element) {
    case 'Action':
      return `It does not speak of ${action}.`
    case 'Resource':
      return `It does not speak of ${resource}.`
    case 'Principal':
      return 'It does not name the caller.'
    case 'Condition': {
      const { operator, key, values } = mismatch.condition
      const name = key.toLowerCase()
      const found = Object.hasOwn(keys, name) ? JSON.stringify(keys[name]) : 'not in the request'
      return `Its condition ${operator} on ${key} wants ${JSON.stringify(values)}; the key is ${found}.`
    }
  }
}
