import { describe, expect, it } from 'vitest'
import { linearRegex } from '../../../../simulator/kernel/linear-regex.ts'
import { anyCharacter, anyText, patternOf } from '../../../../simulator/kernel/wildcards.ts'

const glob = (text: string) =>
  patternOf([...text].map((sign) => (sign === '*' ? anyText : sign === '?' ? anyCharacter : sign)))

describe('a pattern with wildcards', () => {
  it.each<[string, string, boolean]>([
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['a*', 'a', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['*b*', 'abc', true],
    ['?', '😀', true],
    ['?', '', false],
    ['a?c', 'ac', false],
    ['*ab', 'aab', true],
    ['*a*b*c', 'xaybzc', true],
    ['**', 'x\ny', true],
    ['web-*', 'Web-1', false],
  ])('%s on "%s": %s', (pattern, text, fits) => expect(glob(pattern).test(text)).toBe(fits))

  it('may leave capitals aside', () => {
    expect(patternOf(['W', anyText], { ignoresCase: true }).test('web')).toBe(true)
  })

  it('with many wildcards ends soon on a text that fits almost', () => {
    expect(glob(`${'*a'.repeat(60)}*b`).test('a'.repeat(4000))).toBe(false)
  })
})

describe('a regular expression', () => {
  // What they mean is what JavaScript says they mean.
  const expressions = [
    'abc',
    'a|b',
    '^a',
    'a$',
    '^$',
    'a*',
    'a+b',
    'ab?c',
    'a{2}',
    'a{2,}',
    'a{1,3}b',
    '(ab)+',
    '(?:a|b)*c',
    '[abc]',
    '[^abc]',
    '[a-c0-9]+',
    '[\\d-]',
    '\\d{3}',
    '\\w+\\s\\w+',
    '\\.',
    '.',
    '(?<name>a)b',
    '\\bword\\b',
    '[]a]'.slice(1, 3),
    'a+?b',
    '(a|ab)(c|bcd)',
    '\\x41',
    '\\/',
    '^(a+)+$',
    '[.]',
    '((a*)*)*b',
    'x{',
    'a{,2}',
  ]
  const texts = [
    '',
    'a',
    'b',
    'ab',
    'abc',
    'aab',
    'aaab',
    'abab',
    'cab',
    'x1',
    '123',
    'a word here',
    'words',
    'A',
    '/a',
    'a.b',
    '\n',
    'x{',
    'abcd',
    'a{,2}',
  ]
  it.each(expressions)('%s', (source) => {
    const regex = linearRegex(source)
    const whole = linearRegex(source, { isWhole: true })
    for (const text of texts) {
      expect([text, regex?.test(text)]).toEqual([text, new RegExp(source).test(text)])
      expect([text, whole?.test(text)]).toEqual([text, new RegExp(`^(?:${source})$`).test(text)])
    }
  })

  it('may leave capitals aside', () => {
    expect(linearRegex('^[a-c]x$', { ignoresCase: true })?.test('BX')).toBe(true)
  })

  it.each(['(a+)+$', '(a|a)*$', 'a*a*a*a*a*a*a*a*a*a*$', '((a{1,30}){1,30}){1,3}!'])(
    '%s ends soon',
    (source) => expect(linearRegex(source)?.test(`${'a'.repeat(3000)}!b`) ?? 'not understood').toBeDefined(),
  )

  it.each([
    '(',
    ')',
    '[',
    '*',
    'a**b(',
    '(?=a)',
    '(?<!a)b',
    '(a)\\1',
    '\\',
    '(?P<x>a)',
    'a{3,2}',
    'a'.repeat(5000),
    '(a{1000}){1000}',
    '('.repeat(300) + ')'.repeat(300),
  ])('that cannot be followed so is not understood: %.20s', (source) =>
    expect(linearRegex(source)).toBe(undefined),
  )
})
