import type { Command as LibraryCommand } from 'just-bash'
import type { ShellHost } from '../host.ts'
import { commandLater } from './own-command.ts'
import { colours, type Sight } from './sight.ts'

/** Programs of the library with what people use of the real ones and it lacks. */
export function adaptedCommands(host: ShellHost, sight: () => Sight): LibraryCommand[] {
  return [
    commandLater('jq', async () => coloured((await import('./jq.ts')).jqCommand(host), sight)),
    // The library wants a value to stand apart from its letter.
    adapted('xargs', (args, original) => original(apart(args))),
    adapted('tr', (args, original) => original(args.map(withNumbered))),
  ]
}

/** jq in colours, where a person sees it. */
function coloured(jq: LibraryCommand, sight: () => Sight): LibraryCommand {
  return {
    name: jq.name,
    async execute(args, context) {
      const answer = await jq.execute(args, context)
      const isPlain = args.some((arg) => arg === '-M' || arg === '--monochrome-output')
      const isAsked = args.some((arg) => arg === '--color-output' || /^-[a-zA-Z]*C[a-zA-Z]*$/.test(arg))
      if (isPlain || !colours(isAsked ? 'always' : 'auto', sight(), context.exportedEnv)) return answer
      const isRaw = args.some((arg) => /^-[a-zA-Z]*[rj]|^--(raw|join)-output$/.test(arg))
      return { ...answer, stdout: colouredJson(String(answer.stdout), isRaw) }
    },
  }
}

type Result = Awaited<ReturnType<LibraryCommand['execute']>>
export type Original = (args: string[]) => Promise<Result>

/** What the library's command says is passed on as it is: it may be no text. */
export function adapted(
  name: string,
  execute: (
    args: readonly string[],
    original: Original,
    env: Readonly<Record<string, string>>,
  ) => Promise<Result>,
): LibraryCommand {
  return {
    name,
    execute: (args, { origCommand, exportedEnv = {} }) =>
      execute(args, (words) => origCommand!(words), exportedEnv),
  }
}

function apart(args: readonly string[]): string[] {
  const words: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [, letter, value] = /^-([IdnPLs])(.+)$/s.exec(arg) ?? []
    const long = /^--(max-args|max-procs|replace|delimiter)=(.*)$/s.exec(arg)
    if (letter !== undefined) words.push(`-${letter}`, value!)
    else if (long)
      words.push({ 'max-args': '-n', 'max-procs': '-P', replace: '-I', delimiter: '-d' }[long[1]!]!, long[2]!)
    else if (arg === '-i' || arg === '--replace') words.push('-I', '{}')
    else if (arg === '--null') words.push('-0')
    else if (arg === '--no-run-if-empty') words.push('-r')
    else if (/^-[IdnPLs]$/.test(arg)) words.push(arg, ...args.slice(++i, i + 1))
    else if (arg.startsWith('-') && arg !== '-') words.push(arg)
    else return [...words, ...args.slice(i)]
  }
  return words
}

const bells: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', v: '\v' }

/** Characters that are written by their octal numbers, or by letters that the library does not know. */
const withNumbered = (set: string): string =>
  set.replace(/\\(?:([0-7]{1,3})|([abfv])|.)/gs, (whole, octal?: string, letter?: string) => {
    const character =
      octal === undefined ? bells[letter ?? ''] : String.fromCharCode(Number.parseInt(octal, 8))
    if (character === undefined) return whole
    return /[-\\[\]]/.test(character) ? `\\${character}` : character
  })

const tokens = /"(?:[^"\\]|\\.)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},]/g

/** As jq 1.7 paints it: keys blue, strings green, null grey, the rest in bold. */
function colouredJson(text: string, isRaw: boolean): string {
  // What was printed without its quotes is no JSON any more.
  if (isRaw && !/^\s*[[{]/.test(text)) return text
  return text.replace(tokens, (token, colon: string | undefined) => {
    if (colon !== undefined) return `${paint('34;1', token.slice(0, -colon.length))}${paint('1;39', colon)}`
    if (token.startsWith('"')) return paint('0;32', token)
    if (token === 'null') return paint('1;30', token)
    return paint(/^[[\]{},]$/.test(token) ? '1;39' : '0;39', token)
  })
}

const paint = (code: string, text: string): string => `\x1b[${code}m${text}\x1b[0m`
