import { literal, literalName, simple, word } from './build-syntax.ts'
import { hidden } from './hidden-names.ts'
import { type Script, statementOf } from './syntax.ts'

// Variables that the world knows: they are asked for each time.

const worldVariables = new Set([
  'BASH_VERSION',
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
])

export const isWorldVariable = (name: unknown): name is string =>
  typeof name === 'string' && worldVariables.has(name)

/** Whether text is ours that reads one. */
export const isReadingVariable = (text: string) => text.startsWith(hidden('variable'))

const outputOf = (name: string, args: readonly object[]) => ({
  type: 'CommandSubstitution',
  body: { type: 'Script', statements: [statementOf(simple(hidden(name), args))] },
  legacy: false,
})

export const readVariable = (name: string) => outputOf('variable', [literal(name)])

// `SECONDS=0` starts the count anew.
export const settingSeconds = (assignment: Record<string, unknown>) => ({
  ...assignment,
  value: word(outputOf('set-seconds', [(assignment['value'] as object | null) ?? literal('0')])),
})

/** What the shell reads for itself while it works something out. */
export function isOwn({ statements: [statement] }: Script): boolean {
  const command = statement?.pipelines[0]?.commands[0]
  return command?.type === 'SimpleCommand' && literalName(command) === hidden('variable')
}
