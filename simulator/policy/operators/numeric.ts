import { negate, type Operator } from './operator.ts'

export const numericEquals = comparison('NumericEquals', (found, wanted) => found === wanted)
export const numericNotEquals = negate('NumericNotEquals', numericEquals)
export const numericLessThan = comparison('NumericLessThan', (found, wanted) => found < wanted)
export const numericLessThanEquals = comparison('NumericLessThanEquals', (found, wanted) => found <= wanted)
export const numericGreaterThan = comparison('NumericGreaterThan', (found, wanted) => found > wanted)
export const numericGreaterThanEquals = comparison(
  'NumericGreaterThanEquals',
  (found, wanted) => found >= wanted,
)

function comparison(name: string, holds: (found: number, wanted: number) => boolean): Operator {
  return {
    name,
    negated: false,
    read(value) {
      const wanted = parseNumber(value)
      if (wanted === undefined) return undefined
      return (text) => {
        const found = parseNumber(text)
        return found !== undefined && holds(found, wanted)
      }
    },
  }
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined
}
