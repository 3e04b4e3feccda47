import type { Operation, ServiceModel } from '../../api/model.ts'
import { isPrivateService } from '../../api/private/index.ts'
import { globalOptions } from '../arguments/global-options.ts'
import { argumentsOf } from '../arguments/operation-arguments.ts'
import type { Argument } from '../arguments/option.ts'
import type { CliHost } from '../host.ts'
import {
  addedSubcommands,
  commandNames,
  operationOf,
  ownOptions,
  ownSubcommands,
  subcommandsOf,
} from '../names.ts'
import { argumentsOfS3 } from '../s3/options.ts'

/** Where the cursor is: what may come next, and the option that still takes values. */
export interface Place {
  /** The command so far: `ec2`, `describe-vpcs`. */
  readonly path: readonly string[]
  /** Commands that may follow; none once the command is complete. */
  readonly commands: readonly string[]
  /** The command's own options, without dashes, in order. */
  readonly options: readonly Argument[]
  readonly operation?: { readonly model: ServiceModel; readonly operation: Operation }
  /** The option whose value is being typed, and its values so far. */
  readonly pending?: { readonly argument: Argument; readonly values: readonly string[] }
  /** The values of options given so far, by name. */
  readonly given: ReadonlyMap<string, readonly string[]>
}

/** Who asks has the models of the services that are named. */
type Knowing = Pick<CliHost, 'contract'>

interface Level {
  readonly commands: readonly string[]
  readonly options: readonly Argument[]
  readonly operation?: Place['operation']
  /** Words that are no option are taken, however many. */
  readonly open?: boolean
}

/**
 * Follows the words behind `aws`, or behind a command that is one of the lab's own services; undefined when one of them
 * is not understood.
 */
export function placeOf(tool: string, words: readonly string[], host: Knowing): Place | undefined {
  const path: string[] = isPrivateService(tool) ? [tool] : []
  const given = new Map<string, string[]>()
  let level: Level = path.length ? levelOf(path, host) : { commands: commandNames, options: [] }
  let pending: { argument: Argument; values: string[] } | undefined
  let positionals = 0
  for (const word of words) {
    if (word.startsWith('--')) {
      const [name = '', value] = split(word.slice(2))
      const argument = [...level.options, ...globalOptions].find(
        (option) => !option.positional && option.name === name,
      )
      if (!argument) return undefined
      const values = value === undefined ? [] : [value]
      given.set(name, values)
      pending = argument.takes === 'none' || values.length > 0 ? undefined : { argument, values }
    } else if (pending) {
      pending.values.push(word)
      if (pending.argument.takes !== 'many') pending = undefined
    } else if (level.commands.includes(word)) {
      path.push(word)
      level = levelOf(path, host)
    } else if (!level.open && positionals++ >= level.options.filter(({ positional }) => positional).length) {
      return undefined
    }
  }
  return { ...level, path, given, ...(pending && { pending }) }
}

function split(option: string): [string, string?] {
  const at = option.indexOf('=')
  return at < 0 ? [option] : [option.slice(0, at), option.slice(at + 1)]
}

function levelOf(path: readonly string[], host: Knowing): Level {
  const [command = '', name, waiterName] = path
  const own = ownSubcommands(command)
  if (own) {
    if (name === undefined && own.length > 0) return { commands: own, options: [] }
    return { commands: [], options: optionsOfOwn(path), open: true }
  }
  const isKnown = host.contract.services.includes(command) || isPrivateService(command)
  if (!isKnown) return { commands: [], options: [], open: true }
  const model = host.contract.model(command)
  if (name === undefined) return { commands: subcommandsOf(model), options: [] }
  if (name === 'wait' && waiterName === undefined) {
    return { commands: model.waiters.map(({ cliName }) => cliName), options: [] }
  }
  if (addedSubcommands(command).includes(name)) return { commands: [], options: [], open: true }
  const waiter =
    waiterName === undefined ? undefined : model.waiters.find(({ cliName }) => cliName === waiterName)
  const operation = waiter ? model.operation(waiter.operation) : operationOf(model, name)
  if (!operation) return { commands: [], options: [], open: true }
  const options = [...argumentsOf(model, operation, waiter ? operation.cliName : name).values()]
  return { commands: [], options, operation: { model, operation } }
}

function optionsOfOwn([command, name = '', ...inside]: readonly string[]): readonly Argument[] {
  const ofS3 = command === 's3' && inside.length === 0 ? argumentsOfS3(name) : undefined
  return ofS3?.options ?? ownOptions([command ?? '', name, ...inside]).map(plainOption)
}

function plainOption(name: string): Argument {
  return { name, key: name, takes: name === 'skip-invalid' ? 'none' : 'one' }
}
