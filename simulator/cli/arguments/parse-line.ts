import { pythonRepr } from '../../api/python-text.ts'
import { misused } from '../errors.ts'
import { closeMatches } from './close-matches.ts'
import type { Argument, Parsed } from './option.ts'
import { readInteger } from './python-values.ts'

export interface ParsedLine {
  readonly values: Parsed
  /** Words that no argument took, in the order in which they were met. */
  readonly rest: string[]
}

interface Candidate {
  readonly argument: Argument | undefined
  readonly option: string
  /** The text after `=`. */
  readonly explicit: string | undefined
}

/** A set of arguments, ready to parse lines with. */
export class LineParser {
  readonly #arguments: readonly Argument[]
  readonly #options: Map<string, Argument>

  constructor(declared: readonly Argument[]) {
    this.#arguments = declared
    this.#options = new Map(
      declared.filter((argument) => !argument.positional).map((argument) => [`--${argument.name}`, argument]),
    )
  }

  /**
   * Reads the words as Python's argparse does, which is what the AWS CLI parses with. `required` can be
   * switched off for all arguments, and `onArgument` hears of each argument as it is met.
   */
  parse(
    words: readonly string[],
    settings: { allOptional?: boolean; onArgument?(argument: Argument, words: readonly string[]): void } = {},
  ): ParsedLine {
    const values: Parsed = new Map()
    const rest: string[] = []
    const seen = new Set<string>()
    const kinds = this.#classify(words)
    const positionals = this.#arguments.filter((argument) => argument.positional)

    const take = (argument: Argument, taken: readonly string[]) => {
      seen.add(argument.key)
      settings.onArgument?.(argument, taken)
      values.set(argument.key, readWords(argument, taken))
    }
    /** Gives as many positional arguments as possible the words from here to the next option. */
    const takePositionals = (start: number): number => {
      let at = start
      while (positionals.length > 0) {
        const argument = positionals[0]!
        while (kinds[at] === '--') at++
        if (kinds[at] !== 'word') {
          // An optional positional matches no words as well, and is then spent.
          if (argument.takes !== 'maybe') return at === start ? start : at
          positionals.shift()
          continue
        }
        positionals.shift()
        take(argument, [words[at]!])
        at++
        while (kinds[at] === '--') at++
      }
      return at
    }
    const takeOption = (start: number): number => {
      const candidates = kinds[start] as Candidate[]
      if (candidates.length > 1) {
        const matches = candidates.map(({ option }) => option).join(', ')
        throw misused(`ambiguous option: ${words[start]} could match ${matches}`)
      }
      const { argument, explicit } = candidates[0]!
      if (!argument) {
        rest.push(words[start]!)
        return start + 1
      }
      if (explicit !== undefined) {
        if (argument.takes === 'none')
          throw faulty(argument, `ignored explicit argument ${pythonRepr(explicit)}`)
        take(argument, [explicit])
        return start + 1
      }
      let end = start + 1
      const most = argument.takes === 'many' ? words.length : argument.takes === 'none' ? 0 : 1
      while (end - start - 1 < most && kinds[end] === 'word') end++
      if (argument.takes === 'one' && end === start + 1) throw faulty(argument, 'expected one argument')
      take(argument, words.slice(start + 1, end))
      return end
    }

    const lastOption = kinds.findLastIndex((kind) => Array.isArray(kind))
    let at = 0
    while (at <= lastOption) {
      if (!Array.isArray(kinds[at])) {
        const next = kinds.findIndex((kind, i) => i >= at && Array.isArray(kind))
        const end = takePositionals(at)
        if (end > at) {
          at = end
          continue
        }
        rest.push(...words.slice(at, next))
        at = next
      }
      at = takeOption(at)
    }
    const end = takePositionals(at)
    rest.push(...words.slice(end))

    if (!settings.allOptional) this.#demand(seen)
    return { values, rest }
  }

  #demand(seen: ReadonlySet<string>): void {
    const missing = this.#arguments.filter((argument) => argument.required && !seen.has(argument.key))
    if (missing.length === 0) return
    throw misused(`the following arguments are required: ${missing.map(display).join(', ')}`)
  }

  /** For each word: an option (with what it may stand for), a plain word, or the separator `--`. */
  #classify(words: readonly string[]): ('word' | '--' | Candidate[])[] {
    const separator = words.indexOf('--')
    return words.map((word, i) => {
      if (i === separator) return '--'
      if (separator >= 0 && i > separator) return 'word'
      return this.#candidates(word) ?? 'word'
    })
  }

  #candidates(word: string): Candidate[] | undefined {
    if (!word.startsWith('-') || word.length === 1) return undefined
    const exact = this.#options.get(word)
    if (exact) return [{ argument: exact, option: word, explicit: undefined }]
    const equals = word.indexOf('=')
    const name = equals < 0 ? word : word.slice(0, equals)
    const explicit = equals < 0 ? undefined : word.slice(equals + 1)
    const named = this.#options.get(name)
    if (named) return [{ argument: named, option: name, explicit }]
    if (word.startsWith('--')) {
      const candidates: Candidate[] = []
      for (const [option, argument] of this.#options) {
        if (option.startsWith(name)) candidates.push({ argument, option, explicit })
      }
      if (candidates.length > 0) return candidates
    }
    if (negativeNumber.test(word) || word.includes(' ')) return undefined
    return [{ argument: undefined, option: word, explicit: undefined }]
  }
}

const negativeNumber = /^-(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)$/

function readWords(argument: Argument, words: readonly string[]): unknown {
  if (argument.takes === 'none') return argument.sets
  if (argument.takes === 'many') return words
  const [word] = words
  if (word === undefined) return argument.alone
  if (argument.integer) {
    const number = readInteger(word)
    if (number === undefined) throw faulty(argument, `invalid int value: ${pythonRepr(word)}`)
    return number
  }
  if (argument.choices && !argument.choices.includes(word))
    throw misused(noSuchChoice(display(argument), word, argument.choices))
  return word
}

/** "Found invalid choice", with what may have been meant. */
export function noSuchChoice(name: string, word: string, choices: Iterable<string>): string {
  const near = closeMatches(word, choices)
  const hint =
    near.length > 0 ? `\nMaybe you meant:\n\n${near.map((choice) => `  * ${choice}`).join('\n')}` : ''
  return `argument ${name}: Found invalid choice '${word}'\n${hint}`
}

const faulty = (argument: Argument, problem: string) => misused(`argument ${display(argument)}: ${problem}`)

const display = (argument: Argument) => (argument.positional ? argument.name : `--${argument.name}`)
