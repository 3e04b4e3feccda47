import type { Shape } from '../../api/model.ts'
import { regions } from '../../world/catalogue/regions.ts'
import type { Argument, OperationArgument } from '../arguments/option.ts'
import { readConfigFiles } from '../config/config-files.ts'
import { resolveSettings } from '../config/settings.ts'
import { CliError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import type { Place } from './place.ts'
import { fieldAt } from './shorthand-field.ts'

/** Ids and names that exist in the world, for an option or for the field of shorthand being typed. */
export function liveValues(place: Place, argument: Argument, fragment: string, host: CliHost): string[] {
  if (!place.operation || !host.candidates) return []
  const { before, keys, member } = fieldAt(shapeOf(argument), fragment)
  if (keys) return []
  const { model, operation } = place.operation
  const wanted = (member === 'Values' && filterMember(fragment)) || (member ?? memberName(argument))
  const region = regionAt(place, host)
  const found = host.candidates({ service: model.name, operation: operation.name, member: wanted, region })
  return found.map((value) => before + value)
}

/** Values that are known without asking: choices, enums, filter names, and the keys of shorthand. */
export function knownValues(place: Place, argument: Argument, fragment: string, host: CliHost): string[] {
  if (argument.choices) return [...argument.choices]
  if (argument.name === 'region') return regions.map(({ code }) => code)
  if (argument.name === 'profile') return profiles(host)
  const { before, keys, member, shape } = fieldAt(shapeOf(argument), fragment)
  if (keys) return keys.map((key) => `${before}${key}=`)
  if (member === 'Name' && argument.name === 'filters') {
    return filterNames(place, host).map((name) => before + name)
  }
  const values =
    shape?.kind === 'boolean' ? ['true', 'false'] : shape?.kind === 'string' ? shape.enum : undefined
  return (values ?? []).map((value) => before + value)
}

function shapeOf(argument: Argument): Shape | undefined {
  return (argument as OperationArgument).member?.shape
}

/** The input member that an option fills, or the one that its name would have. */
function memberName(argument: Argument): string {
  return (argument as OperationArgument).member?.name ?? pascal(argument.name)
}

/** `Name=vpc-id,Values=` wants what `VpcId` wants. */
function filterMember(text: string): string | undefined {
  const name = /(?:^|,)Name=([\w.-]+),/.exec(text)?.[1]
  return name && pascal(name.split('.').at(-1) ?? name)
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase())
}

/** The filters of an operation are nowhere but in its documentation: a list of names, each with a dash. */
function filterNames({ operation: at }: Place, host: CliHost): string[] {
  const docs = at && host.contract.docs(at.model.name)
  if (!docs || !at.operation.input) return []
  const markup = docs.member(at.operation.input.name, 'Filters') ?? ''
  return [...markup.matchAll(/^\s*- `([\w.:-]+)`/gm)].map(([, name]) => name ?? '')
}

function profiles(host: CliHost): string[] {
  return [...(configured(() => readConfigFiles(host))?.profiles.keys() ?? [])]
}

function regionAt({ given }: Place, host: CliHost): string {
  const named = { region: given.get('region')?.[0], profile: given.get('profile')?.[0] }
  return configured(() => resolveSettings(named, host))?.region ?? named.region ?? ''
}

/** A key that is pressed is no place to complain of a file that cannot be read. */
function configured<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof CliError) return undefined
    throw error
  }
}
