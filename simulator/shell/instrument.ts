import { hoistSubstitutions } from './arithmetic.ts'
import {
  expanded,
  hidden,
  keepingStatus,
  literal,
  literalName,
  type Node,
  quoted,
  redirection,
  silently,
  simple,
  statusWords,
  word,
} from './build-syntax.ts'
import { asCondition, conditionIn, positive, runsFile, withConditions } from './conditions.ts'
import { outputPath } from './filesystem.ts'
import {
  type Command,
  type FunctionDefinition,
  type Pipeline,
  type SimpleCommand,
  type Statement,
  statementOf,
} from './syntax.ts'

// Rewrites a parsed line so that the shell stays in charge while the library runs it. The tree that comes in
// is left as it is.

export interface Instrumented {
  readonly statements: readonly Statement[]
  /** Every function that the text may define, with the tree that defines it. */
  readonly functions: ReadonlyMap<string, FunctionDefinition>
}

type TurnIsDue = () => boolean

/** For a shell's own lines. `turnIsDue` is asked at each turn of each loop. */
export function instrument(statements: readonly Statement[], turnIsDue: TurnIsDue): Instrumented {
  const functions = new Map<string, FunctionDefinition>()
  const rewritten = rewrite(statements, { turnIsDue, functions })
  return { statements: rewritten.map((statement) => stream(statement, turnIsDue)), functions }
}

/** For what `bash -c`, `xargs` and the like run: their output belongs to whoever called them. */
export function instrumentNested(statements: readonly Statement[], turnIsDue: TurnIsDue): Statement[] {
  return rewrite(statements, { turnIsDue })
}

interface Pass {
  readonly turnIsDue: TurnIsDue
  /** Present for the shell's own lines. */
  readonly functions?: Map<string, FunctionDefinition>
}

function rewrite(value: readonly Statement[], pass: Pass): Statement[]
function rewrite(value: unknown, pass: Pass): unknown
function rewrite(value: unknown, pass: Pass): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part) => rewrite(part, pass))
  const node = value as Node
  if (node.type === 'FunctionDef') {
    const definition = value as FunctionDefinition
    pass.functions?.set(definition.name, definition)
  }
  const copy: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(node)) copy[name] = rewrite(part, pass)
  return hoistSubstitutions(rewriteNode(node, copy, pass), isReadingVariable)
}

const isReadingVariable = (text: string) => text.startsWith(hidden('variable'))

function rewriteNode(node: Node, copy: Record<string, unknown>, pass: Pass): object {
  switch (node.type) {
    case 'For':
      // `for x; do` goes over "$@"; the library would split that at blanks. Just-bash 3.4.2.
      copy['words'] ??= [allArguments]
      return { ...copy, body: loopBody(copy['body'] as Statement[], pass.turnIsDue) }
    case 'CStyleFor':
    case 'While':
    case 'Until':
      return { ...copy, body: loopBody(copy['body'] as Statement[], pass.turnIsDue) }
    case 'ParameterExpansion':
      if (isWorldVariable(node['parameter']) && !node['operation']) return readVariable(node['parameter'])
      return namingItself(copy)
    case 'ArithmeticExpression':
      // With its text at hand the library would parse it again.
      return /\b(RANDOM|SRANDOM|SECONDS|EPOCH\w+)\b/.test(String(node['originalText']))
        ? { ...copy, originalText: undefined }
        : copy
    case 'ArithVariable':
      return isWorldVariable(node['name'])
        ? { type: 'ArithCommandSubst', command: `${hidden('variable')} ${node['name']}` }
        : copy
    case 'Assignment':
      return node['name'] === 'SECONDS' ? settingSeconds(copy) : copy
    case 'SimpleCommand':
      return renameOrMark(copy as unknown as SimpleCommand, pass)
    case 'Pipeline':
      return copy['timed'] ? measured(copy as unknown as Pipeline) : copy
    case 'Statement':
      return withConditions(copy as unknown as Statement)
    default:
      return copy
  }
}

/**
 * The statements of a loop, with one more in front whenever it is time to let others have a turn. Without it
 * a loop of built-in commands would let no timer and no key press through.
 */
function loopBody(statements: readonly Statement[], turnIsDue: TurnIsDue): Statement[] {
  return Object.assign([...statements], {
    *[Symbol.iterator]() {
      if (turnIsDue()) yield turnStatement
      yield* statements
    },
  })
}

const allArguments = expanded('@')
const turnStatement = keepingStatus(simple(hidden('turn'), statusWords, silently))

/** Waits for the next line; its arguments tell what the line before left behind. */
export const waitStatement = statementOf(simple(hidden('wait'), statusWords, silently))

/** Puts back what `$?`, `${PIPESTATUS[@]}` and `$_` were before the shell was busy with itself. */
export const settleStatement = (lastArgument: string) =>
  keepingStatus(simple(hidden('settle'), [quoted(lastArgument)], silently))

const worldVariables = new Set(['RANDOM', 'SRANDOM', 'SECONDS', 'EPOCHSECONDS', 'EPOCHREALTIME'])

const isWorldVariable = (name: unknown): name is string =>
  typeof name === 'string' && worldVariables.has(name)

const outputOf = (name: string, args: readonly object[]) => ({
  type: 'CommandSubstitution',
  body: { type: 'Script', statements: [statementOf(simple(hidden(name), args))] },
  legacy: false,
})

const readVariable = (name: string) => outputOf('variable', [literal(name)])

// `SECONDS=0` starts the count anew.
const settingSeconds = (assignment: Record<string, unknown>) => ({
  ...assignment,
  value: word(outputOf('set-seconds', [(assignment['value'] as object | null) ?? literal('0')])),
})

// `${x:?text}` complains "x: text"; the library leaves out the name. Just-bash 3.4.2.
function namingItself(copy: Record<string, unknown>): object {
  const operation = copy['operation'] as { type: string; word: { parts: Node[] } | null } | null
  if (operation?.type !== 'ErrorIfUnset' || !operation.word) return copy
  const name = { type: 'Literal', value: `${copy['parameter']}: ` }
  return { ...copy, operation: { ...operation, word: word(name, ...operation.word.parts) } }
}

// `time` measures simulated time, in which waiting takes as long as it would at AWS.
function measured(pipeline: Pipeline): Pipeline {
  const { negated, timePosix } = pipeline
  const form = literal(timePosix ? 'posix' : 'bash')
  const body = [
    statementOf(simple(hidden('stopwatch'))),
    { ...statementOf(pipeline.commands[0]!), pipelines: [{ ...pipeline, timed: false, negated: false }] },
    statementOf(simple(hidden('elapsed'), [form, ...statusWords])),
  ]
  return { type: 'Pipeline', commands: [{ type: 'Group', body, redirections: [] }], negated }
}

/** Built-in commands of the library that ours take the place of. */
const renamed = new Map([['help', hidden('help')]])

function renameOrMark(command: SimpleCommand, { functions }: Pass): Command {
  const name = literalName(command)
  if (functions && (name === 'exit' || name === 'logout')) {
    // The mark tells leaving the shell from a mistake that makes the library end the session.
    const mark = keepingStatus(simple(hidden('leaving'), statusWords, silently))
    const leave = { ...command, name: literal('exit') } as unknown as SimpleCommand
    return { type: 'Group', body: [mark, statementOf(leave, command.line)], redirections: [] }
  }
  const other = name === undefined ? undefined : renamed.get(name)
  if (other) return { ...command, name: literal(other) } as unknown as SimpleCommand
  return name === undefined && command.name ? splitName(command.name, command) : command
}

// The library takes what `$cmd` or `"$@"` in front of a command stands for as one word. An argument it splits
// as it should, and where the name comes out empty it takes the first argument for the name. Just-bash 3.4.2.
function splitName(name: NonNullable<SimpleCommand['name']>, command: SimpleCommand): SimpleCommand {
  if (!JSON.stringify(name).includes('Expansion') && !JSON.stringify(name).includes('Substitution'))
    return command
  const nothing = { type: 'DefaultValue', word: word(), checkEmpty: true }
  const empty = word({ type: 'ParameterExpansion', parameter: '__nothing', operation: nothing })
  return { ...command, name: empty, args: [name, ...command.args] } as unknown as SimpleCommand
}

/**
 * Sends what each command writes to the shell's output as soon as it is written, and in that order, where the
 * library would hand over everything at the end. Reaches into loops and conditions, not into functions: what
 * a function writes may be captured by whoever calls it.
 */
function stream(statement: Statement, turnIsDue: TurnIsDue): Statement {
  const [pipeline] = statement.pipelines
  if (statement.pipelines.some(changesShellOutput)) return statement
  const isList = statement.pipelines.length > 1 || pipeline?.negated
  if (isList && !statement.pipelines.some(({ commands }) => commands.some(runsFile))) {
    const last = statement.pipelines.length - 1
    const parts = statement.pipelines.map((part, index) => streamPart(part, index === last, turnIsDue))
    return { ...statement, pipelines: parts }
  }
  const command = !isList && pipeline?.commands.length === 1 ? pipeline.commands[0] : undefined
  if (command?.type === 'FunctionDef') return statement
  const inner = command && !command.redirections.length ? streamInside(command, turnIsDue) : undefined
  const body = inner ? { ...statement, pipelines: [{ ...pipeline!, commands: [inner] }] } : statement
  const line = command?.line ?? statement.line ?? pipeline?.commands[0]?.line ?? 1
  const group = {
    type: 'Group',
    body: [body],
    redirections: [redirection(1, '>>', outputPath(1, line)), redirection(2, '>>', outputPath(2, line))],
  }
  return statementOf(group as unknown as Command, line)
}

function streamPart(part: Pipeline, isLast: boolean, turnIsDue: TurnIsDue): Pipeline {
  const streamed = stream(conditionIn(part) ?? positive(part), turnIsDue)
  if (isLast && !part.negated) return streamed.pipelines[0]!
  return { type: 'Pipeline', commands: [asCondition(streamed)], negated: part.negated }
}

function streamInside(command: Command, turnIsDue: TurnIsDue): Command | undefined {
  const all = (statements: readonly Statement[]) =>
    statements.map((statement) => stream(statement, turnIsDue))
  switch (command.type) {
    case 'While':
    case 'Until':
      return { ...command, condition: all(command.condition), body: loopBody(all(command.body), turnIsDue) }
    case 'For':
    case 'CStyleFor':
      return { ...command, body: loopBody(all(command.body), turnIsDue) }
    case 'If':
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({
          condition: all(condition),
          body: all(body),
        })),
        elseBody: command.elseBody && all(command.elseBody),
      }
    case 'Case':
      return { ...command, items: command.items.map((item) => ({ ...item, body: all(item.body) })) }
    case 'Group':
    case 'Subshell':
      return { ...command, body: all(command.body) }
    default:
      return undefined
  }
}

// `exec >file` is for the rest of the session; inside a group it would end with the group.
function changesShellOutput({ commands }: Pipeline): boolean {
  return commands.some((command) => command.type === 'SimpleCommand' && literalName(command) === 'exec')
}
