import type { Operator } from './operator.ts'

export const bool: Operator = {
  name: 'Bool',
  negated: false,
  read(value) {
    const wanted = value.toLowerCase()
    if (wanted !== 'true' && wanted !== 'false') return undefined
    return (found) => found.toLowerCase() === wanted
  },
}
