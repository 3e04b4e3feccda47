import { describe, expect, it } from 'vitest'
import { type JsonNode, placeOf, readJson } from '../../../../simulator/policy/json-text.ts'

function plain(node: JsonNode): unknown {
  if (node.kind === 'object') {
    return Object.fromEntries([...node.members].map(([name, member]) => [name, plain(member)]))
  }
  if (node.kind === 'array') return node.items.map(plain)
  return node.kind === 'string' ? node.text : JSON.parse(node.text)
}

describe('JSON with places', () => {
  it.each([
    '{}',
    '[]',
    ' { "a" : [ 1 , -2.5e3 , true , false , null ] } ',
    '{"a":{"b":{"c":"d"}},"e":"\\u00e9\\n\\"x\\""}',
    '"alone"',
    '0',
  ])('reads %s as JSON does', (text) => {
    const node = readJson(text)
    expect('fault' in node).toBe(false)
    expect(plain(node as JsonNode)).toEqual(JSON.parse(text))
  })

  it.each([
    '',
    ' ',
    '{',
    '}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1 "b":2}',
    '[1,]',
    '[1 2]',
    "{'a':1}",
    '{a:1}',
    '"a',
    '"a\\',
    '"\\x"',
    '"line\nbreak"',
    '01',
    '1.',
    '+1',
    'tru',
    'nulls',
    'undefined',
    '{} {}',
    '// no\n{}',
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(readJson(text)).toMatchObject({ fault: 'syntax' })
  })

  it('tells an element that is there twice, and where', () => {
    expect(readJson('{"Effect":"Deny","Effect":"Allow"}')).toEqual({
      fault: 'duplicate',
      at: 17,
      name: 'Effect',
    })
  })

  it('knows where each part stands', () => {
    const text = '{"a": [ "x" ]}'
    const node = readJson(text) as JsonNode & { kind: 'object' }
    const list = node.members.get('a')!
    expect(text.slice(list.start, list.end)).toBe('[ "x" ]')
  })

  it('counts lines and columns from one', () => {
    expect(placeOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 })
    expect(placeOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 })
  })
})
