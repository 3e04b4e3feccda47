import { describe, expect, it } from 'vitest'
import { pythonRepr, pythonStr, pythonType } from '../../../../simulator/api/python-text.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a value as the CLI prints it', () => {
  it.each<[unknown, string]>([
    ['plain', "'plain'"],
    ["it's", `"it's"`],
    ['both \' and "', `'both \\' and "'`],
    ['a\\b', "'a\\\\b'"],
    ['line\nbreak\ttab\r', "'line\\nbreak\\ttab\\r'"],
    ['bell\u0007', "'bell\\x07'"],
    ['naïve 日本', "'naïve 日本'"],
    ['no\u00a0break', "'no\\xa0break'"],
    ['zero\u200bwidth', "'zero\\u200bwidth'"],
    [7, '7'],
    [1.5, '1.5'],
    [1e21, '1e+21'],
    [1e-7, '1e-07'],
    [12345678901234567890n, '12345678901234567890'],
    [true, 'True'],
    [false, 'False'],
    [null, 'None'],
    [['a', 1, [null]], "['a', 1, [None]]"],
    [{ Name: 'a', Values: ['x'] }, "{'Name': 'a', 'Values': ['x']}"],
    [{ Name: 'a', absent: undefined }, "{'Name': 'a'}"],
    [{}, '{}'],
    [bytes('bytes'), "b'bytes'"],
    [bytes("it's é"), `b"it's \\xc3\\xa9"`],
  ])('%o is %s', (value, text) => {
    expect(pythonRepr(value)).toBe(text)
  })

  it('shows text alone without quotes', () => {
    expect(pythonStr("it's")).toBe("it's")
    expect(pythonStr(["it's"])).toBe(`["it's"]`)
  })

  it.each<[unknown, string]>([
    ['x', 'str'],
    [1, 'int'],
    [1n, 'int'],
    [1.5, 'float'],
    [true, 'bool'],
    [null, 'NoneType'],
    [bytes(''), 'bytes'],
    [[], 'list'],
    [{}, 'dict'],
  ])('%o has the type %s', (value, type) => {
    expect(pythonType(value)).toBe(`<class '${type}'>`)
  })
})
