import { createRequire } from 'node:module'
import { join } from 'node:path'
import type {
  CompiledWire,
  WireError,
  WireMember,
  WireOperation,
  WireStructure,
} from '../../simulator/api/compiled.ts'
import type { ServiceFact } from './ir.ts'
import type { ServiceAbout } from './services.ts'

// The clients carry, for their own serialisers, a schema of every shape: wire names, places in the message,
// idempotency tokens. A schema is a tuple that starts with its kind.

type Traits = number | Readonly<Record<string, unknown>> | readonly [number, number]
type Ref = number | Schema | (() => Schema) | readonly [Ref, Traits]
type Schema = readonly [kind: number, space: string, name: string, traits: Traits, ...rest: unknown[]]

const simple = 0
const list = 1
const map = 2
const structure = 3
const failure = -3
const union = 4
const operation = 9

/** Timestamps that are not written in the protocol's own way. */
const timestampFormats: Readonly<Record<number, WireMember['timestamp']>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
}

/** A wire on which everything goes as the protocol says. */
export function emptyWire(about: ServiceAbout): CompiledWire {
  return {
    protocol: about.protocol,
    apiVersion: about.apiVersion,
    ...(about.jsonVersion && { jsonVersion: about.jsonVersion }),
    ...(about.targetPrefix && { targetPrefix: about.targetPrefix }),
    ...(about.xmlNamespace && { xmlNamespace: about.xmlNamespace }),
    operations: {},
    structures: {},
    errors: {},
  }
}

/** Marks the idempotency tokens and what an answer has outside of its body; returns how everything is written. */
export function applySchemas(
  root: string,
  about: ServiceAbout,
  client: string,
  service: ServiceFact,
): CompiledWire {
  const operations: Record<string, WireOperation> = {}
  const structures: Record<string, WireStructure> = {}
  const errors: Record<string, WireError> = {}
  const outputs = new Set(service.operations.map(({ output }) => output))
  for (const schema of schemasOf(root, client)) {
    const name = schema[2]
    const traits = traitsOf(schema[3])
    if (schema[0] === operation) {
      const written = writtenOperation(traits)
      if (Object.keys(written).length) operations[name] = written
    } else if (schema[0] === failure) {
      errors[name] = writtenError(name, traits, membersOf(schema))
    } else if (schema[0] === structure || schema[0] === union) {
      markTokens(service, name, schema)
      const written = writtenStructure(traits, membersOf(schema))
      if (outputs.has(name)) markOutsideBody(service, name, written)
      if (Object.keys(written).length && service.structures.has(name)) structures[name] = written
    }
  }
  // A client of before 2025 has no schemas. Its protocol needs none, and its errors are declared all the same.
  if (!Object.keys(errors).length) {
    for (const [name, fault] of service.errors) {
      errors[name] = { status: fault === 'server' ? 500 : 400, members: ['message'] }
    }
  }
  return { ...emptyWire(about), operations, structures, errors }
}

function schemasOf(root: string, client: string): Schema[] {
  const exported = createRequire(join(root, 'package.json'))(client) as Record<string, unknown>
  const schemas: Schema[] = []
  for (const [name, value] of Object.entries(exported)) {
    if (!name.endsWith('$') || !Array.isArray(value) || typeof value[0] !== 'number') continue
    const schema = value as unknown as Schema
    // Each client also has an error that is no error of AWS's: the base of all.
    if (!schema[1].startsWith('smithy.')) schemas.push(schema)
  }
  return schemas
}

function membersOf(schema: Schema): [string, Ref][] {
  const names = schema[4] as string[]
  const refs = schema[5] as Ref[]
  return names.map((name, index) => [name, refs[index]!])
}

function markTokens(service: ServiceFact, name: string, schema: Schema): void {
  const members = new Map(service.structures.get(name)?.members.map((member) => [member.name, member]))
  for (const [memberName, ref] of membersOf(schema)) {
    const member = members.get(memberName)
    if (member && unfold(ref).traits['idempotencyToken']) member.token = true
  }
}

function markOutsideBody(service: ServiceFact, name: string, written: WireStructure): void {
  for (const member of service.structures.get(name)?.members ?? []) {
    const { header, prefix, status } = written[member.name] ?? {}
    if (header !== undefined || prefix !== undefined || status) member.outsideBody = true
  }
}

const traitBits = [
  [1, 'httpLabel'],
  [2, 'idempotent'],
  [4, 'idempotencyToken'],
  [8, 'sensitive'],
  [16, 'httpPayload'],
  [32, 'httpResponseCode'],
  [64, 'httpQueryParams'],
] as const

function traitsOf(traits: Traits): Record<string, unknown> {
  if (typeof traits !== 'number') return { ...traits }
  return Object.fromEntries(traitBits.filter(([bit]) => traits & bit).map(([, name]) => [name, 1]))
}

/** The shape that a reference leads to, and the traits of the member that refers. */
function unfold(ref: Ref): { schema: number | Schema; traits: Record<string, unknown> } {
  if (typeof ref === 'function') return unfold(ref())
  if (typeof ref === 'number') return { schema: ref, traits: {} }
  if (ref.length === 2) {
    const inner = unfold(ref[0] as Ref)
    return { schema: inner.schema, traits: { ...inner.traits, ...traitsOf(ref[1] as Traits) } }
  }
  const schema = ref as Schema
  if (schema[0] !== simple) return { schema, traits: {} }
  return { schema: unfold(schema[4] as Ref).schema, traits: traitsOf(schema[3]) }
}

function writtenOperation(traits: Record<string, unknown>): WireOperation {
  const http = traits['http'] as WireOperation['http'] | undefined
  const [hostPrefix] = (traits['endpoint'] as [string] | undefined) ?? []
  return { ...(http && { http }), ...(hostPrefix && { hostPrefix }) }
}

function writtenError(name: string, traits: Record<string, unknown>, members: [string, Ref][]): WireError {
  const [code, status] = (traits['awsQueryError'] as [string, number] | undefined) ?? []
  const written = writtenStructure({}, members)
  return {
    ...(code && code !== name && { code }),
    status:
      status ?? (traits['httpError'] as number | undefined) ?? (traits['error'] === 'server' ? 500 : 400),
    members: members.map(([member]) => member),
    ...(Object.keys(written).length && { written }),
  }
}

function writtenStructure(traits: Record<string, unknown>, members: [string, Ref][]): WireStructure {
  const written: Record<string, WireMember> = {}
  // Not a member's name: none has a dot.
  if (traits['xmlName']) written['.'] = { xml: String(traits['xmlName']) }
  for (const [name, ref] of members) {
    const member = writtenMember(name, ref)
    if (Object.keys(member).length) written[name] = member
  }
  return written
}

function writtenMember(name: string, ref: Ref): WireMember {
  const { schema, traits } = unfold(ref)
  const text = (trait: string) => traits[trait] as string | undefined
  const xml = text('xmlName')
  const query = text('ec2QueryName')
  const namespace = traits['xmlNamespace'] as [string, string] | undefined
  return {
    // A body's own element is named after its structure unless the member says otherwise.
    ...(xml !== undefined && (xml !== name || traits['httpPayload'] !== undefined) && { xml }),
    ...(query !== undefined && query !== capitalised(xml ?? name) && { query }),
    ...(text('httpHeader') !== undefined && { header: text('httpHeader')! }),
    ...(text('httpPrefixHeaders') !== undefined && { prefix: text('httpPrefixHeaders')! }),
    ...(text('httpQuery') !== undefined && { queryString: text('httpQuery')! }),
    ...(namespace && { namespace }),
    ...(traits['httpLabel'] !== undefined && { label: true as const }),
    ...(traits['httpPayload'] !== undefined && { payload: true as const }),
    ...(traits['httpResponseCode'] !== undefined && { status: true as const }),
    ...(traits['httpQueryParams'] !== undefined && { queryStrings: true as const }),
    ...(traits['hostLabel'] !== undefined && { hostLabel: true as const }),
    ...(traits['xmlAttribute'] !== undefined && { attribute: true as const }),
    ...(traits['xmlFlattened'] !== undefined && { flat: true as const }),
    ...(traits['eventPayload'] !== undefined && { eventPayload: true as const }),
    ...writtenShape(schema),
  }
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a list, a map or a timestamp says of how it is written. */
function writtenShape(schema: number | Schema): WireMember {
  if (typeof schema === 'number') {
    const timestamp = timestampFormats[schema & 63]
    return timestamp ? { timestamp } : {}
  }
  if (schema[0] === list) {
    const { schema: inner, traits } = unfold(schema[4] as Ref)
    const item = traits['xmlName'] as string | undefined
    const nested = writtenShape(inner)
    return { ...(item && { item }), ...(Object.keys(nested).length && { inner: nested }) }
  }
  if (schema[0] === map) {
    const key = unfold(schema[4] as Ref)
    const value = unfold(schema[5] as Ref)
    const names = [key.traits['xmlName'], value.traits['xmlName']] as (string | undefined)[]
    const nested = writtenShape(value.schema)
    return {
      ...(names.some(Boolean) && { entry: [names[0] ?? 'key', names[1] ?? 'value'] as const }),
      ...(Object.keys(nested).length && { inner: nested }),
    }
  }
  return {}
}
