import { contains, parseAddress, parsePrefix } from '../../../kernel/address.ts'
import { servicePort } from '../service-names.ts'
import type { Frame } from './frames.ts'

// Filters as pcap-filter(7) writes them, as far as people type them: hosts, nets, ports, protocols, directions, lengths,
// flags of TCP; and, or, not, brackets.

export type Test = (frame: Frame) => boolean

export class FilterError extends Error {}

const syntaxError = () => new FilterError("can't parse filter expression: syntax error")

const tokensOf = (text: string): string[] =>
  text.match(/tcp\[[^\]]*\]|&&|\|\||!=|>=|<=|[()!&=<>]|[^\s()!&=<>|]+/g) ?? []

/** Undefined where everything is wanted. */
export function readFilter(text: string): Test | undefined {
  const tokens = tokensOf(text)
  if (!tokens.length) return undefined
  const reader = new Reader(tokens)
  const test = reader.any()
  if (!reader.isDone) throw syntaxError()
  return test
}

type Direction = 'src' | 'dst' | 'either'
type Kind = 'host' | 'net' | 'port' | 'portrange'

class Reader {
  readonly #tokens: readonly string[]
  #at = 0
  #last: { direction: Direction; kind: Kind; protocol: Test | undefined } | undefined

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length
  }

  any(): Test {
    let test = this.#all()
    while (this.#take('or') || this.#take('||')) {
      const [left, right] = [test, this.#all()]
      test = (frame) => left(frame) || right(frame)
    }
    return test
  }

  #all(): Test {
    let test = this.#not()
    for (;;) {
      const isAnd = this.#take('and') || this.#take('&&')
      const next = this.#tokens[this.#at]
      if (!isAnd && (next === undefined || ['or', '||', ')'].includes(next))) return test
      if (!isAnd) throw syntaxError()
      const [left, right] = [test, this.#not()]
      test = (frame) => left(frame) && right(frame)
    }
  }

  #not(): Test {
    if (this.#take('not') || this.#take('!')) {
      const test = this.#not()
      return (frame) => !test(frame)
    }
    if (this.#take('(')) {
      const test = this.any()
      if (!this.#take(')')) throw syntaxError()
      return test
    }
    return this.#primitive()
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false
    this.#at++
    return true
  }

  #next(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw syntaxError()
    return token
  }

  #primitive(): Test {
    const flags = /^tcp\[(.*)\]$/.exec(this.#tokens[this.#at] ?? '')?.[1]
    if (flags !== undefined) return this.#flags(flags)
    let protocol: Test | undefined
    let direction: Direction = 'either'
    for (;;) {
      const word = this.#next()
      const known = protocols[word]
      if (known) {
        protocol = known
        const next = this.#tokens[this.#at]
        if (next === undefined || !qualifiers.has(next)) return protocol
      } else if (word === 'src' || word === 'dst') {
        direction = word
        // `src or dst`, `src and dst`
        if ((this.#take('or') || this.#take('and')) && (this.#take('dst') || this.#take('src')))
          direction = 'either'
      } else if (word === 'host' || word === 'net' || word === 'port' || word === 'portrange') {
        return this.#of(word, direction, protocol)
      } else if (word === 'inbound' || word === 'outbound') {
        return (frame) => frame.isOut === (word === 'outbound')
      } else if (word === 'greater' || word === 'less') {
        const limit = Number(this.#next())
        return (frame) => (word === 'greater' ? frame.length + 52 >= limit : frame.length + 52 <= limit)
      } else if (
        parseAddress(word) !== undefined ||
        parsePrefix(word) ||
        (this.#last && /^\d+$/.test(word)) ||
        direction !== 'either'
      ) {
        this.#at--
        const last = this.#last
        if (last && direction === 'either') return this.#of(last.kind, last.direction, last.protocol)
        return this.#of(parsePrefix(word) ? 'net' : 'host', direction, protocol)
      } else throw syntaxError()
    }
  }

  #of(kind: Kind, direction: Direction, protocol: Test | undefined): Test {
    const value = this.#next()
    this.#last = { direction, kind, protocol }
    const ends =
      (test: (address: string, port: number) => boolean): Test =>
      (frame) => {
        if (protocol && !protocol(frame)) return false
        const { source, destination, sourcePort, destinationPort } = frame.outer ?? frame.header
        const isSource = direction !== 'dst' && test(source, sourcePort)
        return isSource || (direction !== 'src' && test(destination, destinationPort))
      }
    switch (kind) {
      case 'host': {
        if (parseAddress(value) === undefined) throw new FilterError(`unknown host '${value}'`)
        return ends((address) => address === value)
      }
      case 'net': {
        const cidr = value.includes('/') ? value : wholeNet(value)
        if (!parsePrefix(cidr)) throw syntaxError()
        return ends((address) => contains(cidr, address))
      }
      case 'port': {
        const port = portOf(value)
        return ends((_, one) => one === port)
      }
      case 'portrange': {
        const [first = '', last = first] = value.split('-')
        const [from, to] = [portOf(first), portOf(last)]
        return ends((_, one) => one >= from && one <= to)
      }
    }
  }

  /** `tcp[tcpflags] & tcp-syn != 0`, `tcp[tcpflags] == tcp-syn`, `tcp[13] = 2`. */
  #flags(what: string): Test {
    this.#at++
    if (what !== 'tcpflags' && what !== '13') throw syntaxError()
    let mask = 0xff
    if (this.#take('&')) {
      const isBracketed = this.#take('(')
      mask = flagOf(this.#next())
      while (this.#tokens[this.#at]?.startsWith('|'))
        mask |= flagOf(this.#next().replace('|', '') || this.#next())
      if (isBracketed) this.#take(')')
    }
    const isNot = this.#take('!=')
    if (!isNot && !this.#take('=')) throw syntaxError()
    this.#take('=')
    const wanted = flagOf(this.#next())
    return ({ tcp }) => tcp !== undefined && ((bitsOf(tcp.flags) & mask) === wanted) !== isNot
  }
}

const flagBits: Readonly<Record<string, number>> = {
  'tcp-fin': 1,
  'tcp-syn': 2,
  'tcp-rst': 4,
  'tcp-push': 8,
  'tcp-ack': 16,
}

function flagOf(word: string): number {
  const bits = word.split('|').map((one) => flagBits[one] ?? Number(one))
  if (bits.some(Number.isNaN)) throw syntaxError()
  return bits.reduce((all, one) => all | one, 0)
}

const letters: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, '.': 16 }
const bitsOf = (flags: string): number => [...flags].reduce((all, one) => all | (letters[one] ?? 0), 0)

const qualifiers = new Set(['src', 'dst', 'host', 'net', 'port', 'portrange'])

const protocolIs =
  (...numbers: number[]): Test =>
  ({ header, outer }) =>
    numbers.includes(outer ? 17 : header.protocol)

const protocols: Readonly<Record<string, Test>> = {
  ip: ({ family }) => family === 4,
  ip6: ({ family }) => family === 6,
  tcp: protocolIs(6),
  udp: protocolIs(17),
  icmp: protocolIs(1),
  icmp6: protocolIs(58),
  arp: () => false,
  geneve: ({ outer }) => outer !== undefined,
}

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : (servicePort(text, 'tcp') ?? servicePort(text, 'udp'))
  if (port === undefined) throw new FilterError(`unknown port '${text}'`)
  if (port > 65_535) throw new FilterError(`illegal port number ${port} > 65535`)
  return port
}

function wholeNet(text: string): string {
  const parts = text.split('.')
  return `${[...parts, '0', '0', '0'].slice(0, 4).join('.')}/${parts.length * 8}`
}
