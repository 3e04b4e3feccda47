import { negate, type Operator } from './operator.ts'

export const dateEquals = comparison('DateEquals', (found, wanted) => found === wanted)
export const dateNotEquals = negate('DateNotEquals', dateEquals)
export const dateLessThan = comparison('DateLessThan', (found, wanted) => found < wanted)
export const dateLessThanEquals = comparison('DateLessThanEquals', (found, wanted) => found <= wanted)
export const dateGreaterThan = comparison('DateGreaterThan', (found, wanted) => found > wanted)
export const dateGreaterThanEquals = comparison('DateGreaterThanEquals', (found, wanted) => found >= wanted)

function comparison(name: string, holds: (found: number, wanted: number) => boolean): Operator {
  return {
    name,
    negated: false,
    read(value) {
      const wanted = parseDate(value)
      if (wanted === undefined) return undefined
      return (text) => {
        const found = parseDate(text)
        return found !== undefined && holds(found, wanted)
      }
    },
  }
}

/**
 * Milliseconds since 1970, of a date in one of the W3C's forms of ISO 8601 or of seconds since 1970. Four digits are
 * a year. IAM user guide, reference_policies_elements_condition_operators, "Date condition operators".
 */
export function parseDate(text: string): number | undefined {
  const parts = isoPattern.exec(text)?.groups
  if (parts) return fromParts(parts)
  if (!/^-?\d{1,18}(\.\d+)?$/.test(text)) return undefined
  return Number(text) * 1000
}

const isoPattern =
  /^(?<year>\d{4})(?:-(?<month>\d\d)(?:-(?<day>\d\d)(?:[Tt ](?<hour>\d\d?)(?::(?<minute>\d\d)(?::(?<second>\d\d)(?<fraction>\.\d+)?)?)?(?:[Zz]|(?<sign>[+-])(?<awayHours>\d\d):?(?<awayMinutes>\d\d)?)?)?)?)?$/

function fromParts(parts: Record<string, string | undefined>): number | undefined {
  const number = (name: string, instead = 0) => (parts[name] === undefined ? instead : Number(parts[name]))
  const [year, month, day] = [number('year'), number('month', 1), number('day', 1)]
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')]
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const away = (number('awayHours') * 60 + number('awayMinutes')) * (parts['sign'] === '-' ? -1 : 1)
  return date.getTime() + ((hour * 60 + minute - away) * 60 + second + number('fraction')) * 1000
}
