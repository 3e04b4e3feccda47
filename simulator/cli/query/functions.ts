// JMESPath's functions (jmespath.org, "Functions"). A call with wrong arguments fails while the answer is
// read, after the request: exit status 255 and the library's own sentence, observed in AWS CLI 2.36.

import { CliError } from '../errors.ts'
import { compactJson } from '../output/json.ts'
import { quotedTextOf, textOf, typeName } from '../output/texts.ts'
import {
  compareText,
  emptyMap,
  Float,
  isList,
  isMap,
  type OpenMap,
  type Value,
  type ValueMap,
} from '../output/values.ts'
import { areEqual, numberOf } from './compare.ts'

/** An argument written `&…`: it is not evaluated but handed to the function. */
export class Expression {
  readonly run: (value: Value) => Value

  constructor(run: (value: Value) => Value) {
    this.run = run
  }
}

export type Evaluated = Value | Expression

type Kind = 'number' | 'string' | 'boolean' | 'array' | 'object' | 'null' | 'expref'
type Accepted = Kind | 'array-number' | 'array-string'

interface Definition {
  /** What each argument may be; an empty list means anything. */
  readonly accepts: readonly (readonly Accepted[])[]
  readonly isVariadic?: boolean
  readonly run: (...args: never[]) => Value
}

type Numeric = number | Float

export function callFunction(name: string, args: readonly Evaluated[]): Value {
  const definition = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (!definition) throw new CliError(`Unknown function: ${name}()`)
  checkCount(name, definition, args.length)
  definition.accepts.forEach((accepted, i) => {
    if (accepted.length > 0) checkType(name, args[i] as Evaluated, accepted)
  })
  return definition.run(...(args as never[]))
}

function checkCount(name: string, { accepts, isVariadic }: Definition, received: number): void {
  const expected = accepts.length
  if (isVariadic ? received >= expected : received === expected) return
  const least = isVariadic ? 'at least ' : ''
  const plural = expected === 1 ? '' : 's'
  throw new CliError(
    `Expected ${least}${expected} argument${plural} for function ${name}(), received ${received}`,
  )
}

function kindOf(value: Evaluated): Kind {
  if (value instanceof Expression) return 'expref'
  if (value === null) return 'null'
  if (isList(value)) return 'array'
  if (isMap(value)) return 'object'
  if (numberOf(value) !== undefined) return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}

function wrongType(name: string, value: Evaluated, received: string, accepted: readonly string[]): CliError {
  const shown = value instanceof Expression ? '&' : textOf(value)
  return new CliError(
    `In function ${name}(), invalid type for value: ${shown}, ` +
      `expected one of: ${quotedTextOf(accepted)}, received: "${received}"`,
  )
}

function checkType(name: string, value: Evaluated, accepted: readonly Accepted[]): void {
  const kind = kindOf(value)
  const kinds = accepted.map((type) => type.split('-')[0])
  if (!kinds.includes(kind)) throw wrongType(name, value, kind, accepted)
  const elements = accepted.flatMap((type) => type.split('-')[1] ?? [])
  if (elements.length === 0 || value instanceof Expression || !isList(value)) return
  // With several allowed kinds of element, the first element decides which one.
  const first = value[0]
  if (first === undefined) return
  const wanted = elements.length === 1 ? elements[0] : elements.find((element) => element === kindOf(first))
  for (const item of value) {
    if (kindOf(item) !== wanted) throw wrongType(name, item, typeName(item), accepted)
  }
}

const sizeOf = (value: Numeric) => (value instanceof Float ? value.value : value)
const likeNumber = (model: Numeric, value: number) => (model instanceof Float ? new Float(value) : value)

function compareKeys(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return (numberOf(a) ?? 0) - (numberOf(b) ?? 0)
}

function sum(numbers: readonly Numeric[]): Numeric {
  const total = numbers.reduce<number>((sofar, number) => sofar + sizeOf(number), 0)
  return numbers.some((number) => number instanceof Float) ? new Float(total) : total
}

function best(list: readonly Value[], key: (value: Value) => Value, sign: 1 | -1): Value {
  let found: Value = null
  let foundKey: Value = null
  list.forEach((item, i) => {
    const itemKey = key(item)
    if (i > 0 && compareKeys(itemKey, foundKey) * sign <= 0) return
    found = item
    foundKey = itemKey
  })
  return found
}

function keyBy(name: string, expression: Expression, accepted: readonly Kind[]): (value: Value) => Value {
  return (value) => {
    const key = expression.run(value)
    const kind = kindOf(key)
    if (!accepted.includes(kind)) throw wrongType(name, key, kind, accepted)
    return key
  }
}

function sortBy(list: readonly Value[], expression: Expression): Value {
  const first = list[0]
  if (first === undefined) return list
  const kind = kindOf(expression.run(first))
  if (kind !== 'number' && kind !== 'string') throw wrongType('sort_by', first, kind, ['string', 'number'])
  const key = keyBy('sort_by', expression, [kind])
  const keyed = list.map((item) => ({ item, key: key(item) }))
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item)
}

function contains(subject: string | readonly Value[], wanted: Value): Value {
  if (typeof subject !== 'string') return subject.some((item) => areEqual(item, wanted))
  if (typeof wanted === 'string') return subject.includes(wanted)
  throw new CliError(`'in <string>' requires string as left operand, not ${typeName(wanted)}`)
}

function toNumber(value: Value): Value {
  if (numberOf(value) !== undefined) return value
  if (typeof value !== 'string') return null
  const text = value.trim().replace(/(?<=\d)_(?=\d)/g, '')
  if (/^[+-]?\d+$/.test(text)) return Number(text)
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return new Float(Number(text))
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (!word) return null
  const size = word[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY
  return new Float(word[1] === '-' ? -size : size)
}

function merge(...maps: readonly ValueMap[]): Value {
  const merged: OpenMap = emptyMap()
  for (const map of maps) for (const [key, value] of Object.entries(map)) merged[key] = value
  return merged
}

const identity = (value: Value) => value
const numbersOrStrings = ['array-number', 'array-string'] as const

const functions: Readonly<Record<string, Definition>> = {
  abs: { accepts: [['number']], run: (value: Numeric) => likeNumber(value, Math.abs(sizeOf(value))) },
  avg: {
    accepts: [['array-number']],
    run: (list: readonly Numeric[]) => (list.length ? new Float(sizeOf(sum(list)) / list.length) : null),
  },
  ceil: { accepts: [['number']], run: (value: Numeric) => Math.ceil(sizeOf(value)) + 0 },
  contains: { accepts: [['array', 'string'], []], run: contains },
  ends_with: { accepts: [['string'], ['string']], run: (text: string, end: string) => text.endsWith(end) },
  floor: { accepts: [['number']], run: (value: Numeric) => Math.floor(sizeOf(value)) + 0 },
  join: {
    accepts: [['string'], ['array-string']],
    run: (separator: string, texts: readonly string[]) => texts.join(separator),
  },
  keys: { accepts: [['object']], run: (map: ValueMap) => Object.keys(map) },
  length: {
    accepts: [['string', 'array', 'object']],
    run: (value: string | readonly Value[] | ValueMap) => {
      if (typeof value === 'string') return Array.from(value).length
      return Array.isArray(value) ? value.length : Object.keys(value).length
    },
  },
  map: {
    accepts: [['expref'], ['array']],
    run: (expression: Expression, list: readonly Value[]) => list.map((item) => expression.run(item)),
  },
  max: { accepts: [numbersOrStrings], run: (list: readonly Value[]) => best(list, identity, 1) },
  max_by: {
    accepts: [['array'], ['expref']],
    run: (list: readonly Value[], expression: Expression) =>
      best(list, keyBy('max_by', expression, ['number', 'string']), 1),
  },
  merge: { accepts: [['object']], isVariadic: true, run: merge },
  min: { accepts: [numbersOrStrings], run: (list: readonly Value[]) => best(list, identity, -1) },
  min_by: {
    accepts: [['array'], ['expref']],
    run: (list: readonly Value[], expression: Expression) =>
      best(list, keyBy('min_by', expression, ['number', 'string']), -1),
  },
  not_null: {
    accepts: [[]],
    isVariadic: true,
    run: (...values: readonly Value[]) => values.find((value) => value !== null) ?? null,
  },
  reverse: {
    accepts: [['array', 'string']],
    run: (value: string | readonly Value[]) =>
      typeof value === 'string' ? Array.from(value).reverse().join('') : value.toReversed(),
  },
  sort: {
    accepts: [['array-string', 'array-number']],
    run: (list: readonly Value[]) => list.toSorted(compareKeys),
  },
  sort_by: { accepts: [['array'], ['expref']], run: sortBy },
  starts_with: {
    accepts: [['string'], ['string']],
    run: (text: string, start: string) => text.startsWith(start),
  },
  sum: { accepts: [['array-number']], run: sum },
  to_array: { accepts: [[]], run: (value: Value) => (isList(value) ? value : [value]) },
  to_number: { accepts: [[]], run: toNumber },
  to_string: {
    accepts: [[]],
    run: (value: Value) => (typeof value === 'string' ? value : compactJson(value)),
  },
  type: { accepts: [[]], run: (value: Evaluated) => (value instanceof Expression ? null : kindOf(value)) },
  values: { accepts: [['object']], run: (map: ValueMap) => Object.values(map) },
}
