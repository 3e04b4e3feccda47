import { formatDate } from '../commands/dates.ts'
import { isArray, JqError, type Pure, type Value } from './values.ts'

const iso = '%Y-%m-%dT%H:%M:%SZ'

function broken(seconds: number): Value[] {
  const date = new Date(Math.floor(seconds) * 1000)
  const start = Date.UTC(date.getUTCFullYear(), 0, 1)
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds() + (seconds - Math.floor(seconds)),
    date.getUTCDay(),
    Math.floor((date.getTime() - start) / 86_400_000),
  ]
}

function seconds(value: Value, name: string): number {
  if (typeof value === 'number') return value
  if (!isArray(value) || value.length < 6 || value.some((one) => typeof one !== 'number'))
    throw new JqError(`${name} requires array of 6 numbers`)
  const [year, month, day, hour, minute, second] = value as readonly number[]
  return Date.UTC(year!, month!, day!, hour!, minute!, Math.floor(second!)) / 1000
}

/** As strptime(3) reads a time: the fields that programs use. */
function readTime(text: string, format: string): Value {
  const names: string[] = []
  const pattern = format
    .replace(/%F/g, '%Y-%m-%d')
    .replace(/%T/g, '%H:%M:%S')
    .replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')
    .replace(/%([YmdHMSZzs])/g, (_, letter: string) => {
      names.push(letter)
      return (
        { Y: '(\\d{4})', Z: '([A-Za-z]+)', z: '([+-]\\d\\d:?\\d\\d|Z)', s: '(\\d+)' }[letter] ?? '(\\d{1,2})'
      )
    })
  const found = new RegExp(`^${pattern}$`).exec(text)
  if (!found || pattern.includes('%')) throw new JqError(`date "${text}" does not match format "${format}"`)
  const field = (letter: string, usual: number) => {
    const at = names.indexOf(letter)
    return at < 0 ? usual : Number(found[at + 1])
  }
  if (names.includes('s')) return broken(field('s', 0))
  const time = Date.UTC(
    field('Y', 1900),
    field('m', 1) - 1,
    field('d', 1),
    field('H', 0),
    field('M', 0),
    field('S', 0),
  )
  return broken(time / 1000)
}

const text = (value: Value, name: string): string => {
  if (typeof value !== 'string') throw new JqError(`${name} requires string inputs and arguments`)
  return value
}

const formatTime = (value: Value, format: Value): Value => {
  if (typeof value !== 'number' && !isArray(value))
    throw new JqError('strftime/1 requires parsed datetime inputs')
  return formatDate(text(format, 'strftime/1'), Math.floor(seconds(value, 'strftime/1')) * 1000)
}

export const timeFunctions: Readonly<Record<string, Pure>> = {
  'gmtime/0': (value) => {
    if (typeof value !== 'number') throw new JqError('gmtime() requires a number')
    return broken(value)
  },
  'localtime/0': (value) => broken(Number(value)),
  'mktime/0': (value) => {
    if (!isArray(value)) throw new JqError('mktime requires array of 6 numbers')
    return seconds(value, 'mktime')
  },
  'strftime/1': (value, format) => formatTime(value, format!),
  'strflocaltime/1': (value, format) => formatTime(value, format!),
  'strptime/1': (value, format) => {
    if (typeof value !== 'string') throw new JqError(`strptime/1 requires string inputs and arguments`)
    return readTime(value, text(format!, 'strptime/1'))
  },
  'todate/0': (value) => {
    if (typeof value !== 'number') throw new JqError('strftime/1 requires parsed datetime inputs')
    return formatTime(value, iso)
  },
  'fromdate/0': (value) => {
    if (typeof value !== 'string') throw new JqError(`strptime/1 requires string inputs and arguments`)
    return seconds(readTime(value, iso), 'mktime')
  },
}
