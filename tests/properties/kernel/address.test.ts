import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Address,
  addressAt,
  bitsOf,
  canonicalCidr,
  familyOf,
  firstFree,
  firstFreePrefix,
  formatAddress,
  formatPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixAt,
  prefixContains,
  prefixCovers,
  prefixesOverlap,
  prefixSize,
  subprefixes,
} from '../../../simulator/kernel/address.ts'
import { address, crowdedPrefix, family, ipv6, runs } from '../arbitraries.ts'

/** The bits of an address as text, the plainest arithmetic there is. */
const bits = (value: Address) => value.toString(2).padStart(bitsOf(familyOf(value)), '0')

describe('the text of an address', () => {
  it('reads back as the address', () => {
    fc.assert(
      fc.property(address, (value) => {
        expect(parseAddress(formatAddress(value))).toBe(value)
      }),
      runs(1000),
    )
  })

  it('is what browsers write for the same IPv6 address', () => {
    fc.assert(
      fc.property(
        ipv6.filter((value) => value >> 32n !== 0xffffn),
        (value) => {
          expect(`[${formatAddress(value)}]`).toBe(new URL(`http://[${longhand(value)}]/`).hostname)
        },
      ),
      runs(1000),
    )
  })

  it('is read however it is written', () => {
    fc.assert(
      fc.property(ipv6, fc.boolean(), fc.boolean(), (value, upper, quad) => {
        const long = longhand(value)
        const low = Number(value & 0xffffffffn)
        const text = quad ? `${long.split(':').slice(0, 6).join(':')}:${formatAddress(low)}` : long
        expect(parseAddress(upper ? text.toUpperCase() : text)).toBe(value)
      }),
      runs(),
    )
  })

  it('is one exactly when Node thinks so', () => {
    const piece = fc.constantFrom('0', '1', '9', '00', '12', '255', '256', 'f', 'AbCd', '12345', 'g', '', ' ')
    const glue = fc.constantFrom('.', ':', '::', ':', '.')
    const text = fc
      .array(fc.tuple(piece, glue), { minLength: 1, maxLength: 9 })
      .map((parts) => parts.flat().slice(0, -1).join(''))
    const quad = fc.array(fc.constantFrom('0', '7', '01', '255', '256', ''), { minLength: 3, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          quad.map((parts) => parts.join('.')),
        ),
        (candidate) => {
          const value = parseAddress(candidate)
          expect(typeof value === 'number').toBe(isIPv4(candidate))
          expect(typeof value === 'bigint').toBe(isIPv6(candidate))
        },
      ),
      runs(1000),
    )
  })

  const longhand = (value: bigint) => (value.toString(16).padStart(32, '0').match(/..../g) ?? []).join(':')
})

describe('a prefix', () => {
  const lengthFor = (value: Address, seed: number) => seed % (bitsOf(familyOf(value)) + 1)

  it('holds the addresses that begin with the same bits', () => {
    fc.assert(
      fc.property(address, fc.nat(), address, (inside, seed, other) => {
        const length = lengthFor(inside, seed)
        const prefix = prefixAt(inside, length)
        const naive = (value: Address) =>
          familyOf(value) === familyOf(inside) && bits(value).startsWith(bits(inside).slice(0, length))
        for (const value of [inside, other, prefix.first, prefix.last]) {
          expect(prefixContains(prefix, value)).toBe(naive(value))
        }
      }),
      runs(),
    )
  })

  it('ends just before the next one begins', () => {
    fc.assert(
      fc.property(crowdedPrefix, (prefix) => {
        expect(Number(BigInt(prefix.last) - BigInt(prefix.first) + 1n)).toBe(prefixSize(prefix))
        for (const [outside, exists] of [
          [BigInt(prefix.first) - 1n, prefix.first > 0],
          [BigInt(prefix.last) + 1n, BigInt(prefix.last) + 1n < 1n << BigInt(bitsOf(prefix.family))],
        ] as const) {
          const value = prefix.family === 4 ? Number(outside) : outside
          if (exists) expect(prefixContains(prefix, value)).toBe(false)
        }
      }),
      runs(),
    )
  })

  it('covers and overlaps another as their bits say', () => {
    fc.assert(
      fc.property(crowdedPrefix, crowdedPrefix, (a, b) => {
        const head = (prefix: Prefix) => bits(prefix.first).slice(0, prefix.length)
        const sameFamily = a.family === b.family
        expect(prefixCovers(a, b)).toBe(sameFamily && head(b).startsWith(head(a)))
        expect(prefixesOverlap(a, b)).toBe(
          sameFamily && (head(b).startsWith(head(a)) || head(a).startsWith(head(b))),
        )
      }),
      runs(1000),
    )
  })

  it('is read back from its text, and says when the text named an address inside it', () => {
    fc.assert(
      fc.property(address, fc.nat(), (value, seed) => {
        const length = lengthFor(value, seed)
        const prefix = prefixAt(value, length)
        const text = `${formatAddress(value)}/${length}`
        expect(parsePrefix(text)).toEqual({ prefix, hostBits: value !== prefix.first })
        expect(canonicalCidr(text)).toBe(formatPrefix(prefix))
        expect(parsePrefix(formatPrefix(prefix))).toEqual({ prefix, hostBits: false })
      }),
      runs(),
    )
  })

  it('is cut into equal parts that follow on each other', () => {
    fc.assert(
      fc.property(crowdedPrefix, fc.nat(6), (prefix, more) => {
        const length = prefix.length + more
        fc.pre(length <= bitsOf(prefix.family))
        const parts = [...subprefixes(prefix, length)]
        expect(parts).toHaveLength(2 ** more)
        expect(parts.at(0)?.first).toBe(prefix.first)
        expect(parts.at(-1)?.last).toBe(prefix.last)
        for (const [i, part] of parts.entries()) {
          expect(part.length).toBe(length)
          if (i > 0) expect(BigInt(part.first)).toBe(BigInt(parts[i - 1]!.last) + 1n)
        }
      }),
      runs(),
    )
  })
})

describe('allocation', () => {
  // Pools of 32 addresses, at the bottom, in the middle and at the very top of each family.
  const pool = fc.tuple(family, fc.constantFrom('bottom', 'middle', 'top')).map(([kind, place]): Prefix => {
    if (kind === 4) return prefixAt({ bottom: 0, middle: 0x0a000020, top: 2 ** 32 - 1 }[place], 27)
    return prefixAt({ bottom: 0n, middle: 0x20010db8n << 96n, top: (1n << 128n) - 1n }[place], 123)
  })

  it('finds the lowest free address from an offset on, and none only when all are taken', () => {
    fc.assert(
      fc.property(
        pool,
        fc.uniqueArray(fc.nat(31), { maxLength: 32 }),
        fc.nat(34),
        (prefix, offsets, from) => {
          const taken = new Set(offsets.map((offset) => addressAt(prefix, offset)))
          const lowest = [...Array(32).keys()].find((offset) => offset >= from && !offsets.includes(offset))
          expect(firstFree(prefix, (value) => taken.has(value), from)).toBe(
            lowest === undefined ? undefined : addressAt(prefix, lowest),
          )
        },
      ),
      runs(),
    )
  })

  it('finds the lowest prefix that overlaps none of those taken', () => {
    const cut = fc.tuple(fc.nat(31), fc.nat(5))
    fc.assert(
      fc.property(
        pool,
        fc.array(cut, { maxLength: 8 }),
        fc.nat(5),
        crowdedPrefix,
        (prefix, cuts, more, far) => {
          const taken = cuts.map(([offset, deeper]) =>
            prefixAt(addressAt(prefix, offset)!, prefix.length + deeper),
          )
          taken.push(far)
          const length = prefix.length + more
          const lowest = [...subprefixes(prefix, length)].find(
            (part) => !taken.some((t) => prefixesOverlap(part, t)),
          )
          expect(firstFreePrefix(prefix, length, taken)).toEqual(lowest)
        },
      ),
      runs(1000),
    )
  })
})
