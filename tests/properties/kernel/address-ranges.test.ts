import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Address, Family } from '../../../simulator/kernel/address.ts'
import {
  differenceOf,
  intersectionOf,
  prefixesOfRange,
  type Range,
  rangeOfPrefix,
  rangesContain,
  unionOf,
} from '../../../simulator/kernel/address-ranges.ts'
import { family, runs } from '../arbitraries.ts'

// Universes of 40 addresses at the two ends of each family, small enough to look at every address.
const universe = 40
const places = {
  4: { low: 0, high: 2 ** 32 - universe },
  6: { low: 0n, high: (1n << 128n) - BigInt(universe) },
}

function addressOf(kind: Family, end: 'low' | 'high', offset: number): Address {
  return kind === 4 ? places[4][end] + offset : places[6][end] + BigInt(offset)
}

const everyAddress = ([4, 6] as const).flatMap((kind) =>
  (['low', 'high'] as const).flatMap((end) =>
    [...Array(universe).keys()].map((n) => addressOf(kind, end, n)),
  ),
)

// Now and then a range that ends before it starts: it holds nothing.
const range: fc.Arbitrary<Range> = fc
  .tuple(
    family,
    fc.constantFrom('low' as const, 'high' as const),
    fc.nat(universe - 1),
    fc.integer({ min: -2, max: 12 }),
  )
  .map(([kind, end, start, length]) => ({
    family: kind,
    from: addressOf(kind, end, start),
    to: addressOf(kind, end, Math.max(0, Math.min(universe - 1, start + length))),
  }))

const ranges = fc.array(range, { maxLength: 8 })

/** Sorted, IPv4 first, and no two that touch or overlap. */
function expectNormal(list: readonly Range[]) {
  for (const [i, { family: kind, from, to }] of list.entries()) {
    expect(from <= to).toBe(true)
    const before = list[i - 1]
    if (!before) continue
    const follows = before.family < kind || (before.family === kind && BigInt(before.to) + 1n < BigInt(from))
    expect(follows).toBe(true)
  }
}

describe('sets of addresses', () => {
  it.each([
    ['union', (a: Range[], b: Range[]) => unionOf([...a, ...b]), (inA: boolean, inB: boolean) => inA || inB],
    ['intersection', intersectionOf, (inA: boolean, inB: boolean) => inA && inB],
    ['difference', differenceOf, (inA: boolean, inB: boolean) => inA && !inB],
  ])('have the %s that sets of single addresses have, in normal form', (_, ofRanges, holds) => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const result = ofRanges(a, b)
        expectNormal(result)
        for (const value of everyAddress) {
          const expected = holds(rangesContain(a, value), rangesContain(b, value))
          expect(rangesContain(result, value)).toBe(expected)
        }
      }),
      runs(),
    )
  })
})

describe('a range as prefixes', () => {
  it('has the same addresses, in the fewest prefixes, in order', () => {
    fc.assert(
      fc.property(range, (one) => {
        const prefixes = prefixesOfRange(one)
        expect(unionOf(prefixes.map(rangeOfPrefix))).toEqual(unionOf([one]))
        for (const [i, prefix] of prefixes.entries()) {
          const next = prefixes[i + 1]
          if (!next) continue
          expect(prefix.last < next.first).toBe(true)
          // Two halves of one prefix would be a prefix too many.
          const isPair =
            prefix.length === next.length && (BigInt(prefix.first) >> hostBits(prefix)) % 2n === 0n
          expect(isPair).toBe(false)
        }
      }),
      runs(),
    )
  })

  const hostBits = ({ family: kind, length }: { family: Family; length: number }) =>
    BigInt((kind === 4 ? 32 : 128) - length)
})
