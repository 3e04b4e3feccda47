// Options as getopt(3) and getopt_long(3) of the GNU C library read them: in any order, short ones together, long ones
// as short as they are plain.

export interface OptionSpec {
  /** As getopt writes it: a colon behind a letter that wants an argument. */
  readonly short: string
  /** Long names, each with the letter that means the same, or with a name of its own; a colon as above. */
  readonly long?: Readonly<Record<string, string>>
  /** Whether the first word that is no option ends the options. */
  readonly isStrict?: true
}

export interface Option {
  /** The letter, or the long name where it has no letter. */
  readonly name: string
  readonly value: string
}

export type Problem =
  | { readonly kind: 'invalid' | 'wants-argument'; readonly letter: string }
  | {
      readonly kind: 'unrecognised' | 'long-wants-argument' | 'takes-none' | 'ambiguous'
      readonly option: string
    }

export interface Options {
  readonly options: readonly Option[]
  readonly operands: readonly string[]
  /** The first thing that was wrong; what came before it has been read. */
  readonly problem?: Problem
}

export function getopt(args: readonly string[], spec: OptionSpec): Options {
  const options: Option[] = []
  const operands: string[] = []
  const rest = [...args]
  const fail = (problem: Problem): Options => ({ options, operands: [...operands, ...rest], problem })
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest)
      break
    }
    if (word.startsWith('--') && spec.long) {
      const read = longOption(word, spec.long)
      if ('kind' in read) return fail(read)
      const { name, wants, given } = read
      const value = given ?? (wants ? rest.shift() : '')
      if (value === undefined) return fail({ kind: 'long-wants-argument', option: read.full })
      options.push({ name, value })
      continue
    }
    if (!word.startsWith('-') || word === '-') {
      operands.push(word)
      if (spec.isStrict) {
        operands.push(...rest)
        break
      }
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!
      const found = letter === ':' ? -1 : spec.short.indexOf(letter)
      if (found < 0) return fail({ kind: 'invalid', letter })
      if (spec.short[found + 1] !== ':') {
        options.push({ name: letter, value: '' })
        continue
      }
      const value = at + 1 < word.length ? word.slice(at + 1) : rest.shift()
      if (value === undefined) return fail({ kind: 'wants-argument', letter })
      options.push({ name: letter, value })
      break
    }
  }
  return { options, operands }
}

interface LongOption {
  readonly name: string
  readonly full: string
  readonly wants: boolean
  readonly given?: string
}

function longOption(word: string, long: Readonly<Record<string, string>>): LongOption | Problem {
  const equals = word.indexOf('=')
  const typed = word.slice(2, equals < 0 ? undefined : equals)
  const given = equals < 0 ? undefined : word.slice(equals + 1)
  const names = Object.keys(long)
  const exact = names.filter((name) => name === typed)
  const [full, ...others] = exact.length ? exact : names.filter((name) => name.startsWith(typed))
  if (full === undefined) return { kind: 'unrecognised', option: `--${typed}` }
  if (others.some((other) => long[other] !== long[full])) return { kind: 'ambiguous', option: `--${typed}` }
  const means = long[full]!
  const wants = means.endsWith(':')
  if (given !== undefined && !wants) return { kind: 'takes-none', option: `--${full}` }
  const name = wants ? means.slice(0, -1) : means
  return { name: name || full, full: `--${full}`, wants, ...(given !== undefined && { given }) }
}

/** What the C library says of it, behind the name of the program. */
export function describeProblem(problem: Problem): string {
  switch (problem.kind) {
    case 'invalid':
      return `invalid option -- '${problem.letter}'`
    case 'wants-argument':
      return `option requires an argument -- '${problem.letter}'`
    case 'unrecognised':
      return `unrecognized option '${problem.option}'`
    case 'long-wants-argument':
      return `option '${problem.option}' requires an argument`
    case 'takes-none':
      return `option '${problem.option}' doesn't allow an argument`
    case 'ambiguous':
      return `option '${problem.option}' is ambiguous`
  }
}
