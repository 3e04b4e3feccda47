import { type SimpleCommand, type Statement, statementOf } from './syntax.ts'

// Pieces of syntax trees, for rewriting what was parsed.

export interface Node {
  readonly type?: string
  readonly [property: string]: unknown
}

export const word = (...parts: readonly Node[]) => ({ type: 'Word', parts })
export const literal = (value: string) => word({ type: 'Literal', value })
export const quoted = (value: string) => word({ type: 'SingleQuoted', value })

export function redirection(fd: number, operator: '<' | '>' | '>>', path: string) {
  return { type: 'Redirection', fd, operator, target: literal(path) }
}

export function simple(name: string, args: readonly object[] = [], redirections: readonly object[] = []) {
  const command = { type: 'SimpleCommand', assignments: [], name: literal(name), args, redirections }
  return command as unknown as SimpleCommand
}

// `x && x` leaves the status as it was, when x returns the status that it finds; and a status other than 0
// does not count for `set -e`, for the command is not the last of its list.
export function keepingStatus(command: SimpleCommand): Statement {
  const statement = statementOf(command)
  return { ...statement, pipelines: [...statement.pipelines, ...statement.pipelines], operators: ['&&'] }
}

const expansion = (parameter: string) => ({ type: 'ParameterExpansion', parameter, operation: null })
export const expanded = (parameter: string) => word({ type: 'DoubleQuoted', parts: [expansion(parameter)] })
export const statusWords = [expanded('PIPESTATUS[@]'), expanded('_')]
export const silently = [redirection(2, '>', '/dev/null')]

/** The name of a command that is written out. */
export function literalName({ name }: SimpleCommand): string | undefined {
  const part = name?.parts.length === 1 ? name.parts[0] : undefined
  return part?.type === 'Literal' ? part.value : undefined
}
