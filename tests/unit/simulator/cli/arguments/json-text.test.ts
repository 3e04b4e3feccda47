import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../../../simulator/cli/arguments/json-text.ts'

describe('JSON on the line', () => {
  it.each([
    ['[{"Name":"a","Values":["b"]}]', [{ Name: 'a', Values: ['b'] }]],
    ['"caf\\u00e9"', 'café'],
    // Python reads these two, and JavaScript does not.
    ['[Infinity, -Infinity]', [Infinity, -Infinity]],
    ['{"a": NaN}', { a: Number.NaN }],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value)
  })

  // The sentences and places are those of Python's json module, which the AWS CLI passes on.
  it.each([
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    ['{', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['[1,', 'Expecting value: line 1 column 4 (char 3)'],
    ['[1 2]', "Expecting ',' delimiter: line 1 column 4 (char 3)"],
    ['{"a"}', "Expecting ':' delimiter: line 1 column 5 (char 4)"],
    ['{"a":}', 'Expecting value: line 1 column 6 (char 5)'],
    ['{"a":1,}', 'Illegal trailing comma before end of object: line 1 column 7 (char 6)'],
    ['[1,\n ]', 'Illegal trailing comma before end of array: line 1 column 3 (char 2)'],
    ['["abc', 'Unterminated string starting at: line 1 column 2 (char 1)'],
    ['"a\\q"', 'Invalid \\escape: line 1 column 3 (char 2)'],
    ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"\\u0041', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
    ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ['[1]x', 'Extra data: line 1 column 4 (char 3)'],
    ['[\n  nul\n]', 'Expecting value: line 2 column 3 (char 4)'],
    // A character beyond U+FFFF counts as one.
    ['{"é🚀": x}', 'Expecting value: line 1 column 8 (char 7)'],
  ])('%j is refused', (text, problem) => {
    expect(() => parseJson(text)).toThrow(problem)
  })
})
