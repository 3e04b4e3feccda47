import type { Shape, StructureShape } from '../../../simulator/api/model.ts'
import type { Field, WireService } from '../../../simulator/api/wire/services.ts'

// A value for every member of a shape, with what is hard to carry in it. `turn` chooses among a union's members and
// an enum's values, so that several turns see all of them.

/** Names that the clients themselves look into. */
const particular: Readonly<Record<string, string>> = {
  AccountId: '123456789012',
  Bucket: 'my-bucket',
  CopySource: 'my-bucket/from',
  Key: 'folder/a b+c.txt',
  QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/q',
  SSECustomerKey: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  CopySourceSSECustomerKey: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
  SSECustomerKeyMD5: 'KYvwGXoFFJ42a2u2GDWhwQ==',
  CopySourceSSECustomerKeyMD5: 'KYvwGXoFFJ42a2u2GDWhwQ==',
  OutpostId: 'op-1',
  MaxItems: '100',
}

const hard = 'a <b> & "c" é/%2F+d'
const plain = 'value 1'
const nested = 3

export function sampleOf(
  service: WireService,
  structure: StructureShape | undefined,
  turn: number,
): Record<string, unknown> {
  return sampleFields(service, service.fieldsOf(structure), turn, [])
}

function sampleFields(
  service: WireService,
  fields: readonly Field[],
  turn: number,
  inside: readonly string[],
): Record<string, unknown> {
  const entries = fields.flatMap((field): [string, unknown][] => {
    const value = sampleMember(service, field, turn, inside)
    return value === undefined ? [] : [[field.name, value]]
  })
  return Object.fromEntries(entries)
}

function sampleMember(
  service: WireService,
  { name, shape, written }: Field,
  turn: number,
  inside: readonly string[],
): unknown {
  if (particular[name] !== undefined && shape.kind === 'string') return particular[name]
  const isHeader = written.header !== undefined || written.prefix !== undefined
  // Dates of mail and HTTP have no milliseconds; headers no letters beyond ASCII.
  if (shape.kind === 'timestamp')
    return isHeader || written.timestamp === 'http-date' ? '2026-11-02T09:00:00Z' : time
  return sample(service, shape, turn, inside, isHeader ? plain : hard)
}

const time = '2026-11-02T09:08:07.125Z'

function sample(
  service: WireService,
  shape: Shape,
  turn: number,
  inside: readonly string[],
  text: string,
): unknown {
  switch (shape.kind) {
    case 'structure':
      return sampleStructure(service, shape, turn, inside)
    case 'list': {
      const item = sample(service, shape.member, turn, inside, text)
      return item === undefined ? undefined : [item, sample(service, shape.member, turn + 1, inside, text)]
    }
    case 'map': {
      const value = sample(service, shape.value, turn, inside, text)
      if (value === undefined) return undefined
      return shape.key.kind === 'string' && shape.key.enum
        ? { [shape.key.enum[turn % shape.key.enum.length]!]: value }
        : { one: value, 'second-name': value }
    }
    case 'string':
      return shape.enum ? shape.enum[turn % shape.enum.length] : text
    case 'integer':
      return 7 + turn
    case 'long':
      return 4_294_967_296 + turn
    case 'float':
    case 'double':
      return 1.5 + turn
    case 'boolean':
      return turn % 2 === 0
    case 'timestamp':
      return time
    case 'blob':
      return Uint8Array.from([0, 255, turn, 10])
    case 'document':
      return { some: ['document', turn] }
  }
}

function sampleStructure(
  service: WireService,
  shape: StructureShape,
  turn: number,
  inside: readonly string[],
): Record<string, unknown> | undefined {
  if (inside.includes(shape.name) || inside.length > nested) return undefined
  const here = [...inside, shape.name]
  const fields = service.fields(shape)
  if (!shape.union) {
    const made = sampleFields(service, fields, turn, here)
    return Object.keys(made).length ? made : undefined
  }
  for (let i = 0; i < fields.length; i++) {
    const made = sampleFields(service, [fields[(turn + i) % fields.length]!], turn, here)
    if (Object.keys(made).length) return made
  }
  return undefined
}
