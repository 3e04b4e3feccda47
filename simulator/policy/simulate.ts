import { authorise, type Decision } from './authorise.ts'
import type { ContextKeys } from './context.ts'
import { placeOf } from './json-text.ts'
import type { Layer, Policies } from './layers.ts'
import type { AttachedPolicy } from './policy.ts'
import type { AccessRequest } from './request.ts'
import type { Statement } from './statement.ts'
import { traceDecision } from './trace.ts'

// What SimulatePrincipalPolicy and SimulateCustomPolicy tell about one action on one resource.

export type EvalDecision = 'allowed' | 'explicitDeny' | 'implicitDeny'

export interface Simulation {
  readonly decision: EvalDecision
  readonly matchedStatements: readonly MatchedStatement[]
  /** As the policies spell them. */
  readonly missingContextValues: readonly string[]
  /** Undefined where there is no boundary. */
  readonly allowedByBoundary: boolean | undefined
  /** Undefined where there are no service control policies. */
  readonly allowedByOrganizations: boolean | undefined
  /** By kind of policy, for a resource of another account. */
  readonly details: Readonly<Record<string, EvalDecision>> | undefined
}

export interface MatchedStatement {
  readonly SourcePolicyId: string
  readonly SourcePolicyType: string
  readonly StartPosition: { readonly Line: number; readonly Column: number }
  readonly EndPosition: { readonly Line: number; readonly Column: number }
}

export function simulate(request: AccessRequest, policies: Policies): Simulation {
  const decision = authorise(request, policies)
  const says = (layer: Layer) => decision.opinions.find((opinion) => opinion.layer === layer)?.says
  const boundary = says('boundary')
  const scps = says('scp')
  const allowedByOrganizations = scps === undefined ? undefined : scps === 'allow'
  const isAbroad =
    request.resourceAccount !== undefined &&
    'account' in request.caller &&
    request.resourceAccount !== request.caller.account
  return {
    decision: evalDecision(decision),
    matchedStatements: matchedStatements(request, policies, decision),
    missingContextValues: missingKeys(request, policies),
    allowedByBoundary: boundary === undefined ? undefined : boundary === 'allow',
    allowedByOrganizations,
    // IAM API reference, EvaluationResult: where an organization refuses, nothing more is told.
    details: isAbroad && allowedByOrganizations !== false ? detailsOf(decision) : undefined,
  }
}

function evalDecision(decision: Decision): EvalDecision {
  if (decision.outcome === 'allowed') return 'allowed'
  return decision.kind === 'explicit' ? 'explicitDeny' : 'implicitDeny'
}

/** The statements that made the decision: those that deny, or else those that allow. None of an organization's. */
function matchedStatements(
  request: AccessRequest,
  policies: Policies,
  decision: Decision,
): MatchedStatement[] {
  if (decision.outcome === 'denied' && decision.kind === 'implicit') return []
  const effect = decision.outcome === 'allowed' ? 'Allow' : 'Deny'
  const layers: readonly Layer[] =
    effect === 'Allow' ? ['identity', 'resource'] : ['identity', 'resource', 'boundary', 'session']
  return traceDecision(request, policies)
    .filter(({ layer }) => layers.includes(layer))
    .flatMap(({ layer, policy, statements }) =>
      statements
        .filter(({ statement, mismatch }) => !mismatch && statement.effect === effect)
        .map(({ statement }) => matched(layer, policy, statement)),
    )
}

function matched(layer: Layer, { policy, name }: AttachedPolicy, { place }: Statement): MatchedStatement {
  const position = (offset: number) => {
    const { line, column } = placeOf(policy.text, offset)
    return { Line: line, Column: column }
  }
  return {
    SourcePolicyId: name ?? '',
    SourcePolicyType: sourceTypes[layer] ?? 'IAM Policy',
    StartPosition: position(place.start),
    EndPosition: position(place.end),
  }
}

// Observed in IAM's answers, which do not keep to the values that its API reference lists.
const sourceTypes: Partial<Record<Layer, string>> = {
  boundary: 'Permissions Boundary Policy',
  resource: 'Resource Policy',
}

function detailsOf({ opinions }: Decision): Record<string, EvalDecision> {
  const names: Partial<Record<Layer, string>> = {
    identity: 'IAM Policy',
    resource: 'Resource Policy',
    boundary: 'Permissions Boundary Policy',
  }
  const says = { allow: 'allowed', deny: 'explicitDeny', nothing: 'implicitDeny' } as const
  return Object.fromEntries(
    opinions.flatMap((opinion) => {
      const name = names[opinion.layer]
      return name ? [[name, says[opinion.says]] as const] : []
    }),
  )
}

/**
 * Keys that statements on this action look at, and that the request does not have. Without the values of its variables
 * nobody can say whether a statement is on this resource, so these count in any case.
 */
function missingKeys(request: AccessRequest, policies: Policies): string[] {
  const traces = traceDecision(request, policies).filter(({ layer }) => layer !== 'scp' && layer !== 'rcp')
  const looked = traces
    .flatMap(({ statements }) => statements)
    .flatMap(({ statement, mismatch }) => {
      if (!mismatch || mismatch.element === 'Condition') return keysOf(statement)
      return mismatch.element === 'Resource' ? resourceKeysOf(statement) : []
    })
  return unique(looked).filter((key) => isMissing(request.keys, key))
}

const isMissing = (keys: ContextKeys, key: string) => !Object.hasOwn(keys, key.toLowerCase())

/** All condition keys and variables in policies: what GetContextKeysForCustomPolicy lists. */
export const contextKeysIn = (policies: readonly AttachedPolicy[]): string[] =>
  unique(policies.flatMap(({ policy }) => policy.statements.flatMap(keysOf)))

const keysOf = ({ resource, conditions }: Statement): string[] => [
  ...conditions.flatMap(({ key, variables }) => [key, ...variables]),
  ...resourceKeysOf({ resource }),
]

const resourceKeysOf = ({ resource }: Pick<Statement, 'resource'>): string[] =>
  resource?.names.flatMap(({ variables }) => variables) ?? []

/** Names that differ in capitals are one key; the first spelling stands. */
function unique(keys: readonly string[]): string[] {
  const first = new Map<string, string>()
  for (const key of keys) if (!first.has(key.toLowerCase())) first.set(key.toLowerCase(), key)
  return [...first.values()]
}
