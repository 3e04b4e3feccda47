import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JsonNode, readJson } from '../../../simulator/policy/json-text.ts'
import { matches, matchesArn, readPattern, resolve } from '../../../simulator/policy/pattern.ts'
import { runs, value } from '../arbitraries.ts'

const units = (text: string, keys = {}) =>
  resolve(readPattern(text, { wildcards: true, variables: true }), keys)!

/** What the documentation says, word for word, at the price of all ways to divide the text. */
function naive(pattern: string, text: string): boolean {
  const [first] = pattern
  if (first === undefined) return text === ''
  const rest = pattern.slice(1)
  if (first !== '*') return text !== '' && (first === '?' || first === text[0]) && naive(rest, text.slice(1))
  for (let i = 0; i <= text.length; i++) if (naive(rest, text.slice(i))) return true
  return false
}

const word = (letters: string, maxLength: number) =>
  fc.array(fc.constantFrom(...letters), { maxLength }).map((list) => list.join(''))

describe('a wildcard pattern', () => {
  it('matches as the naive reading does', () => {
    fc.assert(
      fc.property(word('ab*?', 8), word('ab', 10), (pattern, text) => {
        expect(matches(units(pattern), text)).toBe(naive(pattern, text))
      }),
      runs(2000),
    )
  })

  it('of an ARN matches part by part', () => {
    const arn = fc.array(word('ab*?', 3), { minLength: 6, maxLength: 8 })
    const text = fc.array(word('ab', 3), { minLength: 6, maxLength: 8 })
    fc.assert(
      fc.property(arn, text, (pattern, found) => {
        const isAll = /^\*+$/.test(pattern.join(':'))
        const heads = pattern.slice(0, 5).every((part, i) => naive(part, found[i]!))
        const tails = naive(pattern.slice(5).join(':'), found.slice(5).join(':'))
        expect(matchesArn(units(pattern.join(':')), found.join(':'))).toBe(isAll || (heads && tails))
      }),
      runs(2000),
    )
  })

  it('takes what a variable brings to the letter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (brought, text) => {
        const pattern = units(`<\${aws:username}>`, { 'aws:username': brought })
        expect(matches(pattern, `<${brought}>`)).toBe(true)
        expect(matches(pattern, `<${text}>`)).toBe(brought === text)
      }),
      runs(),
    )
  })
})

describe('JSON with places', () => {
  const plain = (node: JsonNode): unknown => {
    if (node.kind === 'array') return node.items.map(plain)
    if (node.kind !== 'object') return node.kind === 'string' ? node.text : JSON.parse(node.text)
    return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]))
  }

  it('reads what JSON reads, and refuses what JSON refuses', () => {
    const json = value.map((part) => JSON.stringify(part instanceof Uint8Array ? [...part] : part, null, 1))
    const broken = fc
      .tuple(json, fc.nat(), fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '1', ' '))
      .map(([text, at, mark]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + mark + text.slice(place + (mark === '' ? 1 : 0))
      })
    fc.assert(
      fc.property(fc.oneof(json, broken), (text) => {
        const node = readJson(text)
        let expected: unknown
        try {
          expected = JSON.parse(text)
        } catch {
          expect('fault' in node).toBe(true)
          return
        }
        if ('fault' in node) expect(node.fault).toBe('duplicate')
        else expect(plain(node)).toEqual(expected)
      }),
      runs(1000),
    )
  })
})
