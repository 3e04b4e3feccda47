import { isPrivateService } from '../api/private/index.ts'
import { type Aliases, expandAlias, noAliases, readAliases } from './aliases.ts'
import {
  type ErrorFormat,
  errorFormats,
  type Globals,
  globalOptions,
  globalsOf,
} from './arguments/global-options.ts'
import type { Argument } from './arguments/option.ts'
import { LineParser, noSuchChoice } from './arguments/parse-line.ts'
import { parseInteger } from './arguments/python-values.ts'
import { notSimulated } from './caller.ts'
import { resolveSettings } from './config/settings.ts'
import { CliError, invalid, misused, ServiceError } from './errors.ts'
import { help } from './help/later.ts'
import type { CliHost, CliResult } from './host.ts'
import { commandNames, isCommand } from './names.ts'
import { ownCommands } from './own-commands-later.ts'
import { printError, usage } from './print-error.ts'
import { compileQuery } from './query.ts'
import { runService } from './service-command.ts'
import { Streams } from './streams.ts'

/** With the kernel of the machine, which `uname -r` tells, too. */
const versionOn = (kernel = '6.8.0') => `aws-cli/2.36.7 Python/3.13.7 Linux/${kernel} exe/x86_64`

const commandWord: Argument = {
  name: 'command',
  key: 'command',
  positional: true,
  takes: 'one',
  required: true,
}
const mainParser = new LineParser([...globalOptions, commandWord])

/** The `aws` command: the words after its name, on a machine; whoever judges by it does without its user's aliases. */
export const aws = (
  argv: readonly string[],
  host: CliHost,
  aliasesOf: (host: CliHost) => Aliases = readAliases,
): CliResult => runLine(argv, host, checkCommand, aliasesOf)

/**
 * A command that is one of the lab's own services, `onprem` for one: the words after its name are read, and its answer
 * is printed, as those of `aws` are.
 */
export const privateCommand = (service: string, argv: readonly string[], host: CliHost): CliResult =>
  inItsName(
    service,
    runLine(
      [service, ...argv],
      host,
      () => {},
      () => noAliases,
    ),
  )

/** A command's complaints begin with its own name, and tell its own usage. */
function inItsName(service: string, result: CliResult): CliResult {
  const own = `usage: ${service} [options] <subcommand> [parameters]
To see help text, you can run:

  ${service} help
  ${service} <subcommand> help
`
  const stderr = result.stderr.replaceAll('\naws: [', `\n${service}: [`).replace(usage, own)
  return { ...result, stderr }
}

function runLine(
  argv: readonly string[],
  host: CliHost,
  check: typeof checkCommand,
  aliasesOf: (host: CliHost) => Aliases,
): CliResult {
  const out = new Streams()
  let globals: Globals | undefined
  try {
    const aliases = aliasesOf(host)
    const { values, rest } = mainParser.parse(argv, {
      onArgument: ({ key }, [word]) => {
        if (key === 'version') throw new VersionAsked()
        if (key === 'command') check(word ?? '', aliases)
      },
    })
    globals = globalsOf(values)
    checkGlobals(globals)
    const line = { command: String(values.get('command')), words: rest, globals, aliases, host, out }
    return run(line) ?? out.result(0)
  } catch (error) {
    if (error instanceof VersionAsked)
      return { stdout: `${versionOn(host.kernel)}\n`, stderr: '', exitCode: 0 }
    if (error instanceof CliError || error instanceof ServiceError) {
      const { stderr, exitCode } = printError(error, errorFormatOf(globals, host))
      if (error instanceof CliError) out.write(error.stdout)
      out.warn(stderr)
      return out.result(exitCode)
    }
    throw error
  }
}

/** `--version` ends the reading of the line where it stands. */
class VersionAsked extends Error {}

function checkCommand(word: string, { commands }: Aliases): void {
  if (isCommand(word) || word === 'help' || commands.has(word)) return
  throw misused(noSuchChoice('command', word, [...commandNames, ...commands.keys(), 'help']))
}

/** What can be wrong with the values of global options. */
function checkGlobals({ query, endpointUrl, readTimeout, connectTimeout }: Globals): void {
  if (query !== undefined) compileQuery(query)
  if (endpointUrl !== undefined && !/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(endpointUrl)) {
    throw invalid(
      `Bad value for --endpoint-url "${endpointUrl}": scheme is missing.  Must be of the form ` +
        'http://<hostname>/ or https://<hostname>/',
    )
  }
  if (readTimeout !== undefined) parseInteger(readTimeout)
  if (connectTimeout !== undefined) parseInteger(connectTimeout)
}

interface CommandLine {
  readonly command: string
  readonly words: readonly string[]
  readonly globals: Globals
  readonly aliases: Aliases
  readonly host: CliHost
  readonly out: Streams
}

/** Runs a command; a result of its own only where the command does not write as it goes. */
function run(line: CommandLine): CliResult | undefined {
  const { command, words, globals, aliases, host } = line
  const alias = aliases.commands.get(command)
  if (alias !== undefined) return runAlias(line, alias)
  if (command === 'help') return mainHelp(words, host)
  if (command === 'configure') return ownCommands().configure(words, globals, host)
  if (command === 's3') return line.out.result(ownCommands().runS3(words, globals, host, line.out))
  if (host.contract.services.includes(command) || isPrivateService(command)) {
    runService({ ...line, service: host.contract.model(command) })
    return undefined
  }
  if (words.at(-1) === 'help') return help([command, ...words.slice(0, -1)], host)
  throw notSimulated(command)
}

function runAlias(line: CommandLine, value: string): CliResult | undefined {
  const { words, globals } = expandAlias(line.command, value, line.globals)
  // An alias may have the name of the command that it stands for.
  const commands = new Map(line.aliases.commands)
  commands.delete(line.command)
  const aliases = { ...line.aliases, commands }
  const [command, ...rest] = words
  if (command === undefined) throw misused('the following arguments are required: command')
  checkCommand(command, aliases)
  return run({ ...line, command, words: [...rest, ...line.words], globals, aliases })
}

function mainHelp(words: readonly string[], host: CliHost): CliResult {
  const [topic] = words
  if (topic !== undefined && isCommand(topic)) throw misused(noSuchChoice('subcommand', topic, []))
  return help(words, host)
}

function errorFormatOf(globals: Globals | undefined, host: CliHost): ErrorFormat {
  const wanted = globals?.errorFormat ?? host.env.AWS_CLI_ERROR_FORMAT ?? configuredFormat(globals, host)
  return errorFormats.find((format) => format === wanted) ?? 'enhanced'
}

function configuredFormat(globals: Globals | undefined, host: CliHost): string | undefined {
  try {
    return resolveSettings(globals ?? globalsOf(new Map()), host).setting('cli_error_format')
  } catch (error) {
    // What is wrong with the files is told by the error that is about to be printed, or is beside its point.
    if (error instanceof CliError) return undefined
    throw error
  }
}
