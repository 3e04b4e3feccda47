import type { Operation, ServiceModel } from '../api/model.ts'
import names from './names.json' with { type: 'json' }

const commands: Readonly<Record<string, readonly string[]>> = names.commands
const extra: Readonly<Record<string, readonly string[]>> = names.extra

const aliases: Readonly<Record<string, Readonly<Record<string, string>>>> = names.aliases
const newer: Readonly<Record<string, readonly string[]>> = names.newer
const unmodelled: Readonly<Record<string, readonly string[]>> = names.unmodelled
const removed: Readonly<Record<string, readonly string[]>> = names.removed
const options: Readonly<Record<string, readonly string[]>> = names.options

/** Every name that may follow `aws`, in the order that the CLI's completion lists them. */
export const commandNames: readonly string[] = [...names.services, ...Object.keys(commands)]

const known = new Set(commandNames)

/** Whether the AWS CLI has a command of this name, simulated or not. */
export function isCommand(name: string): boolean {
  return known.has(name)
}

/** Commands that are the CLI's own (`s3`, `configure` …) and what follows them; undefined for the others. */
export function ownSubcommands(command: string): readonly string[] | undefined {
  if (Object.hasOwn(names.renamed, command)) return undefined
  return Object.hasOwn(commands, command) ? commands[command] : undefined
}

/** Subcommands that the CLI has and the service's model lacks: the CLI's own, and operations not modelled. */
export function addedSubcommands(service: string): readonly string[] {
  return [...(extra[service] ?? []), ...(unmodelled[service] ?? [])]
}

/**
 * What may follow a service's name, in the order that the CLI's completion lists it. Operations that are
 * newer than the CLI whose behaviour this is are not listed, though they are known when typed.
 */
export function subcommandsOf(model: ServiceModel): string[] {
  const left = new Set([...(removed[model.name] ?? []), ...(newer[model.name] ?? [])])
  const modelled = model.operations.map(({ cliName }) => cliName).filter((name) => !left.has(name))
  return [
    ...[...modelled, ...(unmodelled[model.name] ?? [])].sort(),
    ...Object.keys(aliases[model.name] ?? {}),
    ...(extra[model.name] ?? []),
    ...(model.waiters.length > 0 ? ['wait'] : []),
  ]
}

/** An operation of the API that the CLI leaves out, or has under other names. */
export function isRemoved(service: string, subcommand: string): boolean {
  return removed[service]?.includes(subcommand) ?? false
}

/** The operation behind a subcommand: by its name, unless the CLI leaves it out or gives it others. */
export function operationOf(model: ServiceModel, subcommand: string): Operation | undefined {
  if (isRemoved(model.name, subcommand)) return undefined
  const alias = aliases[model.name]?.[subcommand]
  return alias === undefined ? model.operationByCliName(subcommand) : model.operation(alias)
}

/** Options of a command of the CLI's own, as in `configure set`. */
export function ownOptions(path: readonly string[]): readonly string[] {
  return options[path.join(' ')] ?? []
}
