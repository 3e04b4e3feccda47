import type { Dynamodb } from '../../api/generated/types.d.ts'
import { hexOf } from '../../kernel/md5.ts'
import { compareNumbers, normalNumber } from './decimals.ts'
import { validation } from './errors.ts'

export type Value = Dynamodb.AttributeValue
export type Item = Readonly<Record<string, Value>>
export type TypeName = 'S' | 'N' | 'B' | 'SS' | 'NS' | 'BS' | 'M' | 'L' | 'NULL' | 'BOOL'

export function typeOf(value: Value): TypeName {
  const [name] = Object.entries(value).find(([, one]) => one !== undefined) ?? []
  return name as TypeName
}

/** A value as DynamoDB stores it: numbers in one form, sets without order. Refuses what it does not store. */
export function normalValue(value: Value): Value {
  const given = Object.entries(value).filter(([, one]) => one !== undefined)
  if (given.length !== 1) {
    throw validation(
      given.length
        ? 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes'
        : 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    )
  }
  if (value.N !== undefined) return { N: normalNumber(value.N) }
  if (value.SS) return { SS: checkedSet(value.SS, value.SS) }
  if (value.NS) {
    const numbers = value.NS.map(normalNumber)
    return { NS: checkedSet(numbers, numbers) }
  }
  if (value.BS) return { BS: checkedSet(value.BS, value.BS.map(hexOf)) }
  if (value.L) return { L: value.L.map(normalValue) }
  if (value.M) return { M: normalItem(value.M) }
  if (value.NULL === false) {
    throw validation(
      'One or more parameter values were invalid: Null attribute value types must have the value of true',
    )
  }
  return value
}

function checkedSet<T>(items: readonly T[], names: readonly string[]): readonly T[] {
  if (!items.length) {
    throw validation('One or more parameter values were invalid: An number set  may not be empty')
  }
  if (new Set(names).size < names.length) {
    throw validation(
      `One or more parameter values were invalid: Input collection [${names.join(', ')}] contains duplicates.`,
    )
  }
  return items
}

export const normalItem = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, normalValue(value)]))

export function isEqual(a: Value, b: Value): boolean {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (type === 'N') return compareNumbers(a.N!, b.N!) === 0
  if (type === 'SS' || type === 'NS' || type === 'BS') {
    const [left, right] = [membersOf(a), membersOf(b)]
    return left.size === right.size && [...left].every((one) => right.has(one))
  }
  if (type === 'L') {
    return a.L!.length === b.L!.length && a.L!.every((one, i) => isEqual(one, b.L![i]!))
  }
  if (type === 'M') {
    const names = Object.keys(a.M!)
    return (
      names.length === Object.keys(b.M!).length &&
      names.every((name) => b.M![name] !== undefined && isEqual(a.M![name]!, b.M![name]!))
    )
  }
  return keyText(a) === keyText(b)
}

/** The members of a set, each as text. */
export function membersOf(value: Value): ReadonlySet<string> {
  return new Set(value.SS ?? value.NS ?? value.BS?.map(hexOf) ?? [])
}

/** Order of two values of one type; undefined where they have none. */
export function compare(a: Value, b: Value): number | undefined {
  const type = typeOf(a)
  if (type !== typeOf(b)) return undefined
  if (type === 'N') return compareNumbers(a.N!, b.N!)
  if (type === 'S') return compareTexts(hexOf(utf8(a.S!)), hexOf(utf8(b.S!)))
  if (type === 'B') return compareTexts(hexOf(a.B!), hexOf(b.B!))
  return undefined
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const utf8 = (text: string) => new TextEncoder().encode(text)

/** A scalar as text that no other scalar has. */
export function keyText(value: Value): string {
  const type = typeOf(value)
  if (type === 'B') return `B${hexOf(value.B!)}`
  if (type === 'N') return `N${normalNumber(value.N!)}`
  return `${type}${String(value[type])}`
}

/** DynamoDB developer guide, CapacityUnitCalculations: how large a value counts. */
export function sizeOf(value: Value): number {
  switch (typeOf(value)) {
    case 'S':
      return utf8(value.S!).length
    case 'N':
      return Math.ceil(value.N!.replace(/^-|\.|^0+|0+$/g, '').length / 2) + 1
    case 'B':
      return value.B!.length
    case 'SS':
      return value.SS!.reduce((sum, one) => sum + utf8(one).length, 0)
    case 'NS':
      return value.NS!.reduce((sum, one) => sum + sizeOf({ N: one }), 0)
    case 'BS':
      return value.BS!.reduce((sum, one) => sum + one.length, 0)
    case 'L':
      return 3 + value.L!.reduce((sum, one) => sum + 1 + sizeOf(one), 0)
    case 'M':
      return 3 + Object.keys(value.M!).length + itemSize(value.M!)
    default:
      return 1
  }
}

export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + utf8(name).length + sizeOf(value), 0)
