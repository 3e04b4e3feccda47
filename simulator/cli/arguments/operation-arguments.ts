import type { Member, Operation, ServiceModel } from '../../api/model.ts'
import { kebab } from '../../api/names.ts'
import { customise } from './customisations/index.ts'
import { type Input, type OperationArgument, type PageSettings, pageSettings } from './option.ts'
import { unpackFor } from './unpack-value.ts'

/** An operation's arguments by name, in the order of the AWS CLI's help. */
export type ArgumentTable = ReadonlyMap<string, OperationArgument>

const tables = new WeakMap<Operation, Map<string, ArgumentTable>>()

/**
 * All arguments of an operation: its members', those that the AWS CLI adds or changes, those for paging and
 * for whole inputs. `command` is the name typed, for operations that have several.
 */
export function argumentsOf(
  service: ServiceModel,
  operation: Operation,
  command = operation.cliName,
): ArgumentTable {
  const known = tables.get(operation)?.get(command)
  if (known) return known
  const table = build(service, operation, command)
  tables.set(operation, new Map(tables.get(operation)).set(command, table))
  return table
}

function build(service: ServiceModel, operation: Operation, command: string): ArgumentTable {
  const table = new Map<string, OperationArgument>()
  for (const member of operation.input?.members.values() ?? []) {
    for (const argument of argumentsFor(member)) table.set(argument.name, argument)
  }
  customise(table, service, operation, command)
  const body = streamedMember(operation)
  if (body) table.set('outfile', outfile)
  else for (const argument of wholeInputs) table.set(argument.name, argument)
  if (operation.paginator) addPaging(table, operation)
  if (!body) table.set(skeleton.name, skeleton)
  return table
}

/** The output member that is a stream of bytes, which the command writes to a file. */
export function streamedMember(operation: Operation): Member | undefined {
  return [...(operation.output?.members.values() ?? [])].find(
    ({ shape }) => shape.kind === 'blob' && shape.streaming,
  )
}

/** A boolean has two options, everything else has one. */
export function argumentsFor(
  member: Member,
  name = kebab(member.name),
  negative = `no-${name}`,
): OperationArgument[] {
  const { shape } = member
  if (shape.kind === 'boolean') {
    const addTo = (input: Input, value: unknown) => {
      if (value !== undefined) input[member.name] = value
    }
    const both = { key: name, takes: 'none', member, group: name, valueKind: 'boolean' } as const
    return [
      { ...both, name, sets: true, addTo },
      { ...both, name: negative, sets: false },
    ]
  }
  return [
    {
      name,
      key: name,
      takes: shape.kind === 'list' ? 'many' : 'one',
      required: member.required && !member.idempotencyToken,
      member,
      addTo: (input, value, context) => {
        if (value !== undefined) input[member.name] = unpackFor(member, value, name, context)
      },
    },
  ]
}

const outfile: OperationArgument = {
  name: 'outfile',
  key: 'outfile',
  positional: true,
  takes: 'one',
  required: true,
  valueKind: 'string',
  help: 'Filename where the content will be saved',
}

const wholeInputs: readonly OperationArgument[] = ['cli-input-json', 'cli-input-yaml'].map((name) => ({
  name,
  key: name,
  takes: 'one',
  group: 'cli-input',
  valueKind: 'string',
}))

const skeleton: OperationArgument = {
  name: 'generate-cli-skeleton',
  key: 'generate-cli-skeleton',
  takes: 'maybe',
  alone: 'input',
  choices: ['input', 'output', 'yaml-input'],
  valueKind: 'string',
}

function addPaging(table: Map<string, OperationArgument>, operation: Operation): void {
  const { inputToken, limitKey } = operation.paginator!
  const limit = limitKey === undefined ? undefined : operation.input?.members.get(limitKey)?.shape.kind
  for (const member of limitKey === undefined ? inputToken : [...inputToken, limitKey]) {
    const raw = table.get(kebab(member))
    if (raw) table.set(raw.name, { ...raw, hidden: true })
  }
  const integer = limit !== 'string'
  const option = (name: string, setting: keyof PageSettings, counts: boolean): OperationArgument => ({
    name,
    key: name,
    takes: 'one',
    integer: counts && integer,
    valueKind: counts && integer ? 'integer' : 'string',
    addTo: (input, value, { warn }) => {
      if (setting === 'maxItems' && Number(value) <= 0) {
        warn('warning: Non-positive values for --max-items may result in undefined behavior.\n')
      }
      if (value !== undefined)
        input[pageSettings] = { ...(input[pageSettings] as PageSettings), [setting]: value }
    },
  })
  // An operation's own option of such a name is shadowed, and keeps its place in the order.
  const added = [option('starting-token', 'startingToken', false)]
  if (limitKey !== undefined) added.push(option('page-size', 'pageSize', true))
  added.push(option('max-items', 'maxItems', true))
  for (const argument of added) {
    const shadowed = table.get(argument.name)
    table.set(argument.name, shadowed ? { ...argument, shadowed } : argument)
  }
}
