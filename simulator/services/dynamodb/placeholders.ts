import { validation } from './errors.ts'
import type { ExpressionKind, Tokens } from './expression-tokens.ts'
import type { Path } from './paths.ts'
import { type Item, normalValue, type Value } from './values.ts'

export interface PlaceholderInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined
  readonly ExpressionAttributeValues?: Item | undefined
}

/** `#name` and `:value` of one request. Each must be used, and each that is used must be there. */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>
  readonly #values: Item
  readonly #input: PlaceholderInput
  readonly #used = new Set<string>()

  constructor(input: PlaceholderInput) {
    this.#input = input
    this.#names = input.ExpressionAttributeNames ?? {}
    this.#values = input.ExpressionAttributeValues ?? {}
    for (const name of Object.keys(this.#names)) {
      if (!/^#[A-Za-z0-9_]+$/.test(name)) {
        throw validation(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`)
      }
    }
    for (const name of Object.keys(this.#values)) {
      if (!/^:[A-Za-z0-9_]+$/.test(name)) {
        throw validation(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${name}"`)
      }
    }
  }

  name(placeholder: string, kind: ExpressionKind): string {
    const name = Object.hasOwn(this.#names, placeholder) ? this.#names[placeholder] : undefined
    if (name === undefined) {
      throw validation(
        `Invalid ${kind}: An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      )
    }
    this.#used.add(placeholder)
    return name
  }

  value(placeholder: string, kind: ExpressionKind): Value {
    const value = Object.hasOwn(this.#values, placeholder) ? this.#values[placeholder] : undefined
    if (value === undefined) {
      throw validation(
        `Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      )
    }
    this.#used.add(placeholder)
    return normalValue(value)
  }

  /** Refuses placeholders without an expression, and those that no expression used. */
  finish(expressions: readonly (string | undefined)[]): void {
    const hasExpression = expressions.some((one) => one !== undefined)
    for (const what of ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const) {
      const given = this.#input[what]
      if (given === undefined) continue
      if (!hasExpression) {
        throw validation(`${what} can only be specified when using expressions`)
      }
      if (!Object.keys(given).length) throw validation(`${what} must not be empty`)
      const unused = Object.keys(given).filter((name) => !this.#used.has(name))
      if (unused.length) {
        throw validation(`Value provided in ${what} unused in expressions: keys: {${unused.join(', ')}}`)
      }
    }
  }

  /** Reads a document path: `a.#b[2].c`. */
  readPath(tokens: Tokens): Path {
    const step = () =>
      tokens.current.kind === 'placeholder'
        ? this.name(tokens.take().text, tokens.kind)
        : tokens.takeAttributeName()
    const path: (string | number)[] = [step()]
    for (;;) {
      if (tokens.takeSymbol('.') !== undefined) path.push(step())
      else if (tokens.takeSymbol('[') !== undefined) {
        if (tokens.current.kind !== 'number') throw tokens.fault()
        path.push(Number(tokens.take().text))
        tokens.expect(']')
      } else return path
    }
  }
}
