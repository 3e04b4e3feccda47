import type { Mending } from '../network/mending/search.ts'
import type { CheckKinds, WrittenCheck } from './kinds.ts'
import type { Subject } from './subject.ts'
import { bindVariables } from './variables.ts'
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

/** A check's parameters with their variables in place, read once more: only now is it known what they are. */
export function readBound(kinds: CheckKinds, { variables }: Subject, check: WrittenCheck) {
  const type = kinds.typeOf(check)
  const { bound, missing } = bindVariables(kinds.paramsOf(check), variables)
  if (missing.length) return { problem: `Nothing has set $${missing.join(', $')}.` }
  const { success, data, error } = type.params.safeParse(bound)
  if (success) return { type, params: data as never }
  const [issue] = error.issues
  return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}` }
}
