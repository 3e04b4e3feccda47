import type { Value } from './values.ts'

// JSON as jq reads it: value after value, with its own complaints.

export class JsonError extends Error {}

export interface Read {
  readonly value: Value
  /** Line breaks up to the end of the line on which the value ends. */
  readonly lines: number
}

/** Reads values until there are no more; throws where one is none. */
export function* readJson(text: string): Generator<Read> {
  const reader = new Reader(text)
  for (;;) {
    const read = reader.next()
    if (!read) return
    yield read
  }
}

export function readOne(text: string): Value {
  const [first, ...more] = [...readJson(text)]
  if (more.length) throw new JsonError('Unexpected extra JSON values')
  return first ? first.value : null
}

class Reader {
  readonly #text: string
  #at: number

  constructor(text: string) {
    this.#text = text
    this.#at = text.startsWith('\ufeff') ? 1 : 0
  }

  next(): Read | undefined {
    this.#skip()
    if (this.#at >= this.#text.length) return undefined
    const value = this.#value(0)
    return { value, lines: this.#linesAt(this.#at) }
  }

  #linesAt(at: number): number {
    const end = this.#text.indexOf('\n', at)
    return (this.#text.slice(0, end < 0 ? this.#text.length : end + 1).match(/\n/g) ?? []).length
  }

  #skip(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? 'x')) this.#at++
  }

  /** The place behind the character that told jq: lines from 1, columns from 0. */
  #fail(what: string, at = this.#at): never {
    const before = this.#text.slice(0, at + 1)
    const isEnd = at >= this.#text.length
    const line = (before.match(/\n/g) ?? []).length + 1
    const column = before.length - (before.lastIndexOf('\n') + 1)
    throw new JsonError(`${what} at ${isEnd ? 'EOF at ' : ''}line ${line}, column ${column}`)
  }

  #value(depth: number): Value {
    if (depth > 10_000) this.#fail('Exceeds depth limit for parsing')
    this.#skip()
    const char = this.#text[this.#at]
    if (char === undefined) this.#fail('Unfinished JSON term', this.#text.length)
    if (char === '[') return this.#array(depth)
    if (char === '{') return this.#object(depth)
    if (char === '"') return this.#string()
    if (char === ']') this.#fail("Unmatched ']'")
    if (char === '}') this.#fail("Unmatched '}'")
    if (char === ',') this.#fail("Expected value before ','")
    if (char === ':') this.#fail("':' not as part of an object")
    return this.#word()
  }

  #word(): Value {
    const start = this.#at
    while (this.#at < this.#text.length && !/[ \t\r\n[\]{},:"]/.test(this.#text[this.#at]!)) this.#at++
    const word = this.#text.slice(start, this.#at)
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    if (word === 'nan') return Number.NaN
    const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(word) ? Number(word) : Number.NaN
    if (!Number.isNaN(value)) return value
    return this.#fail('Invalid numeric literal')
  }

  #string(): string {
    const start = this.#at++
    for (;;) {
      const char = this.#text[this.#at]
      if (char === undefined) this.#fail('Unfinished string', this.#text.length)
      this.#at += char === '\\' ? 2 : 1
      if (char === '"') break
    }
    const raw = this.#text.slice(start, this.#at)
    try {
      // jq takes control characters as they are.
      return JSON.parse(
        raw.replace(/[\x00-\x1f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ) as string
    } catch {
      return this.#fail('Invalid escape', this.#at - 1)
    }
  }

  #array(depth: number): Value {
    const list: Value[] = []
    this.#at++
    this.#skip()
    if (this.#text[this.#at] === ']') {
      this.#at++
      return list
    }
    for (;;) {
      this.#skip()
      if (this.#text[this.#at] === ']') this.#fail('Expected another array element')
      list.push(this.#value(depth + 1))
      this.#skip()
      const char = this.#text[this.#at]
      if (char === undefined) this.#fail('Unfinished JSON term', this.#text.length)
      if (char === '}') this.#fail("Unmatched '}'")
      if (char === ':') this.#fail("':' not as part of an object")
      if (char !== ',' && char !== ']') this.#fail('Expected separator between values')
      this.#at++
      if (char === ']') return list
    }
  }

  #object(depth: number): Value {
    const fields = new Map<string, Value>()
    this.#at++
    this.#skip()
    if (this.#text[this.#at] === '}') {
      this.#at++
      return fields
    }
    for (;;) {
      this.#skip()
      const char = this.#text[this.#at]
      if (char === undefined) this.#fail('Unfinished JSON term', this.#text.length)
      if (char === '}') this.#fail('Expected another key-value pair')
      if (char !== '"') {
        if (!/[[{\]},:]/.test(char)) this.#word()
        this.#skip()
        this.#fail('Object keys must be strings')
      }
      const key = this.#string()
      this.#skip()
      const colon = this.#text[this.#at]
      if (colon === undefined) this.#fail('Unfinished JSON term', this.#text.length)
      if (colon !== ':')
        this.#fail(
          colon === '}' || colon === ','
            ? 'Objects must consist of key:value pairs'
            : 'Expected separator between values',
        )
      this.#at++
      fields.set(key, this.#value(depth + 1))
      this.#skip()
      const end = this.#text[this.#at]
      if (end === undefined) this.#fail('Unfinished JSON term', this.#text.length)
      if (end === ']') this.#fail("Unmatched ']'")
      if (end !== ',' && end !== '}') this.#fail('Expected separator between values')
      this.#at++
      if (end === '}') return fields
    }
  }
}
