// When two values are equal, and which comes first (jmespath.org, "Ordering Operators").

import { compareText, Float, isList, isMap, isScalar, type Value } from '../output/values.ts'
import type { Comparison } from './parse.ts'

export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value
  return value instanceof Float ? value.value : undefined
}

export function compare(by: Comparison, left: Value, right: Value): Value {
  if (by === 'eq') return areEqual(left, right)
  if (by === 'ne') return !areEqual(left, right)
  const order = orderOf(by, left, right)
  if (order === undefined) return null
  switch (by) {
    case 'lt':
      return order < 0
    case 'lte':
      return order <= 0
    case 'gt':
      return order > 0
    case 'gte':
      return order >= 0
  }
}

function orderOf(by: 'lt' | 'lte' | 'gt' | 'gte', left: Value, right: Value): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  const a = numberOf(left)
  const b = numberOf(right)
  if (a !== undefined && b !== undefined) return a - b
  const isComparable = (value: Value) => typeof value === 'string' || numberOf(value) !== undefined
  if (!isComparable(left) || !isComparable(right)) return undefined
  throw new MixedOrder(signs[by], left, right)
}

const signs = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

/** A number and a string have no order; the library stops there. */
export class MixedOrder extends Error {
  readonly sign: string
  readonly left: Value
  readonly right: Value

  constructor(sign: string, left: Value, right: Value) {
    super('no order')
    this.sign = sign
    this.left = left
    this.right = right
  }
}

export function areEqual(left: Value, right: Value): boolean {
  const a = numberOf(left)
  const b = numberOf(right)
  if (a !== undefined || b !== undefined) return a === b
  if (isScalar(left) || isScalar(right)) return left === right
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, i) => areEqual(item, right[i] as Value))
  }
  if (!isMap(left) || !isMap(right)) return false
  const keys = Object.keys(left)
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && areEqual(left[key] as Value, right[key] as Value))
  )
}
