// From what the cloud answers to what a printer prints: members in the model's order, floats marked as such,
// times and bytes as text.

import type { Member, Operation, Protocol, Shape, StructureShape } from '../../api/model.ts'
import { CliError } from '../errors.ts'
import { amendResponse, type ResponseContext } from './response-rules.ts'
import { emptyMap, Float, type OpenMap, type Value } from './values.ts'

export type TimestampFormat = 'iso8601' | 'wire'

interface Reading extends ResponseContext {
  readonly protocol: Protocol
  readonly timestamps: TimestampFormat
}

/** The answer of an operation as a map of its own, which pagination may cut and join. */
export function readResponse(operation: Operation, output: object, reading: Reading): OpenMap {
  const response = operation.output
    ? readStructure(output, operation.output, reading, inReadingOrder(operation.output))
    : emptyMap()
  amendResponse(operation, response, reading)
  return response
}

/** The CLI reads headers and status before the body, and prints in that order (botocore, rest parsers). */
function inReadingOrder({ members }: StructureShape): Iterable<Member> {
  const all = [...members.values()]
  if (!all.some((member) => member.outsideBody)) return all
  return [...all.filter((member) => member.outsideBody), ...all.filter((member) => !member.outsideBody)]
}

/** The setting `cli_timestamp_format`, undefined when it is not set. */
export function timestampFormat(setting: string | undefined): TimestampFormat {
  if (setting === undefined || setting === 'iso8601') return 'iso8601'
  if (setting === 'wire') return 'wire'
  throw new CliError(`Unknown cli_timestamp_format value: ${setting}, valid values are "wire" or "iso8601"`)
}

function readStructure(
  output: object,
  shape: StructureShape,
  reading: Reading,
  members: Iterable<Member> = shape.members.values(),
): OpenMap {
  const source = output as Readonly<Record<string, unknown>>
  const map = emptyMap()
  for (const { name, shape: member } of members) {
    const value = source[name]
    if (value !== undefined && value !== null) map[name] = readValue(value, member, reading)
  }
  for (const [name, value] of Object.entries(source)) {
    if (!shape.members.has(name) && value !== undefined && value !== null) map[name] = readFree(value)
  }
  return map
}

function readValue(value: unknown, shape: Shape, reading: Reading): Value {
  switch (shape.kind) {
    case 'structure':
      return readStructure(value as object, shape, reading)
    case 'list':
      return (value as readonly unknown[]).map((item) => readValue(item, shape.member, reading))
    case 'map': {
      const map = emptyMap()
      for (const [key, item] of Object.entries(value as object))
        map[key] = readValue(item, shape.value, reading)
      return map
    }
    case 'float':
    case 'double':
      return new Float(Number(value))
    case 'integer':
    case 'long':
      return Number(value)
    case 'timestamp':
      return writeTime(String(value), reading)
    default:
      return readFree(value)
  }
}

function readFree(value: unknown): Value {
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return toBase64(value)
  if (Array.isArray(value)) return value.map(readFree)
  if (typeof value === 'number') return Number.isInteger(value) ? value : new Float(value)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'object') return Number(value)
  const map = emptyMap()
  for (const [key, item] of Object.entries(value)) map[key] = readFree(item)
  return map
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

// ISO 8601 with the offset spelled out, and microseconds when there are any (observed in AWS CLI 2.36).
// On the wire, JSON protocols have seconds since 1970 instead.
function writeTime(text: string, { protocol, timestamps }: Reading): Value {
  if (timestamps === 'wire') {
    if (protocol !== 'json' && protocol !== 'rest-json') return text
    const seconds = Date.parse(text) / 1000
    return Number.isInteger(seconds) ? seconds : new Float(seconds)
  }
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|\+00:00)$/.exec(text)
  if (!match) return text
  const micros = (match[2] ?? '').slice(0, 6).padEnd(6, '0')
  return `${match[1]}${micros === '000000' ? '' : `.${micros}`}+00:00`
}
