import { keepingStatus, literalName, silently, simple, statusWords } from './build-syntax.ts'
import { commandIn } from './following-streams.ts'
import { hidden } from './hidden-names.ts'
import { libraryCommands } from './library.ts'
import { type Command, type Pipeline, type Statement, statementOf } from './syntax.ts'

// Where a failure decides what comes next, `set -e` does not end the shell. The library knows this of the
// conditions of `if`, and not of a group or a function before `&&` or `||`, or after `!`. Just-bash 3.4.2.
export function withConditions(statement: Statement): Statement {
  const last = statement.pipelines.length - 1
  const pipelines = statement.pipelines.map((part, index): Pipeline => {
    if ((index === last && !part.negated) || !part.commands.some(runsOthers)) return part
    return { type: 'Pipeline', commands: [asCondition(positive(part))], negated: part.negated }
  })
  return pipelines.every((part, index) => part === statement.pipelines[index])
    ? statement
    : { ...statement, pipelines }
}

const sameStatement = keepingStatus(simple(hidden('same'), statusWords, silently))

export function asCondition(statement: Statement): Command {
  const clauses = [{ condition: [statement], body: [sameStatement] }]
  const tested = { type: 'If', clauses, elseBody: [sameStatement], redirections: [] }
  return tested as unknown as Command
}

/** The statement that `asCondition` made a condition of. */
export function conditionIn({ commands: [command] }: Pipeline): Statement | undefined {
  const isOurs = command?.type === 'If' && command.elseBody?.[0] === sameStatement
  return isOurs ? command.clauses[0]?.condition[0] : undefined
}

/** What stands on one side of `&&` or `||`, without the `!` in front of it. */
export const positive = (part: Pipeline): Statement => ({
  ...statementOf(part.commands[0]!, part.commands[0]?.line ?? 1),
  pipelines: [{ ...part, negated: false }],
})

const programs = new Set<string>(libraryCommands)

/** Whether the command may be made of others, which a failure of one of them would end. */
function runsOthers(wrapped: Command): boolean {
  const command = commandIn(wrapped)
  if (command.type !== 'SimpleCommand') {
    return !['ConditionalCommand', 'ArithmeticCommand', 'FunctionDef'].includes(command.type)
  }
  return command.name !== null && !runsFile(command) && !programs.has(literalName(command) ?? '')
}

// A script is a shell of its own, whose `set -e` counts wherever the script stands. Just-bash 3.4.2 would tell it
// that it is a condition, too.
export function runsFile(wrapped: Command): boolean {
  const command = commandIn(wrapped)
  return command.type === 'SimpleCommand' && (literalName(command)?.includes('/') ?? false)
}
