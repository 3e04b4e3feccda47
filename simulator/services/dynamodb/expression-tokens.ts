import { validation } from './errors.ts'
import { isReserved } from './reserved-words.ts'

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression'

interface Token {
  readonly kind: 'name' | 'placeholder' | 'value' | 'number' | 'symbol' | 'end'
  readonly text: string
  readonly at: number
}

const pattern =
  /\s*(?:(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([A-Za-z_][A-Za-z0-9_]*)|(\d+)|(<>|<=|>=|[=<>()[\],.+-]))/y

/** Walks over an expression's tokens. */
export class Tokens {
  readonly kind: ExpressionKind
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(text: string, kind: ExpressionKind) {
    this.kind = kind
    if (text.trim() === '') {
      throw validation(`Invalid ${kind}: The expression can not be empty;`)
    }
    this.#tokens = this.#split(text)
  }

  #split(text: string): Token[] {
    const tokens: Token[] = []
    let at = 0
    while (at < text.length && text.slice(at).trim() !== '') {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (!found) {
        const rest = text.slice(at).trimStart()
        throw validation(
          `Invalid ${this.kind}: Syntax error; token: "${rest[0]}", near: "${text.slice(Math.max(0, at - 3), at + 4).trim()}"`,
        )
      }
      const [whole, placeholder, value, name, number, symbol] = found
      const kind =
        (placeholder && 'placeholder') || (value && 'value') || (name && 'name') || (number && 'number')
      const word = placeholder ?? value ?? name ?? number ?? symbol ?? ''
      tokens.push({ kind: kind || 'symbol', text: word, at: at + whole.length - word.length })
      at += whole.length
    }
    tokens.push({ kind: 'end', text: '<EOF>', at: text.length })
    return tokens
  }

  get current(): Token {
    return this.#tokens[this.#next]!
  }

  get following(): Token {
    return this.#tokens[Math.min(this.#next + 1, this.#tokens.length - 1)]!
  }

  take(): Token {
    const token = this.current
    if (token.kind !== 'end') this.#next++
    return token
  }

  isWord(word: string): boolean {
    const { kind, text } = this.current
    return kind === 'name' && text.toUpperCase() === word
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false
    this.take()
    return true
  }

  takeSymbol(...symbols: readonly string[]): string | undefined {
    const { kind, text } = this.current
    if (kind !== 'symbol' || !symbols.includes(text)) return undefined
    return this.take().text
  }

  expect(symbol: string): void {
    if (this.takeSymbol(symbol) === undefined) throw this.fault()
  }

  /** The refusal of what stands here. */
  fault(): Error {
    const { text } = this.current
    const near = [this.#tokens[this.#next - 1], this.current, this.#tokens[this.#next + 1]]
      .filter((token) => token !== undefined && token.kind !== 'end')
      .map((token) => token!.text)
      .join(' ')
    const token = this.current.kind === 'end' ? '<EOF>' : `"${text}"`
    return validation(`Invalid ${this.kind}: Syntax error; token: ${token}, near: "${near}"`)
  }

  /** The name of an attribute as it stands there. */
  takeAttributeName(): string {
    const { kind, text } = this.current
    if (kind !== 'name') throw this.fault()
    if (isReserved(text)) {
      throw validation(
        `Invalid ${this.kind}: Attribute name is a reserved keyword; reserved keyword: ${text}`,
      )
    }
    return this.take().text
  }
}
