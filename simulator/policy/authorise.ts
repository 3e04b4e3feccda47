import {
  ask,
  askLevels,
  type Layer,
  type Match,
  type Opinion,
  type Policies,
  throughEndpoint,
} from './layers.ts'
import type { AttachedPolicy } from './policy.ts'
import { type AccessRequest, type Question, questionOf } from './request.ts'
import type { Statement } from './statement.ts'

export type Decision = Allowed | Denied

export interface Allowed {
  readonly outcome: 'allowed'
  /** `root`: the account's root user needs no policy in its own account. */
  readonly by: Match | 'root'
  readonly opinions: readonly Opinion[]
}

export interface Denied {
  readonly outcome: 'denied'
  /** `explicit`: a statement forbids it. `implicit`: no statement of the layer allows it. */
  readonly kind: 'explicit' | 'implicit'
  readonly layer: Layer
  readonly policy: AttachedPolicy | undefined
  readonly statement: Statement | undefined
  readonly opinions: readonly Opinion[]
}

/**
 * Decides about one action on one resource.
 * IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow and …-cross-account.
 */
export function authorise(request: AccessRequest, policies: Policies): Decision {
  const opinions = opinionsOn(questionOf(request, policies.boundary !== undefined), policies)
  const decided = opinions.find(({ says }) => says === 'deny') ?? opinions.find(limits)
  if (decided) return refuse(decided, opinions)
  return grant(request, opinions)
}

export interface Part {
  readonly request: AccessRequest
  readonly policies: Policies
}

/**
 * The first refusal among the parts of a call: each action that it needs, on each resource that it touches. Undefined
 * where all of them are allowed, as where a call needs no permission.
 */
export function firstRefusal(
  parts: Iterable<Part>,
): { readonly decision: Denied; readonly request: AccessRequest } | undefined {
  for (const { request, policies } of parts) {
    const decision = authorise(request, policies)
    if (decision.outcome === 'denied') return { decision, request }
  }
  return undefined
}

/** In the order in which AWS asks: an explicit deny is reported of the first layer that has one. */
function opinionsOn(question: Question, policies: Policies): Opinion[] {
  const { rcps, scps, endpoint, resource, identity, boundary, session } = policies
  const opinions: Opinion[] = []
  if (rcps) opinions.push(askLevels('rcp', rcps, question))
  if (scps) opinions.push(askLevels('scp', scps, question))
  if (endpoint) opinions.push(ask('endpoint', [endpoint.policy], throughEndpoint(endpoint, question)))
  if (resource) opinions.push(ask('resource', resource, question))
  opinions.push(ask('identity', identity, question))
  if (boundary) opinions.push(ask('boundary', [boundary], question))
  if (session) opinions.push(ask('session', session, question))
  return opinions
}

/** Guardrails and endpoints grant nothing; without their permission nothing else helps. */
const limits = ({ layer, says }: Opinion) =>
  says === 'nothing' && (layer === 'rcp' || layer === 'scp' || layer === 'endpoint')

function grant(request: AccessRequest, opinions: readonly Opinion[]): Decision {
  const { caller, resourceAccount, needsResourcePolicy } = request
  const of = (layer: Layer) => opinions.find((opinion) => opinion.layer === layer)
  const resource = of('resource') ?? nothing
  const isStranger = caller.type === 'service' || caller.type === 'anonymous'
  const isAbroad = isStranger || (resourceAccount !== undefined && resourceAccount !== caller.account)

  if ((isAbroad || needsResourcePolicy) && resource.says !== 'allow') return refuse(resource, opinions)
  if (isStranger) return allow(resource, opinions)
  if (caller.type === 'root')
    return isAbroad ? allow(resource, opinions) : { outcome: 'allowed', by: 'root', opinions }

  const isGrantedHere = !isAbroad && resource.says === 'allow'
  // Who is named is let in, whatever the policies attached to them are silent about.
  if (isGrantedHere && resource.closeness === 'caller') return allow(resource, opinions)
  const identity = of('identity')!
  const viaRole = isGrantedHere && resource.closeness === 'role'
  if (identity.says !== 'allow' && !viaRole) return refuse(identity, opinions)
  const limit = [of('boundary'), of('session')].find((opinion) => opinion?.says === 'nothing')
  if (limit) return refuse(limit, opinions)
  return allow(identity.says === 'allow' ? identity : resource, opinions)
}

const nothing: Opinion = { layer: 'resource', says: 'nothing', match: undefined, closeness: 'none' }

const allow = ({ match }: Opinion, opinions: readonly Opinion[]): Allowed => ({
  outcome: 'allowed',
  by: match!,
  opinions,
})

const refuse = ({ layer, says, match }: Opinion, opinions: readonly Opinion[]): Denied => ({
  outcome: 'denied',
  kind: says === 'deny' ? 'explicit' : 'implicit',
  layer,
  policy: match?.policy,
  statement: match?.statement,
  opinions,
})
