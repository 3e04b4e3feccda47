import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { gzip } from '../../../../simulator/kernel/gzip.ts'

/** Blocks hold at most 65,535 bytes. */
it.each([0, 1, 65_534, 65_535, 65_536, 131_070, 200_000])(
  '%i bytes come out of the file as they went in',
  (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
    expect(Buffer.compare(gunzipSync(gzip(bytes)), Buffer.from(bytes))).toBe(0)
  },
)

it('equal contents are equal files', () => {
  const text = new TextEncoder().encode('2 123456789012 eni-1 - - - - - - - 1 2 - NODATA\n')
  expect(gzip(text)).toEqual(gzip(text))
})
