import { describe, expect, it } from 'vitest'
import { compactJson, writeJson } from '../../../../../simulator/cli/output/json.ts'
import { Float, parseJson, type Value } from '../../../../../simulator/cli/output/values.ts'

describe('--output json', () => {
  const cases: Record<string, { value: Value; text: string }> = {
    'a string with every kind of escape': {
      value: 'a"b\\c\n\t\u0007/',
      text: '"a\\"b\\\\c\\n\\t\\u0007/"',
    },
    'letters of every script stay': { value: 'été 日本 😀', text: '"été 日本 😀"' },
    'a whole number': { value: 251, text: '251' },
    'a whole float keeps its point': { value: new Float(1024), text: '1024.0' },
    'a small float': { value: new Float(1e-7), text: '1e-07' },
    'the smallest that needs no exponent': { value: new Float(0.0001), text: '0.0001' },
    'a large float': { value: new Float(1e20), text: '1e+20' },
    'the largest that needs no exponent': { value: new Float(123456789012345), text: '123456789012345.0' },
    'the first that needs one': { value: new Float(1e16), text: '1e+16' },
    'a negative zero': { value: new Float(-0), text: '-0.0' },
    'a negative fraction': { value: new Float(-0.5), text: '-0.5' },
    'not a number': { value: new Float(Number.NaN), text: 'NaN' },
    'less than anything': { value: new Float(Number.NEGATIVE_INFINITY), text: '-Infinity' },
    'a number beyond 2^53': { value: 2 ** 70, text: '1180591620717411303424' },
    nothing: { value: null, text: 'null' },
    'an empty list': { value: [], text: '[]' },
    'an empty map': { value: {}, text: '{}' },
    nested: {
      value: { a: [{ b: true }, []] },
      text: '{\n    "a": [\n        {\n            "b": true\n        },\n        []\n    ]\n}',
    },
  }
  it.each(Object.entries(cases))('%s', (_, { value, text }) => {
    expect(writeJson(value)).toBe(text)
  })
})

describe('JSON on one line', () => {
  it('escapes what is not ASCII, surrogates one by one', () => {
    expect(compactJson({ é: ['😀', 1, new Float(2)] })).toBe('{"\\u00e9":["\\ud83d\\ude00",1,2.0]}')
  })

  it('takes separators, as paging tokens have them', () => {
    expect(compactJson({ NextToken: null, n: 1 }, ', ', ': ')).toBe('{"NextToken": null, "n": 1}')
  })
})

describe('reading JSON', () => {
  it('tells 1.0 and 1e2 from 1', () => {
    expect(parseJson('[1, 1.0, 1e2]')).toEqual([1, new Float(1), new Float(100)])
  })
})
