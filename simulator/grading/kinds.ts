import { z } from 'zod'
import type { CheckType } from './define.ts'

/** A check as it is written: its type is the name of its one member, and what it is told the value. */
export type WrittenCheck = Readonly<Record<string, unknown>>

/** Some types of checks, as one: who reads a check asks it which type that is. */
export interface CheckKinds {
  readonly types: readonly CheckType[]
  readonly schema: z.ZodType<WrittenCheck>
  typeOf(check: WrittenCheck): CheckType
  paramsOf(check: WrittenCheck): unknown
}

export function kindsOf(types: readonly CheckType[]): CheckKinds {
  const byName = new Map(types.map((one) => [one.type, one]))
  const typeOf = (check: WrittenCheck): CheckType => {
    const type = Object.keys(check).flatMap((key) => byName.get(key) ?? [])[0]
    if (!type) throw new Error(`There is no check in ${Object.keys(check).join(', ')}.`)
    return type
  }
  return {
    types,
    schema: z.strictObject(membersOf(types)).superRefine(hasOneOf(types)),
    typeOf,
    paramsOf: (check) => check[typeOf(check).type],
  }
}

/** One optional member for each type, for a schema that has others beside them. */
export const membersOf = (types: readonly CheckType[]): Record<string, z.ZodType> =>
  Object.fromEntries(types.map(({ type, params, summary }) => [type, params.optional().describe(summary)]))

export const hasOneOf = (types: readonly CheckType[]) => (value: object, context: z.RefinementCtx) => {
  const found = types.filter(({ type }) => (value as WrittenCheck)[type] !== undefined)
  if (found.length === 1) return
  const words = types.map(({ type }) => type).join(', ')
  const told = found.length ? found.map(({ type }) => type).join(' and ') : 'none'
  context.addIssue({ code: 'custom', message: `expected one of ${words}; found ${told}` })
}
