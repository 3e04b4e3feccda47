import type { Command as LibraryCommand } from 'just-bash'
import { adapted, type Original } from './adapted.ts'
import { colours, type Sight } from './sight.ts'

// `grep` in colour: the library finds, and what it found is marked as GNU grep 3 marks it.

export const findingCommands = (sight: () => Sight): LibraryCommand[] =>
  ['grep', 'egrep', 'fgrep'].map((name) =>
    adapted(name, (args, original, env) => find(name, args, original, sight(), env)),
  )

async function find(
  name: string,
  args: readonly string[],
  original: Original,
  sight: Sight,
  env: Readonly<Record<string, string>>,
) {
  let when = 'never'
  const words: string[] = []
  for (const [i, arg] of args.entries()) {
    if (args.slice(0, i).includes('--')) words.push(arg)
    else if (/^--colou?r$/.test(arg)) when = 'auto'
    else if (/^--colou?r=/.test(arg)) when = arg.slice(arg.indexOf('=') + 1)
    else words.push(arg)
  }
  const found = await original(known(onePattern(name, words)))
  if (words.includes('--help')) return { ...found, stdout: `${found.stdout}${further}` }
  if (!colours(when, sight, env)) return found
  const asked = readLine(name, words)
  if (!asked || asked.isCount) return found
  const marked = found.stdout.replace(/[^\n]+/g, (line) => colourLine(line, asked))
  return { ...found, stdout: marked }
}

interface Asked {
  /** Undefined where it cannot be told: then only names and numbers are coloured. */
  readonly pattern: RegExp | undefined
  readonly hasNames: boolean
  readonly hasNumbers: boolean
  readonly isInverted: boolean
  /** Only names or numbers are printed. */
  readonly isCount: boolean
}

const further = `  -H, --with-filename      print file name with output lines
      --color[=WHEN],
      --colour[=WHEN]      color what matches; WHEN is 'always', 'never', or 'auto'
`

const withValues = 'efmABC'

/** The line without options that the library lacks: a second file makes it print names, and errors go where asked. */
/** The library takes the last of several `-e` for the only one. Just-bash 3.4.2. */
function onePattern(name: string, words: readonly string[]): readonly string[] {
  const patterns: string[] = []
  const others: string[] = []
  let how = name === 'egrep' ? 'E' : name === 'fgrep' ? 'F' : ''
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '--') {
      others.push(...words.slice(i))
      break
    }
    const [, long] = /^--regexp=(.*)$/s.exec(word) ?? []
    const [, letters = '', value] = /^-([a-df-lnp-zD-Z]*)e(.*)$/s.exec(word) ?? []
    const [, kind] = /^-[a-zA-Z]*([EFP])/.exec(word) ?? []
    if (kind) how = kind
    if (long !== undefined) patterns.push(long)
    else if (value !== undefined) {
      if (letters) others.push(`-${letters}`)
      patterns.push(value || (words[++i] ?? ''))
    } else if (/^-[a-zA-Z]*[fmABC]$/.test(word)) others.push(word, ...words.slice(++i, i + 1))
    else others.push(word)
  }
  if (patterns.length < 2) return words
  if (how === 'F') {
    const escaped = patterns.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const rest = others.map((one) => one.replace(/^(-[a-zA-Z]*)F/, '$1E'))
    return [...(name === 'fgrep' ? ['-E'] : []), '-e', escaped.join('|'), ...rest]
  }
  return ['-e', patterns.map((one) => (how ? `(${one})` : one)).join(how ? '|' : '\\|'), ...others]
}

function known(words: readonly string[]): string[] {
  const end = words.includes('--') ? words.indexOf('--') : words.length
  let hasNames = false
  const kept = words.flatMap((word, i): string[] => {
    const isValue = i > 0 && /^-[a-zA-Z]*[efmABC]$/.test(words[i - 1]!)
    if (i >= end || isValue) return [word]
    if (/^--(with-filename|text|line-buffered|no-messages|binary-files=.*)$/.test(word)) {
      hasNames ||= word === '--with-filename'
      return []
    }
    const [, letters, rest] = /^-([a-zA-Z]*?)([efmABC].*)?$/s.exec(word) ?? []
    if (letters === undefined || (letters === '' && rest === undefined)) return [word]
    hasNames ||= letters.includes('H')
    const left = letters.replace(/[HsaIUz]/g, '') + (rest ?? '')
    return left === '' ? [] : [`-${left}`]
  })
  return hasNames ? [...kept, '/dev/null'] : kept
}

/** The line as grep reads it, as far as colours want to know. */
function readLine(name: string, words: readonly string[]): Asked | undefined {
  const letters = new Set<string>()
  const patterns: string[] = []
  const operands: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '--') {
      operands.push(...words.slice(i + 1))
      break
    }
    const [, long, value] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? []
    if (long !== undefined) {
      if (long === 'regexp' && value !== undefined) patterns.push(value)
      letters.add(longNames[long] ?? '')
    } else if (/^-\d+$/.test(word)) continue
    else if (word.startsWith('-') && word !== '-') {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at]!
        letters.add(letter)
        if (!withValues.includes(letter)) continue
        const given = word.slice(at + 1) || words[++i]
        if (letter === 'e' && given !== undefined) patterns.push(given)
        break
      }
    } else operands.push(word)
  }
  if (letters.has('f')) return undefined
  const pattern = patterns.length || letters.has('e') ? undefined : operands.shift()
  if (pattern !== undefined) patterns.push(pattern)
  const kind =
    letters.has('F') || name === 'fgrep'
      ? 'fixed'
      : letters.has('E') || letters.has('P') || name === 'egrep'
        ? 'extended'
        : 'basic'
  const isRecursive = letters.has('r') || letters.has('R')
  return {
    pattern: expressionFor(patterns, kind, letters),
    hasNames: !letters.has('h') && (letters.has('H') || isRecursive || operands.length > 1),
    hasNumbers: letters.has('n'),
    isInverted: letters.has('v'),
    isCount: ['c', 'l', 'L', 'q'].some((letter) => letters.has(letter)),
  }
}

const longNames: Readonly<Record<string, string>> = {
  count: 'c',
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  'ignore-case': 'i',
  'invert-match': 'v',
  'line-number': 'n',
  'line-regexp': 'x',
  'no-filename': 'h',
  'perl-regexp': 'P',
  quiet: 'q',
  silent: 'q',
  'with-filename': 'H',
  'word-regexp': 'w',
}

function expressionFor(
  patterns: readonly string[],
  kind: 'fixed' | 'extended' | 'basic',
  letters: ReadonlySet<string>,
): RegExp | undefined {
  const bodies = patterns
    .flatMap((text) => text.split('\n'))
    .map((text) => {
      if (kind === 'fixed') return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      const body =
        kind === 'basic'
          ? text.replace(/\\([+?{}()|])|([+?{}()|])/g, (_, escaped, plain) => escaped ?? `\\${plain}`)
          : text
      return body.replace(/\[\[:(\w+):\]\]/g, (whole, name: string) => classes[name] ?? whole)
    })
  const all = bodies.map((body) => `(?:${body})`).join('|')
  const whole = letters.has('x') ? `^(?:${all})$` : letters.has('w') ? `(?<!\\w)(?:${all})(?!\\w)` : all
  try {
    return new RegExp(whole, letters.has('i') ? 'gi' : 'g')
  } catch {
    return undefined
  }
}

const classes: Readonly<Record<string, string>> = {
  alnum: '[0-9A-Za-z]',
  alpha: '[A-Za-z]',
  blank: '[ \\t]',
  digit: '\\d',
  lower: '[a-z]',
  space: '\\s',
  upper: '[A-Z]',
  xdigit: '[0-9A-Fa-f]',
}

const paint = (code: string, text: string): string => `\x1b[${code}m\x1b[K${text}\x1b[m\x1b[K`

function colourLine(line: string, { pattern, hasNames, hasNumbers, isInverted }: Asked): string {
  if (line === '--' && (hasNumbers || !pattern?.test('--'))) return paint('36', line)
  let rest = line
  let painted = ''
  const take = (expression: RegExp, code: string) => {
    const [whole, text, sign] = expression.exec(rest) ?? []
    if (whole === undefined) return
    painted += paint(code, text!) + paint('36', sign!)
    rest = rest.slice(whole.length)
  }
  // A line around a match has `-` behind its name and its number.
  if (hasNames) take(hasNumbers ? /^(.+?)([:-])(?=\d+[:-])/ : /^([^:]+?)(:|-(?=.))/, '35')
  if (hasNumbers) take(/^(\d+)([:-])/, '32')
  const isAround = painted.endsWith(paint('36', '-'))
  if (!pattern || isInverted || isAround) return painted + rest
  pattern.lastIndex = 0
  return painted + rest.replace(pattern, (hit) => (hit === '' ? '' : paint('01;31', hit)))
}
