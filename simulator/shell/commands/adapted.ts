import type { Command as LibraryCommand } from 'just-bash'
import { resolve } from '../files.ts'
import type { ShellHost } from '../host.ts'
import { readDate } from './dates.ts'
import { commandLater, ownCommand } from './own-command.ts'
import { colours, type Sight } from './sight.ts'

/** Programs of the library with what people use of the real ones and it lacks. */
export function adaptedCommands(host: ShellHost, sight: () => Sight): LibraryCommand[] {
  return [
    commandLater('jq', async () => coloured((await import('./jq.ts')).jqCommand(host), sight)),
    // The library wants a value to stand apart from its letter.
    adapted('xargs', (args, original) => original(apart(args))),
    adapted('tr', (args, original) => original(args.map(withNumbered))),
    ownCommand('touch', (args, { fs, cwd }) => touch(args, fs, cwd, host)),
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

interface Times {
  utimes(path: string, accessed: Date, modified: Date): Promise<void>
  exists(path: string): Promise<boolean>
  writeFile(path: string, content: string): Promise<void>
  stat(path: string): Promise<{ readonly mtime: Date }>
}

/** In simulated time, as everything here. */
async function touch(args: readonly string[], fs: Times, cwd: string, host: ShellHost) {
  const names: string[] = []
  let time = host.now()
  let creates = true
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const [, long, given] = /^--(date|reference)=(.*)$/.exec(arg) ?? []
    const letter = long === 'date' ? 'd' : long === 'reference' ? 'r' : /^-([dtr])$/.exec(arg)?.[1]
    if (letter !== undefined) {
      const value = given ?? args[++i]
      if (value === undefined)
        return { stderr: `touch: option requires an argument -- '${letter}'\n${tryHelp}` }
      if (letter === 'r') {
        if (!(await fs.exists(resolve(cwd, value))))
          return { stderr: `touch: failed to get attributes of '${value}': No such file or directory\n` }
        time = (await fs.stat(resolve(cwd, value))).mtime.getTime()
        continue
      }
      const read = letter === 'd' ? readDate(value, host.now()) : readStamp(value, host.now())
      if (read === undefined) return { stderr: `touch: invalid date format ‘${value}’\n` }
      time = read
    } else if (arg === '-c' || arg === '--no-create') creates = false
    else if (/^-[amf]+$/.test(arg)) continue
    else if (arg === '--help')
      return {
        stdout:
          'Usage: touch [OPTION]... FILE...\n\n  -c           create no files\n  -d STRING    this time, instead of now\n  -r FILE      the time of that file\n  -t STAMP     [[CC]YY]MMDDhhmm[.ss], instead of now\n',
      }
    else if (arg.startsWith('-') && arg !== '-')
      return { stderr: `touch: invalid option -- '${arg.replace(/^-+/, '')[0] ?? ''}'\n${tryHelp}` }
    else names.push(arg)
  }
  if (!names.length) return { stderr: `touch: missing file operand\n${tryHelp}` }
  let stderr = ''
  for (const name of names) {
    const path = resolve(cwd, name)
    try {
      if (!(await fs.exists(path))) {
        if (!creates) continue
        await fs.writeFile(path, '')
      }
      await fs.utimes(path, new Date(time), new Date(time))
    } catch (error) {
      const { code = '' } = error as { code?: string }
      const reason =
        { EACCES: 'Permission denied', EROFS: 'Read-only file system', ENOTDIR: 'Not a directory' }[code] ??
        'No such file or directory'
      stderr += `touch: cannot touch '${name}': ${reason}\n`
    }
  }
  return { stderr }
}

const tryHelp = "Try 'touch --help' for more information.\n"

/** `[[CC]YY]MMDDhhmm[.ss]` */
function readStamp(text: string, now: number): number | undefined {
  const [, year, month, day, hour, minute, second = '0'] =
    /^(\d{4}|\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text) ?? []
  if (month === undefined) return undefined
  const full =
    year === undefined ? new Date(now).getUTCFullYear() : Number(year.length === 2 ? `20${year}` : year)
  return Date.UTC(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}
