import { matchesArn, readPattern, resolve } from '../pattern.ts'
import { negate, type Operator } from './operator.ts'

export const arnLike: Operator = {
  name: 'ArnLike',
  negated: false,
  read(value, { variables }) {
    const pattern = readPattern(value, { wildcards: true, variables })
    return (found, keys) => {
      const units = resolve(pattern, keys)
      return units && matchesArn(units, found)
    }
  },
}

// IAM user guide, reference_policies_elements_condition_operators: the two behave identically.
export const arnEquals: Operator = { ...arnLike, name: 'ArnEquals' }
export const arnNotLike = negate('ArnNotLike', arnLike)
export const arnNotEquals = negate('ArnNotEquals', arnLike)
