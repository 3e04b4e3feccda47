import { describe, expect, it } from 'vitest'
import { crc64 } from '../../../../simulator/kernel/crc64.ts'
import { hexOf, md5Hex } from '../../../../simulator/kernel/md5.ts'
import { hmacSha256, sha256 } from '../../../../simulator/kernel/sha256.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('md5', () => {
  // RFC 1321, A.5, and lengths around the block of 64 bytes, as `md5sum` has them.
  it.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['x'.repeat(55), '04364420e25c512fd958a70738aa8f72'],
    ['x'.repeat(56), '668a72d5ba17f08e62dabcafad6db14b'],
    ['x'.repeat(64), 'c1bb4f81d892b2d57947682aeb252456'],
  ])('of %j', (text, digest) => {
    expect(md5Hex(bytes(text))).toBe(digest)
  })
})

describe('crc64', () => {
  it.each([
    ['', '0000000000000000'],
    ['123456789', 'ae8b14860a799888'],
  ])('of %j', (text, sum) => {
    expect(hexOf(crc64(bytes(text)))).toBe(sum)
  })
})

describe('sha256', () => {
  // FIPS 180-2, appendix B; RFC 4231, test cases 2 and 6.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of %j', (text, digest) => {
    expect(hexOf(sha256(bytes(text)))).toBe(digest)
  })

  it.each([
    [
      bytes('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
      new Uint8Array(131).fill(0xaa),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('with a key', (key, text, code) => {
    expect(hexOf(hmacSha256(key, bytes(text)))).toBe(code)
  })
})
