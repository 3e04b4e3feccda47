// JSON as Python's json.loads reads it: the same texts are accepted, and a fault is described in the same
// words and at the same place.

export class JsonFault extends Error {}

/** The value that the text stands for. Throws a JsonFault that says what is wrong and where. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return new Reader(text).document()
  }
}

const whitespace = ' \t\n\r'
const literals: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  document(): unknown {
    if (this.#text.startsWith('\uFEFF')) throw this.#fault('Unexpected UTF-8 BOM (decode using utf-8-sig)', 0)
    const [value, end] = this.#value(this.#skip(0))
    const rest = this.#skip(end)
    if (rest < this.#text.length) throw this.#fault('Extra data', rest)
    return value
  }

  #value(at: number): [unknown, number] {
    const char = this.#text[at]
    if (char === '"') return this.#string(at)
    if (char === '{') return this.#object(at)
    if (char === '[') return this.#array(at)
    for (const [word, value] of literals) {
      if (this.#text.startsWith(word, at)) return [value, at + word.length]
    }
    numberPattern.lastIndex = at
    const number = numberPattern.exec(this.#text)?.[0]
    if (number === undefined) throw this.#fault('Expecting value', at)
    return [Number(number), at + number.length]
  }

  #object(start: number): [Record<string, unknown>, number] {
    const entries: [string, unknown][] = []
    let at = this.#skip(start + 1)
    if (this.#text[at] === '}') return [{}, at + 1]
    for (;;) {
      if (this.#text[at] !== '"') throw this.#fault('Expecting property name enclosed in double quotes', at)
      const [key, afterKey] = this.#string(at)
      at = this.#skip(afterKey)
      if (this.#text[at] !== ':') throw this.#fault("Expecting ':' delimiter", at)
      const [value, afterValue] = this.#value(this.#skip(at + 1))
      entries.push([key, value])
      at = this.#skip(afterValue)
      if (this.#text[at] === '}') return [Object.fromEntries(entries), at + 1]
      at = this.#comma(at, '}', 'object')
    }
  }

  #array(start: number): [unknown[], number] {
    const values: unknown[] = []
    let at = this.#skip(start + 1)
    if (this.#text[at] === ']') return [values, at + 1]
    for (;;) {
      const [value, end] = this.#value(at)
      values.push(value)
      at = this.#skip(end)
      if (this.#text[at] === ']') return [values, at + 1]
      at = this.#comma(at, ']', 'array')
    }
  }

  #comma(at: number, close: string, what: string): number {
    if (this.#text[at] !== ',') throw this.#fault("Expecting ',' delimiter", at)
    const next = this.#skip(at + 1)
    if (this.#text[next] === close) throw this.#fault(`Illegal trailing comma before end of ${what}`, at)
    return next
  }

  #string(start: number): [string, number] {
    let result = ''
    for (let at = start + 1; at < this.#text.length; at++) {
      const char = this.#text[at]!
      if (char === '"') return [result, at + 1]
      if (char < ' ') throw this.#fault('Invalid control character at', at)
      if (char !== '\\') {
        result += char
        continue
      }
      const escaped = this.#text[++at]
      if (escaped === undefined) break
      if (escaped === 'u') {
        const digits = this.#text.slice(at + 1, at + 5)
        // Python looks for the character after the digits before it looks at them.
        if (at + 5 >= this.#text.length || !/^[0-9a-fA-F]{4}$/.test(digits))
          throw this.#fault('Invalid \\uXXXX escape', at)
        result += String.fromCharCode(Number.parseInt(digits, 16))
        at += 4
      } else {
        const meaning = escapes[escaped]
        if (meaning === undefined) throw this.#fault('Invalid \\escape', at - 1)
        result += meaning
      }
    }
    throw this.#fault('Unterminated string starting at', start)
  }

  #skip(at: number): number {
    while (at < this.#text.length && whitespace.includes(this.#text[at]!)) at++
    return at
  }

  #fault(problem: string, at: number): JsonFault {
    // Python counts code points.
    const before = [...this.#text.slice(0, at)]
    const line = before.filter((char) => char === '\n').length + 1
    const column = before.length - before.lastIndexOf('\n')
    return new JsonFault(`${problem}: line ${line} column ${column} (char ${before.length})`)
  }
}
