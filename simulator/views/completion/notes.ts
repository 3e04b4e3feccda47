import { isPrivateService } from '../../api/private/index.ts'
import { globalOptions } from '../../cli/arguments/global-options.ts'
import { argumentsOf } from '../../cli/arguments/operation-arguments.ts'
import type { Argument, OperationArgument } from '../../cli/arguments/option.ts'
import { type Place, placeOf } from '../../cli/complete/place.ts'
import { typeName } from '../../cli/help/syntax.ts'
import { isCommand, operationOf, ownSubcommands } from '../../cli/names.ts'
import type { Cloud } from '../../cloud.ts'
import { services } from '../../services/index.ts'
import { lastCommand } from '../../shell/completion.ts'
import { regions } from '../../world/catalogue/regions.ts'
import { everything } from '../inspector/everything.ts'
import { nameFor } from '../inspector/related.ts'
import { topologyOf } from '../topology/topology.ts'

// A few words beside what could stand at the cursor: what an id is called and where it is, what an option takes, what an
// operation cannot do without.

export type Notes = Readonly<Record<string, string>>

/** `line` ends at the cursor. What there is nothing to say of has no note. */
export function notesOn(cloud: Cloud, line: string, candidates: readonly string[]): Notes {
  const { words } = lastCommand(line)
  const ofCommand = commandNotes(cloud, words)
  let ofThings: ReadonlyMap<string, string> | undefined
  const ofThing = (text: string) => {
    ofThings ??= thingNotes(cloud)
    // In shorthand and lists, what stands before stays as it is.
    return ofThings.get(text.split(/[=,{[]/).at(-1) ?? '')
  }
  const notes = candidates.map((one) => [one, ofCommand(one) ?? ofThing(one) ?? ''] as const)
  return Object.fromEntries(notes.filter(([, note]) => note))
}

type NoteOf = (candidate: string) => string | undefined

function commandNotes(cloud: Cloud, words: readonly string[]): NoteOf {
  const [tool = '', ...typed] = words.slice(0, -1)
  if (tool !== 'aws' && !isPrivateService(tool)) return () => undefined
  const place = placeOf(tool, typed, cloud)
  if (!place) return () => undefined
  const [service] = place.path
  return (one) => {
    if (one.startsWith('--')) return optionNote(place, one)
    if (place.pending) return place.pending.argument.name === 'region' ? regionNote(one) : undefined
    return service === undefined ? serviceNote(cloud, one) : operationNote(cloud, service, one)
  }
}

const notSimulated = 'not simulated'

function optionNote({ options }: Place, text: string): string | undefined {
  const option: OperationArgument | undefined = [...options, ...globalOptions].find(
    ({ name, positional }) => !positional && text === `--${name}`,
  )
  return option && [option.required && 'required', takenBy(option)].filter(Boolean).join(' · ')
}

/** What is written behind an option: a choice of few, or what kind of value. */
function takenBy({ choices, member, takes, valueKind }: OperationArgument): string {
  const { shape } = member ?? {}
  const few = choices ?? (shape?.kind === 'string' ? shape.enum : undefined) ?? []
  if (takes === 'none') return 'switch'
  if (few.length && few.length <= 4) return few.join(' | ')
  return valueKind ?? (shape ? typeName(shape) : 'string')
}

const regionNote = (code: string) => regions.find((region) => region.code === code)?.longName

function serviceNote({ contract }: Cloud, command: string): string | undefined {
  const isThere = contract.services.includes(command) || ownSubcommands(command) !== undefined
  return isCommand(command) && !isThere ? notSimulated : undefined
}

function operationNote(cloud: Cloud, service: string, command: string): string | undefined {
  if (!cloud.contract.services.includes(service) && !isPrivateService(service)) return undefined
  const model = cloud.contract.model(service)
  const operation = operationOf(model, command)
  if (!operation) return undefined
  // Nothing is loaded for a note: of what is not there yet it is not said whether it is simulated.
  const isKnown = services.isLoaded(service, operation.name)
  if (isKnown && !cloud.simulates(service, operation.name)) return notSimulated
  const required = [...argumentsOf(model, operation, command).values()].filter(isNeeded)
  return required.map(({ name }) => `--${name}`).join(' ')
}

const isNeeded = ({ required, positional }: Argument) => required === true && !positional

const textOf = (one: unknown) => (typeof one === 'string' ? one : '')

/** By ids, by the names of machines, and by their addresses. */
function thingNotes(cloud: Cloud): ReadonlyMap<string, string> {
  const notes = new Map<string, string>()
  const note = (key: string, ...parts: readonly (string | undefined)[]) => {
    const told = parts.filter((part) => part && part !== key).join(' · ')
    if (told && !notes.has(key)) notes.set(key, told)
  }
  const { frames, things } = topologyOf(cloud.fabric)
  for (const { id, label, detail } of frames) note(id, label, detail)
  for (const { resource, label, detail } of things) {
    note(resource, label, detail)
    if (/^[\d.]+$/.test(detail)) {
      note(label, detail)
      note(detail, label)
    }
  }
  const interfaces = cloud.families.all.find(({ name }) => name === 'ec2:network-interface')
  for (const held of interfaces?.everyone(cloud.fabric) ?? []) {
    const { PrivateIpAddress, Description } = held.record
    note(interfaces!.idOf(held), ...[nameFor(interfaces!, held), PrivateIpAddress, Description].map(textOf))
  }
  for (const { id, name, kind, detail } of everything(cloud))
    if (name === id) note(id, detail)
    else note(id, name, kind)
  return notes
}
