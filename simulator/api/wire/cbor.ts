import { unreadable } from './values.ts'

// Concise Binary Object Representation (RFC 8949), as far as AWS's protocol "rpc-v2-cbor" goes.

/** A moment: CBOR's tag 1 around seconds since 1970. */
export class CborTime {
  readonly seconds: number

  constructor(seconds: number) {
    this.seconds = seconds
  }
}

export function encodeCbor(value: unknown): Uint8Array {
  const out = new ByteWriter()
  encode(out, value)
  return out.bytes
}

class ByteWriter {
  #buffer = new Uint8Array(256)
  #view = new DataView(this.#buffer.buffer)
  #length = 0

  get bytes(): Uint8Array {
    return this.#buffer.slice(0, this.#length)
  }

  /** Makes room, and gives the place to write at. */
  #grow(by: number): number {
    const at = this.#length
    this.#length += by
    if (this.#length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#buffer.length * 2))
      larger.set(this.#buffer)
      this.#buffer = larger
      this.#view = new DataView(larger.buffer)
    }
    return at
  }

  put(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#buffer.set(bytes, at)
  }

  byte(value: number): void {
    const at = this.#grow(1)
    this.#buffer[at] = value
  }

  head(major: number, value: number | bigint): void {
    const kind = major << 5
    if (value < 24) this.byte(kind | Number(value))
    else if (value < 0x100) {
      this.byte(kind | 24)
      this.byte(Number(value))
    } else if (value < 0x1_0000) {
      this.byte(kind | 25)
      const at = this.#grow(2)
      this.#view.setUint16(at, Number(value))
    } else if (value < 0x1_0000_0000) {
      this.byte(kind | 26)
      const at = this.#grow(4)
      this.#view.setUint32(at, Number(value))
    } else {
      this.byte(kind | 27)
      const at = this.#grow(8)
      this.#view.setBigUint64(at, BigInt(value))
    }
  }

  double(value: number): void {
    this.byte(0xfb)
    const at = this.#grow(8)
    this.#view.setFloat64(at, value)
  }
}

const encoder = new TextEncoder()

function encode(out: ByteWriter, value: unknown): void {
  if (value === null || value === undefined) out.byte(0xf6)
  else if (typeof value === 'boolean') out.byte(value ? 0xf5 : 0xf4)
  else if (typeof value === 'number') encodeNumber(out, value)
  else if (typeof value === 'bigint') {
    if (value < 0n) out.head(1, -1n - value)
    else out.head(0, value)
  } else if (typeof value === 'string') {
    const bytes = encoder.encode(value)
    out.head(3, bytes.length)
    out.put(bytes)
  } else if (value instanceof Uint8Array) {
    out.head(2, value.length)
    out.put(value)
  } else if (value instanceof CborTime) {
    out.head(6, 1)
    encodeNumber(out, value.seconds)
  } else if (Array.isArray(value)) {
    out.head(4, value.length)
    for (const item of value) encode(out, item)
  } else {
    const entries = Object.entries(value as object)
    out.head(5, entries.length)
    for (const [key, item] of entries) {
      encode(out, key)
      encode(out, item)
    }
  }
}

function encodeNumber(out: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) out.double(value)
  else if (value < 0) out.head(1, -1 - value)
  else out.head(0, value)
}

export function decodeCbor(bytes: Uint8Array): unknown {
  const reader = new CborReader(bytes)
  const value = reader.value(0)
  if (!reader.isAtEnd) throw unreadable('There is something after the end of the body.')
  return value
}

const deepest = 200
const breakCode = 0xff
const decoder = new TextDecoder('utf-8', { fatal: true })

class CborReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  value(depth: number): unknown {
    if (depth > deepest) throw unreadable('The body is nested too deeply.')
    const first = this.#byte()
    const major = first >> 5
    const info = first & 31
    switch (major) {
      case 0:
        return this.#number(info)
      case 1: {
        const size = this.#number(info)
        return typeof size === 'bigint' ? -1n - size : -1 - size
      }
      case 2:
        return this.#text(info, major)
      case 3:
        return this.#decodeText(this.#text(info, major))
      case 4:
        return this.#items(info, depth)
      case 5:
        return this.#entries(info, depth)
      case 6:
        return this.#tagged(info, depth)
      default:
        return this.#simple(info)
    }
  }

  #take(count: number): number {
    const at = this.#at
    if (count > this.#bytes.length - at) throw unreadable('The body ends too early.')
    this.#at = at + count
    return at
  }

  #byte(): number {
    return this.#bytes[this.#take(1)]!
  }

  #number(info: number): number | bigint {
    if (info < 24) return info
    if (info === 24) return this.#byte()
    if (info === 25) return this.#view.getUint16(this.#take(2))
    if (info === 26) return this.#view.getUint32(this.#take(4))
    if (info !== 27) throw unreadable('The body has a length that CBOR does not have.')
    const large = this.#view.getBigUint64(this.#take(8))
    return large <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(large) : large
  }

  #length(info: number): number {
    const length = this.#number(info)
    // Nothing takes less than a byte, so a larger number is a lie, and not worth reserving memory for.
    if (length > this.#bytes.length - this.#at) throw unreadable('The body ends too early.')
    return Number(length)
  }

  #text(info: number, major: number): Uint8Array {
    if (info !== 31) {
      const length = this.#length(info)
      const at = this.#take(length)
      return this.#bytes.slice(at, at + length)
    }
    const pieces: Uint8Array[] = []
    for (let first = this.#byte(); first !== breakCode; first = this.#byte()) {
      if (first >> 5 !== major || (first & 31) === 31) throw unreadable('A text in pieces has a wrong piece.')
      pieces.push(this.#text(first & 31, major))
    }
    const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
    return whole
  }

  #decodeText(bytes: Uint8Array): string {
    try {
      return decoder.decode(bytes)
    } catch (error) {
      if (error instanceof TypeError) throw unreadable('A text is not in UTF-8.')
      throw error
    }
  }

  #isAtBreak(): boolean {
    if (this.#bytes[this.#at] !== breakCode) return false
    this.#at++
    return true
  }

  #items(info: number, depth: number): unknown[] {
    const items: unknown[] = []
    const length = info === 31 ? Number.POSITIVE_INFINITY : this.#length(info)
    while (items.length < length && !(info === 31 && this.#isAtBreak())) items.push(this.value(depth + 1))
    return items
  }

  #entries(info: number, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    const length = info === 31 ? Number.POSITIVE_INFINITY : this.#length(info)
    while (entries.length < length && !(info === 31 && this.#isAtBreak())) {
      const key = this.value(depth + 1)
      if (typeof key !== 'string') throw unreadable('A name in the body is no text.')
      entries.push([key, this.value(depth + 1)])
    }
    return Object.fromEntries(entries)
  }

  #tagged(info: number, depth: number): unknown {
    const tag = this.#number(info)
    const value = this.value(depth + 1)
    if (tag !== 1) return value
    if (typeof value !== 'number') throw unreadable('A time in the body is no number.')
    return new CborTime(value)
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20:
        return false
      case 21:
        return true
      case 22:
      case 23:
        return null
      case 25:
        return halfFloat(this.#view.getUint16(this.#take(2)))
      case 26:
        return this.#view.getFloat32(this.#take(4))
      case 27:
        return this.#view.getFloat64(this.#take(8))
      default:
        throw unreadable('The body has a value that CBOR does not have.')
    }
  }
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 0x3ff
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
