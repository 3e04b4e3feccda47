import type { ServiceModel } from '../api/model.ts'
import { type Aliases, expandAlias } from './aliases.ts'
import type { Globals } from './arguments/global-options.ts'
import { LineParser, noSuchChoice } from './arguments/parse-line.ts'
import { Caller, notSimulated } from './caller.ts'
import { CliError, invalid, misused } from './errors.ts'
import { help } from './help/later.ts'
import type { CliHost } from './host.ts'
import { operationOf, subcommandsOf } from './names.ts'
import { runOperation } from './operation-command.ts'
import type { Streams } from './streams.ts'

/** One line of `aws <service> …`: the words after the service's name. */
export interface ServiceLine {
  readonly service: ServiceModel
  readonly words: readonly string[]
  readonly globals: Globals
  readonly aliases: Aliases
  readonly host: CliHost
  readonly out: Streams
}

const operationWord = new LineParser([
  { name: 'operation', key: 'operation', positional: true, takes: 'one', required: true },
])

export function runService(line: ServiceLine): void {
  const { service, words, host, aliases, out } = line
  const { values, rest } = operationWord.parse(words)
  const command = String(values.get('operation'))
  const alias = aliases.operations.get(service.name)?.get(command)
  const operation = operationOf(service, command)
  if (alias !== undefined) runAlias(line, command, alias, rest)
  else if (command === 'help') out.write(help([service.name, ...rest], host).stdout)
  else if (command === 'wait' && service.waiters.length > 0) runWait(line, rest)
  else if (operation) runOperation({ ...line, operation, command, words: rest })
  else runAdded(line, command, rest)
}

/** A command that is in no API: the CLI has added it. */
function runAdded(line: ServiceLine, command: string, rest: readonly string[]): void {
  const { service, host, aliases, out } = line
  const commands = subcommandsOf(service)
  if (!commands.includes(command)) {
    const own = aliases.operations.get(service.name)?.keys() ?? []
    throw misused(noSuchChoice('operation', command, [...commands, ...own, 'help']))
  }
  if (rest.length === 1 && rest[0] === 'help') out.write(help([service.name, command], host).stdout)
  else if (service.name === 'ecr' && command === 'get-login-password') printLoginPassword(line)
  else throw notSimulated(service.name, command)
}

function runAlias(line: ServiceLine, name: string, value: string, rest: readonly string[]): void {
  const { words, globals } = expandAlias(name, value, line.globals)
  // An alias may have the name of what it stands for.
  const own = new Map(line.aliases.operations.get(line.service.name))
  own.delete(name)
  const operations = new Map(line.aliases.operations).set(line.service.name, own)
  runService({ ...line, words: [...words, ...rest], globals, aliases: { ...line.aliases, operations } })
}

const waiterWord = new LineParser([
  { name: 'subcommand', key: 'subcommand', positional: true, takes: 'maybe' },
])

function runWait(line: ServiceLine, words: readonly string[]): void {
  const { service, host, out } = line
  const { values, rest } = waiterWord.parse(words)
  const name = values.get('subcommand') as string | undefined
  if (name === undefined) {
    throw invalid(
      `usage: aws [options] ${service.name} wait <subcommand> [parameters]\naws: [ERROR]: too few arguments`,
    )
  }
  if (name === 'help') {
    out.write(help([service.name, 'wait', ...rest], host).stdout)
    return
  }
  const waiter = service.waiters.find(({ cliName }) => cliName === name)
  const operation = waiter && service.operation(waiter.operation)
  if (!waiter || !operation) {
    const names = service.waiters.map(({ cliName }) => cliName)
    throw misused(noSuchChoice('subcommand', name, names))
  }
  runOperation({ ...line, operation, command: operation.cliName, waiter, words: rest })
}

/** The password that `docker login` takes: the second half of the token that ECR gives out. */
function printLoginPassword(line: ServiceLine): void {
  const operation = line.service.operation('GetAuthorizationToken')
  if (!operation) throw notSimulated('ecr', 'get-login-password')
  const output = new Caller(line.service, line.globals, line.host).call(operation, {})
  const [data] = (output.authorizationData ?? []) as { authorizationToken?: string }[]
  if (!data?.authorizationToken) throw new CliError('list index out of range')
  line.out.write(`${atob(data.authorizationToken).split(':')[1]}\n`)
}
