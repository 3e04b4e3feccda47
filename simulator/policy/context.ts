// What is known about a request when it is judged.

/**
 * Condition keys of a request by name in lower case, because AWS compares names without regard to case. A list is a
 * multivalued key; a key that is not there was not in the request.
 */
export type ContextKeys = Readonly<Record<string, string | readonly string[]>>

/** Values of a key, or undefined when the request has none. Names come from policies, and `constructor` is no key. */
export function valuesOf(keys: ContextKeys, name: string): readonly string[] | undefined {
  if (!Object.hasOwn(keys, name)) return undefined
  const value = keys[name]
  if (typeof value === 'string') return [value]
  return value?.length ? value : undefined
}

/** The value that a policy variable stands for: that of a key with one value. */
export function variableValue(keys: ContextKeys, name: string): string | undefined {
  if (!Object.hasOwn(keys, name)) return undefined
  const value = keys[name]
  return typeof value === 'string' ? value : undefined
}
