import { decodeBase64, encodeBase64, epochSeconds, readNumber, readTime, timeText } from './scalars.ts'
import { type Notation, unreadable } from './values.ts'

/** Times are seconds since 1970, bytes are base64, and what is no number is spelled out. */
export const jsonNotation: Notation = {
  writeTime: (value, format) =>
    format === undefined || format === 'epoch-seconds' ? epochSeconds(value) : timeText(value, format),
  readTime: (raw) => (typeof raw === 'number' || typeof raw === 'string' ? readTime(raw) : raw),
  writeBytes: encodeBase64,
  readBytes: (raw) => (typeof raw === 'string' ? decodeBase64(raw) : raw),
  writeNumber: (value) => {
    if (typeof value === 'bigint') return Number(value)
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  },
  readNumber: (raw) => (typeof raw === 'string' ? readNumber(raw) : raw),
}

export function parseJson(text: string): unknown {
  if (!text.trim()) return {}
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable('The body is no JSON.')
    throw error
  }
}
