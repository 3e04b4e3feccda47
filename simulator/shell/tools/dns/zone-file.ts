import type { DnsRecord } from '../../../network/dns/answer.ts'

// Records as BIND's tools write them: in columns made with tabs.

export interface Style {
  readonly withTtl: boolean
  readonly withClass: boolean
  /** `5m` instead of 300. */
  readonly withUnits: boolean
  readonly isMultiline: boolean
}

export const usualStyle: Style = { withTtl: true, withClass: true, withUnits: false, isMultiline: false }

/** Goes on to a column with tabs, and by a blank where the text is there already. */
function indent(line: string, column: number): string {
  const from = widthOf(line)
  const to = Math.max(column, from + 1)
  const tabs = Math.floor(to / 8) - Math.floor(from / 8)
  if (tabs <= 0) return line + ' '.repeat(to - from)
  return line + '\t'.repeat(tabs) + ' '.repeat(to % 8)
}

function widthOf(line: string): number {
  let width = 0
  for (const character of line) width = character === '\t' ? (Math.floor(width / 8) + 1) * 8 : width + 1
  return width
}

export function writeRecord({ name, ttl, type, value }: DnsRecord, style: Style = usualStyle): string {
  const step = style.isMultiline ? 0 : 8
  let column = 24
  let line = name
  const put = (text: string) => {
    line = indent(line, column) + text
    column += step
  }
  if (style.withTtl) put(style.withUnits ? withUnits(ttl) : String(ttl))
  if (style.withClass) put('IN')
  put(type)
  return indent(line, column) + (style.isMultiline && type === 'SOA' ? longSoa(value) : value)
}

/** A line of the question section, without the semicolon. */
export function writeQuestion(
  name: string,
  type: string,
  className: string,
  style: Style = usualStyle,
): string {
  const step = style.isMultiline ? 0 : 8
  let column = style.withTtl ? 24 + step : 24
  let line = name
  if (style.withClass) {
    line = indent(line, column) + className
    column += step
  }
  return indent(line, column) + type
}

function withUnits(seconds: number): string {
  const units = [
    [604_800, 'w'],
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'm'],
  ] as const
  let rest = seconds
  let text = ''
  for (const [size, letter] of units) {
    const count = Math.floor(rest / size)
    if (count) text += `${count}${letter}`
    rest %= size
  }
  return rest || !text ? `${text}${rest}s` : text
}

const soaFields = ['serial', 'refresh', 'retry', 'expire', 'minimum'] as const

function longSoa(value: string): string {
  const [server = '', mail = '', ...numbers] = value.split(/\s+/)
  const lines = soaFields.map((field, i) => {
    const number = numbers[i] ?? '0'
    const told = field === 'serial' ? field : `${field} (${inWords(Number(number))})`
    return `\t\t\t\t${number.padEnd(10)} ; ${told}\n`
  })
  return `${server} ${mail} (\n${lines.join('')}\t\t\t\t)`
}

function inWords(seconds: number): string {
  const units = [
    [604_800, 'week'],
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const
  const words: string[] = []
  let rest = seconds
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size)
    if (count) words.push(`${count} ${unit}${count === 1 ? '' : 's'}`)
    rest %= size
  }
  return words.join(' ') || '0 seconds'
}
