import { AwsError } from '../api/error.ts'
import { actionsFor } from '../policy/action-names.ts'
import { authorise, type Denied } from '../policy/authorise.ts'
import type { Caller, IamCaller } from '../policy/callers.ts'
import { type Arrival, contextKeys } from '../policy/context-keys.ts'
import { encodeRefusal } from '../policy/encoded-message.ts'
import { refusal } from '../policy/explain.ts'
import type { EndpointPolicy, Policies } from '../policy/layers.ts'
import type { AttachedPolicy } from '../policy/policy.ts'
import { readPolicy } from '../policy/read-policy.ts'
import type { AccessRequest } from '../policy/request.ts'
import type { Principal } from '../world/accounts.ts'
import type { AccessUnit, RequestInput, Touched } from './access.ts'
import type { Context } from './context.ts'
import { type Entitlement, entitlementOf, managed } from './iam/effective-policies.ts'
import { type Role, roles } from './iam/roles.ts'
import { type User, users } from './iam/users.ts'
import type { OperationUnit } from './operation.ts'
import { guardrailsOf } from './organizations/guardrails.ts'
import { refuseBeyondShare } from './shared-resources.ts'
import { refuseForSession } from './sts/session-tokens.ts'
import { requestedTags, touchedBy } from './touched-resources.ts'

/** How a request reached AWS, where that is known. */
export interface Origin {
  readonly sourceIp?: string
  readonly userAgent?: string
  /** Where it came through a VPC endpoint: the endpoint's facts, and its policy. */
  readonly arrival?: Arrival
  readonly endpoint?: EndpointPolicy
}

/** Refuses a request that the policies in force do not allow, in the words of its service. */
export function authoriseRequest(
  unit: OperationUnit,
  access: AccessUnit | undefined,
  input: RequestInput,
  ctx: Context,
  origin: Origin = {},
): void {
  const { caller: principal, account } = ctx
  refuseForSession(principal, unit.service, unit.name)
  refuseBeyondShare(unit, input, ctx)
  const guardrails = guardrailsOf(ctx, account, principal.session)
  const entity = entityOf(ctx, principal)
  const entitlement = entity ? entitlementOf(ctx, entity) : isOfRoot(principal) ? unlimited : nothing
  const isFree = principal.type === 'root' || (entitlement.isUnlimited && !principal.session?.policies)
  if (isFree && !guardrails.scps && !access?.hasPolicies && !origin.endpoint) return

  const actions = actionsFor(unit.service, unit.name, input)
  if (actions.length === 0) return
  const own: Omit<Policies, 'rcps' | 'resource'> = {
    identity: principal.type === 'root' ? [] : entitlement.identity,
    ...(entitlement.boundary && { boundary: entitlement.boundary }),
    ...(principal.session?.policies && { session: sessionPolicies(ctx, principal) }),
    ...(guardrails.scps && { scps: guardrails.scps }),
    ...(origin.endpoint && { endpoint: origin.endpoint }),
  }
  const caller = callerOf(principal, entity, guardrails.membership)
  for (const touched of access?.touches(unit.name, input, ctx) ?? touchedBy(unit, input, ctx)) {
    for (const action of touched.action === undefined ? actions : [touched.action]) {
      const decided = judge(action, touched, caller, own, input, ctx, origin)
      if (decided) throw refused(decided, unit, touched)
    }
  }
}

const nothing: Entitlement = { identity: [], boundary: undefined, isUnlimited: false }
const unlimited: Entitlement = { identity: everything(), boundary: undefined, isUnlimited: true }

function everything(): AttachedPolicy[] {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' }
  const { policy } = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'identity')
  return policy ? [{ policy }] : []
}

/** A federated session that the root user gave out: only the session's own policies narrow it. */
const isOfRoot = ({ account, session }: Principal) => session?.identity === account

function judge(
  action: string,
  touched: Touched,
  caller: Caller,
  own: Omit<Policies, 'rcps' | 'resource'>,
  input: RequestInput,
  ctx: Context,
  { sourceIp, userAgent, arrival }: Origin,
): { readonly decision: Denied; readonly request: AccessRequest } | undefined {
  const owner = touched.account ?? ctx.account
  const { rcps, membership } = guardrailsOf(ctx, owner)
  const keys = contextKeys({
    caller,
    action,
    region: ctx.region,
    now: ctx.now,
    ...(sourceIp !== undefined && { sourceIp }),
    ...(userAgent !== undefined && { userAgent }),
    ...(arrival && { arrival }),
    ...requestedTags(input),
    resource: { account: owner, ...(membership && { organization: membership }), tags: tagsIn(touched) },
    ...(touched.keys && { serviceKeys: touched.keys }),
  })
  const request: AccessRequest = {
    caller,
    action,
    resource: touched.arn,
    keys,
    ...(touched.account !== undefined && { resourceAccount: touched.account }),
    ...(touched.needsPolicy && { needsResourcePolicy: true }),
  }
  const decision = authorise(request, {
    ...own,
    ...(rcps && { rcps }),
    ...(touched.policies && { resource: touched.policies }),
  })
  return decision.outcome === 'denied' ? { decision, request } : undefined
}

function refused(
  { decision, request }: { decision: Denied; request: AccessRequest },
  unit: OperationUnit,
  { headers }: Touched,
) {
  const encoded = encodeRefusal(decision, request)
  const isHead = unit.service === 's3api' && unit.name.startsWith('Head')
  const { code, message, status } = refusal(decision, request, { encoded, isHead })
  return new AwsError(code, message, status, {}, headers)
}

const tagsIn = ({ tags }: Touched): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))

/** The user who asks, or the role whose session it is. */
function entityOf(ctx: Context, { type, userId, session }: Principal): User | Role | undefined {
  if (type === 'root') return undefined
  const id = session?.identity ?? userId
  return users.get(ctx, id) ?? roles.get(ctx, id)
}

function callerOf(
  { type, account, arn, userId, session }: Principal,
  entity: User | Role | undefined,
  organization: IamCaller['organization'],
): Caller {
  if (type === 'anonymous') return { type }
  const tags = { ...tagsIn({ arn, tags: entity?.record.Tags ?? [] }), ...session?.tags }
  return {
    type,
    account,
    arn,
    userId,
    tags,
    ...(session?.roleArn !== undefined && { roleArn: session.roleArn }),
    ...(session?.userArn !== undefined && { userArn: session.userArn }),
    ...(organization && { organization }),
    ...(session && { session: { issuedAt: session.issuedAt } }),
  }
}

function sessionPolicies(ctx: Context, { account, session }: Principal): AttachedPolicy[] {
  return (session?.policies ?? [])
    .map(({ text, arn }) => {
      if (arn !== undefined) return managed(ctx, account, arn, 'session')
      const { policy } = readPolicy(text, 'session')
      return policy && { policy }
    })
    .filter((policy) => policy !== undefined)
}
