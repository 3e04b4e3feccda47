// The words of a jq program.

export interface Token {
  readonly kind: 'word' | 'field' | 'variable' | 'number' | 'text' | 'format' | 'sign' | 'end'
  readonly text: string
  /** Of a text: its pieces, programs among them. */
  readonly parts?: readonly (string | readonly Token[])[]
}

/** What jq says of a program that it cannot read. */
export class CompileError extends Error {}

const signs = [
  '?//=',
  '?//',
  '|=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '//=',
  '==',
  '!=',
  '<=',
  '>=',
  '//',
  '..',
  '.',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '|',
  ',',
  ':',
  ';',
  '=',
  '<',
  '>',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  '$',
].sort((a, b) => b.length - a.length)

export function tokensOf(program: string): Token[] {
  return new Scanner(program).all()
}

class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  all(end?: ')'): Token[] {
    const tokens: Token[] = []
    let depth = 0
    for (;;) {
      const token = this.#next()
      if (token.kind === 'end' && end) throw new CompileError(unterminated)
      if (token.kind === 'sign' && token.text === '(') depth++
      if (token.kind === 'sign' && token.text === ')' && depth-- === 0 && end) {
        tokens.push({ kind: 'end', text: '' })
        return tokens
      }
      tokens.push(token)
      if (token.kind === 'end') return tokens
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    if (found !== undefined) this.#at += found.length
    return found
  }

  #next(): Token {
    this.#match(/(?:\s|#[^\n]*)*/y)
    if (this.#at >= this.#text.length) return { kind: 'end', text: '' }
    const field = this.#match(/\.[A-Za-z_]\w*/y)
    if (field) return { kind: 'field', text: field.slice(1) }
    const number = this.#match(/(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y)
    if (number) return { kind: 'number', text: number }
    const variable = this.#match(/\$(?:__loc__|[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*)/y)
    if (variable) return { kind: 'variable', text: variable.slice(1) }
    const format = this.#match(/@[A-Za-z0-9_]+/y)
    if (format) return { kind: 'format', text: format.slice(1) }
    const word = this.#match(/[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*/y)
    if (word) return { kind: 'word', text: word }
    if (this.#text[this.#at] === '"') return this.#string()
    const sign = signs.find((one) => this.#text.startsWith(one, this.#at))
    if (sign === undefined) {
      throw new CompileError(`syntax error, unexpected INVALID_CHARACTER${quoting}`)
    }
    this.#at += sign.length
    return { kind: 'sign', text: sign }
  }

  #string(): Token {
    this.#at++
    const parts: (string | readonly Token[])[] = []
    let text = ''
    for (;;) {
      const char = this.#text[this.#at++]
      if (char === undefined) throw new CompileError(unterminated)
      if (char === '"') break
      if (char !== '\\') {
        text += char
        continue
      }
      const letter = this.#text[this.#at++] ?? ''
      if (letter === '(') {
        parts.push(text, this.all(')'))
        text = ''
      } else if (letter === 'u') {
        const code = this.#match(/[0-9a-fA-F]{4}/y)
        if (code === undefined) throw new CompileError(`syntax error, unexpected INVALID_CHARACTER${quoting}`)
        text += String.fromCharCode(Number.parseInt(code, 16))
      } else {
        const plain = escapes[letter]
        if (plain === undefined)
          throw new CompileError(`Invalid escape at line 1, column 4 (while parsing '"\\${letter}"')`)
        text += plain
      }
    }
    return { kind: 'text', text, parts: [...parts, text] }
  }
}

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

export const quoting = ' (Unix shell quoting issues?)'
const unterminated = `syntax error, unexpected end of file, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END${quoting}`
