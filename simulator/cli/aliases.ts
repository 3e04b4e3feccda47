import { type Globals, globalOptions, globalsOf, mergeAliasGlobals } from './arguments/global-options.ts'
import { LineParser } from './arguments/parse-line.ts'
import { IniError, parseIni } from './config/ini.ts'
import { splitShellWords } from './config/shell-words.ts'
import { CliError } from './errors.ts'
import type { CliHost } from './host.ts'
import { placesOf } from './needs.ts'

/** Names of the learner's own for commands (AWS CLI user guide, "Creating and using aliases"). */
export interface Aliases {
  readonly commands: ReadonlyMap<string, string>
  /** Aliases of operations, by service. */
  readonly operations: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** For who means what the CLI itself has under a name. */
export const noAliases: Aliases = { commands: new Map(), operations: new Map() }

export function readAliases(host: CliHost): Aliases {
  const path = `${host.home}/.aws/cli/alias`
  const bytes = host.files.read(path)
  if (!bytes) return noAliases
  const commands = new Map<string, string>()
  const operations = new Map<string, Map<string, string>>()
  for (const [section, settings] of sectionsOf(new TextDecoder().decode(bytes), path)) {
    const texts = new Map<string, string>()
    for (const [name, value] of settings) if (typeof value === 'string') texts.set(name, value)
    const words = section.split(/\s+/)
    if (section === 'toplevel') for (const [name, value] of texts) commands.set(name, value)
    else if (words[0] === 'command' && words.length === 2) operations.set(words[1]!, texts)
  }
  return { commands, operations }
}

function sectionsOf(text: string, path: string) {
  try {
    return parseIni(text)
  } catch (error) {
    if (error instanceof IniError) throw new CliError(`Unable to parse config file: ${path}`)
    throw error
  }
}

export interface AliasLine {
  /** The words that the alias stands for, without global options. */
  readonly words: readonly string[]
  readonly globals: Globals
}

const globalParser = new LineParser(globalOptions)

/** What an alias stands for. Options that the learner typed have their way over the alias's. */
export function expandAlias(name: string, value: string, typed: Globals): AliasLine {
  if (value.startsWith('!')) {
    throw new CliError(`hopwise does not simulate aliases that run a shell command: "${name}" is ${value}`)
  }
  const words = splitShellWords(value)
  if (!words) {
    throw new CliError(
      `Value of alias "${name}" could not be parsed. Received error: No closing quotation when parsing:\n${value}`,
    )
  }
  const { values, rest } = globalParser.parse(words)
  const forbidden = ['debug', 'profile'].find((key) => values.has(key))
  if (forbidden) {
    throw new CliError(
      `Global parameter "--${forbidden}" detected in alias "${name}" which is not support in subcommand aliases.`,
    )
  }
  return { words: rest, globals: mergeAliasGlobals(typed, globalsOf(values)) }
}

/** The line that a line with aliases comes to, as far as its words tell: enough to know what it needs. */
export function withoutAliases(argv: readonly string[], host: CliHost): readonly string[] {
  try {
    const { commands, operations } = readAliases(host)
    const line = unfold(argv, 0, commands)
    const [first] = placesOf(line)
    const own = first === undefined ? undefined : operations.get(line[first]!)
    return own ? unfold(line, 1, own) : line
  } catch (error) {
    // Whoever runs the line says what is wrong with its alias.
    if (error instanceof CliError) return argv
    throw error
  }
}

/** Puts what it stands for in the place of a word. An alias may have the name of what it stands for. */
function unfold(
  argv: readonly string[],
  nth: number,
  aliases: ReadonlyMap<string, string>,
): readonly string[] {
  const at = placesOf(argv)[nth]
  const name = at === undefined ? undefined : argv[at]
  const value = name === undefined ? undefined : aliases.get(name)
  if (at === undefined || name === undefined || value === undefined) return argv
  const { words } = expandAlias(name, value, globalsOf(new Map()))
  const others = new Map(aliases)
  others.delete(name)
  return unfold(argv.toSpliced(at, 1, ...words), nth, others)
}
