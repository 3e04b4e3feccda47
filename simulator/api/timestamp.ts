/**
 * Milliseconds since 1970 of a time as people write it: ISO 8601, seconds since 1970, the way of mail and HTTP
 * ("Sun, 06 Nov 1994 08:49:37 GMT"), or 11/06/1994. A time without a zone is UTC. Undefined when it is none of
 * these. NOT MODELLED: what the CLI completes from today's date, such as "10:00" or "Monday".
 */
export function parseTimestamp(text: string): number | undefined {
  const trimmed = text.trim()
  // The CLI reads every number as seconds, eight digits too (observed in AWS CLI 2.36).
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return withinYears(Number(trimmed) * 1000)
  for (const form of forms) {
    const parts = form.exec(trimmed)?.groups
    if (parts) return fromParts(parts)
  }
  return undefined
}

const zone = '(?<zone>Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)'
const seconds = '(?::(?<second>\\d{1,2})(?:[.,](?<fraction>\\d+))?)?'
const clock = `(?<hour>\\d{1,2}):(?<minute>\\d{1,2})${seconds}(?:\\s*(?<half>[ap]m))?\\s*${zone}?`
const packed = `(?<hour>\\d{2})(?:(?<minute>\\d{2})(?:(?<second>\\d{2})(?:[.,](?<fraction>\\d+))?)?)?\\s*${zone}?`
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\\s+)?'
const word = '(?<month>[a-z]{3,9})'

const forms = [
  `(?<year>\\d{4})[-/](?<month>\\d{1,2})(?:[-/](?<day>\\d{1,2})(?:(?:T|\\s+)(?:${clock}|${packed}))?)?`,
  `(?<year>\\d{4})(?<month>\\d{2})(?<day>\\d{2})(?:T|\\s+)(?:${clock}|${packed})`,
  `(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})(?:\\s+${clock})?`,
  `${weekday}(?<day>\\d{1,2})[\\s-]+${word}[\\s,-]+(?<year>\\d{4})(?:\\s+${clock})?`,
  `${weekday}${word}\\s+(?<day>\\d{1,2}),?\\s+(?:${clock}\\s+)?(?<year>\\d{4})`,
].map((form) => new RegExp(`^${form}$`, 'i'))

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Python's times end with the year 9999. */
function withinYears(milliseconds: number): number | undefined {
  return Math.abs(milliseconds) < Date.UTC(10_000, 0) ? milliseconds : undefined
}

type Parts = Readonly<Record<string, string | undefined>>

function fromParts(parts: Parts): number | undefined {
  const number = (name: string, absent: number) => (parts[name] === undefined ? absent : Number(parts[name]))
  const year = number('year', 0)
  const month = monthOf(parts['month'])
  const day = number('day', 1)
  const hour = hourOf(number('hour', 0), parts['half'])
  const minute = number('minute', 0)
  const second = number('second', 0)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const fraction = Math.floor(Number(`0.${parts['fraction'] ?? '0'}`) * 1000)
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction) - zoneOffset(parts['zone'])
}

const monthOf = (text = '1'): number =>
  /^\d/.test(text) ? Number(text) : months.indexOf(text.slice(0, 3).toLowerCase()) + 1

const hourOf = (hour: number, half: string | undefined): number =>
  half ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour

const daysIn = (year: number, month: number): number => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function zoneOffset(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '')
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000
}
