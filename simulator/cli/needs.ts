import { isPrivateService } from '../api/private/index.ts'
import { globalOptions } from './arguments/global-options.ts'
import { isCommand, ownSubcommands } from './names.ts'

/** What has to be loaded before a command line can run without waiting. */
interface Needs {
  readonly services: readonly string[]
  /** The one operation that the line is about, as far as its words tell. */
  readonly operation?: string
  /** The services whose operations it wants to know, every one: it names none, or not only one. */
  readonly listed: readonly string[]
  readonly docs: readonly string[]
  readonly help: boolean
  /** A command of the CLI's own: `s3`, `configure`. */
  readonly own: boolean
  readonly yaml: boolean
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
  const [command] = wordsOf(argv)
  // What nobody knows may be an alias, for whatever there is.
  const mayBeAny = command !== undefined && !isCommand(command) && !isPrivateService(command)
  return {
    ...modelsFor(argv),
    help: mayBeAny || argv.includes('help'),
    own: mayBeAny || command === 's3' || command === 'configure',
    yaml: mayBeAny || argv.some((word) => word.startsWith('--cli-input-y')),
  }
}

function modelsFor(argv: readonly string[]): Pick<Needs, 'services' | 'operation' | 'listed' | 'docs'> {
  const words = wordsOf(argv)
  const command = words[0]
  if (command === undefined || !isCommand(command)) return { services: [], listed: [], docs: [] }
  if (ownSubcommands(command)) return { services: behind[command] ?? [], listed: [], docs: [] }
  const wantsDocs = words.slice(1).includes('help') || argv.some((word) => word.endsWith('yaml-input'))
  const operation = wantsDocs ? undefined : operationIn(words[1])
  return {
    services: [command],
    ...(operation && { operation }),
    listed: operation === undefined ? [command] : [],
    docs: wantsDocs ? [command] : [],
  }
}

/** `DescribeVpcs` of `describe-vpcs`. A waiter, or a command of the CLI's own, is several operations or none. */
const operationIn = (word = ''): string | undefined =>
  /^[a-z]+(-[a-z0-9]+)+$/.test(word)
    ? word.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
    : undefined

/** The line's leading words that are neither global options nor their values. */
export const wordsOf = (argv: readonly string[]): string[] => placesOf(argv).map((at) => argv[at]!)

/** Where these words stand in the line. */
export function placesOf(argv: readonly string[]): number[] {
  const places: number[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (takesValue.has(word)) at++
    else if (!word.startsWith('-')) places.push(at)
  }
  return places
}
