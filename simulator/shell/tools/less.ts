import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { type Paged, page } from '../paging/page.ts'

/** Options of less(1) that show; the others are read, and change nothing here. */
const letters = 'aABcCdeEfFgGiIJKLmMnNqQrRsSuUVwWX~?'
const withValues = 'bhjkoOpPtTxyz#D'

interface Read {
  readonly options: Paged
  readonly names: readonly string[]
  readonly wrong?: string
}

function read(args: readonly string[], env: string): Read {
  let options: Paged = {}
  const names: string[] = []
  const words = [
    ...env
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => (word.startsWith('-') ? word : `-${word}`)),
    ...args,
  ]
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    const long = longNames.get(word.split('=')[0]!)
    if (word === '--') {
      names.push(...words.slice(i + 1))
      break
    }
    if (word.startsWith('+')) {
      if (word === '+G') options = { ...options, startsAtEnd: true }
      else if (word.startsWith('+/')) options = { ...options, pattern: word.slice(2) }
    } else if (long !== undefined) options = { ...options, ...effects[long] }
    else if (word.startsWith('--')) return { options, names, wrong: word.slice(2) }
    else if (word.startsWith('-') && word !== '-') {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at]!
        if (withValues.includes(letter)) {
          const value = word.slice(at + 1) || words[++i]
          if (letter === 'p' && value !== undefined) options = { ...options, pattern: value }
          break
        }
        if (!letters.includes(letter)) return { options, names, wrong: letter }
        options = { ...options, ...effects[letter] }
      }
    } else names.push(word)
  }
  return { options, names }
}

const effects: Readonly<Record<string, Paged>> = {
  F: { endsIfFits: true },
  i: { ignoresCase: 'small' },
  I: { ignoresCase: 'all' },
  N: { hasNumbers: true },
  r: { isRaw: true },
  R: { isRaw: true },
  S: { isCut: true },
  X: { isPlain: true },
}

const longNames = new Map([
  ['--quit-if-one-screen', 'F'],
  ['--ignore-case', 'i'],
  ['--IGNORE-CASE', 'I'],
  ['--LINE-NUMBERS', 'N'],
  ['--raw-control-chars', 'r'],
  ['--RAW-CONTROL-CHARS', 'R'],
  ['--chop-long-lines', 'S'],
  ['--no-init', 'X'],
  ['--quit-at-eof', 'e'],
  ['--squeeze-blank-lines', 's'],
])

const usage = `less FILE: shows a text page by page, and lets you look for words in it. In a pipe: COMMAND | less

  -F  only print what fits on the screen     -R  show colours
  -i  find capitals and small letters alike  -S  cut long lines
  -N  number the lines                       -X  leave the screen as it is
  +G  begin at the end                       +/WORD  begin at a word

Keys: SPACE and b turn pages, /WORD finds, n finds the next, g and G go to the ends, h tells of the others, q leaves.
`

const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

function pagerNamed(name: 'less' | 'more', summary: string): Tool {
  return {
    name,
    summary,
    async run(args, context) {
      const { env } = context
      if (args.includes('--help') || args.includes('-?')) return { stdout: usage, stderr: '', exitCode: 0 }
      if (args.includes('--version') || args.includes('-V'))
        return {
          stdout: name === 'less' ? 'less 608\n' : 'more from util-linux 2.37.4\n',
          stderr: '',
          exitCode: 0,
        }
      const { options, names, wrong } = read(args, (name === 'less' ? env['LESS'] : env['MORE']) ?? '')
      if (wrong !== undefined) {
        return failed(
          `There is no ${wrong.length === 1 ? wrong : `--${wrong}`} option ("${name} --help" for help)\n`,
        )
      }
      if (!names.length && !context.stdin.length) {
        return failed(
          name === 'less'
            ? 'Missing filename ("less --help" for help)\n'
            : "more: bad usage\nTry 'more --help' for more information.\n",
        )
      }
      const { text, complaints, shown } = gather(names, context)
      if (complaints && text === '') return failed(complaints)
      const usual = name === 'more' ? { endsIfFits: true, isPlain: true } : {}
      const paged = await page(text, context, {
        ...usual,
        ...options,
        ...(shown !== undefined && { name: shown }),
      })
      return { ...paged, stderr: complaints, exitCode: complaints ? 1 : 0 }
    },
  }
}

export const less = pagerNamed('less', "Shows a text page by page: 'less FILE', 'COMMAND | less'.")
export const more = pagerNamed('more', "Shows a text page by page, as 'less' does.")

function gather(names: readonly string[], { files, cwd, stdin }: ToolContext) {
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  if (!names.length) return { text: decode(stdin), complaints: '', shown: undefined }
  const texts: string[] = []
  let complaints = ''
  for (const name of names) {
    const entry = name === '-' ? undefined : files.stat(resolve(cwd, name))
    if (name === '-') texts.push(decode(stdin))
    else if (!entry) complaints += `${name}: No such file or directory\n`
    else if (entry.kind === 'directory') complaints += `${name} is a directory\n`
    else {
      const bytes = files.read(resolve(cwd, name))
      if (bytes) texts.push(decode(bytes))
      else complaints += `${name}: Permission denied\n`
    }
  }
  return { text: texts.join(''), complaints, shown: names.length === 1 ? names[0] : undefined }
}
