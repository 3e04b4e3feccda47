import type { Shape } from '../../api/model.ts'
import { parseTimestamp } from '../../api/timestamp.ts'
import { CliError } from '../errors.ts'
import { decodeBase64 } from './base64.ts'

export type BinaryFormat = 'base64' | 'raw-in-base64-out'

/** Bytes for what was typed as text where the model has bytes; bytes read by `fileb://` stay as they are. */
export function decodeBlobs(shape: Shape, value: unknown, format: BinaryFormat): unknown {
  return change(shape, value, (scalar, text) => {
    if (scalar.kind !== 'blob') return text
    if (format === 'raw-in-base64-out') return new TextEncoder().encode(text)
    const bytes = decodeBase64(text)
    if (!bytes) throw new CliError(`Invalid base64: "${text}"`)
    return bytes
  })
}

/** Times in one form, ISO 8601, after validation has seen them as they were typed. */
export function normaliseTimes(shape: Shape, value: unknown): unknown {
  return change(shape, value, (scalar, text) => {
    if (scalar.kind !== 'timestamp') return text
    const time = parseTimestamp(text)
    return time === undefined ? text : new Date(time).toISOString().replace('.000Z', 'Z')
  })
}

/** The value with each text (and number of a time) replaced; parts without any are kept as they are. */
function change(shape: Shape, value: unknown, replace: (shape: Shape, text: string) => unknown): unknown {
  switch (shape.kind) {
    case 'structure':
      return changeRecord(value, (item, name) => {
        const member = shape.members.get(name)
        return member ? change(member.shape, item, replace) : item
      })
    case 'map':
      return changeRecord(value, (item) => change(shape.value, item, replace))
    case 'list':
      return Array.isArray(value) ? value.map((item) => change(shape.member, item, replace)) : value
    case 'timestamp':
      return typeof value === 'number' || typeof value === 'string' ? replace(shape, String(value)) : value
    default:
      return typeof value === 'string' ? replace(shape, value) : value
  }
}

function changeRecord(value: unknown, replace: (item: unknown, name: string) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array)
    return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replace(item, name)]))
}
