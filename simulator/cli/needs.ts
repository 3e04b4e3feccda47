import { globalOptions } from './arguments/global-options.ts'
import { isCommand, ownSubcommands } from './names.ts'

/** What has to be loaded before a command line can run without waiting. */
interface Needs {
  readonly services: readonly string[]
  readonly docs: readonly string[]
}

/** Global options that take a value in the word after them. */
const takesValue = new Set(
  globalOptions.filter(({ takes }) => takes === 'one').map(({ name }) => `--${name}`),
)

/** Services whose requests a command of the CLI's own sends. */
const behind: Readonly<Record<string, readonly string[]>> = { s3: ['s3api'], ddb: ['dynamodb'] }

/**
 * Which models and documentation a line needs, from a glance at its words: too much is only a slower
 * start, so nothing is parsed. A name may be absent from the contract; the caller loads what is there.
 */
export function needsOf(argv: readonly string[]): Needs {
  const words = wordsOf(argv)
  const command = words[0]
  if (command === undefined || !isCommand(command)) return { services: [], docs: [] }
  if (ownSubcommands(command)) return { services: behind[command] ?? [], docs: [] }
  const wantsDocs = words.slice(1).includes('help') || argv.some((word) => word.endsWith('yaml-input'))
  return { services: [command], docs: wantsDocs ? [command] : [] }
}

/** The line's leading words that are neither global options nor their values. */
export function wordsOf(argv: readonly string[]): string[] {
  const words: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (takesValue.has(word)) at++
    else if (!word.startsWith('-')) words.push(word)
  }
  return words
}
