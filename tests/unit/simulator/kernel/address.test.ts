import { describe, expect, it } from 'vitest'
import {
  addressAt,
  canonicalCidr,
  contains,
  covers,
  firstFree,
  firstFreePrefix,
  formatAddress,
  formatPrefix,
  isIpv4Cidr,
  isIpv6Cidr,
  overlap,
  parseAddress,
  parsePrefix,
  prefixAt,
  prefixSize,
  subprefixes,
} from '../../../../simulator/kernel/address.ts'

const prefix = (text: string) => parsePrefix(text)!.prefix
const address = (text: string) => parseAddress(text)!

describe('an address', () => {
  it.each([
    ['0.0.0.0', 0],
    ['10.0.1.255', 0x0a0001ff],
    ['255.255.255.255', 0xffffffff],
    ['::', 0n],
    ['::1', 1n],
    ['1::', 1n << 112n],
    ['2001:db8::1', (0x20010db8n << 96n) | 1n],
    ['2001:DB8:0:0:0:0:0:1', (0x20010db8n << 96n) | 1n],
    ['1:2:3:4:5:6:7::', 0x0001_0002_0003_0004_0005_0006_0007_0000n],
    ['64:ff9b::192.0.2.1', (0x0064_ff9bn << 96n) | 0xc0000201n],
  ])('%s is read', (text, expected) => {
    expect(parseAddress(text)).toBe(expected)
  })

  it.each([
    ['nothing', ''],
    ['a blank before it', ' 10.0.0.1'],
    ['three numbers', '10.0.1'],
    ['five numbers', '10.0.0.0.1'],
    ['a number above 255', '10.0.0.256'],
    ['a leading zero', '10.0.0.01'],
    ['a number left out', '10..0.1'],
    ['a sign', '10.0.0.-1'],
    ['hexadecimal', '0x0a.0.0.1'],
    ['a length', '10.0.0.0/16'],
    ['seven groups', '1:2:3:4:5:6:7'],
    ['nine groups', '1:2:3:4:5:6:7:8:9'],
    ['eight groups and ::', '1:2:3:4::5:6:7:8'],
    [':: twice', '1::2::3'],
    ['three colons', '1:::2'],
    ['a colon at the start', ':1:2:3:4:5:6:7'],
    ['a colon at the end', '1:2:3:4:5:6:7:'],
    ['a group of five digits', '2001:db8::12345'],
    ['a letter past f', '2001:db8::g'],
    ['a dotted quad that is not last', '::1.2.3.4:5'],
    ['a dotted quad before ::', '1.2.3.4::'],
    ['a bad dotted quad', '::1.2.3.256'],
    ['a zone', 'fe80::1%eth0'],
  ])('is not %s', (_, text) => {
    expect(parseAddress(text)).toBeUndefined()
  })

  // RFC 5952, section 4 and 5.
  it.each([
    ['lower case', '2001:DB8::ABCD', '2001:db8::abcd'],
    ['no leading zeros', '2001:0db8::0001', '2001:db8::1'],
    ['the longest run of zeros', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['the first of two equal runs', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['one zero group as it is', '2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['an IPv4-mapped address with its quad', '::ffff:c000:201', '::ffff:192.0.2.1'],
    ['all zeros', '0:0:0:0:0:0:0:0', '::'],
    ['zeros at the end', '1:0:0:0:0:0:0:0', '1::'],
  ])('is written with %s', (_, text, expected) => {
    expect(formatAddress(address(text))).toBe(expected)
  })
})

describe('a CIDR', () => {
  it.each([
    ['10.0.0.0/16', '10.0.0.0/16', false],
    ['10.0.0.5/16', '10.0.0.0/16', true],
    ['10.0.0.5/32', '10.0.0.5/32', false],
    ['128.0.0.0/0', '0.0.0.0/0', true],
    ['::/0', '::/0', false],
    ['2001:DB8:1::/48', '2001:db8:1::/48', false],
    ['2001:db8:1::1/48', '2001:db8:1::/48', true],
  ])('%s is %s, and host bits are set: %s', (text, canonical, hostBits) => {
    expect(parsePrefix(text)?.hostBits).toBe(hostBits)
    expect(formatPrefix(prefix(text))).toBe(canonical)
    expect(canonicalCidr(text)).toBe(canonical)
  })

  it.each([
    ['an address alone', '10.0.0.0'],
    ['a length past 32', '10.0.0.0/33'],
    ['a length past 128', '2001:db8::/129'],
    ['a length with a leading zero', '10.0.0.0/08'],
    ['a negative length', '10.0.0.0/-1'],
    ['a fraction', '10.0.0.0/8.5'],
    ['no length', '10.0.0.0/'],
    ['two lengths', '10.0.0.0/8/8'],
    ['a mask', '10.0.0.0/255.0.0.0'],
    ['no address', '/8'],
    ['a blank at the end', '10.0.0.0/8 '],
    ['a very long text', `10.0.0.0/${'0'.repeat(10_000)}`],
  ])('is not %s', (_, text) => {
    expect(parsePrefix(text)).toBeUndefined()
    expect(canonicalCidr(text)).toBeUndefined()
    expect(isIpv4Cidr(text) || isIpv6Cidr(text)).toBe(false)
  })

  it('is of one family', () => {
    expect([isIpv4Cidr('10.0.0.0/8'), isIpv6Cidr('10.0.0.0/8')]).toEqual([true, false])
    expect([isIpv4Cidr('2001:db8::/32'), isIpv6Cidr('2001:db8::/32')]).toEqual([false, true])
  })

  it.each([
    ['10.0.1.0/24', '10.0.1.0', true],
    ['10.0.1.0/24', '10.0.1.255', true],
    ['10.0.1.0/24', '10.0.0.255', false],
    ['10.0.1.0/24', '10.0.2.0', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['200.0.0.0/8', '200.255.255.255', true],
    ['2001:db8::/32', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '::1', false],
    ['not a CIDR', '10.0.0.1', false],
    ['10.0.0.0/8', 'not an address', false],
  ])('%s contains %s: %s', (cidr, text, expected) => {
    expect(contains(cidr, text)).toBe(expected)
  })

  it.each([
    ['10.0.0.0/16', '10.0.0.0/16', true, true],
    ['10.0.0.0/16', '10.0.255.0/24', true, true],
    ['10.0.255.0/24', '10.0.0.0/16', false, true],
    ['10.0.0.0/16', '10.1.0.0/16', false, false],
    ['0.0.0.0/0', '::/0', false, false],
    ['::/0', '2001:db8::/32', true, true],
    ['10.0.0.0/16', 'nonsense', false, false],
    ['nonsense', '10.0.0.0/16', false, false],
  ])('%s and %s: the first covers the second %s, they overlap %s', (a, b, isCovered, doOverlap) => {
    expect(covers(a, b)).toBe(isCovered)
    expect(overlap(a, b)).toBe(doOverlap)
  })

  it.each([
    ['10.0.0.0/28', 16],
    ['10.0.0.0/32', 1],
    ['0.0.0.0/0', 4_294_967_296],
    ['2001:db8::/56', 2 ** 72],
  ])('%s has %d addresses', (text, size) => {
    expect(prefixSize(prefix(text))).toBe(size)
  })

  it.each([
    ['10.0.0.0/24', 0, '10.0.0.0'],
    ['10.0.0.0/24', 255, '10.0.0.255'],
    ['10.0.0.0/24', 256, undefined],
    ['10.0.0.0/24', -1, undefined],
    ['255.255.255.0/24', 256, undefined],
    ['2001:db8::/64', 10, '2001:db8::a'],
    ['2001:db8::/64', 2n ** 64n - 1n, '2001:db8::ffff:ffff:ffff:ffff'],
    ['2001:db8::/64', 2n ** 64n, undefined],
  ])('%s has at %s the address %s', (text, offset, expected) => {
    const found = addressAt(prefix(text), offset)
    expect(found === undefined ? undefined : formatAddress(found)).toBe(expected)
  })

  it('is cut into subnets, lowest first', () => {
    expect([...subprefixes(prefix('10.0.0.0/16'), 18)].map(formatPrefix)).toEqual([
      '10.0.0.0/18',
      '10.0.64.0/18',
      '10.0.128.0/18',
      '10.0.192.0/18',
    ])
    expect([...subprefixes(prefix('255.255.255.254/31'), 32)].map(formatPrefix)).toEqual([
      '255.255.255.254/32',
      '255.255.255.255/32',
    ])
    expect([...subprefixes(prefix('10.0.0.0/16'), 15)]).toEqual([])
  })

  it('has no part of a length that its family lacks', () => {
    expect(() => prefixAt(address('10.0.0.0'), 33)).toThrow(RangeError)
    expect(() => prefixAt(address('::'), 129)).toThrow(RangeError)
    expect(() => prefixAt(address('10.0.0.0'), 1.5)).toThrow(RangeError)
    expect(() => prefixAt(address('10.0.0.0'), -1)).toThrow(RangeError)
  })
})

describe('allocation', () => {
  it.each([
    ['the first address after those that AWS keeps', [], 4, '10.0.0.4'],
    ['the lowest hole', ['10.0.0.4', '10.0.0.5', '10.0.0.7'], 4, '10.0.0.6'],
    ['the last address', ['10.0.0.14'], 14, '10.0.0.15'],
    ['none, when the rest is taken', ['10.0.0.14', '10.0.0.15'], 14, undefined],
    ['none past the end', [], 16, undefined],
  ])('finds %s', (_, texts, from, expected) => {
    const taken = new Set(texts.map(address))
    const found = firstFree(prefix('10.0.0.0/28'), (candidate) => taken.has(candidate), from)
    expect(found === undefined ? undefined : formatAddress(found)).toBe(expected)
  })

  it('of a whole /16 asks about each address once', () => {
    const pool = prefix('10.0.0.0/16')
    const taken = new Set<number | bigint>()
    let questions = 0
    let from = 0
    for (;;) {
      const found = firstFree(pool, (candidate) => ++questions > 0 && taken.has(candidate), from)
      if (found === undefined) break
      taken.add(found)
      from = Number(found) - Number(pool.first) + 1
    }
    expect([taken.size, questions]).toEqual([65_536, 65_536])
  })

  it.each([
    ['the first prefix', 24, [], '10.0.0.0/24'],
    ['the prefix behind those taken', 24, ['10.0.0.0/24', '10.0.1.0/24'], '10.0.2.0/24'],
    ['a hole between them', 24, ['10.0.2.0/24', '10.0.0.0/24'], '10.0.1.0/24'],
    ['no hole that is too small', 22, ['10.0.0.0/24', '10.0.4.0/22'], '10.0.8.0/22'],
    ['the way past a smaller one', 24, ['10.0.0.128/25'], '10.0.1.0/24'],
    ['the way past a larger one', 24, ['10.0.0.0/17'], '10.0.128.0/24'],
    ['what is free of nested ones', 24, ['10.0.0.0/17', '10.0.1.0/24'], '10.0.128.0/24'],
    ['the same when others lie outside the pool', 24, ['192.168.0.0/16', '2001:db8::/32'], '10.0.0.0/24'],
    ['nothing in a full pool', 24, ['10.0.0.0/17', '10.0.128.0/17'], undefined],
    ['nothing in a pool inside one that is taken', 24, ['10.0.0.0/8'], undefined],
    ['nothing larger than the pool', 15, [], undefined],
  ])('finds %s', (_, length, taken, expected) => {
    const found = firstFreePrefix(prefix('10.0.0.0/16'), length, taken.map(prefix))
    expect(found && formatPrefix(found)).toBe(expected)
  })
})
