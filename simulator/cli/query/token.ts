import type { Value } from '../output/values.ts'

export type TokenType =
  | 'eof'
  | 'unquoted_identifier'
  | 'quoted_identifier'
  | 'literal'
  | 'number'
  | 'dot'
  | 'star'
  | 'lbracket'
  | 'rbracket'
  | 'comma'
  | 'colon'
  | 'current'
  | 'lparen'
  | 'rparen'
  | 'lbrace'
  | 'rbrace'
  | 'flatten'
  | 'filter'
  | 'pipe'
  | 'or'
  | 'and'
  | 'expref'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  | 'not'

export interface Token {
  readonly type: TokenType
  readonly value: Value
  /** Where it begins, in code points. */
  readonly start: number
}
