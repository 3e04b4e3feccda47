import type { Command as LibraryCommand } from 'just-bash'
import { expanded, literal, literalName, simple, word } from './build-syntax.ts'
import { bytesOf } from './byte-strings.ts'
import { hidden } from './hidden-names.ts'
import { type Command, type SimpleCommand, statementOf } from './syntax.ts'

// What `read` and `mapfile` of the library put into variables are bytes, one character each: `ü` becomes `Ã¼`. Behind
// them, the variables are made text. Just-bash 3.4.2.

/** `read a b` becomes `{ read a b; text 'a' "$a" 'b' "$b"; }`, with the status of `read`. */
export function readingText(command: SimpleCommand): Command | undefined {
  const name = literalName(command)
  const spec = name === undefined ? undefined : specs.get(name)
  if (!spec) return undefined
  const { names, lists } = variablesIn(command, spec)
  if (!names.length && !lists.length) return undefined
  const values = names.flatMap((one) => [literal(one), literal('1'), expanded(one)])
  const elements = lists.flatMap((one) => [literal(`${one}[]`), countOf(one), expanded(`${one}[@]`)])
  const text = simple(hidden('text'), [expanded('?'), ...values, ...elements])
  const body = [statementOf(command, command.line), statementOf(text, command.line)]
  return { type: 'Group', body, redirections: [] } as unknown as Command
}

const countOf = (list: string) =>
  word({
    type: 'DoubleQuoted',
    parts: [{ type: 'ParameterExpansion', parameter: `${list}[@]`, operation: { type: 'Length' } }],
  })

interface Spec {
  /** Letters of options that want a value. */
  readonly valued: string
  /** The letter behind which an array is named. */
  readonly list?: string
  readonly usual: string
  readonly isList: boolean
}

const mapfile: Spec = { valued: 'dnOsuCc', usual: 'MAPFILE', isList: true }

const specs = new Map<string, Spec>([
  ['read', { valued: 'dinNptu', list: 'a', usual: 'REPLY', isList: false }],
  ['mapfile', mapfile],
  ['readarray', mapfile],
])

/** The variables that are written out; of others, nobody knows before they are read. */
function variablesIn({ args }: SimpleCommand, { valued, list, usual, isList }: Spec) {
  const words = args.map(({ parts: [part, ...more] }) =>
    !more.length && (part?.type === 'Literal' || part?.type === 'SingleQuoted') ? part.value : undefined,
  )
  const operands: (string | undefined)[] = []
  const lists: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === undefined || !/^-./.test(word)) {
      operands.push(word)
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!
      if (letter !== list && !valued.includes(letter)) continue
      const value = word.slice(at + 1) || words[++i]
      if (letter === list && value !== undefined && isName(value)) lists.push(value)
      break
    }
  }
  const found = operands.filter((one) => one !== undefined && isName(one)) as string[]
  if (isList) return { names: [], lists: operands.length ? found : [usual] }
  return { names: operands.length || lists.length ? found : [usual], lists }
}

const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text)

export const textCommand: LibraryCommand = {
  name: '__text',
  async execute([status, ...given], { assignShellVariable }) {
    while (given.length) {
      const [name = '', count = '0'] = given.splice(0, 2)
      const values = given.splice(0, Number(count))
      for (const [i, value] of values.entries()) {
        const text = textOf(value)
        if (text === value) continue
        if (name.endsWith('[]')) await assignShellVariable?.(name.slice(0, -2), text, String(i))
        else await assignShellVariable?.(name, text)
      }
    }
    return { stdout: '', stderr: '', exitCode: Number(status) }
  },
}

function textOf(value: string): string {
  if (/^[\x00-\x7f]*$/.test(value) || /[^\x00-\xff]/.test(value)) return value
  try {
    return strict.decode(bytesOf(value))
  } catch {
    return value
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
