import { type ContextKeys, valuesOf } from './context.ts'
import { operators } from './operators/index.ts'
import type { Operator, Test } from './operators/operator.ts'
import { readPattern } from './pattern.ts'

/** One key under one operator. All of a statement's must hold. */
export interface Condition {
  /** As the policy writes it: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
  /** Keys that its values read through variables, as written. */
  readonly variables: readonly string[]
  holds(keys: ContextKeys): boolean
}

export interface Comparison {
  readonly operator: Operator | 'Null'
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly ifExists: boolean
}

/** Reads the name of an operator with what may stand around it. */
export function readOperator(text: string): Comparison | undefined {
  const [, set, name = '', suffix] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(text) ?? []
  const ifExists = suffix !== undefined
  // IAM user guide, reference_policies_elements_condition_operators: `Null` takes no IfExists.
  const operator = name === 'Null' && !ifExists ? name : operators.get(name)
  return operator && { operator, set: set as Comparison['set'], ifExists }
}

/** A condition, or the values that are none of the operator's. */
export function readCondition(
  comparison: Comparison,
  written: Pick<Condition, 'operator' | 'key' | 'values'>,
  { variables }: { readonly variables: boolean },
): Condition | { readonly wrong: readonly string[] } {
  const { operator } = comparison
  const key = written.key.toLowerCase()
  if (operator === 'Null') {
    const wrong = written.values.filter((value) => !/^(true|false)$/i.test(value))
    if (wrong.length) return { wrong }
    const absences = new Set(written.values.map((value) => value.toLowerCase() === 'true'))
    return {
      ...written,
      variables: [],
      holds: (keys) => absences.has(valuesOf(keys, key) === undefined),
    }
  }
  const read = written.values.map((value) => operator.read(value, { variables }))
  const wrong = written.values.filter((_, i) => !read[i])
  if (wrong.length) return { wrong }
  const tests = read as Test[]
  return {
    ...written,
    variables: variables ? written.values.flatMap(variablesIn) : [],
    holds: (keys) => holds(comparison, operator.negated, tests, valuesOf(keys, key), keys),
  }
}

const variablesIn = (value: string) => readPattern(value, { wildcards: false, variables: true }).variables

function holds(
  { set, ifExists }: Comparison,
  negated: boolean,
  tests: readonly Test[],
  values: readonly string[] | undefined,
  keys: ContextKeys,
): boolean {
  if (!values) return ifExists || set === 'ForAllValues' || (negated && set === undefined)
  const one = (value: string) => judge(tests, negated, value, keys)
  if (set === 'ForAnyValue') return values.some(one)
  // IAM user guide, reference_policies_condition-single-vs-multi-valued-context-keys: an empty string is no value.
  if (set === 'ForAllValues') return (values.length === 1 && values[0] === '') || values.every(one)
  return negated ? values.every(one) : values.some(one)
}

/**
 * A value of the request against all values of the policy: one match is enough. A variable without a value makes any
 * comparison fail, a negated one too (IAM user guide, reference_policies_variables).
 */
function judge(tests: readonly Test[], negated: boolean, value: string, keys: ContextKeys): boolean {
  let unresolved = false
  for (const test of tests) {
    const matched = test(value, keys)
    if (matched) return !negated
    if (matched === undefined) unresolved = true
  }
  return negated && !unresolved
}
