import type { Path } from './paths.ts'
import { JqError, told, type Value } from './values.ts'

export interface Item {
  readonly value: Value
  readonly path?: Path
}

export class Halt extends Error {
  readonly exitCode: number
  readonly said: string

  constructor(exitCode: number, said = '') {
    super('halt')
    this.exitCode = exitCode
    this.said = said
  }
}

/** The path of what is nowhere in the input. */
export class Nowhere extends Array<Value> {
  readonly value: Value

  constructor(value: Value) {
    super()
    this.value = value
  }
}

export function step(of: Item, key: Value, value: Value): Item {
  if (of.path === undefined) return { value }
  if (of.path instanceof Nowhere)
    throw new JqError(`Invalid path expression with result ${told(of.value).replace(/^\w+ \((.*)\)$/, '$1')}`)
  return { value, path: [...of.path, key] }
}

export interface World {
  /** The next input, for `input` and `inputs`. */
  next(): Value | undefined
  /** Variables of the environment. */
  readonly env: Value
  /** Milliseconds since 1970. */
  now(): number
  debug(text: string): void
  readonly file: string | null
}
