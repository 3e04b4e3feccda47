import { Bash, InMemoryFs } from 'just-bash'
import { spellOutArrays } from './array-declarations.ts'
import { mayHaveSelect, withoutSelect } from './selecting.ts'

// The syntax tree is the library's; its types are taken from where the library's own interface shows them.
export type Script = ReturnType<Bash['transform']>['ast']
export type Statement = Script['statements'][number]
export type Pipeline = Statement['pipelines'][number]
export type Command = Pipeline['commands'][number]
export type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>

export interface SyntaxProblem {
  /** In bash's words, without the name of the shell: `syntax error near unexpected token 'done'`. */
  readonly message: string
  /** Counted from 1. */
  readonly line: number
  /** More lines could still make it right. */
  readonly isIncomplete: boolean
  /** Bash only grumbles, and runs what there is. */
  readonly isWarning?: true
}

export interface Parsed {
  /** What stands before the first mistake. */
  readonly script: Script
  readonly problem?: SyntaxProblem
}

const emptyScript: Script = { type: 'Script', statements: [] }

/** Reads bash without running it. */
export class Parser {
  readonly #bash = new Bash({ fs: new InMemoryFs({}), commands: [], defenseInDepth: false })
  /** What the library's parser found, and what it shall go on with. */
  #intercept: (found: Script) => Script = (found) => found

  constructor() {
    this.#bash.registerTransformPlugin({
      name: 'parser',
      transform: ({ ast }) => ({ ast: this.#intercept(ast) }),
    })
  }

  // The library parses on the way to running. It is given nothing to run; its own `transform` would do as
  // well, did it not trim the lines of a text in quotes.
  async parse(text: string): Promise<Parsed> {
    let found: Script | undefined
    this.#intercept = (ast) => {
      found = ast
      return emptyScript
    }
    const done = this.#bash.exec(this.prepare(text), { rawScript: true })
    this.#intercept = (ast) => ast
    await done
    if (found) return mistakeIn(found, text)
    const problem = this.#problem(text)
    return problem ? { script: await this.#before(problem, text), problem } : { script: emptyScript }
  }

  // Bash reads a command, runs it and reads on, so what stands before a mistake has been run when it is found.
  async #before({ line, isIncomplete }: SyntaxProblem, text: string): Promise<Script> {
    const lines = text.split('\n')
    // What was never closed began somewhere above the line where the text ends.
    for (let end = Math.min(isIncomplete ? lines.length : line, lines.length) - 1; end > 0; end--) {
      const head = lines.slice(0, end).join('\n')
      if (this.#problem(head)) continue
      const { script, problem } = await this.parse(head)
      if (!problem) return script
    }
    return emptyScript
  }

  /** Whether bash would ask for another line. */
  isIncomplete(text: string): boolean {
    if (endsInBackslash(text)) return true
    const problem = this.#problem(text)
    return problem?.isIncomplete ?? false
  }

  /** The text as the library should be given it. */
  prepare(text: string): string {
    return spellOutArrays(this.#withoutSelect(text))
  }

  /** Where it is no word of a quoted text, which can be read as it is. */
  #withoutSelect(text: string): string {
    if (!mayHaveSelect(text)) return text
    try {
      this.#bash.transform(text)
      return text
    } catch {
      return withoutSelect(text)
    }
  }

  #problem(text: string): SyntaxProblem | undefined {
    let found: Script | undefined
    this.#intercept = (ast) => {
      found = ast
      return emptyScript
    }
    try {
      this.#bash.transform(this.#withoutSelect(text))
    } catch (error) {
      return describe(error, text)
    } finally {
      this.#intercept = (ast) => ast
    }
    return found && mistakeIn(found, text).problem
  }
}

export function statementOf(command: Command, line = 1): Statement {
  return {
    type: 'Statement',
    pipelines: [{ type: 'Pipeline', commands: [command], negated: false }],
    operators: [],
    background: false,
    line,
  }
}

/** Mistakes that the library leaves to run time, or does not see. */
function mistakeIn(script: Script, text: string): Parsed {
  for (const [index, statement] of script.statements.entries()) {
    const problem = deferred(statement, script.statements[index - 1], text) ?? missingCommand(statement, text)
    if (problem) return { script: { ...script, statements: script.statements.slice(0, index) }, problem }
    const warning = openHereDocument(statement, text)
    if (warning) return { script, problem: warning }
  }
  return { script }
}

function deferred(
  { deferredError, line }: Statement,
  before: Statement | undefined,
  text: string,
): SyntaxProblem | undefined {
  if (!deferredError) return undefined
  const { message, token } = deferredError
  // The library does not say where; it is after the statement before.
  const start = before?.pipelines.at(-1)?.commands.at(-1)?.line ?? 1
  const found = text.split('\n').findIndex((row, index) => index >= start - 1 && row.includes(token))
  return { message, line: line ?? Math.max(found, 0) + 1, isIncomplete: false }
}

// `a &&`, `a | | b`: a command that is not there.
function missingCommand(statement: Statement, text: string): SyntaxProblem | undefined {
  const commands = statement.pipelines.flatMap((pipeline) => pipeline.commands)
  const absent = commands.findIndex(
    (command) =>
      command.type === 'SimpleCommand' &&
      !command.name &&
      !command.assignments.length &&
      !command.redirections.length,
  )
  if (absent < 0 || commands.length === 1) return undefined
  const line = statement.line ?? 1
  if (absent === commands.length - 1) {
    return { message: 'syntax error: unexpected end of file', line: lastLine(text), isIncomplete: true }
  }
  return { message: "syntax error near unexpected token `|'", line, isIncomplete: false }
}

// Bash runs a script that ends inside a here-document, with a warning; at a prompt it asks for more.
function openHereDocument(statement: Statement, text: string): SyntaxProblem | undefined {
  const open = findNode(statement, (node) => node['type'] === 'HereDoc' && node['terminated'] === false)
  if (!open) return undefined
  return {
    message: `warning: here-document at line ${statement.line ?? 1} delimited by end-of-file (wanted \`${open['delimiter']}')`,
    line: lastLine(text),
    isIncomplete: true,
    isWarning: true,
  }
}

type Node = Readonly<Record<string, unknown>>

function findNode(value: unknown, matches: (node: Node) => boolean): Node | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (!Array.isArray(value) && matches(value as Node)) return value as Node
  for (const part of Object.values(value)) {
    const found = findNode(part, matches)
    if (found) return found
  }
  return undefined
}

interface LibraryToken {
  readonly type: string
  readonly value: string
}

/** The library's complaint in bash's words. */
function describe(error: unknown, text: string): SyntaxProblem {
  const { message, line = 0, token } = error as { message: string; line?: number; token?: LibraryToken }
  const at = line || Number(/line (\d+)/.exec(message)?.[1] ?? 1)
  const matching = /unexpected EOF while looking for matching [`'](.+)'/.exec(message)
  if (matching) {
    return {
      message: `unexpected EOF while looking for matching \`${matching[1]}'`,
      line: at,
      isIncomplete: true,
    }
  }
  if (token?.type === 'EOF') {
    return { message: 'syntax error: unexpected end of file', line: lastLine(text), isIncomplete: true }
  }
  const found = token ? (token.type === 'NEWLINE' ? 'newline' : token.value) : undefined
  const said = message.replace(/^Parse error at \d+:\d+: /, '')
  return {
    message: found ? `syntax error near unexpected token \`${found}'` : said,
    line: at,
    isIncomplete: false,
  }
}

/** A complaint of the shell, or of the script that is named. */
export function complaintOf(name: string, { message, line }: SyntaxProblem, text: string): string {
  const place = name === 'bash' ? 'bash: ' : `${name}: line ${line}: `
  const source = message.includes('near unexpected token') ? text.split('\n')[line - 1] : undefined
  return `${place}${message}\n${source === undefined ? '' : `${place}\`${source}'\n`}`
}

const lastLine = (text: string) => text.replace(/\n+$/, '').split('\n').length

function endsInBackslash(text: string): boolean {
  const last = text.split('\n').at(-1) ?? ''
  const slashes = /\\+$/.exec(last)?.[0].length ?? 0
  return slashes % 2 === 1 && !/(^|\s)#/.test(last)
}
