// Regular expressions that strangers write, in time that grows with the text alone: every place in the expression is
// followed at once (Thompson, 1968), so none of them can be tried again and again. What cannot be done so, looking
// ahead and referring back, is not understood.

export interface LinearRegex {
  test(text: string): boolean
}

export interface RegexOptions {
  readonly ignoresCase?: boolean
  /** The expression stands for the whole text. */
  readonly isWhole?: boolean
}

type Fits = (character: string) => boolean

type Step =
  | { readonly kind: 'character'; readonly fits: Fits }
  | { readonly kind: 'split'; readonly to: readonly [number, number] }
  | { readonly kind: 'jump'; to: number }
  | {
      readonly kind: 'assert'
      readonly holds: (before: string | undefined, after: string | undefined) => boolean
    }
  | { readonly kind: 'done' }

type Node =
  | { readonly kind: 'character'; readonly fits: Fits }
  | {
      readonly kind: 'assert'
      readonly holds: (before: string | undefined, after: string | undefined) => boolean
    }
  | { readonly kind: 'all'; readonly parts: readonly Node[] }
  | { readonly kind: 'either'; readonly ways: readonly Node[] }
  | { readonly kind: 'repeat'; readonly of: Node; readonly least: number; readonly most: number }

const longest = 4096
const mostSteps = 20_000

class NotUnderstood extends Error {}

/** Undefined where it is no expression, or one that cannot be followed so. */
export function linearRegex(source: string, options: RegexOptions = {}): LinearRegex | undefined {
  if (source.length > longest) return undefined
  try {
    const node = new Reader(source, options.ignoresCase ?? false).whole()
    const steps: Step[] = []
    compile(node, steps)
    steps.push({ kind: 'done' })
    return { test: (text) => follow(steps, [...text], options.isWhole ?? false) }
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined
    throw error
  }
}

const isWord: Fits = (one) => /^\w$/.test(one)

const classes: Readonly<Record<string, Fits>> = {
  d: (one) => one >= '0' && one <= '9',
  w: isWord,
  s: (one) => /^\s$/.test(one),
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', '0': '\0' }

class Reader {
  readonly #signs: readonly string[]
  readonly #ignoresCase: boolean
  #at = 0
  #depth = 0

  constructor(source: string, ignoresCase: boolean) {
    this.#signs = [...source]
    this.#ignoresCase = ignoresCase
  }

  whole(): Node {
    const node = this.#either()
    if (this.#at < this.#signs.length) throw new NotUnderstood()
    return node
  }

  #either(): Node {
    if (++this.#depth > 200) throw new NotUnderstood()
    const ways = [this.#all()]
    while (this.#take('|')) ways.push(this.#all())
    this.#depth--
    return ways.length === 1 ? ways[0]! : { kind: 'either', ways }
  }

  #all(): Node {
    const parts: Node[] = []
    for (let sign = this.#next; sign !== undefined && sign !== '|' && sign !== ')'; sign = this.#next) {
      parts.push(this.#repeated(this.#one()))
    }
    return { kind: 'all', parts }
  }

  #repeated(of: Node): Node {
    let node = of
    for (;;) {
      const range = this.#range()
      if (!range) return node
      // Which way is tried first changes nothing about whether there is one.
      this.#take('?')
      node = { kind: 'repeat', of: node, ...range }
    }
  }

  #range(): { readonly least: number; readonly most: number } | undefined {
    if (this.#take('*')) return { least: 0, most: Number.POSITIVE_INFINITY }
    if (this.#take('+')) return { least: 1, most: Number.POSITIVE_INFINITY }
    if (this.#take('?')) return { least: 0, most: 1 }
    const rest = this.#signs.slice(this.#at, this.#at + 16).join('')
    const found = /^\{(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(rest)
    if (!found) return undefined
    this.#at += found[0].length
    const least = Number(found[1])
    const most = found[2] === undefined ? least : found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY
    if (most < least) throw new NotUnderstood()
    return { least, most }
  }

  #one(): Node {
    const sign = this.#signs[this.#at++]!
    if (sign === '(') return this.#group()
    if (sign === '[') return { kind: 'character', fits: this.#set() }
    if (sign === '.') return { kind: 'character', fits: (one) => one !== '\n' && one !== '\r' }
    if (sign === '^') return { kind: 'assert', holds: (before) => before === undefined }
    if (sign === '$') return { kind: 'assert', holds: (_, after) => after === undefined }
    if (sign === '\\') return this.#escaped()
    if (sign === '*' || sign === '+' || sign === '?') throw new NotUnderstood()
    return { kind: 'character', fits: this.#same(sign) }
  }

  #group(): Node {
    if (this.#take('?') && !this.#take(':')) {
      // A name changes nothing; looking ahead or behind cannot be followed.
      const name = /^<[A-Za-z_]\w*>/.exec(this.#signs.slice(this.#at, this.#at + 64).join(''))
      if (!name) throw new NotUnderstood()
      this.#at += name[0].length
    }
    const inside = this.#either()
    if (!this.#take(')')) throw new NotUnderstood()
    return inside
  }

  #escaped(): Node {
    const sign = this.#signs[this.#at++]
    if (sign === undefined || /[1-9k]/.test(sign)) throw new NotUnderstood()
    if (sign === 'b' || sign === 'B') {
      const isEdge = (before: string | undefined, after: string | undefined) =>
        (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after))
      return { kind: 'assert', holds: sign === 'b' ? isEdge : (...at) => !isEdge(...at) }
    }
    return { kind: 'character', fits: this.#escapedClass(sign) ?? this.#same(this.#escapedSign(sign)) }
  }

  #escapedClass(sign: string): Fits | undefined {
    const fits = Object.hasOwn(classes, sign.toLowerCase()) ? classes[sign.toLowerCase()] : undefined
    if (!fits) return undefined
    return sign === sign.toLowerCase() ? fits : (one) => !fits(one)
  }

  #escapedSign(sign: string): string {
    if (Object.hasOwn(escapes, sign)) return escapes[sign]!
    if (sign === 'x' || sign === 'u') {
      const digits = this.#signs.slice(this.#at, this.#at + (sign === 'x' ? 2 : 4)).join('')
      if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== (sign === 'x' ? 2 : 4))
        throw new NotUnderstood()
      this.#at += digits.length
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    if (/[A-Za-z]/.test(sign)) throw new NotUnderstood()
    return sign
  }

  #set(): Fits {
    const isOther = this.#take('^')
    const parts: Fits[] = []
    for (let first = true; first || this.#next !== ']'; first = false) {
      const from = this.#inSet()
      if (typeof from !== 'string') {
        parts.push(from)
        continue
      }
      const isRange =
        this.#next === '-' && this.#signs[this.#at + 1] !== ']' && this.#at + 1 < this.#signs.length
      if (!isRange) {
        parts.push(this.#same(from))
        continue
      }
      this.#at++
      const to = this.#inSet()
      if (typeof to !== 'string' || to < from) throw new NotUnderstood()
      parts.push(this.#between(from, to))
    }
    this.#at++
    return (one) => parts.some((fits) => fits(one)) !== isOther
  }

  #inSet(): string | Fits {
    const sign = this.#signs[this.#at++]
    if (sign === undefined) throw new NotUnderstood()
    if (sign !== '\\') return sign
    const escaped = this.#signs[this.#at++]
    if (escaped === undefined) throw new NotUnderstood()
    return escaped === 'b' ? '\b' : (this.#escapedClass(escaped) ?? this.#escapedSign(escaped))
  }

  #same(sign: string): Fits {
    if (!this.#ignoresCase) return (one) => one === sign
    const lower = sign.toLowerCase()
    return (one) => one.toLowerCase() === lower
  }

  #between(from: string, to: string): Fits {
    const isIn = (one: string) => one >= from && one <= to
    return this.#ignoresCase ? (one) => isIn(one.toLowerCase()) || isIn(one.toUpperCase()) : isIn
  }

  get #next(): string | undefined {
    return this.#signs[this.#at]
  }

  #take(sign: string): boolean {
    if (this.#next !== sign) return false
    this.#at++
    return true
  }
}

function compile(node: Node, steps: Step[]): void {
  if (steps.length > mostSteps) throw new NotUnderstood()
  switch (node.kind) {
    case 'character':
    case 'assert':
      steps.push(node)
      return
    case 'all':
      for (const part of node.parts) compile(part, steps)
      return
    case 'either':
      compileEither(node.ways, steps)
      return
    case 'repeat':
      compileRepeat(node, steps)
  }
}

function compileEither(ways: readonly Node[], steps: Step[]): void {
  const ends: { kind: 'jump'; to: number }[] = []
  for (const [i, way] of ways.entries()) {
    if (i === ways.length - 1) {
      compile(way, steps)
      continue
    }
    const at = steps.length
    steps.push({ kind: 'jump', to: 0 })
    compile(way, steps)
    const end = { kind: 'jump' as const, to: 0 }
    ends.push(end)
    steps.push(end)
    steps[at] = { kind: 'split', to: [at + 1, steps.length] }
  }
  for (const end of ends) end.to = steps.length
}

function compileRepeat({ of, least, most }: Extract<Node, { kind: 'repeat' }>, steps: Step[]): void {
  for (let i = 0; i < least; i++) compile(of, steps)
  if (most === Number.POSITIVE_INFINITY) {
    const at = steps.length
    steps.push({ kind: 'jump', to: 0 })
    compile(of, steps)
    steps.push({ kind: 'jump', to: at })
    steps[at] = { kind: 'split', to: [at + 1, steps.length] }
    return
  }
  const splits: number[] = []
  for (let i = least; i < most; i++) {
    splits.push(steps.length)
    steps.push({ kind: 'jump', to: 0 })
    compile(of, steps)
  }
  for (const at of splits) steps[at] = { kind: 'split', to: [at + 1, steps.length] }
}

function follow(steps: readonly Step[], text: readonly string[], isWhole: boolean): boolean {
  let current: number[] = []
  const seen = new Int32Array(steps.length).fill(-1)
  for (let at = 0; at <= text.length; at++) {
    const before = text[at - 1]
    const after = text[at]
    const open: number[] = []
    const waiting = at === 0 || !isWhole ? [...current, 0] : [...current]
    while (waiting.length) {
      const place = waiting.pop()!
      if (seen[place] === at) continue
      seen[place] = at
      const step = steps[place]!
      if (step.kind === 'done') {
        if (!isWhole || at === text.length) return true
      } else if (step.kind === 'jump') waiting.push(step.to)
      else if (step.kind === 'split') waiting.push(...step.to)
      else if (step.kind === 'character') open.push(place)
      else if (step.holds(before, after)) waiting.push(place + 1)
    }
    if (after === undefined) return false
    current = open.filter((place) => (steps[place] as { fits: Fits }).fits(after)).map((place) => place + 1)
  }
  return false
}
