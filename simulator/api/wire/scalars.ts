import { AwsError } from '../error.ts'
import type { Shape } from '../model.ts'
import { parseTimestamp } from '../timestamp.ts'

// Single values as text: in queries, headers, paths and XML.

export type TimeFormat = 'date-time' | 'http-date' | 'epoch-seconds'

/**
 * The value that a text stands for. A text that is no such value stays a text, and the check of the whole input
 * against the model refuses it with the member's name.
 */
export function readScalar({ kind }: Shape, text: string): unknown {
  switch (kind) {
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return readNumber(text)
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'timestamp':
      return readTime(text)
    case 'blob':
      return decodeBase64(text)
    default:
      return text
  }
}

const spelledNumbers: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

export function readNumber(text: string): number | string {
  const trimmed = text.trim()
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed)
  return Object.hasOwn(spelledNumbers, trimmed) ? spelledNumbers[trimmed]! : text
}

/** A time in the one form that inputs have, ISO 8601 without needless zeros. */
export function readTime(value: string | number): string {
  const time = typeof value === 'number' ? Math.round(value * 1000) : parseTimestamp(value)
  if (time === undefined || !(Math.abs(time) <= 8.64e15)) return String(value)
  return new Date(time).toISOString().replace('.000Z', 'Z')
}

export function scalarText({ kind }: Shape, value: unknown, format: TimeFormat): string {
  if (typeof value === 'string') return kind === 'timestamp' ? timeText(value, format) : value
  if (value instanceof Uint8Array) return encodeBase64(value)
  if (kind === 'timestamp' && typeof value === 'number') return timeText(readTime(value), format)
  return String(value)
}

export function timeText(value: string, format: TimeFormat): string {
  if (format === 'date-time') return value
  if (format === 'epoch-seconds') return String(epochSeconds(value))
  const time = parseTimestamp(value)
  return time === undefined ? value : new Date(time).toUTCString()
}

export function epochSeconds(value: string): number | string {
  const time = parseTimestamp(value)
  return time === undefined ? value : time / 1000
}

export function encodeBase64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 0x2000)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x2000)))
  return btoa(pieces.join(''))
}

export function decodeBase64(text: string): Uint8Array {
  const compact = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.replace(/=+$/, '').length % 4 === 1) {
    throw new AwsError('SerializationException', 'A binary value is not in base64.')
  }
  const binary = atob(compact)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}
