// JMESPath's words. Error texts are those of the JMESPath library that the AWS CLI uses, because learners
// see them: jmespath.org, "Grammar", and observed in AWS CLI 2.36.

import { parseJson, type Value } from '../output/values.ts'
import { badCharacters } from './query-error.ts'
import type { Token, TokenType } from './token.ts'

const single: Readonly<Record<string, TokenType>> = {
  '.': 'dot',
  '*': 'star',
  ']': 'rbracket',
  ',': 'comma',
  ':': 'colon',
  '@': 'current',
  '(': 'lparen',
  ')': 'rparen',
  '{': 'lbrace',
  '}': 'rbrace',
}

/** Signs that may have a second one: what they are with it, and alone. */
const double: Readonly<Record<string, readonly [second: string, both: TokenType, alone: TokenType]>> = {
  '|': ['|', 'or', 'pipe'],
  '&': ['&', 'and', 'expref'],
  '<': ['=', 'lte', 'lt'],
  '>': ['=', 'gte', 'gt'],
  '!': ['=', 'ne', 'not'],
}

export function tokenize(expression: string): Token[] {
  const chars = Array.from(expression)
  const tokens: Token[] = []
  let at = 0

  const add = (type: TokenType, value: Value, start: number, end: number) => {
    tokens.push({ type, value, start })
    at = end
  }

  /** The text up to the closing mark, escapes kept as written. */
  const enclosed = (mark: string): { text: string; end: number } => {
    let end = at + 1
    while (chars[end] !== mark) {
      if (chars[end] === '\\') end++
      if (end >= chars.length) throw badCharacters(`Unclosed ${mark} delimiter`, at, expression)
      end++
    }
    return { text: chars.slice(at + 1, end).join(''), end: end + 1 }
  }

  while (at < chars.length) {
    const char = chars[at] as string
    const next = chars[at + 1]
    const pair = double[char]
    if (single[char] !== undefined) add(single[char], char, at, at + 1)
    else if (/[A-Za-z_]/.test(char)) {
      const end = skip(chars, at, /[A-Za-z0-9_]/)
      add('unquoted_identifier', chars.slice(at, end).join(''), at, end)
    } else if (/[ \t\n\r]/.test(char)) at++
    else if (char === '[' && next === ']') add('flatten', '[]', at, at + 2)
    else if (char === '[' && next === '?') add('filter', '[?', at, at + 2)
    else if (char === '[') add('lbracket', '[', at, at + 1)
    else if (pair !== undefined && next === pair[0]) add(pair[1], char + next, at, at + 2)
    else if (pair !== undefined) add(pair[2], char, at, at + 1)
    else if (char === "'") {
      const { text, end } = enclosed("'")
      add('literal', text.replaceAll("\\'", "'"), at, end)
    } else if (char === '`') {
      const { text, end } = enclosed('`')
      add('literal', readLiteral(text.replaceAll('\\`', '`'), at, expression), at, end)
    } else if (char === '"') {
      const { text, end } = enclosed('"')
      add('quoted_identifier', readQuoted(text, at, expression), at, end)
    } else if (/[0-9-]/.test(char)) {
      const end = skip(chars, at + 1, /[0-9]/)
      const digits = chars.slice(at, end).join('')
      if (digits === '-') throw badCharacters("Unknown token '-'", at, expression)
      add('number', Number(digits), at, end)
    } else if (char === '=' && next === '=') add('eq', '==', at, at + 2)
    else if (char === '=') throw badCharacters("Unknown token '='", at, expression)
    else throw badCharacters(`Unknown token ${char}`, at, expression)
  }
  tokens.push({ type: 'eof', value: '', start: chars.length })
  return tokens
}

function skip(chars: readonly string[], from: number, allowed: RegExp): number {
  let end = from
  while (end < chars.length && allowed.test(chars[end] as string)) end++
  return end
}

/** What stands between backquotes: JSON, or (deprecated, and much used) a string without its quotes. */
function readLiteral(text: string, start: number, expression: string): Value {
  for (const json of [text, `"${text.trimStart()}"`]) {
    try {
      return parseJson(json)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  throw badCharacters(`Bad token ${text}`, start, expression)
}

function readQuoted(text: string, start: number, expression: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw badCharacters(whyNotJson(text), start, expression)
  }
}

function whyNotJson(text: string): string {
  if (/[\x00-\x1f]/.test(text)) return 'Invalid control character at'
  return /\\u/.test(text) ? 'Invalid \\uXXXX escape' : 'Invalid \\escape'
}
