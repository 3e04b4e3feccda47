// The words that values have in plain text and in error messages. The CLI is a Python program, so a
// missing value reads `None`, a truth reads `True`, and a large float reads `1e+20`.

import { pythonRepr } from '../../api/python-text.ts'
import { Float, isList, isMap, type Value } from './values.ts'

/** A value as text and table cells print it. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value
  return quotedTextOf(value)
}

/** A value as it reads inside a list or a map in an error message: strings have quotes. */
export function quotedTextOf(value: Value): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'number') return integerText(value)
  if (value instanceof Float) return floatText(value.value)
  if (typeof value === 'string') return pythonRepr(value)
  if (isList(value)) return `[${value.map(quotedTextOf).join(', ')}]`
  const entries = Object.entries(value)
  return `{${entries.map(([key, item]) => `${pythonRepr(key)}: ${quotedTextOf(item)}`).join(', ')}}`
}

/** A number that should be whole; one that is not is a float that came without its type. */
export function integerText(value: number): string {
  if (!Number.isInteger(value)) return floatText(value)
  return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString()
}

/** The shortest digits that name the float, always with a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [digits = '', power = ''] = Math.abs(value).toExponential().split('e')
  const exponent = Number(power)
  const sign = value < 0 ? '-' : ''
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${size}`
  }
  const plain = digits.replace('.', '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${plain}`
  const whole = plain.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${plain.slice(exponent + 1) || '0'}`
}

/** The name of a value's type in Python, which some of the CLI's messages show. */
export function typeName(value: Value): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value instanceof Float) return 'float'
  if (typeof value === 'string') return 'str'
  return isMap(value) ? 'dict' : 'list'
}
