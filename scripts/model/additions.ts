import type { CompiledWire, WireError, WireMember, WireOperation } from '../../simulator/api/compiled.ts'
import type { MemberFact, NumberKind, ServiceFact, StructureFact, Type } from './ir.ts'

/**
 * What the clients lack, or say otherwise than the CLI, written by hand with its source.
 *
 * A type reads `string`, `integer`, `boolean`, `timestamp` …, `@Enum`, the name of a structure, `[` and a type
 * for a list, `{`, a key's type, a space and a value's type for a map. `!` in front says required, `*` an
 * idempotency token. ` after X` puts the member behind X; a new member otherwise comes last.
 */
export interface Additions {
  readonly source: string
  readonly description?: string
  readonly enums?: Readonly<Record<string, readonly string[]>>
  /** Members to add or to replace. Those under `*` replace members of that name in every structure. */
  readonly structures?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly operations?: Readonly<
    Record<string, readonly [input: string, output: string, http: string, doc: string]>
  >
  /** Statuses of errors. */
  readonly errors?: Readonly<Record<string, number>>
  /** Structures that may have several members at once although the client says otherwise. */
  readonly notUnions?: readonly string[]
}

export function applyAdditions(service: ServiceFact, additions: Additions): void {
  if (additions.description) service.doc = additions.description
  for (const [name, values] of Object.entries(additions.enums ?? {})) service.enums.set(name, values)
  for (const [name, [input, output, , doc]] of Object.entries(additions.operations ?? {})) {
    service.operations.push({ name, input, output, doc, paginator: undefined })
  }
  for (const [name, members] of Object.entries(additions.structures ?? {})) {
    if (name === '*') replaceEverywhere(service, members)
    else put(structureOf(service, name), members)
  }
  for (const name of additions.notUnions ?? []) structureOf(service, name).union = false
}

function structureOf(service: ServiceFact, name: string): StructureFact {
  const known = service.structures.get(name)
  if (known) return known
  const fresh: StructureFact = { name, union: false, doc: '', members: [] }
  service.structures.set(name, fresh)
  return fresh
}

function replaceEverywhere(service: ServiceFact, members: Readonly<Record<string, string>>): void {
  for (const structure of service.structures.values()) {
    const here = Object.entries(members).filter(([name]) =>
      structure.members.some((one) => one.name === name),
    )
    put(structure, Object.fromEntries(here))
  }
}

function put(structure: StructureFact, members: Readonly<Record<string, string>>): void {
  for (const [name, note] of Object.entries(members)) {
    const [text = '', anchor] = note.split(' after ')
    const fresh = readMember(name, text)
    const place = structure.members.findIndex((one) => one.name === name)
    if (place >= 0) {
      const { doc, outsideBody } = structure.members[place]!
      fresh.doc = doc
      if (outsideBody) fresh.outsideBody = true
      if (anchor === undefined) structure.members[place] = fresh
      else structure.members.splice(place, 1)
    } else if (anchor === undefined) structure.members.push(fresh)
    if (anchor === undefined) continue
    const before = structure.members.findIndex((one) => one.name === anchor)
    structure.members.splice(before + 1, 0, fresh)
  }
}

function readMember(name: string, text: string): MemberFact {
  const [, marks = '', type = ''] = /^([!*]*)(.*)$/.exec(text)!
  return { name, type: readType(type), required: marks.includes('!'), token: marks.includes('*'), doc: '' }
}

const scalars: ReadonlySet<string> = new Set(['boolean', 'timestamp', 'document', 'string', 'blob'])
const numbers: ReadonlySet<string> = new Set(['integer', 'long', 'float', 'double'])

function readType(text: string): Type {
  if (text.startsWith('[')) return { kind: 'list', member: readType(text.slice(1)) }
  if (text.startsWith('{')) {
    const [key = '', value = ''] = text.slice(1).split(' ')
    return { kind: 'map', key: readType(key), value: readType(value) }
  }
  if (text.startsWith('@')) return { kind: 'string', enum: text.slice(1) }
  if (scalars.has(text)) return { kind: text as 'string' }
  if (numbers.has(text)) return { kind: text as NumberKind }
  return { kind: 'structure', name: text }
}

/** The wire of what was added: names in the URI are labels, the rest of a request without body is its query. */
export function addWire(service: ServiceFact, additions: Additions, wire: CompiledWire): CompiledWire {
  const operations: Record<string, WireOperation> = { ...wire.operations }
  const structures = { ...wire.structures }
  const errors: Record<string, WireError> = { ...wire.errors }
  for (const [name, [input, , http]] of Object.entries(additions.operations ?? {})) {
    const [method = '', uri = '', status] = http.split(' ')
    operations[name] = { http: [method, uri, Number(status)] }
    const bodiless = method === 'GET' || method === 'DELETE'
    const written = service.structures.get(input)!.members.flatMap((member): [string, WireMember][] => {
      if (uri.includes(`{${member.name}}`)) return [[member.name, { label: true }]]
      return bodiless ? [[member.name, { queryString: member.name }]] : []
    })
    if (written.length) structures[input] = Object.fromEntries(written)
  }
  for (const [name, status] of Object.entries(additions.errors ?? {}))
    errors[name] = { status, members: ['message'] }
  return { ...wire, operations, structures, errors }
}
