import {
  type Address,
  addressAfter,
  addressBefore,
  bitsOf,
  type Family,
  familyOf,
  type Prefix,
  prefixAt,
} from './address.ts'

// Sets of addresses as lists of ranges. Every function takes ranges in any order, overlapping or not, of
// both families, and answers in normal form: IPv4 first, lowest first, no two that touch.

/** The addresses from `from` to `to`, both included and of one family. */
export interface Range {
  readonly family: Family
  readonly from: Address
  readonly to: Address
}

export const rangeOfPrefix = ({ family, first, last }: Prefix): Range => ({ family, from: first, to: last })

/** The addresses of any of the ranges. A range that ends before it starts holds none. */
export function unionOf(ranges: Iterable<Range>): Range[] {
  const inOrder = [...ranges].filter(({ from, to }) => from <= to).sort(byStart)
  const union: Range[] = []
  for (const range of inOrder) {
    const open = union.at(-1)
    if (!open || open.family !== range.family || range.from > addressAfter(open.to)) union.push(range)
    else if (range.to > open.to) union[union.length - 1] = { ...open, to: range.to }
  }
  return union
}

/** The addresses that both hold. */
export function intersectionOf(a: Iterable<Range>, b: Iterable<Range>): Range[] {
  const left = unionOf(a)
  const right = unionOf(b)
  const both: Range[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    const x = left[i]!
    const y = right[j]!
    if (x.family === y.family) {
      const from = laterOf(x.from, y.from)
      const to = earlierOf(x.to, y.to)
      if (from <= to) both.push({ family: x.family, from, to })
    }
    if (endsBefore(x, y)) i++
    else j++
  }
  return both
}

/** The addresses of `a` that `b` lacks. */
export function differenceOf(a: Iterable<Range>, b: Iterable<Range>): Range[] {
  const holes = unionOf(b)
  const rest: Range[] = []
  let next = 0
  for (const range of unionOf(a)) {
    while (next < holes.length && liesBelow(holes[next]!, range)) next++
    let { from } = range
    for (let i = next; i < holes.length && !liesBelow(range, holes[i]!) && from <= range.to; i++) {
      const hole = holes[i]!
      if (hole.from > from) rest.push({ ...range, from, to: addressBefore(hole.from) })
      from = addressAfter(hole.to)
    }
    if (from <= range.to) rest.push({ ...range, from })
  }
  return rest
}

/** The fewest prefixes that hold exactly the addresses of a range, lowest first. */
export function prefixesOfRange({ family, from, to }: Range): Prefix[] {
  const prefixes: Prefix[] = []
  let next = from
  while (next <= to) {
    let prefix: Prefix = prefixAt(next, bitsOf(family))
    while (prefix.length > 0) {
      const wider: Prefix = prefixAt(next, prefix.length - 1)
      if (wider.first !== next || wider.last > to) break
      prefix = wider
    }
    prefixes.push(prefix)
    next = addressAfter(prefix.last)
  }
  return prefixes
}

export function rangesContain(ranges: Iterable<Range>, address: Address): boolean {
  const family = familyOf(address)
  for (const range of ranges) {
    if (range.family === family && range.from <= address && address <= range.to) return true
  }
  return false
}

// `Math.max` and `Math.min` refuse bigints.
function laterOf(a: Address, b: Address): Address {
  if (a > b) return a
  return b
}

function earlierOf(a: Address, b: Address): Address {
  if (a < b) return a
  return b
}

const byStart = (a: Range, b: Range) =>
  a.family - b.family || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)

const endsBefore = (a: Range, b: Range) => (a.family === b.family ? a.to < b.to : a.family < b.family)

const liesBelow = (a: Range, b: Range) => (a.family === b.family ? a.to < b.from : a.family < b.family)
