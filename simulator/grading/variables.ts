// What a scenario's setup exported stands in its checks as `$NAME` or `${NAME}`.

export type Variables = Readonly<Record<string, string>>

const variable = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g

/** A value with every variable replaced; `missing` are those that nobody has set. */
export function bindVariables<T>(value: T, variables: Variables): { bound: T; missing: readonly string[] } {
  const missing = new Set<string>()
  const bind = (one: unknown): unknown => {
    if (typeof one === 'string') {
      return one.replace(variable, (whole, braced?: string, bare?: string) => {
        const name = braced ?? bare ?? ''
        if (Object.hasOwn(variables, name)) return variables[name] ?? ''
        missing.add(name)
        return whole
      })
    }
    if (Array.isArray(one)) return one.map(bind)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [String(bind(key)), bind(inner)]))
  }
  return { bound: bind(value) as T, missing: [...missing] }
}
