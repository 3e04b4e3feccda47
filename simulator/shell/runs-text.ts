import {
  literal,
  literalName,
  type Node,
  quoted,
  silently,
  simple,
  statusWords,
  word,
} from './build-syntax.ts'
import { hidden } from './hidden-names.ts'
import { type Command, type SimpleCommand, type Statement, statementOf } from './syntax.ts'
import { writeWords } from './write-syntax.ts'

// Commands that run text which the library would parse by itself, out of the shell's sight.

type Word = NonNullable<SimpleCommand['name']>

/** What stands for such a command where its output is shown as it is written. */
const shownForms = new WeakMap<object, Command>()

export const shownForm = (command: Command): Command | undefined => shownForms.get(command)

/**
 * `eval X` becomes `{ prepare X; eval "$(prepared)"; }`: the words stand for what they stand for once, in this
 * shell, and the library gets the text as the shell has rewritten it.
 */
export function evaluation(command: SimpleCommand): Command {
  const words = wordsOf(command)
  const at = runnerIn(words, ['eval']) + 1
  const group = evaluationOf(command, words.slice(0, at), words.slice(at), 'kept')
  if (!command.redirections.length) {
    shownForms.set(group, evaluationOf(command, words.slice(0, at), words.slice(at), 'shown'))
  }
  return group
}

function evaluationOf(
  command: SimpleCommand,
  [name, ...before]: readonly Word[],
  text: readonly Word[],
  how: 'kept' | 'shown',
): Command {
  const preparation = {
    ...simple(hidden('prepare'), [literal(how), statusCount, statusWords[0]!, ...text], silently),
    line: command.line,
  }
  const evaluate = { ...command, name, args: [...before, prepared] } as unknown as SimpleCommand
  const body = [inOrder(preparation as SimpleCommand), statementOf(evaluate, command.line)]
  return { type: 'Group', body, redirections: [] }
}

/** How many `statusWords` begin with. */
export const statusCount = word({
  type: 'DoubleQuoted',
  parts: [{ type: 'ParameterExpansion', parameter: 'PIPESTATUS[@]', operation: { type: 'Length' } }],
})

const prepared = word({
  type: 'DoubleQuoted',
  parts: [
    {
      type: 'CommandSubstitution',
      body: { type: 'Script', statements: [statementOf(simple(hidden('prepared'), [], silently))] },
      legacy: false,
    },
  ],
})

/** The command returns the status that it finds; as one of a list, that is no failure for `set -e`. */
export function inOrder(command: SimpleCommand): Statement {
  const { pipelines, ...statement } = statementOf(command, command.line)
  const same = statementOf(simple(hidden('same'), statusWords, silently))
  return { ...statement, pipelines: [...pipelines, ...same.pipelines], operators: ['&&'] }
}

export const isEvaluation = (command: SimpleCommand): boolean => {
  const words = wordsOf(command)
  const at = runnerIn(words, ['eval'])
  return at >= 0 && at < words.length - 1
}

export const isSourcing = (command: Command): boolean =>
  command.type === 'SimpleCommand' && runnerIn(wordsOf(command), ['source', '.']) >= 0

/** `source` reads nothing that is piped or redirected to it, and a group does. Just-bash 3.4.2. */
export function sourcingGroup(command: Command): Command {
  const body = [statementOf({ ...command, redirections: [] }, command.line)]
  return { type: 'Group', body, redirections: command.redirections }
}

/** Tells that what the next `source` runs may be shown as it is written. */
export function offerToShow(command: SimpleCommand, offer: (isShown: boolean) => void): void {
  // What runs in its words is not shown.
  if (command.redirections.length || /Substitution/.test(JSON.stringify(command))) return
  const statements = [statementOf(command, command.line)]
  const body = Object.assign([...statements], {
    *[Symbol.iterator]() {
      offer(true)
      try {
        yield* statements
      } finally {
        offer(false)
      }
    },
  })
  shownForms.set(command, { type: 'Group', body, redirections: [] })
}

/** `./file a` becomes a command of ours that runs the file, in a shell of its own. */
export function scriptRun(command: SimpleCommand): SimpleCommand {
  const name = literal(hidden('script'))
  return { ...command, name, args: wordsOf(command) } as unknown as SimpleCommand
}

/** Whether the command's name will be the path of a file, wherever that is. */
export function namesPath({ name }: SimpleCommand): boolean {
  const parts = (name?.parts ?? []).flatMap((part) => (part.type === 'DoubleQuoted' ? part.parts : part))
  return parts.some((part) => 'value' in part && part.value.includes('/'))
}

/**
 * An alias for more than one plain command as `eval` of its text. What is left, the library expands, and it
 * is nothing that the shell must see.
 */
export function aliasEvaluation(command: SimpleCommand, value: string): SimpleCommand | undefined {
  if (!/[;&|(){}\n`]|^\s*(while|until|for|if|case|eval|command|builtin|\S*\/)/.test(value)) return undefined
  const text = quoted(`${value}${writeWords(command.args)}`)
  return { ...command, name: literal('eval'), args: [text] } as unknown as SimpleCommand
}

const wordsOf = ({ name, args }: SimpleCommand): Word[] => (name ? [name, ...args] : [])

/** Where one of the commands stands, with no more than `command` and `builtin` in front; -1 if none does. */
function runnerIn(words: readonly Word[], runners: readonly string[]): number {
  for (const [index, word] of words.entries()) {
    const text = plain(word)
    if (text !== undefined && runners.includes(text)) return index
    const isPrefix = text === 'command' || text === 'builtin' || (index > 0 && /^(--|-p)$/.test(text ?? ''))
    if (!isPrefix) return -1
  }
  return -1
}

/** The text of a word in which nothing is expanded, without its quotes. */
function plain({ parts }: Pick<Word, 'parts'>): string | undefined {
  let text = ''
  for (const part of parts) {
    const piece =
      part.type === 'DoubleQuoted'
        ? plain(part)
        : plainParts.has(part.type)
          ? (part as Value).value
          : undefined
    if (piece === undefined) return undefined
    text += piece
  }
  return text
}

type Value = Node & { readonly value: string }
const plainParts = new Set(['Literal', 'SingleQuoted', 'Escaped'])

/** The name of a command that may be a function, an alias or a script in PATH. */
export const plainName = (command: SimpleCommand): string | undefined =>
  command.name ? (literalName(command) ?? plain(command.name)) : undefined
