// What the `aws` command prints is written by rules that know more kinds of value than JavaScript does:
// a whole float prints `1.0`, and nothing prints `None`. Responses become these values before a query
// or a printer sees them.

/** A number of type float or double, so that 1024.0 does not print as 1024. */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

export type Value = null | boolean | number | Float | string | readonly Value[] | ValueMap
export interface ValueMap {
  readonly [key: string]: Value
}

/** A map that is still being filled. */
export type OpenMap = Record<string, Value>

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value)
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float)
}

export function isScalar(value: Value | undefined): value is null | boolean | number | Float | string {
  return !isList(value) && !isMap(value)
}

/** A map without inherited keys: AWS lets people name things `constructor`. */
export function emptyMap(): OpenMap {
  return Object.create(null) as OpenMap
}

/** The order in which the CLI sorts names: by code point. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

// Surrogates stand for code points above every other unit.
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

export function sortedKeys(map: ValueMap): string[] {
  return Object.keys(map).sort(compareText)
}

/** JSON text to values, with `1.0` kept apart from `1`. Throws a SyntaxError. */
export function parseJson(text: string): Value {
  return JSON.parse(text, reviveNumber) as Value
}

function reviveNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value
  const isFloat = context?.source === undefined ? !Number.isInteger(value) : /[.eE]/.test(context.source)
  return isFloat ? new Float(value) : value
}
