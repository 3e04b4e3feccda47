import { Tokens } from './expression-tokens.ts'
import type { Path } from './paths.ts'
import type { Placeholders } from './placeholders.ts'

/** The paths that a projection names; undefined where there is none and all is wanted. */
export function readProjection(text: string | undefined, placeholders: Placeholders): Path[] | undefined {
  if (text === undefined) return undefined
  const tokens = new Tokens(text, 'ProjectionExpression')
  const paths = [placeholders.readPath(tokens)]
  while (tokens.takeSymbol(',') !== undefined) paths.push(placeholders.readPath(tokens))
  if (tokens.current.kind !== 'end') throw tokens.fault()
  return paths
}
