// The shorthand syntax for structures, lists and maps (AWS CLI user guide, "Using shorthand syntax"):
// `Key=value,Other=a,b,c,Nested={Inner=1},List=[x,y]`. It knows no model: every value is text.

export class ShorthandFault extends Error {}

export type Shorthand = string | Uint8Array | Shorthand[] | { [key: string]: Shorthand }

/** What stands behind `Key@=file://…`: the file's content; undefined when the value names no file. */
export type ReadParamFile = (value: string) => string | Uint8Array | undefined

export function parseShorthand(text: string, readFile: ReadParamFile): { [key: string]: Shorthand } {
  return new ShorthandReader(text, readFile).parameter()
}

const keyCharacters = /[A-Za-z0-9\-_.#/:]*/y
const singleQuoted = /'(?:\\'|[^'])*'/y
const doubleQuoted = /"(?:\\"|[^"])*"/y

// What may stand in a word without quotes. The first word after `=` may go on with `=` and brackets that a
// later one of the same list may not, because there they start something else.
const start = String.raw`(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uFFFF])`
const firstFollow = String.raw`(?:\\,|[\s!#-&(-+\--\\^-|~-\uFFFF])`
const secondFollow = String.raw`(?:\\,|[\s!#-&(-+\--<>-\uFFFF])`
const firstWord = new RegExp(`${start}${firstFollow}*`, 'y')
const secondWord = new RegExp(`${start}${secondFollow}*`, 'y')

// Surrogates never match: characters beyond U+FFFF are not allowed outside quotes (observed in AWS CLI 2.36).
const surrogate = /[\uD800-\uDFFF]/

class ShorthandReader {
  readonly #text: string
  readonly #readFile: ReadParamFile
  #at = 0
  #readsFiles = false

  constructor(text: string, readFile: ReadParamFile) {
    this.#text = text
    this.#readFile = readFile
  }

  parameter(): { [key: string]: Shorthand } {
    const entries = new Map<string, Shorthand>()
    let last = 0
    for (;;) {
      const key = this.#key()
      const value = this.#values()
      if (entries.has(key)) throw this.#repeated(key, last + 1)
      entries.set(key, value)
      last = this.#at
      if (this.#atEnd) return Object.fromEntries(entries)
      this.#expect(',', true)
    }
  }

  /** A key with the `=` or `@=` after it. */
  #key(): string {
    const key = this.#match(keyCharacters) ?? ''
    this.#readsFiles = false
    this.#skip()
    if (this.#current === '@') {
      this.#at++
      this.#readsFiles = true
    }
    this.#expect('=', true)
    return key
  }

  #values(): Shorthand {
    if (this.#atEnd) return ''
    if (this.#current === '[') return this.#list()
    if (this.#current === '{') return this.#hash()
    return this.#commaSeparated()
  }

  /** `a` or `a,b,c`; the comma before `next=` belongs to the parameter and is left alone. */
  #commaSeparated(): Shorthand {
    const first = this.#firstValue()
    this.#skip()
    if (this.#current !== ',') return first
    this.#expect(',', true)
    const list = [first]
    for (;;) {
      try {
        const value = this.#secondValue()
        this.#skip()
        const last = this.#atEnd
        if (!last) this.#expect(',', true)
        list.push(value)
        if (last) break
      } catch (error) {
        if (!(error instanceof ShorthandFault) || this.#atEnd) throw error
        this.#at = this.#text.lastIndexOf(',', this.#at)
        break
      }
    }
    return list.length === 1 ? first : list
  }

  #list(): Shorthand[] {
    this.#expect('[', true)
    const values: Shorthand[] = []
    while (this.#current !== ']') {
      values.push(this.#nested())
      this.#separate(']')
    }
    this.#expect(']')
    return values
  }

  #hash(): { [key: string]: Shorthand } {
    this.#expect('{', true)
    const entries = new Map<string, Shorthand>()
    while (this.#current !== '}') {
      const key = this.#key()
      const value = this.#nested()
      this.#separate('}')
      entries.set(key, value)
    }
    this.#expect('}')
    return Object.fromEntries(entries)
  }

  #separate(close: string): void {
    this.#skip()
    if (this.#current === close) return
    this.#expect(',')
    this.#skip()
  }

  #nested(): Shorthand {
    if (this.#current === '[') return this.#list()
    if (this.#current === '{') return this.#hash()
    return this.#firstValue()
  }

  #firstValue(): string | Uint8Array {
    const quoted = this.#quoted()
    if (quoted !== undefined) return quoted
    const word = this.#word(firstWord)
    return word === undefined ? '' : this.#resolve(word)
  }

  #secondValue(): string | Uint8Array {
    const quoted = this.#quoted()
    if (quoted !== undefined) return quoted
    const word = this.#word(secondWord)
    if (word === undefined) throw this.#fault('<second>', '<none>')
    return this.#resolve(word)
  }

  #word(pattern: RegExp): string | undefined {
    const from = this.#at
    let word = this.#match(pattern)
    const stop = word?.search(surrogate) ?? -1
    if (word !== undefined && stop >= 0) {
      word = word.slice(0, stop)
      this.#at = from + stop
    }
    return word ? word.replaceAll('\\,', ',').trimEnd() : undefined
  }

  #quoted(): string | Uint8Array | undefined {
    const quote = this.#current
    if (quote !== "'" && quote !== '"') return undefined
    const matched = this.#match(quote === "'" ? singleQuoted : doubleQuoted)
    // "singled" is the AWS CLI's own spelling.
    if (matched === undefined)
      throw this.#fault(quote === "'" ? '<singled quoted>' : '<double quoted>', '<none>')
    const inner = matched.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')
    return this.#resolve(inner)
  }

  #resolve(value: string): string | Uint8Array {
    return (this.#readsFiles ? this.#readFile(value) : undefined) ?? value
  }

  get #atEnd(): boolean {
    return this.#at >= this.#text.length
  }

  get #current(): string | undefined {
    return this.#text[this.#at]
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const matched = pattern.exec(this.#text)?.[0]
    if (matched !== undefined) this.#at += matched.length
    return matched
  }

  #expect(char: string, spaced = false): void {
    if (spaced) this.#skip()
    if (this.#current !== char) {
      const received = this.#text.codePointAt(this.#at)
      throw this.#fault(char, received === undefined ? 'EOF' : String.fromCodePoint(received))
    }
    this.#at++
    if (spaced) this.#skip()
  }

  #skip(): void {
    while (!this.#atEnd && ' \t\n\r\v\f'.includes(this.#current!)) this.#at++
  }

  #fault(expected: string, received: string): ShorthandFault {
    return new ShorthandFault(
      `Expected: '${expected}', received: '${received}' for input:\n${this.#pointer(this.#at, ' ')}`,
    )
  }

  #repeated(key: string, at: number): ShorthandFault {
    return new ShorthandFault(
      `Second instance of key "${key}" encountered for input:\n${this.#pointer(at, '')}\n` +
        'This is often because there is a preceding "," instead of a space.',
    )
  }

  /** The text with a caret under the character at fault. */
  #pointer(at: number, indent: string): string {
    const lineStart = this.#text.lastIndexOf('\n', at - 1) + 1
    const column = [...this.#text.slice(at > 0 ? lineStart : 0, at)].length
    const newline = this.#text.indexOf('\n', at)
    const consumed = newline < 0 ? this.#text : this.#text.slice(0, newline)
    const remaining = newline < 0 ? '' : this.#text.slice(newline)
    return `${indent}${consumed}\n${' '.repeat(column)}^${remaining}`
  }
}
