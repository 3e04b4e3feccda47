import { CliError } from '../errors.ts'
import type { Value } from '../output/values.ts'

// What an expression makes may be much more than what it is made of: `[@, @] | [@, @] | …` doubles it each time. AWS's
// CLI goes on until the machine has no memory left; here it ends before that.

const mostMade = 200_000

const tooMuch = (): CliError => new CliError(`the expression makes more than 200,000 values: stopped`)

/** How many values are in what expressions made; what they were given counts as one. */
const sizes = new WeakMap<object, number>()

const sizeOf = (value: Value): number =>
  typeof value === 'object' && value !== null ? (sizes.get(value) ?? 1) : 1

/** A list or map that an expression has made, unless it is too large to go on with. */
export function made<T extends readonly Value[] | Readonly<Record<string, Value>>>(value: T): T {
  let size = 1
  const parts: readonly Value[] = Array.isArray(value) ? value : Object.values(value)
  for (const part of parts) size += sizeOf(part)
  if (size > mostMade) throw tooMuch()
  sizes.set(value, size)
  return value
}
