// `--query`: JMESPath, as the AWS CLI reads it. Also what paginators and waiters look into answers with.

import { CliError, invalid } from './errors.ts'
import { typeName } from './output/texts.ts'
import type { Value } from './output/values.ts'
import { MixedOrder } from './query/compare.ts'
import { compileNode } from './query/evaluate.ts'
import { parse } from './query/parse.ts'
import { QueryError } from './query/query-error.ts'

/** Runs the expression; throws a CliError where the CLI would stop (a call with wrong arguments). */
export type Query = (value: Value) => Value

/** For expressions of our own data, which are known to be right. */
export function compileExpression(text: string): Query {
  const known = compiled.get(text)
  if (known) return known
  const evaluate = compileNode(parse(text))
  const query: Query = (value) => {
    try {
      return evaluate(value)
    } catch (error) {
      if (error instanceof MixedOrder) throw noOrder(error)
      throw error
    }
  }
  if (compiled.size >= mostKept) compiled.clear()
  compiled.set(text, query)
  return query
}

/** The value of `--query`. */
export function compileQuery(text: string): Query {
  try {
    return compileExpression(text)
  } catch (error) {
    if (error instanceof QueryError) throw invalid(`Bad value for --query ${text}: ${error.message}`)
    throw error
  }
}

const compiled = new Map<string, Query>()
const mostKept = 500

function noOrder({ left, right, sign }: MixedOrder): CliError {
  const names = `'${typeName(left)}' and '${typeName(right)}'`
  return new CliError(`'${sign}' not supported between instances of ${names}`)
}
