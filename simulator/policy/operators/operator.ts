import type { ContextKeys } from '../context.ts'
import type { Reading } from '../pattern.ts'

/** Whether a value of the request is what the policy's value asks for. Undefined: a variable in it has no value. */
export type Test = (value: string, keys: ContextKeys) => boolean | undefined

/** One condition operator, without the `IfExists` and the `ForAnyValue:` that may stand around it. */
export interface Operator {
  readonly name: string
  /** It holds where no value of the policy matches. */
  readonly negated: boolean
  /** Reads a value of the policy once. Undefined when it is no value of the operator's type. */
  read(value: string, reading: Pick<Reading, 'variables'>): Test | undefined
}

export const negate = (name: string, operator: Operator): Operator => ({ ...operator, name, negated: true })
