// Dates as GNU date reads and writes them. The simulated machine is set to UTC, as AWS's machines are.

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const pad = (value: number, width = 2, fill = '0') => String(value).padStart(width, fill)

/** The text for a format such as `%Y-%m-%d`. */
export function formatDate(format: string, time: number): string {
  const date = new Date(time)
  return format.replace(/%(:?)([-_0^]?)(\d*)([a-zA-Z%])/g, (whole, colon, flag, width, letter) => {
    if (colon) return letter === 'z' ? '+00:00' : whole
    const text = field(letter, date)
    if (text === undefined) return whole
    return flagged(letter === 'N' && width ? text.slice(0, Number(width)) : text, flag)
  })
}

function flagged(text: string, flag: string): string {
  if (flag === '^') return text.toUpperCase()
  if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '')
  if (flag === '_') return text.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length))
  return text
}

function field(letter: string, date: Date): string | undefined {
  const hour = date.getUTCHours()
  const short = (names: readonly string[], index: number) => names[index]!.slice(0, 3)
  const again = (format: string) => formatDate(format, date.getTime())
  switch (letter) {
    case '%':
      return '%'
    case 'n':
      return '\n'
    case 't':
      return '\t'
    case 'Y':
      return String(date.getUTCFullYear())
    case 'C':
      return pad(Math.floor(date.getUTCFullYear() / 100))
    case 'y':
      return pad(date.getUTCFullYear() % 100)
    case 'm':
      return pad(date.getUTCMonth() + 1)
    case 'd':
      return pad(date.getUTCDate())
    case 'e':
      return pad(date.getUTCDate(), 2, ' ')
    case 'H':
      return pad(hour)
    case 'k':
      return pad(hour, 2, ' ')
    case 'I':
      return pad(hour % 12 || 12)
    case 'l':
      return pad(hour % 12 || 12, 2, ' ')
    case 'p':
      return hour < 12 ? 'AM' : 'PM'
    case 'P':
      return hour < 12 ? 'am' : 'pm'
    case 'M':
      return pad(date.getUTCMinutes())
    case 'S':
      return pad(date.getUTCSeconds())
    case 'N':
      return `${pad(date.getUTCMilliseconds(), 3)}000000`
    case 's':
      return String(Math.floor(date.getTime() / 1000))
    case 'a':
      return short(days, date.getUTCDay())
    case 'A':
      return days[date.getUTCDay()]!
    case 'b':
    case 'h':
      return short(months, date.getUTCMonth())
    case 'B':
      return months[date.getUTCMonth()]!
    case 'j':
      return pad(dayOfYear(date) + 1, 3)
    case 'u':
      return String(date.getUTCDay() || 7)
    case 'w':
      return String(date.getUTCDay())
    case 'U':
      return pad(Math.floor((dayOfYear(date) + 7 - date.getUTCDay()) / 7))
    case 'W':
      return pad(Math.floor((dayOfYear(date) + 7 - ((date.getUTCDay() + 6) % 7)) / 7))
    case 'V':
      return pad(isoWeek(date))
    case 'Z':
      return 'UTC'
    case 'z':
      return '+0000'
    case 'F':
      return again('%Y-%m-%d')
    case 'T':
      return again('%H:%M:%S')
    case 'R':
      return again('%H:%M')
    case 'D':
    case 'x':
      return again('%m/%d/%y')
    case 'X':
      return again('%H:%M:%S')
    case 'r':
      return again('%I:%M:%S %p')
    case 'c':
      return again('%a %b %e %H:%M:%S %Y')
    default:
      return undefined
  }
}

const day = 86_400_000

const dayOfYear = (date: Date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day)

function isoWeek(date: Date): number {
  // The week belongs to the year of its Thursday.
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * day)
  return Math.floor(dayOfYear(thursday) / 7) + 1
}

const lengths: Readonly<Record<string, number>> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day,
  week: 7 * day,
  fortnight: 14 * day,
}

/** The moment that a text such as `2 hours ago`, `@0` or `2026-01-31T10:00Z` names; undefined if none. */
export function readDate(text: string, now: number): number | undefined {
  const epoch = /^@(-?\d+(?:\.\d+)?)$/.exec(text.trim())
  if (epoch) return Number(epoch[1]) * 1000
  let time = now
  let rest = text.trim().toLowerCase()
  const absolute =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:t|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?/
  const found = absolute.exec(rest)
  if (found) {
    const moment = readAbsolute(found)
    if (moment === undefined) return undefined
    time = moment
    rest = rest.slice(found[0].length)
  }
  return readRelative(rest, time, now)
}

function readAbsolute([, year, month, date, hour, minute, second, fraction, zone]: RegExpExecArray) {
  const [y, m, d] = [Number(year), Number(month), Number(date)]
  const midnight = Date.UTC(y, m - 1, d)
  const back = new Date(midnight)
  if (back.getUTCMonth() !== m - 1 || back.getUTCDate() !== d) return undefined
  const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)]
  if (h > 23 || min > 59 || s > 60) return undefined
  const offset = /([+-])(\d{2}):?(\d{2})/.exec(zone ?? '')
  const minutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3])) : 0
  return (
    midnight + ((h * 60 + min - minutes) * 60 + s) * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000)
  )
}

function readRelative(text: string, start: number, now: number): number | undefined {
  let time = start
  let rest = text.trim()
  while (rest) {
    const named = /^(now|today|yesterday|tomorrow|midnight|utc|z)\b\s*/.exec(rest)
    const span = /^([+-]?\s*\d+|next|last|a|an)?\s*([a-z]+?)s?(\s+ago)?(?=$|[\s+-])\s*/.exec(rest)
    const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?\s*/.exec(rest)
    if (named) {
      if (named[1] === 'yesterday') time -= day
      if (named[1] === 'tomorrow') time += day
      if (named[1] === 'midnight') time = Math.floor(now / day) * day
      rest = rest.slice(named[0].length)
    } else if (clock) {
      const seconds = (Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0)
      time = Math.floor(time / day) * day + seconds * 1000
      rest = rest.slice(clock[0].length)
    } else if (span) {
      const count = countOf(span[1]) * (span[3] ? -1 : 1)
      const moved = move(time, count, span[2]!)
      if (moved === undefined) return undefined
      time = moved
      rest = rest.slice(span[0].length)
    } else return undefined
  }
  return time
}

function countOf(word: string | undefined): number {
  if (word === undefined || word === 'next' || word === 'a' || word === 'an') return 1
  return word === 'last' ? -1 : Number(word.replaceAll(' ', ''))
}

function move(time: number, count: number, unit: string): number | undefined {
  if (unit !== 'month' && unit !== 'year') {
    const length = lengths[unit]
    return length === undefined ? undefined : time + count * length
  }
  const date = new Date(time)
  date.setUTCMonth(date.getUTCMonth() + count * (unit === 'year' ? 12 : 1))
  return date.getTime()
}
