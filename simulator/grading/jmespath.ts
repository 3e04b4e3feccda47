import { z } from 'zod'
import { parse } from '../cli/query/parse.ts'
import { QueryError } from '../cli/query/query-error.ts'

/** As long, and as deep, as no honest expression is: a stranger's must end soon. */
const longest = 1000
const deepest = 40

/** What is wrong with an expression; undefined where nothing is. */
export function problemInJmesPath(text: string): string | undefined {
  if (text.length > longest) return `expected at most ${longest} characters, found ${text.length}`
  let depth = 0
  for (const sign of text) {
    if (sign === '[' || sign === '(' || sign === '{') depth++
    if (sign === ']' || sign === ')' || sign === '}') depth--
    if (depth > deepest) return `expected brackets at most ${deepest} deep`
  }
  try {
    parse(text)
    return undefined
  } catch (error) {
    if (error instanceof QueryError) return `expected a JMESPath expression: ${error.message.split('\n')[0]}`
    throw error
  }
}

export const jmesPath = z.string().superRefine((text, context) => {
  const problem = text.includes('$') ? undefined : problemInJmesPath(text)
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
})
