import { validation } from './errors.ts'

// DynamoDB's numbers: decimal, 38 digits, exact. DynamoDB developer guide, HowItWorks.NamingRulesDataTypes.

/** `digits` × 10^`exponent`. */
interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

const mostDigits = 38
const largestExponent = 125
const smallestExponent = -130

export function readDecimal(text: string): Decimal {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text) ?? []
  if (whole === '' && fraction === '') {
    throw validation(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`)
  }
  const decimal = trimmed({
    digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`),
    exponent: Number(power) - fraction.length,
  })
  return checked(decimal)
}

function checked(decimal: Decimal): Decimal {
  const count = decimal.digits.toString().replace('-', '').length
  if (count > mostDigits) {
    throw validation('Attempting to store more than 38 significant digits in a Number')
  }
  const magnitude = decimal.exponent + count - 1
  if (decimal.digits !== 0n && magnitude > largestExponent) {
    throw validation(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    )
  }
  if (decimal.digits !== 0n && magnitude < smallestExponent) {
    throw validation(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    )
  }
  return decimal
}

/** Zeros at the end go into the exponent, so that one number has one form. */
function trimmed({ digits, exponent }: Decimal): Decimal {
  if (digits === 0n) return { digits, exponent: 0 }
  const text = digits.toString()
  const short = text.replace(/0+$/, '')
  return { digits: BigInt(short), exponent: exponent + text.length - short.length }
}

/** Without exponent, without needless zeros: as DynamoDB gives numbers back. */
export function writeDecimal({ digits, exponent }: Decimal): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString()
  if (exponent >= 0) return sign + text + '0'.repeat(digits === 0n ? 0 : exponent)
  const padded = text.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

export const normalNumber = (text: string): string => writeDecimal(readDecimal(text))

export function compareNumbers(a: string, b: string): number {
  const [left, right] = aligned(readDecimal(a), readDecimal(b))
  return left < right ? -1 : left > right ? 1 : 0
}

export function addNumbers(a: string, b: string): string {
  const [x, y] = [readDecimal(a), readDecimal(b)]
  const [left, right] = aligned(x, y)
  const exponent = Math.min(x.exponent, y.exponent)
  return writeDecimal(checked(trimmed({ digits: left + right, exponent })))
}

export const negative = (text: string): string => {
  const { digits, exponent } = readDecimal(text)
  return writeDecimal({ digits: -digits, exponent })
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent)
  const scaled = (one: Decimal) => one.digits * 10n ** BigInt(one.exponent - exponent)
  return [scaled(a), scaled(b)]
}
