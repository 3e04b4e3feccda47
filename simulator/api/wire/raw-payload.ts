import { textOf } from './http.ts'
import type { Field } from './services.ts'

// A body that is one member and has no notation around it: an object's bytes, a policy's text.

export function readRawPayload({ shape }: Field, body: Uint8Array): unknown {
  if (shape.kind === 'blob') return body
  return body.length ? textOf(body) : undefined
}

export function writeRawPayload(value: unknown): string | Uint8Array {
  if (value instanceof Uint8Array) return value
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
