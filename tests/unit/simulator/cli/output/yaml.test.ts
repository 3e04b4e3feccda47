import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Float, type Value } from '../../../../../simulator/cli/output/values.ts'
import { writeYaml } from '../../../../../simulator/cli/output/yaml.ts'
import { runs } from '../../../../properties/arbitraries.ts'

describe('a string in YAML', () => {
  const cases: Record<string, string> = {
    '10.0.0.0/16': '10.0.0.0/16',
    'arn:aws:iam::1:user/u': 'arn:aws:iam::1:user/u',
    yes: 'yes',
    '111122223333': "'111122223333'",
    '0x1f': "'0x1f'",
    '1e5': "'1e5'",
    '1.50': "'1.50'",
    '-1': "'-1'",
    '2012-10-17': "'2012-10-17'",
    '2026-01-02T03:04:05+00:00': "'2026-01-02T03:04:05+00:00'",
    true: "'true'",
    NULL: "'NULL'",
    '~': "'~'",
    '': "''",
    '*': "'*'",
    '- a': "'- a'",
    '-a': '-a',
    'a: b': "'a: b'",
    'a:b': 'a:b',
    'a #b': "'a #b'",
    'a#b': 'a#b',
    ' a': "' a'",
    '{"a":1}': `'{"a":1}'`,
    "it's": "it's",
    "'quoted'": `"'quoted'"`,
    'two\nlines': '"two\\nlines"',
    'tab\tbed': '"tab\\tbed"',
    été: 'été',
    '=': "'='",
    '<<': "'<<'",
  }
  it.each(Object.entries(cases))('%j is written %s', (text, written) => {
    expect(writeYaml({ k: text })).toBe(`k: ${written}\n`)
  })

  it('is a key by the same rules', () => {
    expect(writeYaml({ NULL: 1, 'a: b': 2, '1': 3 })).toBe("'1': 3\n'NULL': 1\n'a: b': 2\n")
  })

  it('is folded at a blank once a line goes past column 80', () => {
    const words = 'word '.repeat(30).trim()
    const [first = '', second = ''] = writeYaml({ key: words }).split('\n')
    expect(first.length).toBeGreaterThan(80)
    expect(first.lastIndexOf(' ')).toBeLessThanOrEqual(80)
    expect(second.startsWith('  word')).toBe(true)
    expect(parse(writeYaml({ key: words }))).toEqual({ key: words })
  })
})

describe('--output yaml', () => {
  const cases: Record<string, { value: Value; text: string }> = {
    'members in alphabetical order': { value: { b: 1, a: 2 }, text: 'a: 2\nb: 1\n' },
    'lists not indented under their name': { value: { Ids: ['a', 'b'] }, text: 'Ids:\n- a\n- b\n' },
    'lists in lists': { value: [['a', 'b'], ['c']], text: '- - a\n  - b\n- - c\n' },
    'maps in lists': { value: [{ a: 1, b: { c: 2 } }], text: '- a: 1\n  b:\n    c: 2\n' },
    'what is empty': { value: { l: [], m: {}, n: [[], {}] }, text: 'l: []\nm: {}\nn:\n- []\n- {}\n' },
    'numbers and truths': {
      value: { f: new Float(1), i: 1, n: null, t: true, x: new Float(1e-7), z: new Float(Number.NaN) },
      text: 'f: 1.0\ni: 1\nn: null\nt: true\nx: 1e-07\nz: .nan\n',
    },
    'a lone string as JSON has it': { value: 'vpc-1', text: '"vpc-1"\n' },
    'a lone null': { value: null, text: 'null\n' },
  }
  it.each(Object.entries(cases))('%s', (_, { value, text }) => {
    expect(writeYaml(value)).toBe(text)
  })
})

describe('whatever is written', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('a', ' ', '\n', '"', "'", ':', '#', '- ', '{', 'é', '😀', 'word '), {
        maxLength: 80,
      })
      .map((parts) => parts.join('')),
  )
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'binary', minLength: 1, maxLength: 9 }), tie('value'), { maxKeys: 4 }),
    ),
  }))

  it('is read back the same', () => {
    fc.assert(
      fc.property(value, (written) => {
        expect(parse(writeYaml(written), { uniqueKeys: false })).toEqual(structuredClone(written))
      }),
      runs(500),
    )
  })
})
