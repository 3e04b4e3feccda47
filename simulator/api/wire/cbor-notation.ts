import { CborTime } from './cbor.ts'
import { epochSeconds, readTime } from './scalars.ts'
import type { Notation } from './values.ts'

/** Bytes are bytes and any number is a number; a time is a tag around seconds. */
export const cborNotation: Notation = {
  writeTime: (value) => {
    const seconds = epochSeconds(value)
    return typeof seconds === 'number' ? new CborTime(seconds) : seconds
  },
  readTime: (raw) => {
    if (raw instanceof CborTime) return readTime(raw.seconds)
    return typeof raw === 'number' || typeof raw === 'string' ? readTime(raw) : raw
  },
  writeBytes: (bytes) => bytes,
  readBytes: (raw) => raw,
  writeNumber: (value) => value,
  readNumber: (raw) => raw,
}
