import type { Definition, Node, Pattern } from './syntax.ts'
import { CompileError, quoting, type Token, tokensOf } from './tokens.ts'

/** Reads a jq program, or throws what jq says of it. */
export function parseProgram(text: string): Node {
  const parser = new Parser(tokensOf(text))
  return parser.program()
}

/** Definitions alone, as a library of them has. */
export const parseDefinitions = (text: string): readonly Definition[] =>
  new Parser(tokensOf(text)).definitions()

const identity: Node = { kind: 'identity' }

/** Operators by how tightly they bind, the loosest first. */
const levels: readonly { readonly signs: readonly string[]; readonly side: 'left' | 'right' | 'none' }[] = [
  { signs: ['//'], side: 'right' },
  { signs: ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='], side: 'none' },
  { signs: ['or'], side: 'left' },
  { signs: ['and'], side: 'left' },
  { signs: ['==', '!=', '<', '<=', '>', '>='], side: 'none' },
  { signs: ['+', '-'], side: 'left' },
  { signs: ['*', '/', '%'], side: 'left' },
]

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  program(): Node {
    if (this.#peek.kind === 'end') return identity
    const node = this.pipe()
    if (!this.#isAt('end')) this.#fail()
    return node
  }

  definitions(): readonly Definition[] {
    const found: Definition[] = []
    while (this.#is('word', 'def')) found.push(this.#definition())
    return found
  }

  get #peek(): Token {
    return this.#tokens[this.#at]!
  }

  /** Looked at anew, for it moves on behind the back of whoever has looked before. */
  #isAt(kind: Token['kind']): boolean {
    return this.#peek.kind === kind
  }

  #is(kind: Token['kind'], text: string): boolean {
    return this.#peek.kind === kind && this.#peek.text === text
  }

  #take(kind: Token['kind'], text: string): boolean {
    if (!this.#is(kind, text)) return false
    this.#at++
    return true
  }

  #sign(text: string): void {
    if (!this.#take('sign', text)) this.#fail()
  }

  #word(text: string): void {
    if (!this.#take('word', text)) this.#fail()
  }

  #fail(): never {
    const { kind, text } = this.#peek
    const shown =
      kind === 'end'
        ? 'end of file'
        : kind === 'sign'
          ? text.length === 1
            ? `'${text}'`
            : text
          : kind === 'word'
            ? keywords.has(text)
              ? `"${text}"`
              : 'IDENT'
            : {
                number: 'LITERAL',
                text: 'QQSTRING_START',
                field: 'FIELD',
                variable: "'$'",
                format: 'FORMAT',
              }[kind]
    throw new CompileError(`syntax error, unexpected ${shown}${quoting}`)
  }

  pipe(): Node {
    if (this.#is('word', 'def')) {
      const definition = this.#definition()
      return { kind: 'define', definition, body: this.pipe() }
    }
    const left = this.#comma()
    if (this.#take('word', 'as')) {
      const patterns = [this.#pattern()]
      while (this.#take('sign', '?//')) patterns.push(this.#pattern())
      this.#sign('|')
      return { kind: 'bind', source: left, patterns, body: this.pipe() }
    }
    return this.#take('sign', '|') ? { kind: 'pipe', left, right: this.pipe() } : left
  }

  #definition(): Definition {
    this.#word('def')
    const name = this.#name()
    const params: string[] = []
    if (this.#take('sign', '(')) {
      do {
        const { kind, text } = this.#peek
        if (kind !== 'word' && kind !== 'variable') this.#fail()
        this.#at++
        params.push(kind === 'variable' ? `$${text}` : text)
      } while (this.#take('sign', ';'))
      this.#sign(')')
    }
    this.#sign(':')
    const body = this.pipe()
    this.#sign(';')
    return { name, params, body }
  }

  #name(): string {
    const { kind, text } = this.#peek
    if (kind !== 'word') this.#fail()
    this.#at++
    return text
  }

  #comma(): Node {
    let left = this.#operation(0)
    while (this.#take('sign', ',')) left = { kind: 'comma', left, right: this.#operation(0) }
    return left
  }

  #operation(level: number): Node {
    const found = levels[level]
    if (!found) return this.#unary()
    const next = () => this.#operation(level + 1)
    let left = next()
    for (;;) {
      const { kind, text } = this.#peek
      if ((kind !== 'sign' && kind !== 'word') || !found.signs.includes(text)) return left
      this.#at++
      const right = found.side === 'right' ? this.#operation(level) : next()
      left = binary(text, left, right)
      if (found.side === 'none' && found.signs.includes(this.#peek.text) && this.#peek.kind === 'sign')
        this.#fail()
    }
  }

  #unary(): Node {
    if (this.#take('sign', '-')) return { kind: 'negate', of: this.#unary() }
    const left = this.#postfix()
    // `term as $x | body` binds looser than operators on its left: `1 + . as $x | …`.
    if (!this.#is('word', 'as')) return left
    this.#at++
    const patterns = [this.#pattern()]
    while (this.#take('sign', '?//')) patterns.push(this.#pattern())
    this.#sign('|')
    return { kind: 'bind', source: left, patterns, body: this.pipe() }
  }

  #postfix(): Node {
    let node = this.#term()
    for (;;) {
      const { kind, text } = this.#peek
      if (kind === 'field') {
        this.#at++
        node = { kind: 'index', of: node, by: { kind: 'constant', value: text } }
      } else if (this.#is('sign', '.')) {
        const after = this.#tokens[this.#at + 1]
        if (after?.kind === 'text') {
          this.#at++
          node = { kind: 'index', of: node, by: this.#text(undefined) }
        } else if (after?.kind === 'sign' && after.text === '[') this.#at++
        else this.#fail()
      } else if (this.#is('sign', '[')) node = this.#brackets(node)
      else if (this.#take('sign', '?')) node = { kind: 'try', body: node, handler: undefined }
      else return node
    }
  }

  #brackets(of: Node): Node {
    this.#sign('[')
    if (this.#take('sign', ']')) return { kind: 'iterate', of }
    if (this.#take('sign', ':')) {
      const to = this.pipe()
      this.#sign(']')
      return { kind: 'slice', of, from: undefined, to }
    }
    const by = this.pipe()
    if (!this.#take('sign', ':')) {
      this.#sign(']')
      return { kind: 'index', of, by }
    }
    const to = this.#is('sign', ']') ? undefined : this.pipe()
    this.#sign(']')
    return { kind: 'slice', of, from: by, to }
  }

  #term(): Node {
    const { kind, text } = this.#peek
    if (kind === 'field') {
      this.#at++
      return { kind: 'index', of: identity, by: { kind: 'constant', value: text } }
    }
    if (kind === 'number') {
      this.#at++
      return { kind: 'constant', value: Number(text) }
    }
    if (kind === 'text') return this.#text(undefined)
    if (kind === 'format') {
      this.#at++
      return this.#peek.kind === 'text' ? this.#text(text) : { kind: 'format', name: text }
    }
    if (kind === 'variable') {
      this.#at++
      return text === '__loc__' ? this.#location() : { kind: 'variable', name: text }
    }
    if (kind === 'word') return this.#named(text)
    if (kind !== 'sign') this.#fail()
    return this.#signed(text)
  }

  #location(): Node {
    const field = (name: string, value: string | number) =>
      [{ kind: 'constant', value: name } as const, { kind: 'constant', value } as const] as const
    return { kind: 'object', fields: [field('file', '<top-level>'), field('line', 1)] }
  }

  #signed(text: string): Node {
    if (text === '..') {
      this.#at++
      return { kind: 'recurse' }
    }
    if (text === '.') {
      this.#at++
      if (this.#peek.kind === 'text') return { kind: 'index', of: identity, by: this.#text(undefined) }
      return identity
    }
    if (text === '(') {
      this.#at++
      const node = this.pipe()
      this.#sign(')')
      return node
    }
    if (text === '[') {
      this.#at++
      if (this.#take('sign', ']')) return { kind: 'array', of: undefined }
      const of = this.pipe()
      this.#sign(']')
      return { kind: 'array', of }
    }
    if (text === '{') return this.#object()
    return this.#fail()
  }

  #named(text: string): Node {
    this.#at++
    switch (text) {
      case 'null':
        return { kind: 'constant', value: null }
      case 'true':
      case 'false':
        return { kind: 'constant', value: text === 'true' }
      case 'if':
        return this.#condition()
      case 'try': {
        const body = this.#postTry()
        return { kind: 'try', body, handler: this.#take('word', 'catch') ? this.#postTry() : undefined }
      }
      case 'reduce':
      case 'foreach':
        return this.#fold(text)
      case 'label': {
        const name = this.#variable()
        this.#sign('|')
        return { kind: 'label', name, body: this.pipe() }
      }
      case 'break':
        return { kind: 'break', name: this.#variable() }
      case 'def':
        this.#at--
        return this.pipe()
    }
    if (keywords.has(text)) {
      this.#at--
      this.#fail()
    }
    const args: Node[] = []
    if (this.#take('sign', '(')) {
      do args.push(this.pipe())
      while (this.#take('sign', ';'))
      this.#sign(')')
    }
    return { kind: 'call', name: text, args }
  }

  #postTry(): Node {
    return this.#postfix()
  }

  #variable(): string {
    const { kind, text } = this.#peek
    if (kind !== 'variable') this.#fail()
    this.#at++
    return text
  }

  #condition(): Node {
    const cases: (readonly [Node, Node])[] = []
    do {
      const condition = this.pipe()
      this.#word('then')
      cases.push([condition, this.pipe()])
    } while (this.#take('word', 'elif'))
    const otherwise = this.#take('word', 'else') ? this.pipe() : undefined
    this.#word('end')
    return { kind: 'if', cases, otherwise }
  }

  #fold(kind: 'reduce' | 'foreach'): Node {
    const source = this.#postfix()
    this.#word('as')
    const pattern = this.#pattern()
    this.#sign('(')
    const start = this.pipe()
    this.#sign(';')
    const update = this.pipe()
    const extract = kind === 'foreach' && this.#take('sign', ';') ? this.pipe() : undefined
    this.#sign(')')
    return kind === 'reduce'
      ? { kind, source, pattern, start, update }
      : { kind, source, pattern, start, update, extract }
  }

  #text(format: string | undefined): Node {
    const { kind, parts = [] } = this.#peek
    if (kind !== 'text') this.#fail()
    this.#at++
    const [only] = parts
    if (parts.length === 1 && typeof only === 'string') return { kind: 'constant', value: only }
    return {
      kind: 'text',
      format,
      parts: parts.map((part) => (typeof part === 'string' ? part : new Parser(part).program())),
    }
  }

  #object(): Node {
    this.#sign('{')
    const fields: (readonly [Node, Node])[] = []
    while (!this.#take('sign', '}')) {
      fields.push(this.#field())
      if (!this.#take('sign', ',') && !this.#is('sign', '}')) this.#fail()
    }
    return { kind: 'object', fields }
  }

  #field(): readonly [Node, Node] {
    const { kind, text } = this.#peek
    const key: Node = { kind: 'constant', value: text }
    if (kind === 'variable') {
      this.#at++
      if (text === '__loc__') return [key, this.#location()]
      return [key, { kind: 'variable', name: text }]
    }
    if (kind === 'word' || kind === 'number') {
      this.#at++
      if (this.#take('sign', ':')) return [key, this.#fieldValue()]
      if (kind === 'number') this.#fail()
      return [key, { kind: 'index', of: identity, by: key }]
    }
    if (kind === 'text' || kind === 'format') {
      if (kind === 'format') this.#at++
      const name = this.#text(kind === 'format' ? text : undefined)
      if (this.#take('sign', ':')) return [name, this.#fieldValue()]
      return [name, { kind: 'index', of: identity, by: name }]
    }
    this.#sign('(')
    const name = this.pipe()
    this.#sign(')')
    this.#sign(':')
    return [name, this.#fieldValue()]
  }

  /** Terms, joined by `|` alone. */
  #fieldValue(): Node {
    const left = this.#operation(0)
    return this.#take('sign', '|') ? { kind: 'pipe', left, right: this.#fieldValue() } : left
  }

  #pattern(): Pattern {
    if (this.#isAt('variable')) return { kind: 'variable', name: this.#variable() }
    if (this.#take('sign', '[')) {
      const parts = [this.#pattern()]
      while (this.#take('sign', ',')) parts.push(this.#pattern())
      this.#sign(']')
      return { kind: 'array', parts }
    }
    this.#sign('{')
    const fields: { variable?: string; key: Node; value?: Pattern }[] = []
    do {
      const { kind, text } = this.#peek
      if (kind === 'variable') {
        this.#at++
        fields.push({ variable: text, key: { kind: 'constant', value: text }, ...this.#patternValue(false) })
      } else if (kind === 'word') {
        this.#at++
        fields.push({ key: { kind: 'constant', value: text }, ...this.#patternValue(true) })
      } else if (kind === 'text') fields.push({ key: this.#text(undefined), ...this.#patternValue(true) })
      else {
        this.#sign('(')
        const key = this.pipe()
        this.#sign(')')
        fields.push({ key, ...this.#patternValue(true) })
      }
    } while (this.#take('sign', ','))
    this.#sign('}')
    return { kind: 'object', fields }
  }

  #patternValue(isNeeded: boolean): { value?: Pattern } {
    if (this.#take('sign', ':')) return { value: this.#pattern() }
    return isNeeded ? this.#fail() : {}
  }
}

function binary(operator: string, left: Node, right: Node): Node {
  if (operator === '//') return { kind: 'alternative', left, right }
  if (operator === 'and' || operator === 'or') return { kind: operator, left, right }
  return operator === '=' || (operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator))
    ? { kind: 'assign', operator, left, right }
    : { kind: 'binary', operator, left, right }
}

const keywords = new Set(
  'as def elif else end if reduce foreach then and or try catch label import include __loc__'.split(' '),
)
