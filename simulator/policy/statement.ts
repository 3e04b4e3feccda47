import type { Condition } from './condition.ts'
import type { Span } from './json-text.ts'
import { matches, matchesArn, type Pattern, resolve } from './pattern.ts'
import { type Closeness, closeness, isExempt, type PrincipalNames } from './principals.ts'
import type { Question } from './request.ts'

export interface Statement {
  /** From 0. */
  readonly index: number
  readonly sid: string | undefined
  readonly effect: 'Allow' | 'Deny'
  /** Missing in the kinds of policy that are attached to those they speak of. */
  readonly principal: Element<PrincipalNames> | undefined
  readonly action: Element<readonly Pattern[]>
  /** Missing where the policy speaks of the one resource that it is attached to. */
  readonly resource: Element<readonly Pattern[]> | undefined
  readonly conditions: readonly Condition[]
  /** Where it stands in the policy's text, as IAM counts it. */
  readonly place: Span
}

export interface Element<V> {
  /** It is the element with `Not` in front: everything but what it names. */
  readonly not: boolean
  readonly names: V
}

/** Why a statement says nothing about a request. */
export type Mismatch =
  | { readonly element: 'Principal' | 'Action' | 'Resource' }
  | { readonly element: 'Condition'; readonly condition: Condition }

export type Applies = { readonly applies: true; readonly closeness: Closeness }
const otherAction: Mismatch = { element: 'Action' }
const otherResource: Mismatch = { element: 'Resource' }
const otherPrincipal: Mismatch = { element: 'Principal' }

const appliesBy: Readonly<Record<Closeness, Applies>> = {
  none: { applies: true, closeness: 'none' },
  account: { applies: true, closeness: 'account' },
  role: { applies: true, closeness: 'role' },
  caller: { applies: true, closeness: 'caller' },
}

/** Whether a statement applies to a request, and how closely it names the caller; else the first thing against it. */
export function judgeStatement(statement: Statement, question: Question): Applies | Mismatch {
  if (!coversAction(statement.action, question.action)) return otherAction
  const { request } = question
  if (statement.resource && !coversResource(statement.resource, request)) return otherResource
  const named = namedBy(statement, question)
  if (named === 'none') return otherPrincipal
  for (const condition of statement.conditions) {
    if (!condition.holds(request.keys)) return { element: 'Condition', condition }
  }
  return appliesBy[named]
}

function coversAction({ not, names }: Statement['action'], action: string): boolean {
  for (const pattern of names) if (matches(pattern.units!, action)) return !not
  return not
}

/** A variable without a value matches nothing, and excepts nothing either: the statement does not apply. */
function coversResource(
  { not, names }: NonNullable<Statement['resource']>,
  { resource, keys }: Question['request'],
): boolean {
  let unresolved = false
  for (const pattern of names) {
    const units = resolve(pattern, keys)
    if (!units) unresolved = true
    else if (matchesArn(units, resource, true)) return !not
  }
  return not && !unresolved
}

function namedBy({ principal, effect }: Statement, { request, hasBoundary }: Question): Closeness {
  if (!principal) return 'caller'
  if (!principal.not) return closeness(principal.names, request.caller)
  // IAM user guide, reference_policies_elements_notprincipal: a `Deny` with it always denies whoever has a
  // permissions boundary, named or not.
  if (effect === 'Deny' && hasBoundary) return 'caller'
  return isExempt(principal.names, request.caller) ? 'none' : 'caller'
}
