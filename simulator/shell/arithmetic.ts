import { type Command, type SimpleCommand, type Statement, statementOf } from './syntax.ts'

// The library runs `$(cmd)` inside `$((…))` in a shell of its own, which knows none of the variables and
// functions. So `echo $(( $(cmd) + 1 ))` becomes `{ v=$(eval cmd); echo $(( v + 1 )); }`. What is in the head
// of a `for ((…))` stays, for it is worked out at each turn. Just-bash 3.4.2; remove when fixed.

interface Node {
  readonly type?: string
  readonly [property: string]: unknown
}

/** Kinds of commands that work something out before anything in them runs. */
const workingOut = new Set(['SimpleCommand', 'ArithmeticCommand', 'For', 'Case'])

/** Names of the variables that carry the values; no one else's begin so. */
const carrier = '__arithmetic'

export interface Hoisting {
  /** Whether the substitution of the text may stay where it is. */
  isOwn(text: string): boolean
  /** What the shell makes of an `eval`. */
  evaluation(command: SimpleCommand): Command
  /** What the shell makes of a `$(…)`. */
  capturing(substitution: object): object
}

/** A command with its substitutions inside arithmetic done first. */
export function hoistSubstitutions(command: object, hoisting: Hoisting): object {
  const { type = '', line } = command as { type?: string; line?: number }
  if (!workingOut.has(type) || !JSON.stringify(command).includes('"ArithCommandSubst"')) return command
  const found: string[] = []
  const changed = replace(command, (text) => {
    if (hoisting.isOwn(text)) return undefined
    found.push(text)
    return `${carrier}${found.length}`
  }) as Command
  if (!found.length) return changed
  const assignments = found.map((text, i) => assign(`${carrier}${i + 1}`, text, hoisting))
  const group = {
    type: 'Group',
    body: [...assignments, statementOf(changed, line)],
    redirections: [],
  }
  return group
}

function replace(value: unknown, nameFor: (text: string) => string | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    // Statements have been through here on their own; the list itself may know when to give others a turn.
    return (value[0] as Node)?.type === 'Statement' ? value : value.map((part) => replace(part, nameFor))
  }
  const node = value as Node
  if (node.type === 'ArithCommandSubst') {
    const name = nameFor(node['command'] as string)
    return name === undefined ? node : { type: 'ArithVariable', name, hasDollarPrefix: true }
  }
  const copy = Object.fromEntries(Object.entries(node).map(([key, part]) => [key, replace(part, nameFor)]))
  // With its text at hand the library would parse it again, and find the substitution again.
  if (node.type === 'ArithmeticExpression') delete copy['originalText']
  return copy
}

/** `name=$(eval text) || :`, which fails no `set -e`. */
function assign(name: string, text: string, { evaluation, capturing }: Hoisting): Statement {
  const evaluate = {
    type: 'SimpleCommand',
    assignments: [],
    name: { type: 'Word', parts: [{ type: 'Literal', value: 'eval' }] },
    args: [{ type: 'Word', parts: [{ type: 'SingleQuoted', value: text }] }],
    redirections: [],
  } as unknown as SimpleCommand
  const substitution = capturing({
    type: 'CommandSubstitution',
    body: { type: 'Script', statements: [statementOf(evaluation(evaluate))] },
    legacy: false,
  })
  const value = { type: 'Word', parts: [substitution] }
  const assignment = { type: 'Assignment', name, value, append: false, array: null }
  const simple = { type: 'SimpleCommand', assignments: [assignment], name: null, args: [], redirections: [] }
  const nothing = { ...evaluate, name: { type: 'Word', parts: [{ type: 'Literal', value: ':' }] }, args: [] }
  const statement = statementOf(simple as unknown as Command)
  const pipelines = [...statement.pipelines, ...statementOf(nothing as unknown as Command).pipelines]
  return { ...statement, pipelines, operators: ['||'] }
}
