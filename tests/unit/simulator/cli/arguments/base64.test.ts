import { describe, expect, it } from 'vitest'
import { decodeBase64, encodeBase64 } from '../../../../../simulator/cli/arguments/base64.ts'

// As Python's base64.b64decode reads them.
describe('base64 on the line', () => {
  it.each([
    ['aGk=', 'hi'],
    ['aGkh', 'hi!'],
    ['aG k=\n', 'hi'],
    ['***', ''],
    ['', ''],
    ['aA==', 'h'],
    ['aGk=aGk=', 'hi'],
  ])('%j', (text, bytes) => {
    const decoded = decodeBase64(text)
    expect(decoded && new TextDecoder().decode(decoded)).toBe(bytes)
  })

  it.each(['a', 'aG', 'aGk', 'aA=', '{"a":1}'])('%j has the wrong padding', (text) => {
    expect(decodeBase64(text)).toBeUndefined()
  })

  it('writes what it reads', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes)
  })
})
