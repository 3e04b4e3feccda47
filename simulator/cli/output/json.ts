import { floatText, integerText } from './texts.ts'
import { Float, isList, type Value } from './values.ts'

/** JSON as `--output json` prints it: four spaces, letters of every script as they are. */
export function writeJson(value: Value, indent = 4): string {
  const parts: string[] = []
  writeValue(value, '\n', ' '.repeat(indent), parts)
  return parts.join('')
}

function writeValue(value: Value, lineBreak: string, step: string, parts: string[]): void {
  if (value === null || typeof value !== 'object' || value instanceof Float) {
    parts.push(jsonScalar(value))
    return
  }
  const inner = lineBreak + step
  if (isList(value)) {
    if (value.length === 0) {
      parts.push('[]')
      return
    }
    let opening = '['
    for (const item of value) {
      parts.push(opening, inner)
      writeValue(item, inner, step, parts)
      opening = ','
    }
    parts.push(lineBreak, ']')
    return
  }
  const keys = Object.keys(value)
  if (keys.length === 0) {
    parts.push('{}')
    return
  }
  let opening = '{'
  for (const key of keys) {
    parts.push(opening, inner, JSON.stringify(key), ': ')
    writeValue(value[key] as Value, inner, step, parts)
    opening = ','
  }
  parts.push(lineBreak, '}')
}

export function jsonScalar(value: null | boolean | number | Float | string): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return integerText(value)
  if (value instanceof Float) return jsonFloat(value.value)
  return value ? 'true' : 'false'
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  return floatText(value)
}

/** JSON on one line, letters outside ASCII escaped, as JMESPath's `to_string` and tokens have it. */
export function compactJson(value: Value, comma = ',', colon = ':'): string {
  if (value === null || typeof value !== 'object' || value instanceof Float) return ascii(jsonScalar(value))
  if (isList(value)) return `[${value.map((item) => compactJson(item, comma, colon)).join(comma)}]`
  const members = Object.entries(value).map(
    ([key, item]) => ascii(JSON.stringify(key)) + colon + compactJson(item, comma, colon),
  )
  return `{${members.join(comma)}}`
}

function ascii(text: string): string {
  return text.replace(/[\x7f-\uffff]/g, (unit) =>
    unit === '\x7f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
