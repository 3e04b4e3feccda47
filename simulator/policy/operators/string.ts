import { matches, type Pattern, readPattern, resolve } from '../pattern.ts'
import { negate, type Operator, type Test } from './operator.ts'

export const stringEquals: Operator = {
  name: 'StringEquals',
  negated: false,
  read: (value, { variables }) => likeness(readPattern(value, { wildcards: false, variables })),
}

export const stringNotEquals = negate('StringNotEquals', stringEquals)

export const stringEqualsIgnoreCase: Operator = {
  name: 'StringEqualsIgnoreCase',
  negated: false,
  read(value, { variables }) {
    const pattern = readPattern(value, { wildcards: false, variables })
    const plain = pattern.units && lowerCased(pattern.units)
    return (found, keys) => {
      const units = plain === undefined ? resolve(pattern, keys) : undefined
      const wanted = plain ?? (units && lowerCased(units))
      return wanted === undefined ? undefined : found.toLowerCase() === wanted
    }
  },
}

const lowerCased = (units: readonly number[]) => String.fromCharCode(...units).toLowerCase()

export const stringNotEqualsIgnoreCase = negate('StringNotEqualsIgnoreCase', stringEqualsIgnoreCase)

export const stringLike: Operator = {
  name: 'StringLike',
  negated: false,
  read: (value, { variables }) => likeness(readPattern(value, { wildcards: true, variables })),
}

export const stringNotLike = negate('StringNotLike', stringLike)

function likeness(pattern: Pattern): Test {
  const { units } = pattern
  if (units) return (found) => matches(units, found)
  return (found, keys) => {
    const resolved = resolve(pattern, keys)
    return resolved && matches(resolved, found)
  }
}
