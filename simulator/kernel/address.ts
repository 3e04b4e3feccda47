// IPv4 and IPv6 addresses and prefixes as plain values.

export type Family = 4 | 6

/** IPv4 is a number, IPv6 a bigint: so `===` compares addresses, and an address can be the key of a map. */
export type Address = number | bigint

export interface Ipv4Prefix {
  readonly family: 4
  readonly first: number
  readonly last: number
  readonly length: number
}

export interface Ipv6Prefix {
  readonly family: 6
  readonly first: bigint
  readonly last: bigint
  readonly length: number
}

/** The addresses that share their first `length` bits. Made by `prefixAt` and `parsePrefix` only. */
export type Prefix = Ipv4Prefix | Ipv6Prefix

export interface ParsedPrefix {
  readonly prefix: Prefix
  /** The text named an address inside the prefix, not its first: 10.0.0.5/16. */
  readonly hostBits: boolean
}

export const familyOf = (address: Address): Family => (typeof address === 'number' ? 4 : 6)

export const bitsOf = (family: Family) => (family === 4 ? 32 : 128)

/** Reads a dotted quad without leading zeros, or any IPv6 text of RFC 4291 (no zone). */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

/** The dotted quad, or the one IPv6 text that RFC 5952 recommends. */
export function formatAddress(address: Address): string {
  return typeof address === 'number' ? formatIpv4(address) : formatIpv6(address)
}

/** The prefix of a length that an address lies in. */
export function prefixAt(address: number, length: number): Ipv4Prefix
export function prefixAt(address: bigint, length: number): Ipv6Prefix
export function prefixAt(address: Address, length: number): Prefix
export function prefixAt(address: Address, length: number): Prefix {
  if (!Number.isInteger(length) || length < 0 || length > bitsOf(familyOf(address))) {
    throw new RangeError(`A prefix of an IPv${familyOf(address)} address cannot be ${length} bits long.`)
  }
  if (typeof address === 'number') {
    const size = 2 ** (32 - length)
    const first = address - (address % size)
    return { family: 4, first, last: first + size - 1, length }
  }
  const hosts = (1n << BigInt(128 - length)) - 1n
  return { family: 6, first: address & ~hosts, last: address | hosts, length }
}

/** Reads a CIDR: an address, a slash and a length. Nothing else is one, a bare address neither. */
export function parsePrefix(text: string): ParsedPrefix | undefined {
  if (text.length > longestCidr) return undefined
  const known = parsed.get(text)
  if (known !== undefined) return known ?? undefined
  const result = readPrefix(text)
  if (parsed.size >= mostParsed) parsed.clear()
  parsed.set(text, result ?? null)
  return result
}

// The same few CIDRs are asked about again and again: by rules, routes and filters.
const parsed = new Map<string, ParsedPrefix | null>()
const mostParsed = 4096
const longestCidr = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128'.length

function readPrefix(text: string): ParsedPrefix | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const address = parseAddress(text.slice(0, slash))
  const digits = text.slice(slash + 1)
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(digits)) return undefined
  const length = Number(digits)
  if (length > bitsOf(familyOf(address))) return undefined
  const prefix = Object.freeze(prefixAt(address, length))
  return Object.freeze({ prefix, hostBits: prefix.first !== address })
}

export const formatPrefix = (prefix: Prefix): string => `${formatAddress(prefix.first)}/${prefix.length}`

/** How many addresses it holds: a power of two, so exact for IPv6 too. */
export const prefixSize = (prefix: Prefix): number => 2 ** (bitsOf(prefix.family) - prefix.length)

export function prefixContains(prefix: Prefix, address: Address): boolean {
  return familyOf(address) === prefix.family && prefix.first <= address && address <= prefix.last
}

/** Each address of `inner` is one of `outer`; a prefix covers itself. */
export function prefixCovers(outer: Prefix, inner: Prefix): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last
}

export function prefixesOverlap(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last
}

/** The address so many after the first, or `undefined` when the prefix ends before it. */
export function addressAt(prefix: Prefix, offset: number | bigint): Address | undefined {
  if (offset < 0) return undefined
  const address = prefix.family === 4 ? prefix.first + Number(offset) : prefix.first + BigInt(offset)
  return address <= prefix.last ? address : undefined
}

/** Every prefix of a longer (or the same) length inside this one, lowest first, made as they are asked for. */
export function* subprefixes(prefix: Prefix, length: number): Generator<Prefix> {
  if (length < prefix.length) return
  let next: Prefix = prefixAt(prefix.first, length)
  while (next.last < prefix.last) {
    yield next
    next = prefixAt(addressAfter(next.last), length)
  }
  yield next
}

/** The next address up. Past the last of its family there is none: ask before you step. */
export function addressAfter(address: Address): Address {
  return typeof address === 'number' ? address + 1 : address + 1n
}

export function addressBefore(address: Address): Address {
  return typeof address === 'number' ? address - 1 : address - 1n
}

/**
 * The lowest address of a prefix, from an offset on, that is not taken. Asks about no address twice; who
 * allocates many passes the offset after the last one found, so that all of them together are one walk.
 */
export function firstFree(
  prefix: Prefix,
  taken: (address: Address) => boolean,
  from: number | bigint = 0,
): Address | undefined {
  let address = addressAt(prefix, from)
  while (address !== undefined && taken(address)) {
    address = address < prefix.last ? addressAfter(address) : undefined
  }
  return address
}

/** The lowest prefix of a length inside a pool that overlaps none of those taken. */
export function firstFreePrefix(pool: Prefix, length: number, taken: Iterable<Prefix>): Prefix | undefined {
  if (length < pool.length) return undefined
  const inOrder = [...taken].filter((prefix) => prefixesOverlap(pool, prefix)).sort(byFirst)
  let candidate: Prefix = prefixAt(pool.first, length)
  for (const prefix of inOrder) {
    if (prefix.last < candidate.first) continue
    if (prefix.first > candidate.last) break
    const end = prefixAt(prefix.last, length).last
    if (end >= pool.last) return undefined
    candidate = prefixAt(addressAfter(end), length)
  }
  return candidate
}

const byFirst = (a: Prefix, b: Prefix) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0)

/** For CIDRs and addresses that are still text. What is malformed holds nothing and lies nowhere. */
export function contains(cidr: string, address: string): boolean {
  const prefix = parsePrefix(cidr)?.prefix
  const value = parseAddress(address)
  return prefix !== undefined && value !== undefined && prefixContains(prefix, value)
}

export function covers(outer: string, inner: string): boolean {
  const a = parsePrefix(outer)?.prefix
  const b = parsePrefix(inner)?.prefix
  return a !== undefined && b !== undefined && prefixCovers(a, b)
}

export function overlap(a: string, b: string): boolean {
  const left = parsePrefix(a)?.prefix
  const right = parsePrefix(b)?.prefix
  return left !== undefined && right !== undefined && prefixesOverlap(left, right)
}

export const isIpv4Cidr = (text: string): boolean => parsePrefix(text)?.prefix.family === 4

export const isIpv6Cidr = (text: string): boolean => parsePrefix(text)?.prefix.family === 6

/** The one spelling of a CIDR: host bits cleared, IPv6 compressed and in lower case. */
export function canonicalCidr(text: string): string | undefined {
  const prefix = parsePrefix(text)?.prefix
  return prefix && formatPrefix(prefix)
}

function parseIpv4(text: string): number | undefined {
  const octets = text.split('.')
  if (octets.length !== 4) return undefined
  let value = 0
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined
    value = value * 256 + Number(octet)
  }
  return value
}

function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const compressed = halves.length === 2
  const head = parseGroups(halves[0]!, !compressed)
  const tail = parseGroups(halves[1] ?? '', compressed)
  if (!head || !tail) return undefined
  const missing = 8 - head.length - tail.length
  // RFC 4291, 2.2: "::" stands for one or more groups of zeros.
  if (compressed ? missing < 1 : missing !== 0) return undefined
  let value = 0n
  for (const group of [...head, ...new Array<number>(missing).fill(0), ...tail]) {
    value = (value << 16n) | BigInt(group)
  }
  return value
}

/** Groups of 16 bits; where the address ends, its last 32 may be written as a dotted quad. */
function parseGroups(text: string, ends: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16))
      continue
    }
    const quad = ends && i === parts.length - 1 ? parseIpv4(part) : undefined
    if (quad === undefined) return undefined
    groups.push(quad >>> 16, quad & 0xffff)
  }
  return groups
}

// RFC 5952: lower case, no leading zeros, the first of the longest runs of two or more zero groups becomes
// "::", and an IPv4-mapped address ends in a dotted quad.
function formatIpv6(address: bigint): string {
  if (address >> 32n === 0xffffn) return `::ffff:${formatIpv4(Number(address & 0xffffffffn))}`
  const groups: number[] = []
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(Number((address >> shift) & 0xffffn))
  const run = longestZeroRun(groups)
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':')
  if (run.length < 2) return hex(groups)
  return `${hex(groups.slice(0, run.start))}::${hex(groups.slice(run.start + run.length))}`
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  let length = 0
  for (const [i, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0
    if (length > best.length) best = { start: i - length + 1, length }
  }
  return best
}
