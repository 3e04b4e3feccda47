import type { WireMember } from '../compiled.ts'
import { AwsError } from '../error.ts'
import type { Shape } from '../model.ts'
import type { TimeFormat } from './scalars.ts'
import type { Field, WireService } from './services.ts'

// Values of the formats that have objects and arrays of their own, JSON and CBOR. They differ in what neither has
// a common notation for: times, bytes and numbers that are none.

export interface Notation {
  writeTime(value: string, format: TimeFormat | undefined): unknown
  readTime(raw: unknown): unknown
  writeBytes(bytes: Uint8Array): unknown
  readBytes(raw: unknown): unknown
  writeNumber(value: unknown): unknown
  readNumber(raw: unknown): unknown
}

type Members = Readonly<Record<string, unknown>>

export function toNotation(
  notation: Notation,
  service: WireService,
  fields: readonly Field[],
  value: Members,
): Record<string, unknown> {
  const written: Record<string, unknown> = {}
  for (const field of fields) {
    const item = value[field.name]
    if (item === undefined || item === null) continue
    written[field.name] = write(notation, service, field.shape, field.written, item)
  }
  return written
}

function write(
  notation: Notation,
  service: WireService,
  shape: Shape,
  how: WireMember,
  value: unknown,
): unknown {
  switch (shape.kind) {
    case 'structure':
      return toNotation(notation, service, service.fields(shape), value as Members)
    case 'list':
      return (value as unknown[]).map((item) =>
        write(notation, service, shape.member, how.inner ?? none, item),
      )
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Members)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, write(notation, service, shape.value, how.inner ?? none, item)]),
      )
    case 'timestamp':
      return notation.writeTime(String(value), how.timestamp)
    case 'blob':
      return value instanceof Uint8Array ? notation.writeBytes(value) : value
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return notation.writeNumber(value)
    default:
      return value
  }
}

const none: WireMember = {}
const deepest = 200

/** The members of a value that the model knows; services pass over any others. */
export function fromNotation(
  notation: Notation,
  service: WireService,
  fields: readonly Field[],
  raw: unknown,
): Record<string, unknown> {
  if (!isObject(raw)) throw unreadable('The body is no object.')
  return readFields(notation, service, fields, raw, 0)
}

function readFields(
  notation: Notation,
  service: WireService,
  fields: readonly Field[],
  raw: Members,
  depth: number,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const { name, shape } of fields) {
    const item = Object.hasOwn(raw, name) ? raw[name] : undefined
    if (item === undefined || item === null) continue
    found[name] = read(notation, service, shape, item, depth)
  }
  return found
}

// What is of another type than the model says stays as it is: the check of the input refuses it by its name.
function read(notation: Notation, service: WireService, shape: Shape, raw: unknown, depth: number): unknown {
  if (depth > deepest) throw unreadable('The body is nested too deeply.')
  switch (shape.kind) {
    case 'structure':
      return isObject(raw) ? readFields(notation, service, service.fields(shape), raw, depth + 1) : raw
    case 'list':
      if (!Array.isArray(raw)) return raw
      return raw.map((item) => read(notation, service, shape.member, item, depth + 1))
    case 'map':
      if (!isObject(raw)) return raw
      return Object.fromEntries(
        Object.entries(raw)
          .filter(([, item]) => item !== null)
          .map(([key, item]) => [key, read(notation, service, shape.value, item, depth + 1)]),
      )
    case 'timestamp':
      return notation.readTime(raw)
    case 'blob':
      return notation.readBytes(raw)
    case 'float':
    case 'double':
      return notation.readNumber(raw)
    default:
      return raw
  }
}

export function isObject(value: unknown): value is Members {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  )
}

export const unreadable = (message: string): AwsError => new AwsError('SerializationException', message)
