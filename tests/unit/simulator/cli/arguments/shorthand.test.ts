import { describe, expect, it } from 'vitest'
import { parseShorthand } from '../../../../../simulator/cli/arguments/shorthand.ts'

const files: Readonly<Record<string, string>> = { 'file://v.txt': 'from a file' }
const parse = (text: string) => parseShorthand(text, (value) => files[value])

describe('shorthand', () => {
  it.each([
    ['Key=a,Value=b', { Key: 'a', Value: 'b' }],
    ['Name=a,Values=b,c,d', { Name: 'a', Values: ['b', 'c', 'd'] }],
    ['Values=b,c,Name=a', { Values: ['b', 'c'], Name: 'a' }],
    ['a=', { a: '' }],
    ['a=[]', { a: [] }],
    ['a=[x]', { a: ['x'] }],
    ['a={b=c,d=[e,f]}', { a: { b: 'c', d: ['e', 'f'] } }],
    ['a=[{b=1},{b=2}]', { a: [{ b: '1' }, { b: '2' }] }],
    ['a=[[x,y],[z]]', { a: [['x', 'y'], ['z']] }],
    // Quotes keep commas, spaces at the ends and signs; a backslash keeps a quote or a comma.
    ["a='b, c=d '", { a: 'b, c=d ' }],
    ['a="say \\"hi\\""', { a: 'say "hi"' }],
    ['a="c:\\\\temp"', { a: 'c:\\temp' }],
    ['a=b\\,c,d', { a: ['b,c', 'd'] }],
    ['a="b,c",d', { a: ['b,c', 'd'] }],
    // The first word of a value may hold signs that a later one may not.
    ['a=b=c', { a: 'b=c' }],
    ['a=x[0]', undefined],
    ['a=b{c', { a: 'b{c' }],
    ['a = b , c = d', { a: 'b', c: 'd' }],
    ['a=b c ,d=e', { a: 'b c', d: 'e' }],
    ['tag:Name/x#1.2-y_z=v', { 'tag:Name/x#1.2-y_z': 'v' }],
    ['a@=file://v.txt,b=file://v.txt', { a: 'from a file', b: 'file://v.txt' }],
    ['a={b@=file://v.txt}', { a: { b: 'from a file' } }],
    ['a="日本🚀"', { a: '日本🚀' }],
  ])('%s', (text, value) => {
    if (value === undefined) expect(() => parse(text)).toThrow("Expected: ',', received: ']'")
    else expect(parse(text)).toEqual(value)
  })

  it.each([
    ['a', "Expected: '=', received: 'EOF' for input:\n a\n ^"],
    ['', "Expected: '=', received: 'EOF' for input:\n \n^"],
    ['a=b,', "Expected: '<second>', received: '<none>' for input:\n a=b,\n    ^"],
    ['a=[b', "Expected: ',', received: 'EOF' for input:\n a=[b\n    ^"],
    ['a={b=c', "Expected: ',', received: 'EOF' for input:\n a={b=c\n      ^"],
    ['a={b}', "Expected: '=', received: '}' for input:\n a={b}\n    ^"],
    ["a='b", "Expected: '<singled quoted>', received: '<none>' for input:\n a='b\n  ^"],
    ['a=b🚀', "Expected: ',', received: '🚀' for input:\n a=b🚀\n   ^"],
    ['a=b,\nc==', "Expected: ',', received: '=' for input:\n a=b,\nc==\n  ^"],
    ['é=b', "Expected: '=', received: 'é' for input:\n é=b\n^"],
    // The caret stands under the line at fault, and counts characters.
    ['a="🚀"}', "Expected: ',', received: '}' for input:\n a=\"🚀\"}\n     ^"],
    [
      'a=1,b=2,a=3',
      'Second instance of key "a" encountered for input:\na=1,b=2,a=3\n        ^\nThis is often',
    ],
  ])('%j is refused', (text, problem) => {
    expect(() => parse(text)).toThrow(problem)
  })
})
