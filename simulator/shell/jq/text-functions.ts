import { split } from './operators.ts'
import { JsonError, readOne } from './read-json.ts'
import { isArray, JqError, type Pure, print, told, type Value } from './values.ts'

const text = (value: Value, what: string): string => {
  if (typeof value !== 'string') throw new JqError(what)
  return value
}

const trimmed = (value: Value, how: (one: string) => string): Value =>
  how(text(value, `${told(value)} cannot be trimmed`))

export const textFunctions: Readonly<Record<string, Pure>> = {
  'tostring/0': (value) => (typeof value === 'string' ? value : print(value)),
  'tonumber/0': (value) => {
    if (typeof value === 'number') return value
    if (typeof value !== 'string') throw new JqError(`${told(value)} cannot be parsed as a number`)
    try {
      const read = readOne(value)
      if (typeof read === 'number') return read
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
    }
    throw new JqError(
      `Invalid numeric literal at EOF at line 1, column ${value.length} (while parsing '${value}')`,
    )
  },
  'fromjson/0': (value) => {
    const written = text(value, `${told(value)} cannot be parsed as JSON`)
    try {
      return readOne(written)
    } catch (error) {
      if (!(error instanceof JsonError)) throw error
      throw new JqError(`${error.message} (while parsing '${written}')`)
    }
  },
  'ascii_downcase/0': (value) =>
    text(value, 'ascii_downcase input must be a string').replace(/[A-Z]/g, (one) => one.toLowerCase()),
  'ascii_upcase/0': (value) =>
    text(value, 'ascii_upcase input must be a string').replace(/[a-z]/g, (one) => one.toUpperCase()),
  'startswith/1': (value, start) =>
    text(value, 'startswith() requires string inputs').startsWith(
      text(start!, 'startswith() requires string inputs'),
    ),
  'endswith/1': (value, end) =>
    text(value, 'endswith() requires string inputs').endsWith(
      text(end!, 'endswith() requires string inputs'),
    ),
  'ltrimstr/1': (value, start) =>
    typeof value === 'string' && typeof start === 'string' && value.startsWith(start)
      ? value.slice(start.length)
      : value,
  'rtrimstr/1': (value, end) =>
    typeof value === 'string' && typeof end === 'string' && end !== '' && value.endsWith(end)
      ? value.slice(0, -end.length)
      : value,
  'trim/0': (value) => trimmed(value, (one) => one.trim()),
  'ltrim/0': (value) => trimmed(value, (one) => one.trimStart()),
  'rtrim/0': (value) => trimmed(value, (one) => one.trimEnd()),
  'split/1': (value, by) =>
    split(
      text(value, 'split input and separator must be strings'),
      text(by!, 'split input and separator must be strings'),
    ),
  'join/1': (value, by) => {
    if (!isArray(value))
      throw new JqError(`Cannot iterate over ${value === null ? 'null (null)' : told(value)}`)
    let made = ''
    for (const [i, one] of value.entries()) {
      if (i && typeof by !== 'string') throw new JqError(`${told(made)} and ${told(by!)} cannot be added`)
      if (typeof one === 'object' && one !== null)
        throw new JqError(`${told(i ? made + by : made)} and ${told(one)} cannot be added`)
      made += (i ? by : '') + (one === null ? '' : typeof one === 'string' ? one : print(one))
    }
    return made
  },
  'explode/0': (value) =>
    [...text(value, `${told(value)} cannot be exploded`)].map((one) => one.codePointAt(0)!),
  'implode/0': (value) => {
    if (!isArray(value)) throw new JqError('implode input must be an array')
    return value.map((one) => String.fromCodePoint(Number(one))).join('')
  },
}
