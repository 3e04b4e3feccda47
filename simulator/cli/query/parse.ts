// JMESPath's grammar, by operator precedence (jmespath.org, "Grammar"). Where the library that the AWS CLI
// uses accepts more than the grammar, so does this: learners' scripts rely on it.

import { quotedTextOf, textOf } from '../output/texts.ts'
import type { Value } from '../output/values.ts'
import { badToken, incomplete, QueryError } from './query-error.ts'
import type { Token, TokenType } from './token.ts'
import { tokenize } from './tokens.ts'

export type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'

export type Node =
  | { readonly kind: 'identity' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start?: number; readonly stop?: number; readonly step?: number }
  /** One after the other. `indexed` when it grew out of `[…]`, so that a further `[…]` joins it. */
  | { readonly kind: 'chain'; readonly steps: readonly Node[]; readonly indexed?: boolean }
  | { readonly kind: 'flatten'; readonly of: Node }
  | { readonly kind: 'projection'; readonly of: Node; readonly each: Node }
  | { readonly kind: 'values'; readonly of: Node; readonly each: Node }
  | { readonly kind: 'filter'; readonly of: Node; readonly each: Node; readonly when: Node }
  | { readonly kind: 'compare'; readonly by: Comparison; readonly left: Node; readonly right: Node }
  | { readonly kind: 'or' | 'and'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'hash'; readonly entries: readonly (readonly [key: string, value: Node])[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'expression'; readonly of: Node }

const identity: Node = { kind: 'identity' }

const power: Readonly<Partial<Record<TokenType, number>>> = {
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  ne: 5,
  lt: 5,
  lte: 5,
  gt: 5,
  gte: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
}

/** Weaker operators than this end a projection. */
const projectionStop = 10

/** Parentheses within parentheses, far beyond what anyone writes. */
const deepest = 300

export function parse(expression: string): Node {
  if (expression === '') throw new QueryError('Invalid JMESPath expression: cannot be empty.')
  return new Parser(expression).parse()
}

class Parser {
  private readonly expression: string
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(expression: string) {
    this.expression = expression
    this.tokens = tokenize(expression)
  }

  parse(): Node {
    const node = this.expressionOf(0)
    if (this.type !== 'eof') throw this.wrong(`Unexpected token: ${textOf(this.token.value)}`)
    return node
  }

  private get token(): Token {
    return this.tokens[this.at] as Token
  }

  private get type(): TokenType {
    return this.token.type
  }

  private lookAhead(distance: number): TokenType | undefined {
    return this.tokens[this.at + distance]?.type
  }

  private wrong(reason: string, token = this.token): QueryError {
    return badToken(reason, token, this.expression)
  }

  private take(): Token {
    const token = this.token
    this.at++
    return token
  }

  private expect(...types: readonly TokenType[]): Token {
    if (types.includes(this.type)) return this.take()
    if (this.type === 'eof') throw incomplete(this.expression)
    const wanted = types.length === 1 ? types[0] : quotedTextOf([...types])
    throw this.wrong(`Expecting: ${wanted}, got: ${this.type}`)
  }

  private expressionOf(minimum: number): Node {
    this.depth++
    if (this.depth > deepest) throw new QueryError('maximum recursion depth exceeded')
    let left = this.prefix()
    while (minimum < (power[this.type] ?? 0)) left = this.infix(left)
    this.depth--
    return left
  }

  private prefix(): Node {
    const token = this.take()
    switch (token.type) {
      case 'literal':
        return { kind: 'literal', value: token.value }
      case 'unquoted_identifier':
        return { kind: 'field', name: token.value as string }
      case 'quoted_identifier':
        if (this.type === 'lparen') {
          const reason = 'Quoted identifier not allowed for function names.'
          throw this.wrong(reason, { ...this.token, start: 0 })
        }
        return { kind: 'field', name: token.value as string }
      case 'star': {
        const each = this.type === 'rbracket' ? identity : this.projected('star')
        return { kind: 'values', of: identity, each }
      }
      case 'filter':
        return this.filterOf(identity)
      case 'lbrace':
        return this.hash()
      case 'lparen': {
        const node = this.expressionOf(0)
        this.expect('rparen')
        return node
      }
      case 'flatten':
        return { kind: 'projection', of: { kind: 'flatten', of: identity }, each: this.projected('flatten') }
      case 'not':
        return { kind: 'not', of: this.expressionOf(power.not ?? 0) }
      case 'lbracket':
        return this.bracketPrefix()
      case 'current':
        return identity
      case 'expref':
        return { kind: 'expression', of: this.expressionOf(0) }
      case 'eof':
        throw incomplete(this.expression)
      default:
        throw this.wrong('invalid token', token)
    }
  }

  private bracketPrefix(): Node {
    if (this.type === 'number' || this.type === 'colon') return this.indexed(identity)
    if (this.type === 'star' && this.lookAhead(1) === 'rbracket') {
      this.at += 2
      return { kind: 'projection', of: identity, each: this.projected('star') }
    }
    return this.list()
  }

  private infix(left: Node): Node {
    const type = this.type
    if (type === 'star' || type === 'not' || type === 'lbrace') throw this.wrong('invalid token')
    this.take()
    switch (type) {
      case 'dot':
        if (this.type === 'star') {
          this.take()
          return { kind: 'values', of: left, each: this.projected('dot') }
        }
        return { kind: 'chain', steps: [left, this.afterDot('dot')] }
      case 'pipe':
        return { kind: 'chain', steps: [left, this.expressionOf(power.pipe ?? 0)] }
      case 'or':
      case 'and':
        return { kind: type, left, right: this.expressionOf(power[type] ?? 0) }
      case 'lparen':
        return this.call(left)
      case 'filter':
        return this.filterOf(left)
      case 'flatten':
        return { kind: 'projection', of: { kind: 'flatten', of: left }, each: this.projected('flatten') }
      case 'lbracket':
        return this.bracketInfix(left)
      default:
        return { kind: 'compare', by: type as Comparison, left, right: this.expressionOf(power[type] ?? 0) }
    }
  }

  private bracketInfix(left: Node): Node {
    if (this.type === 'number' || this.type === 'colon') {
      // The library adds a slice that follows an index to the same chain, where it projects nothing.
      if (left.kind !== 'chain' || !left.indexed) return this.indexed(left)
      return { kind: 'chain', steps: [...left.steps, this.indexOrSlice()], indexed: true }
    }
    this.expect('star')
    this.expect('rbracket')
    return { kind: 'projection', of: left, each: this.projected('star') }
  }

  private indexed(left: Node): Node {
    const right = this.indexOrSlice()
    const chain: Node = { kind: 'chain', steps: [left, right], indexed: true }
    return right.kind === 'slice' ? { kind: 'projection', of: chain, each: this.projected('star') } : chain
  }

  private indexOrSlice(): Node {
    if (this.type === 'colon' || this.lookAhead(1) === 'colon') return this.slice()
    const index = this.take().value as number
    this.expect('rbracket')
    return { kind: 'index', index }
  }

  private slice(): Node {
    const parts: (number | undefined)[] = [undefined, undefined, undefined]
    let part = 0
    while (this.type !== 'rbracket') {
      if (this.type === 'colon') {
        part++
        if (part === 3) throw this.wrong('syntax error')
      } else if (this.type === 'number') parts[part] = this.token.value as number
      else throw this.wrong('syntax error')
      this.take()
    }
    this.expect('rbracket')
    const [start, stop, step] = parts
    return {
      kind: 'slice',
      ...(start === undefined ? {} : { start }),
      ...(stop === undefined ? {} : { stop }),
      ...(step === undefined ? {} : { step }),
    }
  }

  private call(left: Node): Node {
    if (left.kind !== 'field') {
      const before = this.tokens[this.at - 2] as Token
      throw this.wrong(`Invalid function name '${textOf(before.value)}'`, before)
    }
    const args: Node[] = []
    while (this.type !== 'rparen') {
      args.push(this.expressionOf(0))
      if (this.type === 'comma') this.take()
    }
    this.expect('rparen')
    return { kind: 'call', name: left.name, args }
  }

  private filterOf(left: Node): Node {
    const when = this.expressionOf(0)
    this.expect('rbracket')
    const each = this.type === 'flatten' ? identity : this.projected('filter')
    return { kind: 'filter', of: left, each, when }
  }

  private list(): Node {
    const items: Node[] = [this.expressionOf(0)]
    while (this.type !== 'rbracket') {
      this.expect('comma')
      items.push(this.expressionOf(0))
    }
    this.expect('rbracket')
    return { kind: 'list', items }
  }

  private hash(): Node {
    const entries: [string, Node][] = []
    for (;;) {
      const key = this.expect('quoted_identifier', 'unquoted_identifier').value as string
      this.expect('colon')
      entries.push([key, this.expressionOf(0)])
      if (this.type === 'comma') this.take()
      else if (this.type === 'rbrace') {
        this.take()
        return { kind: 'hash', entries }
      }
    }
  }

  /** What is done to each element, after an operator that makes a projection. */
  private projected(operator: 'star' | 'flatten' | 'filter' | 'dot'): Node {
    if ((power[this.type] ?? 0) < projectionStop) return identity
    const binding = power[operator] ?? 0
    if (this.type === 'lbracket' || this.type === 'filter') return this.expressionOf(binding)
    if (this.type !== 'dot') throw this.wrong('syntax error')
    this.take()
    return this.afterDot(operator)
  }

  private afterDot(operator: 'star' | 'flatten' | 'filter' | 'dot'): Node {
    switch (this.type) {
      case 'quoted_identifier':
      case 'unquoted_identifier':
      case 'star':
        return this.expressionOf(power[operator] ?? 0)
      case 'lbracket':
        this.take()
        return this.list()
      case 'lbrace':
        this.take()
        return this.hash()
      default: {
        const allowed = quotedTextOf(['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'])
        throw this.wrong(`Expecting: ${allowed}, got: ${this.type}`)
      }
    }
  }
}
