import { textOf } from '../output/texts.ts'
import type { Token } from './token.ts'

/** An expression that is not JMESPath, in the words of the library that the AWS CLI uses. */
export class QueryError extends Error {}

/** Characters that make no word. */
export function badCharacters(reason: string, position: number, expression: string): QueryError {
  return new QueryError(`Bad jmespath expression: ${reason}:\n${expression}\n${' '.repeat(position)}^`)
}

/** A word in the wrong place. */
export function badToken(reason: string, token: Token, expression: string): QueryError {
  const where = `Parse error at column ${token.start}, token "${textOf(token.value)}"`
  const kind = token.type.toUpperCase()
  const caret = `${' '.repeat(token.start + 1)}^`
  return new QueryError(`${reason}: ${where} (${kind}), for expression:\n"${expression}"\n${caret}`)
}

/** An expression that stops too early. */
export function incomplete(expression: string): QueryError {
  const caret = `${' '.repeat(Array.from(expression).length + 1)}^`
  return new QueryError(`Invalid jmespath expression: Incomplete expression:\n"${expression}"\n${caret}`)
}
