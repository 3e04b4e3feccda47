import type { Mending } from '../network/mending/search.ts'
import type { CheckType } from './define.ts'
import type { CheckKinds, WrittenCheck } from './kinds.ts'
import type { Subject } from './subject.ts'
import { bindVariables, type Variables } from './variables.ts'
import { cannotAsk, type Finding } from './verdict.ts'

/** What a check finds in a world that is its own from here on. */
export function judge(kinds: CheckKinds, subject: Subject, check: WrittenCheck, id: string): Finding {
  const read = readBound(kinds, subject, check)
  return read.problem !== undefined ? cannotAsk(read.problem) : read.type.evaluate(subject, read.params, id)
}

/** The fewest changes after which a check holds; undefined where that cannot be searched for. */
export function mendCheck(kinds: CheckKinds, subject: Subject, check: WrittenCheck): Mending | undefined {
  const read = readBound(kinds, subject, check)
  return read.problem !== undefined ? undefined : read.type.mend?.(subject, read.params)
}

type Bound =
  | { readonly problem: string }
  | { readonly problem?: undefined; readonly type: CheckType; readonly params: never }

// Goals are judged again and again, with the same variables.
const known = new WeakMap<WrittenCheck, { readonly variables: Variables; readonly bound: Bound }>()

/** A check's parameters with their variables in place, read once more: only now is it known what they are. */
export function readBound(
  kinds: CheckKinds,
  { variables }: Pick<Subject, 'variables'>,
  check: WrittenCheck,
): Bound {
  const before = known.get(check)
  if (before?.variables === variables) return before.bound
  const bound = bind(kinds, variables, check)
  known.set(check, { variables, bound })
  return bound
}

function bind(kinds: CheckKinds, variables: Variables, check: WrittenCheck): Bound {
  const type = kinds.typeOf(check)
  const { bound, missing } = bindVariables(kinds.paramsOf(check), variables)
  if (missing.length) return { problem: `Nothing has set $${missing.join(', $')}.` }
  const { success, data, error } = type.params.safeParse(bound)
  if (success) return { type, params: data as never }
  const [issue] = error.issues
  return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}` }
}
