import { describe, expect, it } from 'vitest'
import { familyOf, formatAddress, formatPrefix, parseAddress } from '../../../../simulator/kernel/address.ts'
import {
  differenceOf,
  intersectionOf,
  prefixesOfRange,
  type Range,
  rangesContain,
  unionOf,
} from '../../../../simulator/kernel/address-ranges.ts'

/** "10.0.0.1-9 10.0.0.20-29": the end is the last number alone. */
function ranges(text: string): Range[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((part) => {
      const [start = '', end = ''] = part.split('-')
      const stop = start.replace(/[^.:]*$/, end)
      const from = parseAddress(start)!
      return { family: familyOf(from), from, to: parseAddress(stop)! }
    })
}

const text = (list: readonly Range[]) =>
  list.map(({ from, to }) => `${formatAddress(from)}-${formatAddress(to).split(/[.:]/).at(-1)}`).join(' ')

describe('ranges of addresses', () => {
  it.each([
    ['that overlap become one', '10.0.0.1-9 10.0.0.5-20', '10.0.0.1-20'],
    ['that touch become one', '10.0.0.1-9 10.0.0.10-20', '10.0.0.1-20'],
    ['that lie apart stay', '10.0.0.11-20 10.0.0.1-9', '10.0.0.1-9 10.0.0.11-20'],
    ['inside others vanish', '10.0.0.1-20 10.0.0.5-6 10.0.0.7-8', '10.0.0.1-20'],
    ['that are empty vanish', '10.0.0.9-1', ''],
    ['of two families stay apart', '::1-5 0.0.0.1-5', '0.0.0.1-5 ::1-5'],
    ['at the end of a family stop there', '255.255.255.9-255 ::0-1', '255.255.255.9-255 ::-1'],
  ])('%s', (_, given, expected) => {
    expect(text(unionOf(ranges(given)))).toBe(expected)
  })

  it.each([
    ['the middle', '10.0.0.1-20', '10.0.0.5-9', '10.0.0.5-9', '10.0.0.1-4 10.0.0.10-20'],
    ['the start', '10.0.0.5-20', '10.0.0.1-9', '10.0.0.5-9', '10.0.0.10-20'],
    ['the end', '10.0.0.1-9', '10.0.0.5-20', '10.0.0.5-9', '10.0.0.1-4'],
    ['all', '10.0.0.5-9', '10.0.0.1-20', '10.0.0.5-9', ''],
    ['nothing', '10.0.0.1-4', '10.0.0.5-9', '', '10.0.0.1-4'],
    ['the other family', '::1-5', '0.0.0.1-5', '', '::1-5'],
    [
      'parts of two',
      '10.0.0.1-9 10.0.0.20-29',
      '10.0.0.9-20',
      '10.0.0.9-9 10.0.0.20-20',
      '10.0.0.1-8 10.0.0.21-29',
    ],
  ])('meet and are cut: %s', (_, a, b, both, rest) => {
    expect(text(intersectionOf(ranges(a), ranges(b)))).toBe(both)
    expect(text(differenceOf(ranges(a), ranges(b)))).toBe(rest)
  })

  it('hold an address of their own family only', () => {
    const held = ranges('0.0.0.1-5')
    expect(rangesContain(held, 5)).toBe(true)
    expect(rangesContain(held, 6)).toBe(false)
    expect(rangesContain(held, 5n)).toBe(false)
  })

  it.each([
    ['10.0.0.0-255', '10.0.0.0/24'],
    ['10.0.0.1-6', '10.0.0.1/32 10.0.0.2/31 10.0.0.4/31 10.0.0.6/32'],
    ['255.255.255.254-255', '255.255.255.254/31'],
    ['2001:db8::0-2', '2001:db8::/127 2001:db8::2/128'],
    ['10.0.0.6-1', ''],
  ])('%s is %s', (given, expected) => {
    expect(ranges(given).flatMap(prefixesOfRange).map(formatPrefix).join(' ')).toBe(expected)
  })

  it('of all addresses are one prefix', () => {
    const all = { family: 4, from: 0, to: 2 ** 32 - 1 } as const
    expect(prefixesOfRange(all).map(formatPrefix)).toEqual(['0.0.0.0/0'])
  })
})
