import { compare, type Fields, isArray, isFields, JqError, told, type Value } from './values.ts'

export function compareBy(operator: string, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case '==':
      return compare(left, right) === 0
    case '!=':
      return compare(left, right) !== 0
    case '<':
      return compare(left, right) < 0
    case '<=':
      return compare(left, right) <= 0
    case '>':
      return compare(left, right) > 0
    case '>=':
      return compare(left, right) >= 0
    default:
      return undefined
  }
}

const refusals: Readonly<Record<string, string>> = {
  '+': 'added',
  '-': 'subtracted',
  '*': 'multiplied',
  '/': 'divided',
  '%': 'divided',
}

export function arithmetic(operator: string, left: Value, right: Value): Value {
  const found = calculated(operator, left, right)
  if (found === undefined)
    throw new JqError(`${told(left)} and ${told(right)} cannot be ${refusals[operator]}`)
  return found
}

function calculated(operator: string, left: Value, right: Value): Value | undefined {
  if (typeof left === 'number' && typeof right === 'number') return ofNumbers(operator, left, right)
  if (operator === '+') return sum(left, right)
  if (operator === '-' && isArray(left) && isArray(right))
    return left.filter((one) => !right.some((other) => compare(one, other) === 0))
  if (operator === '/' && typeof left === 'string' && typeof right === 'string') return split(left, right)
  if (operator !== '*') return undefined
  if (isFields(left) && isFields(right)) return merged(left, right)
  if (typeof left === 'string' && typeof right === 'number') return repeated(left, right)
  if (typeof right === 'string' && typeof left === 'number') return repeated(right, left)
  return undefined
}

const repeated = (text: string, times: number): Value =>
  times > 0 ? text.repeat(Math.max(1, Math.floor(times))) : null

function sum(left: Value, right: Value): Value | undefined {
  if (left === null) return right
  if (right === null) return left
  if (typeof left === 'string' && typeof right === 'string') return left + right
  if (isArray(left) && isArray(right)) return [...left, ...right]
  return isFields(left) && isFields(right) ? new Map([...left, ...right]) : undefined
}

function ofNumbers(operator: string, left: number, right: number): Value {
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return left * right
  if (operator === '/') {
    if (right === 0)
      throw new JqError(`${told(left)} and ${told(right)} cannot be divided because the divisor is zero`)
    return left / right
  }
  if (Math.trunc(right) === 0)
    throw new JqError(`${told(left)} and ${told(right)} cannot be divided because the divisor is zero`)
  return Math.trunc(left) % Math.abs(Math.trunc(right)) || 0
}

export const split = (text: string, by: string): Value =>
  text === '' ? [] : by === '' ? [...text] : text.split(by)

/** `*` of objects: what both have is put together in the same way. */
function merged(left: Fields, right: Fields): Fields {
  const made = new Map(left)
  for (const [key, value] of right) {
    const old = made.get(key)
    made.set(key, old !== undefined && isFields(old) && isFields(value) ? merged(old, value) : value)
  }
  return made
}
