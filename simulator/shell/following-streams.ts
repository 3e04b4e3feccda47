import { literalName, type Node, redirection, word } from './build-syntax.ts'
import { libraryCommands } from './library.ts'
import { filters, readers } from './readers.ts'
import {
  isInputRedirected,
  isMerged,
  isRedirected,
  isShown,
  redirected,
  type Streams,
  type StreamsPort,
  unknownStreams,
} from './streams.ts'
import { type Command, type SimpleCommand, type Statement, statementOf } from './syntax.ts'
import type { Place, TrapsPort } from './traps.ts'

// Rewrites a line so that the shell knows, while any command runs, where what that writes goes. The lists of statements
// tell it, for the library walks them one by one.

type Where = (before: Streams) => Streams

/** The statements, which the shell knows to write elsewhere while they run. */
function during(statements: readonly Statement[], where: Where, port: StreamsPort): Statement[] {
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      port.enter(where(port.streams()))
      try {
        yield* statements
      } finally {
        port.leave()
      }
    },
  })
}

const groupOf = (body: readonly Statement[]): Command =>
  ({ type: 'Group', body, redirections: [] }) as unknown as Command

/** What was put around a command, and the command. */
const elsewhere = new WeakMap<object, Command>()
const kept = new WeakMap<object, Command>()

/** The command that was wrapped, or the command itself. */
export const commandIn = (command: Command): Command => elsewhere.get(command) ?? kept.get(command) ?? command

export const isElsewhere = (command: Command): boolean => elsewhere.has(command)

export const keptIn = (command: Command): Command | undefined => kept.get(command)

function going(command: Command, where: Where, port: StreamsPort): Command {
  const group = groupOf(during([statementOf(command, command.line)], where, port))
  elsewhere.set(group, commandIn(command))
  return group
}

/** A command of which is decided, when it runs, what it is. */
export function deciding(
  command: Command,
  statements: readonly Statement[],
  choose: () => Iterator<Statement>,
): Command {
  const group = groupOf(Object.assign(statements.slice(), { [Symbol.iterator]: choose }) as Statement[])
  elsewhere.set(group, commandIn(command))
  return group
}

/** What becomes of the streams in it, is forgotten behind it. */
export function keeping(command: Command, port: StreamsPort): Command {
  const group = groupOf(during([statementOf(command, command.line)], (before) => before, port))
  kept.set(group, commandIn(command))
  return group
}

/** The rewritten form of a node, with what the shell has to know about its streams. */
export function knowingStreams(node: Node, rewritten: object, port: StreamsPort): object {
  switch (node.type) {
    case 'CommandSubstitution':
      return capturing(rewritten, port)
    case 'ProcessSubstitution':
      return node['direction'] === 'output' ? rewritten : capturing(rewritten, port)
    case 'Pipeline':
      return piping(rewritten as Pipe, port)
    case 'SimpleCommand': {
      const command = node as unknown as SimpleCommand
      if (literalName(command) === 'exec') return rewritten
      if (isRedirected(command.redirections) || isInputRedirected(command.redirections))
        return redirecting(command, rewritten as Command, port)
      return runsText(command) ? keeping(rewritten as Command, port) : rewritten
    }
    case 'CStyleFor':
      // The library runs what is in its head out of the shell's sight.
      return hasSubstitution(node)
        ? going(rewritten as Command, unknownStreams, port)
        : compound(node, rewritten, port)
    case 'If':
    case 'For':
    case 'While':
    case 'Until':
    case 'Case':
    case 'Group':
    case 'Subshell':
      return compound(node, rewritten, port)
    default:
      return rewritten
  }
}

const hasSubstitution = ({ init, condition, update }: Node): boolean =>
  JSON.stringify([init, condition, update]).includes('"ArithCommandSubst"')

function compound({ redirections = [] }: Node, rewritten: object, port: StreamsPort): object {
  const those = redirections as readonly unknown[]
  return isRedirected(those) || isInputRedirected(those)
    ? going(rewritten as Command, (before) => redirected(before, those), port)
    : rewritten
}

function redirecting(command: SimpleCommand, rewritten: Command, port: StreamsPort): Command {
  if (!looks(command)) return rewritten
  return going(rewritten, (before) => redirected(before, command.redirections), port)
}

/** What runs in a `$(…)` writes to the shell that asks. */
export function capturing(substitution: object, port: StreamsPort): object {
  const { body } = substitution as { readonly body: { readonly statements: readonly Statement[] } }
  const statements = during(body.statements, (before) => ({ ...before, out: {} }), port)
  return { ...substitution, body: { ...body, statements } }
}

interface Pipe {
  readonly commands: readonly Command[]
  readonly pipeStderr?: readonly boolean[]
}

function piping(pipe: Pipe, port: StreamsPort): Pipe {
  const { commands, pipeStderr } = pipe
  if (commands.length === 1) return pipe
  const last = commands.length - 1
  const known = commands.map((command, i) => {
    const one = commandIn(command)
    // What it reads is piped to it, so that it asks nobody.
    if (i && isFilter(one)) return one
    if (!looks(one) && !(i && mayAsk(one))) return command
    const where = (before: Streams): Streams => ({
      ...(i === last ? before : intoPipe(before, pipeStderr?.[i] === true)),
      in: i ? {} : before.in,
    })
    return i === 0 && i === last ? command : going(command, where, port)
  })
  return { ...pipe, commands: known }
}

function intoPipe(before: Streams, isBoth: boolean): Streams {
  const out = {}
  return { ...before, out, err: isBoth ? out : before.err }
}

/** Commands of the library that do the same wherever their output goes, and run no others. */
const indifferent = new Set(
  [
    ...libraryCommands,
    ...'echo printf read true false test [ : cd mapfile readarray od xxd hexdump cmp dd'.split(' '),
  ].filter(
    (name) =>
      !'bash sh env find timeout time xargs command builtin eval source . ls grep egrep fgrep diff jq tree'
        .split(' ')
        .includes(name),
  ),
)

const looks = (command: Command): boolean =>
  command.type !== 'SimpleCommand' || (command.name !== null && !indifferent.has(literalName(command) ?? ''))

const isFilter = (command: Command): boolean =>
  command.type === 'SimpleCommand' && filters.has(literalName(command) ?? '')

const mayAsk = (command: Command): boolean =>
  command.type === 'SimpleCommand' && readers.has(literalName(command) ?? '')

const runsText = (command: SimpleCommand): boolean =>
  ['eval', 'source', '.', 'command', 'builtin'].includes(literalName(command) ?? '')

/**
 * The statements of a body. Whoever runs them decides what becomes of their output, so they take the form that suits
 * it when they run: shown at once, or both streams as one.
 */
export function bodyOf(
  statements: readonly Statement[],
  {
    shell,
    place = {},
  }: { readonly shell: StreamsPort & { readonly traps: TrapsPort }; readonly place?: Place },
  showing: (statement: Statement) => Statement,
): Statement[] {
  const shown = once(showing)
  const merged = once(merging)
  return Object.assign(statements.slice(), {
    *[Symbol.iterator]() {
      for (let i = 0; i < statements.length; i++) {
        const statement = statements[i]!
        yield* shell.traps.before(statement)
        const streams = shell.streams()
        yield isShown(streams) ? shown(statement) : isMerged(streams) ? merged(statement) : statement
        yield* shell.traps.after(statement, place)
      }
    },
  })
}

function once(make: (statement: Statement) => Statement): (statement: Statement) => Statement {
  const made = new Map<Statement, Statement>()
  return (statement) => {
    const known = made.get(statement) ?? make(statement)
    made.set(statement, known)
    return known
  }
}

function merging(statement: Statement): Statement {
  const commands = statement.pipelines.flatMap((pipeline) => pipeline.commands)
  if (statement.background || commands.every(saysNothing)) return statement
  const joined = { ...redirection(2, '>', ''), operator: '>&', target: word({ type: 'Literal', value: '1' }) }
  return statementOf(
    { type: 'Group', body: [statement], redirections: [joined] } as unknown as Command,
    statement.line,
  )
}

/** Commands that have to be where they are, or that write nothing. */
const quiet = new Set(
  'break cd continue declare exec exit export local readonly return set shift unset'.split(' '),
)

const saysNothing = (command: Command): boolean =>
  command.type === 'FunctionDef' ||
  (command.type === 'SimpleCommand' &&
    !isRedirected(command.redirections) &&
    (command.name === null || quiet.has(literalName(command) ?? '')))
