import type { Operation, ServiceModel, Waiter } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import { argumentsOf } from '../arguments/operation-arguments.ts'
import { noSuchChoice } from '../arguments/parse-line.ts'
import { misused } from '../errors.ts'
import type { CliHost, CliResult } from '../host.ts'
import {
  addedSubcommands,
  commandNames,
  isCommand,
  operationOf,
  ownSubcommands,
  subcommandsOf,
} from '../names.ts'
import { operationPage } from './operation-page.ts'
import { ownPage } from './own-pages.ts'
import { mainPage, servicePage, unknownPage, waitPage } from './service-pages.ts'
import { topicPage } from './topics.ts'

/**
 * The manual page of a command: `path` is what stands before `help` (`ec2 create-vpc`, `ec2 wait vpc-available`),
 * or after it for `aws help topics` and the topics.
 */
export function help(path: readonly string[], host: CliHost): CliResult {
  return { stdout: textOf(path, host), stderr: '', exitCode: 0 }
}

function textOf(path: readonly string[], host: CliHost): string {
  const [command, ...inside] = path
  if (command === undefined) return mainPage()
  const own = ownPage(path) ?? (path.length === 1 ? topicPage(command) : undefined)
  if (own !== undefined) return own
  if (isPrivateService(command)) return ofService(host.contract.model(command), inside, host)
  if (!isCommand(command))
    throw misused(noSuchChoice(path.length === 1 ? 'subcommand' : 'command', command, commandNames))
  const subcommands = ownSubcommands(command)
  if (subcommands) return ofOwn(path, subcommands)
  if (!host.contract.services.includes(command))
    return unknownPage(path.at(-1) ?? command, path.join(' '), [])
  return ofService(host.contract.model(command), inside, host)
}

function ofOwn(path: readonly string[], subcommands: readonly string[]): string {
  const [command = '', subcommand] = path
  if (subcommand === undefined) return unknownPage(command, command, subcommands)
  if (subcommands.length > 0 && !subcommands.includes(subcommand)) {
    throw misused(noSuchChoice('subcommand', subcommand, subcommands))
  }
  return unknownPage(subcommand, path.join(' '), [])
}

function ofService(model: ServiceModel, inside: readonly string[], host: CliHost): string {
  const [name, waiterName] = inside
  if (name === undefined) return servicePage(model, host.contract.docs(model.name))
  if (name === 'wait' && model.waiters.length > 0) return ofWait(model, waiterName, host)
  const operation = operationOf(model, name)
  if (operation) return ofOperation(model, operation, name, host)
  if (addedSubcommands(model.name).includes(name)) return unknownPage(name, `${model.name} ${name}`, [])
  throw misused(noSuchChoice('operation', name, subcommandsOf(model)))
}

function ofWait(model: ServiceModel, name: string | undefined, host: CliHost): string {
  if (name === undefined) return waitPage(model)
  const waiter = model.waiters.find(({ cliName }) => cliName === name)
  const operation = waiter && model.operation(waiter.operation)
  if (operation) return ofOperation(model, operation, name, host, waiter)
  const names = model.waiters.map(({ cliName }) => cliName)
  throw misused(noSuchChoice('subcommand', name, names))
}

function ofOperation(
  model: ServiceModel,
  operation: Operation,
  name: string,
  host: CliHost,
  waiter?: Waiter,
): string {
  const declared = waiter ? argumentsOf(model, operation) : argumentsOf(model, operation, name)
  return operationPage({
    service: model,
    operation,
    name,
    arguments: [...declared.values()],
    docs: host.contract.docs(model.name),
    simulated: host.simulates?.(model.name, operation.name) ?? true,
    waiter,
  })
}
