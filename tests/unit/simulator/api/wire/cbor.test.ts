import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AwsError } from '../../../../../simulator/api/error.ts'
import { CborTime, decodeCbor, encodeCbor } from '../../../../../simulator/api/wire/cbor.ts'
import { runs } from '../../../../properties/arbitraries.ts'

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

// RFC 8949, appendix A.
const examples: [string, unknown][] = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['20', -1],
  ['3863', -100],
  ['3903e7', -1000],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['f90000', 0],
  ['f93c00', 1],
  ['f93e00', 1.5],
  ['f97bff', 65_504],
  ['f90001', 2 ** -24],
  ['f9c400', -4],
  ['f97c00', Number.POSITIVE_INFINITY],
  ['f97e00', Number.NaN],
  ['fa47c35000', 100_000],
  ['fb3ff199999999999a', 1.1],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['c11a514b67b0', new CborTime(1_363_896_240)],
  ['c1fb41d452d9ec200000', new CborTime(1_363_896_240.5)],
  ['4401020304', bytes('01020304')],
  ['60', ''],
  ['6449455446', 'IETF'],
  ['62c3bc', 'ü'],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['a26161016162820203', { a: 1, b: [2, 3] }],
  ['5f42010243030405ff', bytes('0102030405')],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
]

describe('decodeCbor', () => {
  it.each(examples)('reads %s', (hex, value) => {
    expect(decodeCbor(bytes(hex))).toEqual(value)
  })

  it.each([
    ['nothing', ''],
    ['a number cut off', '19'],
    ['a text cut off', '6449'],
    ['an array that is longer than the body', '9bffffffffffffffff'],
    ['a map of more entries than bytes', 'ba00ffffff'],
    ['an end of nothing', 'ff'],
    ['something behind the end', '0000'],
    ['a name that is a number', 'a10101'],
    ['text that is no UTF-8', '61ff'],
    ['a length that there is not', '1c'],
    ['arrays a thousand deep', `${'81'.repeat(1000)}00`],
    ['a text in pieces with a number among them', '7f01ff'],
  ])('refuses %s', (_, hex) => {
    expect(() => decodeCbor(bytes(hex))).toThrow(AwsError)
  })
})

it('reads back what it wrote', () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.maxSafeInteger(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array({ maxLength: 300 }).map((array) => Uint8Array.from(array)),
      fc.integer().map((seconds) => new CborTime(seconds)),
      fc.array(tie('value')),
      fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => Object.fromEntries(entries)),
    ),
  })).value
  const property = fc.property(values, (value) => {
    expect(decodeCbor(encodeCbor(value))).toEqual(value)
  })
  fc.assert(property, runs(100))
})
