import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, type Prefix, prefixContains } from '../../../simulator/kernel/address.ts'
import { PrefixMap } from '../../../simulator/kernel/prefix-map.ts'
import { address, crowdedPrefix, runs } from '../arbitraries.ts'

const entries = fc.array(fc.tuple(crowdedPrefix, fc.nat()), { maxLength: 40 })

const samePrefix = (a: Prefix, b: Prefix) => a.first === b.first && a.length === b.length

/** Each prefix once with its last value, by looking at the list. */
const lastOfEach = (list: readonly (readonly [Prefix, number])[]) =>
  list
    .filter(([prefix], i) => !list.slice(i + 1).some(([later]) => samePrefix(prefix, later)))
    .map(([prefix, value]) => ({ prefix, value }))

const naiveCovering = (list: readonly (readonly [Prefix, number])[], value: Address) =>
  lastOfEach(list)
    .filter(({ prefix }) => prefixContains(prefix, value))
    .sort((a, b) => b.prefix.length - a.prefix.length)

/** Where answers change: at the ends of each prefix and next to them. */
function edgesOf(prefix: Prefix): Address[] {
  const { first, last } = prefix
  if (prefix.family === 4) {
    const around = [Number(first) - 1, Number(first), Number(last), Number(last) + 1]
    return around.filter((edge) => edge >= 0 && edge < 2 ** 32)
  }
  return [BigInt(first) - 1n, BigInt(first), BigInt(last), BigInt(last) + 1n].filter(
    (edge) => edge >= 0n && edge < 1n << 128n,
  )
}

const plain = (entry: { prefix: Prefix; value: number } | undefined) =>
  entry && { prefix: entry.prefix, value: entry.value }

describe('a prefix map', () => {
  it('finds the longest prefix, and all that cover an address, as a scan of its entries does', () => {
    fc.assert(
      fc.property(entries, fc.array(address, { maxLength: 5 }), (list, anywhere) => {
        const map = new PrefixMap(list)
        for (const value of [...list.flatMap(([prefix]) => edgesOf(prefix)), ...anywhere]) {
          const expected = naiveCovering(list, value)
          expect(plain(map.lookup(value))).toEqual(expected[0])
          expect(map.covering(value).map(plain)).toEqual(expected)
        }
      }),
      runs(200),
    )
  })

  it('finds just the prefix that is asked for, and holds each once with its last value', () => {
    fc.assert(
      fc.property(entries, fc.array(crowdedPrefix, { maxLength: 10 }), (list, asked) => {
        const map = new PrefixMap(list)
        const expected = lastOfEach(list)
        for (const prefix of [...list.map(([known]) => known), ...asked]) {
          expect(plain(map.exact(prefix))).toEqual(expected.find((entry) => samePrefix(entry.prefix, prefix)))
        }
        expect(map.size).toBe(expected.length)
        expect(new Set(map.entries().map(({ value }) => value))).toEqual(
          new Set(expected.map(({ value }) => value)),
        )
      }),
      runs(),
    )
  })
})
