import { type Hoisting, hoistSubstitutions } from './arithmetic.ts'
import { type AskingPorts, askingInText, perhapsAsking } from './asking.ts'
import {
  expanded,
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
import { outputPath, turnPath } from './filesystem.ts'
import {
  bodyOf,
  capturing,
  deciding,
  isElsewhere,
  keeping,
  keptIn,
  knowingStreams,
} from './following-streams.ts'
import { hidden } from './hidden-names.ts'
import { readingText } from './reading.ts'
import {
  aliasEvaluation,
  evaluation,
  isEvaluation,
  isSourcing,
  namesPath,
  offerToShow,
  plainName,
  scriptRun,
  shownForm,
  sourcingGroup,
  statusCount,
} from './runs-text.ts'
import type { StreamsPort } from './streams.ts'
import {
  type Command,
  type Pipeline,
  type Script,
  type SimpleCommand,
  type Statement,
  statementOf,
} from './syntax.ts'
import {
  exitStatement,
  inOwnShell,
  type Place,
  standsFor,
  statusStatement,
  type TrapsPort,
  trapped,
} from './traps.ts'
import { isReadingVariable, isWorldVariable, readVariable, settingSeconds } from './world-variables.ts'
import { write } from './write-syntax.ts'

// Rewrites a parsed line so that the shell stays in charge while the library runs it. The tree that comes in
// is left as it is.

export interface Instrumented {
  readonly statements: readonly Statement[]
  /** Every function that the text may define, with the text that defines it. */
  readonly functions: ReadonlyMap<string, string>
}

/** The shell in which the text will run. */
export interface Surroundings extends StreamsPort, AskingPorts {
  /** Asked at each turn of each loop. */
  turnIsDue(): boolean
  /** What a word in front of a command stands for, where aliases are used. */
  alias(name: string): string | undefined
  /** Whether the name is that of a file, by its path or in PATH, and of no program. */
  isScript(name: string): boolean
  /** The file that the text comes from, if from any: `${BASH_SOURCE[0]}`. */
  source(): string | undefined
  /** What the name of the command that is about to run stands for, where that is `eval`. */
  evaluatingWords(): readonly string[] | undefined
  /** What the next `source` runs may be shown as it is written. */
  offerToShow(isOffered: boolean): void
  readonly traps: TrapsPort
}

/** For what is typed at a shell, and for a script that is run in one of its own. */
export function instrument(statements: readonly Statement[], shell: Surroundings): Instrumented {
  const pass: Pass = { shell, form: 'tree', functions: new Map() }
  const rewritten = rewrite(statements, pass)
  return { statements: rewritten.map((statement) => stream(statement, pass)), functions: pass.functions! }
}

/** For what `bash -c`, `xargs` and the like run: their output belongs to whoever called them. */
export function instrumentNested(statements: readonly Statement[], shell: Surroundings): Statement[] {
  return rewrite(statements, { shell, form: 'tree' })
}

/** For what `eval` and `source` run: it will be written out and parsed again. */
export function instrumentText(
  statements: readonly Statement[],
  shell: Surroundings,
  isShown: boolean,
): Instrumented {
  const pass: Pass = { shell, form: 'text', functions: new Map() }
  const rewritten = rewrite(statements, pass)
  return {
    statements: isShown ? rewritten.map((statement) => stream(statement, pass)) : rewritten,
    functions: pass.functions!,
  }
}

interface Pass {
  readonly shell: Surroundings
  /** A tree may decide while it runs; a text says everything in advance. */
  readonly form: 'tree' | 'text'
  /** Present for the shell's own lines. */
  readonly functions?: Map<string, string>
  readonly place?: Place
}

/** What needs no change is returned as it came. */
function rewrite(value: readonly Statement[], pass: Pass): Statement[]
function rewrite(value: unknown, pass: Pass): unknown
function rewrite(value: unknown, pass: Pass): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const parts = value.map((part) => rewrite(part, pass))
    if (pass.form === 'tree' && (parts[0] as Node | undefined)?.type === 'Statement') {
      return bodyOf(parts as Statement[], pass, (statement) => stream(statement, pass))
    }
    return parts.every((part, index) => part === value[index]) ? value : parts
  }
  const node = value as Node
  if (node.type === 'Statement') noteFunction(value as Statement, pass)
  let isChanged = false
  const copy: Record<string, unknown> = {}
  for (const [name, part] of Object.entries(node)) {
    copy[name] = rewrite(part, placed(node, name, pass))
    if (copy[name] !== part) isChanged = true
  }
  const rewritten = rewriteNode(node, isChanged ? copy : (node as Record<string, unknown>), pass)
  const hoisted = hoistSubstitutions(rewritten, hoistingIn(pass))
  const result = pass.form === 'tree' ? knowingStreams(node, hoisted, pass.shell) : hoisted
  // What is no longer as it was typed cannot be written as it was typed.
  if (node.type !== 'Statement' || result === node) return result
  return standsFor({ ...result, sourceText: undefined } as unknown as Statement, value as Statement)
}

function placed({ type }: Node, part: string, pass: Pass): Pass {
  if (type === 'FunctionDef') return { ...pass, place: { isFunction: true } }
  return part === 'condition' ? { ...pass, place: { ...pass.place, isCondition: true } } : pass
}

function noteFunction(statement: Statement, { functions }: Pass): void {
  if (!functions) return
  for (const { commands } of statement.pipelines) {
    for (const command of commands) {
      if (command.type !== 'FunctionDef') continue
      const isAlone = statement.pipelines.length === 1 && commands.length === 1
      const alone = isAlone ? statement : statementOf(command)
      functions.set(command.name, write({ type: 'Script', statements: [alone] }).trim())
    }
  }
}

const hoistingIn = ({ form, shell }: Pass): Hoisting => ({
  isOwn: isReadingVariable,
  evaluation,
  capturing: (substitution) => (form === 'tree' ? capturing(substitution, shell) : substitution),
})

function rewriteNode(node: Node, copy: Record<string, unknown>, pass: Pass): object {
  switch (node.type) {
    case 'For':
      // `for x; do` goes over "$@"; the library would split that at blanks. Just-bash 3.4.2.
      return {
        ...copy,
        words: copy['words'] ?? [allArguments],
        body: loopBody(copy['body'] as Statement[], pass),
      }
    case 'CStyleFor':
    case 'While':
    case 'Until':
      return { ...copy, body: loopBody(copy['body'] as Statement[], pass) }
    case 'ParameterExpansion':
      if (isOwnFile(node) && pass.shell.source() !== undefined) {
        return { type: 'Literal', value: pass.shell.source() }
      }
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
    case 'CommandSubstitution': {
      const substitution: Record<string, unknown> = JSON.stringify(copy['body']).includes(prefixed)
        ? { ...apart(copy) }
        : copy
      if (pass.form === 'text') return substitution
      const body = substitution['body'] as Script
      return {
        ...substitution,
        body: { ...body, statements: inOwnShell(body.statements, pass.shell.traps) },
      }
    }
    case 'Subshell':
      return pass.form === 'text'
        ? copy
        : { ...copy, body: inOwnShell(copy['body'] as Statement[], pass.shell.traps) }
    case 'SimpleCommand':
      return rewriteSimple(copy as unknown as SimpleCommand, pass)
    case 'Pipeline':
      return rewritePipeline(copy as unknown as Pipeline, pass)
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
function loopBody(statements: readonly Statement[], { form, shell }: Pass): Statement[] {
  if (form === 'text') return [takingTurns(statements)]
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      if (shell.turnIsDue()) yield turnStatement
      yield* statements
    },
  })
}

// Opening this file takes as long as a turn takes. Nothing else tells that it was opened, not even `$?`.
const turn = redirection(199, '<', turnPath)

function takingTurns(statements: readonly Statement[]): Statement {
  const group = { type: 'Group', body: statements, redirections: [turn] }
  return statementOf(group as unknown as Command)
}

const allArguments = expanded('@')
const turnStatement = keepingStatus(simple(hidden('turn'), statusWords, silently))

/** Waits for the next line; its arguments tell what the line before left behind. */
export const waitStatement = statementOf(simple(hidden('wait'), statusWords, silently))

/** Puts back what `$?`, `${PIPESTATUS[@]}` and `$_` were before the shell was busy with itself. */
export const settleStatement = (lastArgument: string) =>
  keepingStatus(simple(hidden('settle'), [quoted(lastArgument)], silently))

// The library knows the file of a function, and of nothing else.
const isOwnFile = ({ parameter, operation }: Node) =>
  /^BASH_SOURCE(\[0\])?$/.test(String(parameter)) &&
  (!operation || (operation as Node).type === 'DefaultValue')

// `${x:?text}` complains "x: text"; the library leaves out the name. Just-bash 3.4.2.
function namingItself(copy: Record<string, unknown>): object {
  const operation = copy['operation'] as { type: string; word: { parts: Node[] } | null } | null
  if (operation?.type !== 'ErrorIfUnset' || !operation.word) return copy
  const name = { type: 'Literal', value: `${copy['parameter']}: ` }
  return { ...copy, operation: { ...operation, word: word(name, ...operation.word.parts) } }
}

const prefixed = '"assignments":[{'

/**
 * `A=1 show $(A=2 find)`: once `find` is done, the library forgets that `A` is exported to `show`, too. In a subshell the
 * exports are its own. Just-bash 3.4.2.
 */
function apart(substitution: Record<string, unknown>): object {
  const { statements } = substitution['body'] as { statements: Statement[] }
  const subshell = { type: 'Subshell', body: statements, redirections: [] }
  return {
    ...substitution,
    body: { type: 'Script', statements: [statementOf(subshell as unknown as Command)] },
  }
}

function rewritePipeline(pipeline: Pipeline, { form, shell }: Pass): Pipeline {
  if (pipeline.timed) {
    const { timed: _, ...inner } = pipeline
    return measured(
      pipeline,
      form === 'tree' ? (knowingStreams({ ...pipeline }, inner, shell) as Pipeline) : inner,
    )
  }
  if (pipeline.commands.length === 1 || !pipeline.commands.some(isSourcing)) return pipeline
  const commands = pipeline.commands.map((command) =>
    isSourcing(command) ? sourcingGroup(command) : command,
  )
  return { ...pipeline, commands }
}

// `time` measures simulated time, in which waiting takes as long as it would at AWS.
function measured({ negated, timePosix }: Pipeline, inner: Pipeline): Pipeline {
  const form = literal(timePosix ? 'posix' : 'bash')
  const body = [
    statementOf(simple(hidden('stopwatch'))),
    { ...statementOf(inner.commands[0]!), pipelines: [{ ...inner, negated: false }] },
    statementOf(simple(hidden('elapsed'), [form, ...statusWords])),
  ]
  return { type: 'Pipeline', commands: [{ type: 'Group', body, redirections: [] }], negated }
}

/** Built-in commands of the library that ours take the place of. */
const renamed = new Map([['help', hidden('help')]])

function rewriteSimple(command: SimpleCommand, pass: Pass): Command {
  const { shell, functions } = pass
  const name = plainName(command)
  const alias = name === undefined || literalName(command) === undefined ? undefined : shell.alias(name)
  const expanded = alias === undefined ? undefined : aliasEvaluation(command, alias)
  if (expanded || isEvaluation(command)) return evaluated(expanded ?? command, pass)
  if (isSourcing(command)) {
    if (command.redirections.length) return sourcingGroup(command)
    if (pass.form === 'tree') offerToShow(command, (isOffered) => shell.offerToShow(isOffered))
    return command
  }
  if (name === 'exit' || (functions && name === 'logout')) return leaving(command, pass)
  if (alias === undefined) {
    const asking = pass.form === 'tree' ? perhapsAsking(command, shell) : askingInText(command, shell)
    const reading = asking ?? readingText(command)
    if (reading) return reading
  }
  const other = name === undefined ? undefined : renamed.get(name)
  if (other) return { ...command, name: literal(other) } as unknown as SimpleCommand
  const isScript = name === undefined ? namesPath(command) : alias === undefined && shell.isScript(name)
  if (isScript) return scriptRun(command)
  if (name !== undefined || !command.name) return command
  const split = splitName(command.name, command)
  return pass.form === 'tree' && split !== command ? perhapsEvaluated(command, split, shell) : split
}

/** The mark tells leaving the shell from a mistake that makes the library end the session. */
const mark = keepingStatus(simple(hidden('leaving'), statusWords, silently))

function leaving(command: SimpleCommand, { form, functions, shell }: Pass): Command {
  const leave = statementOf({ ...command, name: literal('exit') } as unknown as SimpleCommand, command.line)
  const usual = functions ? [mark, leave] : [leave]
  if (form === 'text')
    return functions ? { type: 'Group', body: usual, redirections: [] } : (command as Command)
  return deciding(command, usual, function* () {
    if (!shell.traps.isSet('EXIT')) {
      yield* usual
      return
    }
    yield statusStatement(command.args)
    yield* shell.traps.leaving()
    if (functions) yield mark
    yield exitStatement(command.line)
  })
}

/** `$run 'text'`, where only the shell that runs it knows whether that is an `eval`: then it is one like any other. */
function perhapsEvaluated(command: SimpleCommand, split: SimpleCommand, shell: Surroundings): Command {
  // What is worked out twice must change nothing.
  if (/Substitution|Assign/.test(JSON.stringify(command.name))) return split
  const asked = keepingStatus(
    simple(hidden('names'), [statusCount, statusWords[0]!, command.name!], silently),
  )
  const usual = statementOf(split, command.line)
  return deciding(split, [asked, usual], function* () {
    yield asked
    const words = shell.evaluatingWords()
    yield words ? statementOf(evaluation(withWords(command, words)), command.line) : usual
  })
}

const withWords = (command: SimpleCommand, [name = '', ...more]: readonly string[]): SimpleCommand =>
  ({
    ...command,
    name: literal(name),
    args: [...more.map(quoted), ...command.args],
  }) as unknown as SimpleCommand

/** What its words work out in arithmetic is worked out first, as for any other command. */
function evaluated(command: SimpleCommand, pass: Pass): Command {
  const first = hoistSubstitutions(command, hoistingIn(pass)) as Command
  if (first.type !== 'Group') return evaluation(first as SimpleCommand)
  const [last] = first.body.slice(-1)
  const group = evaluation(last!.pipelines[0]!.commands[0] as SimpleCommand)
  return { ...first, body: [...first.body.slice(0, -1), statementOf(group, command.line)] }
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
function stream(statement: Statement, pass: Pass): Statement {
  const [pipeline] = statement.pipelines
  if (statement.pipelines.some(changesShellOutput)) return statement
  const isList = statement.pipelines.length > 1 || pipeline?.negated
  if (isList && !statement.pipelines.some(({ commands }) => commands.some(runsFile))) {
    const last = statement.pipelines.length - 1
    const parts = statement.pipelines.map((part, index) => streamPart(part, index === last, pass))
    return { ...statement, pipelines: parts }
  }
  const command = !isList && pipeline?.commands.length === 1 ? pipeline.commands[0] : undefined
  if (command?.type === 'FunctionDef') return statement
  const isPlain = command?.redirections.every((redirection) => redirection === (turn as object))
  const inner = command && isPlain && !isElsewhere(command) ? streamInside(command, pass) : undefined
  const body = inner ? { ...statement, pipelines: [{ ...pipeline!, commands: [inner] }] } : statement
  const line = command?.line ?? statement.line ?? pipeline?.commands[0]?.line ?? 1
  const group = {
    type: 'Group',
    body: [body],
    redirections: [redirection(1, '>>', outputPath(1, line)), redirection(2, '>>', outputPath(2, line))],
  }
  return standsFor(statementOf(group as unknown as Command, line), statement)
}

function streamPart(part: Pipeline, isLast: boolean, pass: Pass): Pipeline {
  const streamed = stream(conditionIn(part) ?? positive(part), pass)
  if (isLast && !part.negated) return streamed.pipelines[0]!
  return { type: 'Pipeline', commands: [asCondition(streamed)], negated: part.negated }
}

function streamInside(command: Command, pass: Pass): Command | undefined {
  const plain = (statements: readonly Statement[]) => statements.map((statement) => stream(statement, pass))
  const all = (statements: readonly Statement[]) =>
    pass.form === 'text' ? plain(statements) : trapped(plain(statements), pass.shell.traps, pass.place)
  const loop = (body: readonly Statement[]) => (pass.form === 'text' ? all(body) : loopBody(all(body), pass))
  const kept = keptIn(command)
  if (kept) return keeping(streamInside(kept, pass) ?? kept, pass.shell)
  const shown = shownForm(command)
  if (shown) return shown
  switch (command.type) {
    case 'While':
    case 'Until':
      return { ...command, condition: plain(command.condition), body: loop(command.body) }
    case 'For':
    case 'CStyleFor':
      return { ...command, body: loop(command.body) }
    case 'If':
      return {
        ...command,
        clauses: command.clauses.map(({ condition, body }) => ({
          condition: plain(condition),
          body: all(body),
        })),
        elseBody: command.elseBody && all(command.elseBody),
      }
    case 'Case':
      return { ...command, items: command.items.map((item) => ({ ...item, body: all(item.body) })) }
    case 'Group':
      return { ...command, body: all(command.body) }
    case 'Subshell':
      return {
        ...command,
        body: pass.form === 'text' ? plain(command.body) : inOwnShell(all(command.body), pass.shell.traps),
      }
    default:
      return undefined
  }
}

// `exec >file` is for the rest of the session; inside a group it would end with the group.
function changesShellOutput({ commands }: Pipeline): boolean {
  return commands.some((command) => command.type === 'SimpleCommand' && literalName(command) === 'exec')
}
