import { Float, isList, isMap, type Value } from '../cli/output/values.ts'

/** Plain JSON. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain }

/** What a JMESPath expression gave, as plain JSON. */
export function plainOf(value: Value): Plain {
  if (value instanceof Float) return value.value
  if (isList(value)) return value.map(plainOf)
  if (!isMap(value)) return value as null | boolean | number | string
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainOf(one)]))
}

/** The same value; the order of members does not count. */
export function isEqual(a: Plain, b: Plain): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => isEqual(one, b[i] ?? null))
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) || Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] ?? null, b[key] ?? null))
  )
}
