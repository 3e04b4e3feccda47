// JSON that remembers where each part stands. A policy's statements are reported by line and column, and an element
// written twice is an error, while `JSON.parse` would silently keep the last one.

export type JsonNode = JsonObject | JsonArray | JsonScalar

export interface JsonObject extends Span {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, JsonNode>
}

export interface JsonArray extends Span {
  readonly kind: 'array'
  readonly items: readonly JsonNode[]
}

export interface JsonScalar extends Span {
  readonly kind: 'string' | 'number' | 'boolean' | 'null'
  /** Numbers and booleans as they are written. */
  readonly text: string
}

/** Offsets into the text; `end` is the first character that is no longer part of it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface JsonFault {
  readonly fault: 'syntax' | 'duplicate'
  readonly at: number
  /** The element that is there twice. */
  readonly name?: string
}

class Fault extends Error {
  readonly found: JsonFault

  constructor(found: JsonFault) {
    super(found.fault)
    this.found = found
  }
}

export function readJson(text: string): JsonNode | JsonFault {
  try {
    return new Reader(text).whole()
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown.found
    throw thrown
  }
}

/** Nobody nests a policy deeper, and a text made of brackets alone must not exhaust the stack. */
const deepest = 32

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): JsonNode {
    this.#skipSpace()
    const node = this.#value(0)
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#fail()
    return node
  }

  #value(depth: number): JsonNode {
    if (depth > deepest) this.#fail()
    const start = this.#at
    switch (this.#text[start]) {
      case '{':
        return this.#object(start, depth)
      case '[':
        return this.#array(start, depth)
      case '"':
        return { kind: 'string', text: this.#string(), start, end: this.#at }
      default:
        return this.#word(start)
    }
  }

  #object(start: number, depth: number): JsonObject {
    const members = new Map<string, JsonNode>()
    this.#at++
    this.#skipSpace()
    while (this.#text[this.#at] !== '}') {
      if (members.size) this.#expect(',')
      const at = this.#at
      const name = this.#string()
      if (members.has(name)) throw new Fault({ fault: 'duplicate', at, name })
      this.#skipSpace()
      this.#expect(':')
      members.set(name, this.#value(depth + 1))
      this.#skipSpace()
    }
    this.#at++
    return { kind: 'object', members, start, end: this.#at }
  }

  #array(start: number, depth: number): JsonArray {
    const items: JsonNode[] = []
    this.#at++
    this.#skipSpace()
    while (this.#text[this.#at] !== ']') {
      if (items.length) this.#expect(',')
      items.push(this.#value(depth + 1))
      this.#skipSpace()
    }
    this.#at++
    return { kind: 'array', items, start, end: this.#at }
  }

  #string(): string {
    const start = this.#at
    if (this.#text[start] !== '"') this.#fail()
    let end = start + 1
    while (this.#text[end] !== '"') {
      if (end >= this.#text.length) this.#fail()
      end += this.#text[end] === '\\' ? 2 : 1
    }
    this.#at = end + 1
    return this.#decoded(start)
  }

  #decoded(start: number): string {
    try {
      return JSON.parse(this.#text.slice(start, this.#at)) as string
    } catch {
      throw new Fault({ fault: 'syntax', at: start })
    }
  }

  #word(start: number): JsonScalar {
    wordPattern.lastIndex = start
    const text = wordPattern.exec(this.#text)?.[0]
    if (text === undefined) this.#fail()
    this.#at = start + text.length
    const kind = text === 'null' ? 'null' : text === 'true' || text === 'false' ? 'boolean' : 'number'
    return { kind, text, start, end: this.#at }
  }

  #expect(mark: ',' | ':'): void {
    if (this.#text[this.#at] !== mark) this.#fail()
    this.#at++
    this.#skipSpace()
  }

  #skipSpace(): void {
    while (' \n\r\t'.includes(this.#text[this.#at] ?? 'end')) this.#at++
  }

  #fail(): never {
    throw new Fault({ fault: 'syntax', at: this.#at })
  }
}

const wordPattern = /true\b|false\b|null\b|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y

/** Line and column of an offset, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
