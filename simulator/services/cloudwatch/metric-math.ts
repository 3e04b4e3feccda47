import { validationError } from './errors.ts'

// CloudWatch user guide, using-metric-math, as far as arithmetic goes: + - * / ^, brackets, numbers, ids of queries.

export type Points = ReadonlyMap<number, number>
type Operand = number | Points

export const isSeries = (operand: Operand): operand is Points => typeof operand !== 'number'

/** What an expression comes to, given what the ids in it stand for. */
export function evaluate(expression: string, seriesOf: (id: string) => Points | undefined): Points {
  const tokens = expression.match(/[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?|[-+*/^()]|\S/g) ?? []
  let position = 0
  const wrong = () =>
    validationError(`Error in expression '${expression}': it cannot be read, or goes beyond arithmetic.`)

  const sum = (): Operand => leftToRight(product, ['+', '-'])
  const product = (): Operand => leftToRight(power, ['*', '/'])
  const power = (): Operand => {
    const base = single()
    if (tokens[position] !== '^') return base
    position++
    return combine(base, power(), '^')
  }
  const leftToRight = (next: () => Operand, operators: readonly string[]): Operand => {
    let left = next()
    for (;;) {
      const operator = tokens[position]
      if (operator === undefined || !operators.includes(operator)) return left
      position++
      left = combine(left, next(), operator)
    }
  }
  const single = (): Operand => {
    const token = tokens[position++]
    if (token === undefined) throw wrong()
    if (token === '-') return combine(0, single(), '-')
    if (token === '(') {
      const inner = sum()
      if (tokens[position++] !== ')') throw wrong()
      return inner
    }
    if (/^\d/.test(token)) return Number(token)
    const series = /^[A-Za-z_]/.test(token) && tokens[position] !== '(' ? seriesOf(token) : undefined
    if (!series) throw wrong()
    return series
  }

  const result = sum()
  if (position < tokens.length || !isSeries(result)) throw wrong()
  return result
}

/** Two series are combined where both have a point; division by zero leaves the point out. */
function combine(left: Operand, right: Operand, operator: string): Operand {
  if (!isSeries(left) && !isSeries(right)) return apply(left, right, operator)
  const times = isSeries(left) ? left.keys() : isSeries(right) ? right.keys() : []
  const points = new Map<number, number>()
  for (const at of times) {
    const a = isSeries(left) ? left.get(at) : left
    const b = isSeries(right) ? right.get(at) : right
    const value = a === undefined || b === undefined ? Number.NaN : apply(a, b, operator)
    if (Number.isFinite(value)) points.set(at, value)
  }
  return points
}

function apply(a: number, b: number, operator: string): number {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    default:
      return a ** b
  }
}
