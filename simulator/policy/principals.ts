import { type Caller, type IamCaller, isIamCaller, roleArnOf } from './callers.ts'

/**
 * How closely a `Principal` element names a caller. A policy that names an account leaves it to the account who in it
 * may; one that names a role is bounded by what bounds the role; one that names the caller is enough by itself.
 * IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow, "Resource-based policies".
 */
export type Closeness = 'none' | 'account' | 'role' | 'caller'

export interface PrincipalNames {
  readonly everyone: boolean
  /** ARNs, account ids and unique ids. */
  readonly aws: ReadonlySet<string>
  readonly services: ReadonlySet<string>
  readonly canonicalUsers: ReadonlySet<string>
}

export function closeness(names: PrincipalNames, caller: Caller): Closeness {
  if (names.everyone) return 'caller'
  if (caller.type === 'anonymous') return 'none'
  if (caller.type === 'service') {
    return [caller.service, ...(caller.names ?? [])].some((name) => names.services.has(name))
      ? 'caller'
      : 'none'
  }
  if (names.aws.size === 0 && names.canonicalUsers.size === 0) return 'none'
  if (names.aws.has(caller.arn) || names.aws.has(caller.userId)) return 'caller'
  if (identitiesBehind(caller).some((identity) => names.aws.has(identity))) return 'role'
  if (!namesAccount(names, caller)) return 'none'
  return caller.type === 'root' ? 'caller' : 'account'
}

/** The role of a session, the user of a federated one: their ARNs and unique ids. */
function identitiesBehind(caller: IamCaller): string[] {
  if (caller.type === 'assumed-role') return [roleArnOf(caller), caller.userId.split(':', 1)[0]!]
  return caller.type === 'federated-user' && caller.userArn ? [caller.userArn] : []
}

function namesAccount({ aws, canonicalUsers }: PrincipalNames, caller: IamCaller): boolean {
  const partition = caller.arn.split(':', 2)[1]
  return (
    aws.has(caller.account) ||
    aws.has(`arn:${partition}:iam::${caller.account}:root`) ||
    (caller.canonicalUser !== undefined && canonicalUsers.has(caller.canonicalUser))
  )
}

/**
 * Whether a `NotPrincipal` element leaves a caller out. The account is looked at first, then the role, then the
 * session, and each must be named (IAM user guide, reference_policies_elements_notprincipal).
 */
export function isExempt(names: PrincipalNames, caller: Caller): boolean {
  if (names.everyone) return true
  if (!isIamCaller(caller)) return closeness(names, caller) !== 'none'
  if (!namesAccount(names, caller)) return false
  if (caller.type === 'root') return true
  const [identity, id] = identitiesBehind(caller)
  const own = names.aws.has(caller.arn) || names.aws.has(caller.userId)
  return own && (identity === undefined || names.aws.has(identity) || (id !== undefined && names.aws.has(id)))
}
