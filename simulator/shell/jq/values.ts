// What jq works on. Objects are maps, so that their keys stay in order, whatever they look like.

export type Value = null | boolean | number | string | readonly Value[] | Fields
export type Fields = ReadonlyMap<string, Value>

/** An error that `try` catches; any value can be one. */
export class JqError extends Error {
  readonly value: Value

  constructor(value: Value) {
    super(typeof value === 'string' ? value : print(value))
    this.value = value
  }
}

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value)
export const isFields = (value: Value): value is Fields => value instanceof Map
export const isTrue = (value: Value): boolean => value !== null && value !== false

export type TypeName = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'

export function typeOf(value: Value): TypeName {
  if (value === null) return 'null'
  if (isArray(value)) return 'array'
  if (isFields(value)) return 'object'
  return typeof value as TypeName
}

/** `string ("abc")`: as complaints name a value, cut after 11 characters. */
export function told(value: Value): string {
  const text = print(value)
  return `${typeOf(value)} (${text.length > 14 ? `${text.slice(0, 11)}...` : text})`
}

const order: readonly TypeName[] = ['null', 'boolean', 'number', 'string', 'array', 'object']

/** jq(1), sort: null, false, true, numbers, strings, arrays, objects. */
export function compare(one: Value, other: Value): number {
  const [a, b] = [order.indexOf(typeOf(one)), order.indexOf(typeOf(other))]
  if (a !== b) return a - b
  if (typeof one === 'string') return compareText(one, other as string)
  if (typeof one === 'number' || typeof one === 'boolean') return Number(one) - Number(other)
  if (isArray(one)) {
    const list = other as readonly Value[]
    for (let i = 0; i < Math.min(one.length, list.length); i++) {
      const found = compare(one[i]!, list[i]!)
      if (found) return found
    }
    return one.length - list.length
  }
  if (!isFields(one)) return 0
  const fields = other as Fields
  const [ours, theirs] = [keysOf(one), keysOf(fields)]
  const byKeys = compare(ours, theirs)
  if (byKeys) return byKeys
  for (const key of ours) {
    const found = compare(one.get(key)!, fields.get(key)!)
    if (found) return found
  }
  return 0
}

/** By code points, as jq sorts keys and strings. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0
  const [a, b] = [[...one], [...other]]
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]!.codePointAt(0)! - b[i]!.codePointAt(0)!
  }
  return a.length - b.length
}

export const keysOf = (fields: Fields): string[] => [...fields.keys()].sort(compareText)

export interface Look {
  /** Blanks a level, or a tab; nothing puts all on one line. */
  readonly indent?: string
  readonly sorts?: boolean
  readonly isAscii?: boolean
}

export function print(value: Value, look: Look = {}, level = ''): string {
  if (typeof value === 'string') return quoted(value, look.isAscii)
  if (typeof value === 'number') return printNumber(value)
  if (value === null || typeof value === 'boolean') return String(value)
  const inner = look.indent === undefined ? '' : level + look.indent
  const [open, close] = isArray(value) ? '[]' : '{}'
  const parts = isArray(value)
    ? value.map((one) => print(one, look, inner))
    : (look.sorts ? keysOf(value) : [...value.keys()]).map(
        (key) =>
          `${quoted(key, look.isAscii)}:${look.indent === undefined ? '' : ' '}${print(value.get(key)!, look, inner)}`,
      )
  if (!parts.length || look.indent === undefined) return `${open}${parts.join(',')}${close}`
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${level}${close}`
}

function quoted(text: string, isAscii = false): string {
  const plain = JSON.stringify(text).replaceAll('\x7f', '\\u007f')
  return isAscii
    ? plain.replace(/[\x80-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : plain
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'null'
  if (!Number.isFinite(value)) return `${value < 0 ? '-' : ''}1.7976931348623157e+308`
  if (Object.is(value, -0)) return '-0'
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2')
}

/** A function of values: the input first, then its arguments. */
export type Pure = (input: Value, ...args: Value[]) => Value
