import { authorise } from '../../policy/authorise.ts'
import type { Caller } from '../../policy/callers.ts'
import type { ContextKeys } from '../../policy/context.ts'
import { contextKeys } from '../../policy/context-keys.ts'
import { explain } from '../../policy/explain.ts'
import { placeOf } from '../../policy/json-text.ts'
import type { Policies } from '../../policy/layers.ts'
import type { AttachedPolicy, Policy } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { AccessRequest } from '../../policy/request.ts'
import { contextKeysIn } from '../../policy/simulate.ts'
import type { Statement } from '../../policy/statement.ts'
import { sayMismatch, traceDecision } from '../../policy/trace.ts'
import { complaintOf } from './complaints.ts'

// What one policy makes of one request, when everything else would let it through.

/** The policy that is tried: on a resource, on an endpoint, in an organization, or on the caller itself. */
export type TriedKind = 'resource' | 'endpoint' | 'scp' | 'identity'

/** How a request gets to AWS. */
export interface Approach {
  /** Where it comes through a VPC endpoint. */
  readonly endpoint?: {
    readonly id: string
    readonly vpc: string
    readonly from: string
    readonly isGateway?: boolean
  }
  /** Where it comes over the internet. */
  readonly sourceIp?: string
}

export interface Trial extends Approach {
  readonly kind: TriedKind
  readonly policy: string
  /** The ARN of a role, or `anonymous`. */
  readonly caller: string
  readonly action: string
  readonly resource: string
  readonly region: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** Condition keys that the situation brings, or that somebody wants otherwise; null takes one away. */
  readonly keys?: Readonly<Record<string, string | null>>
}

export interface StatementVerdict {
  /** Its Sid, or its number. */
  readonly name: string
  readonly effect: 'Allow' | 'Deny'
  /** Why it does not apply; undefined where it does. */
  readonly mismatch: string | undefined
  /** It denies the request, or it is what lets it through here. */
  readonly decides: boolean
  /** Where it begins in the text. */
  readonly line: number
}

export type Verdict =
  | { readonly problems: readonly { readonly line: number; readonly message: string }[] }
  | {
      readonly allowed: boolean
      /** Of a denial: whether a statement forbids it, or none allows it. */
      readonly kind: 'allowed' | 'explicit' | 'implicit'
      /** A denial, as AWS puts it. */
      readonly message: string | undefined
      readonly statements: readonly StatementVerdict[]
      /** The keys that the policy looks at, and what the request has there. */
      readonly looked: readonly { readonly key: string; readonly value: string | undefined }[]
    }

export function verdictOn(trial: Trial): Verdict {
  const { policy: text, kind } = trial
  const { policy, problems } = readPolicy(text, kind)
  if (!policy) {
    return {
      problems: problems.map((problem) => ({
        line: placeOf(text, problem.at).line,
        message: complaintOf(problem),
      })),
    }
  }
  const request = requestOf(trial)
  const tried: AttachedPolicy = { policy }
  const policies = policiesAround(tried, trial)
  const decision = authorise(request, policies)
  const deciding =
    decision.outcome === 'denied'
      ? decision.statement
      : decision.opinions.find(({ layer }) => layer === kind)?.match?.statement
  const traced = traceDecision(request, policies).find((one) => one.policy === tried)
  return {
    allowed: decision.outcome === 'allowed',
    kind: decision.outcome === 'allowed' ? 'allowed' : decision.kind,
    message: decision.outcome === 'denied' ? explain(decision, request) : undefined,
    statements: (traced?.statements ?? []).map(({ statement, mismatch }) => ({
      name: nameOf(statement),
      effect: statement.effect,
      mismatch: mismatch && sayMismatch(mismatch, request),
      decides: statement === deciding,
      line: placeOf(text, startOf(policy, statement)).line,
    })),
    looked: contextKeysIn([tried]).map((key) => ({ key, value: shown(request.keys, key) })),
  }
}

const nameOf = ({ sid, index }: Statement): string => sid || String(index + 1)

/** IAM counts a statement from where the one before it ends. */
const startOf = ({ text }: Policy, { place }: Statement) => text.indexOf('{', place.start)

function shown(keys: ContextKeys, key: string): string | undefined {
  const name = key.toLowerCase()
  if (!Object.hasOwn(keys, name)) return undefined
  const value = keys[name]
  return typeof value === 'string' ? value : value?.join(', ')
}

function requestOf({
  caller: arn,
  action,
  resource,
  region,
  now,
  endpoint,
  sourceIp,
  keys,
}: Trial): AccessRequest {
  const caller = callerOf(arn)
  const known = contextKeys({
    caller,
    action,
    region,
    now,
    ...(sourceIp !== undefined && { sourceIp }),
    ...(endpoint && { arrival: { endpointId: endpoint.id, vpcId: endpoint.vpc, sourceIp: endpoint.from } }),
  })
  const merged = new Map(Object.entries(known))
  for (const [key, value] of Object.entries(keys ?? {})) {
    if (value === null) merged.delete(key.toLowerCase())
    else merged.set(key.toLowerCase(), value)
  }
  return { caller, action, resource, keys: Object.fromEntries(merged) }
}

function callerOf(arn: string): Caller {
  if (arn === 'anonymous') return { type: 'anonymous' }
  const [, , , , account = '', name = ''] = arn.split(':')
  const role = name.slice(name.lastIndexOf('/') + 1)
  return {
    type: 'assumed-role',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${role}/session`,
    userId: 'AROAEXAMPLEEXAMPLEXX:session',
    roleArn: arn,
  }
}

/** Around the one that is tried, everything is allowed. */
function policiesAround(tried: AttachedPolicy, { kind, endpoint }: Trial): Policies {
  if (kind === 'identity') return { identity: [tried] }
  if (kind === 'resource') return { identity: [everything], resource: [tried] }
  if (kind === 'scp') return { identity: [everything], scps: [[everything, tried]] }
  return { identity: [everything], endpoint: { policy: tried, isGateway: endpoint?.isGateway === true } }
}

const everything: AttachedPolicy = {
  policy: readPolicy(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    'identity',
  ).policy!,
}
