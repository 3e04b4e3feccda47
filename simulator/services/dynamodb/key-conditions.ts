import { begins, type Comparator, type Condition, type Operand, readCondition } from './conditions.ts'
import { validation } from './errors.ts'
import type { Placeholders } from './placeholders.ts'
import type { Keys } from './tables.ts'
import { compare, isEqual, type Value } from './values.ts'

// DynamoDB developer guide, Query.KeyConditionExpressions: the partition key equals a value, and the sort key may be
// held to one comparison.

export interface KeyCondition {
  readonly hash: Value
  /** Whether the sort key of an item fits. */
  readonly fits: (range: Value) => boolean
}

export function readKeyCondition(text: string, keys: Keys, placeholders: Placeholders): KeyCondition {
  const parts = conjuncts(readCondition(text, 'KeyConditionExpression', placeholders))
  const of = (name: string | undefined) =>
    name === undefined ? [] : parts.filter((part) => attributeOf(part) === name)
  const [hash, ...moreHash] = of(keys.hash)
  const [range, ...moreRange] = of(keys.range)
  if (moreHash.length || moreRange.length) {
    throw validation('KeyConditionExpressions must only contain one condition per key')
  }
  if (!hash) throw validation(`Query condition missed key schema element: ${keys.hash}`)
  if (hash.kind !== 'compare' || hash.by !== '=') throw validation('Query key condition not supported')
  const others = parts.filter((part) => part !== hash && part !== range)
  if (others.length) {
    if (keys.range !== undefined && !range) {
      throw validation(`Query condition missed key schema element: ${keys.range}`)
    }
    throw validation('Query key condition not supported')
  }
  return { hash: operandValue(hash.left, hash.right), fits: range ? fitting(range) : () => true }
}

function conjuncts(condition: Condition): Condition[] {
  if (condition.kind === 'and') return [...conjuncts(condition.left), ...conjuncts(condition.right)]
  if (condition.kind === 'or' || condition.kind === 'not' || condition.kind === 'in') {
    const operator = { or: 'OR', not: 'NOT', in: 'IN' }[condition.kind]
    throw validation(`Invalid operator used in KeyConditionExpression: ${operator}`)
  }
  return [condition]
}

const named = (operand: Operand | undefined): string | undefined =>
  operand?.kind === 'path' && operand.path.length === 1 ? String(operand.path[0]) : undefined

function attributeOf(condition: Condition): string | undefined {
  if (condition.kind === 'compare') return named(condition.left) ?? named(condition.right)
  if (condition.kind === 'between') return named(condition.of)
  return condition.kind === 'function' ? named(condition.operands[0]) : undefined
}

function operandValue(...operands: readonly (Operand | undefined)[]): Value {
  const value = operands.find((one) => one?.kind === 'value')
  if (value?.kind === 'value') return value.value
  throw validation('Query key condition not supported')
}

const swapped: Readonly<Record<Comparator, Comparator>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function fitting(condition: Condition): (range: Value) => boolean {
  if (condition.kind === 'between') {
    const [low, high] = [operandValue(condition.low), operandValue(condition.high)]
    if ((compare(low, high) ?? 0) > 0) {
      throw validation(
        'Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound',
      )
    }
    return (range) => (compare(range, low) ?? -1) >= 0 && (compare(range, high) ?? 1) <= 0
  }
  if (condition.kind === 'function' && condition.name === 'begins_with') {
    const start = operandValue(condition.operands[1])
    return (range) => begins(range, start)
  }
  if (condition.kind !== 'compare' || condition.by === '<>') {
    throw validation('Query key condition not supported')
  }
  const by = named(condition.left) === undefined ? swapped[condition.by] : condition.by
  const value = operandValue(condition.left, condition.right)
  return (range) => {
    if (by === '=') return isEqual(range, value)
    const order = compare(range, value)
    if (order === undefined) return false
    if (by === '<') return order < 0
    if (by === '<=') return order <= 0
    return by === '>' ? order > 0 : order >= 0
  }
}
