import { describe, expect, it } from 'vitest'
import type { Argument } from '../../../../../simulator/cli/arguments/option.ts'
import { LineParser } from '../../../../../simulator/cli/arguments/parse-line.ts'

const declared: readonly Argument[] = [
  { name: 'name', key: 'name', takes: 'one' },
  { name: 'ids', key: 'ids', takes: 'many' },
  { name: 'force', key: 'force', takes: 'none', sets: true },
  { name: 'no-force', key: 'force', takes: 'none', sets: false },
  { name: 'attribute', key: 'attribute', takes: 'maybe', alone: true },
  { name: 'count', key: 'count', takes: 'one', integer: true },
  { name: 'color', key: 'color', takes: 'one', choices: ['on', 'off'] },
  { name: 'outfile', key: 'outfile', takes: 'one', positional: true },
  { name: 'help', key: 'help', takes: 'maybe', positional: true },
]
const parser = new LineParser(declared)
const parse = (line: string) => {
  const { values, rest } = parser.parse(line === '' ? [] : line.split(' '))
  return { ...Object.fromEntries(values), ...(rest.length > 0 ? { rest } : {}) }
}

describe('the words of a line', () => {
  it.each([
    ['', {}],
    ['--name a', { name: 'a' }],
    ['--name=a=b', { name: 'a=b' }],
    ['--name=', { name: '' }],
    ['--nam a', { name: 'a' }],
    ['--name a --name b', { name: 'b' }],
    ['--ids a b --name c', { ids: ['a', 'b'], name: 'c' }],
    ['--ids=a b', { ids: ['a'], outfile: 'b' }],
    ['--ids --name c', { ids: [], name: 'c' }],
    ['--ids a --ids b', { ids: ['b'] }],
    ['--force --no-force', { force: false }],
    ['--no-force --force', { force: true }],
    ['--attribute', { attribute: true }],
    ['--attribute Value=true', { attribute: 'Value=true' }],
    ['--attribute --force', { attribute: true, force: true }],
    ['--name -1', { name: '-1' }],
    ['--name -1.5', { name: '-1.5' }],
    ['--count 1_000', { count: 1000 }],
    ['out', { outfile: 'out' }],
    ['out help', { outfile: 'out', help: 'help' }],
    ['--name a out', { name: 'a', outfile: 'out' }],
    // What nobody takes is handed back in order.
    ['--foo', { rest: ['--foo'] }],
    ['--foo bar', { rest: ['--foo'], outfile: 'bar' }],
    ['a b c', { outfile: 'a', help: 'b', rest: ['c'] }],
    ['--ids a -- b', { ids: ['a'], outfile: 'b' }],
    ['-- --name', { outfile: '--name' }],
    ['-x', { rest: ['-x'] }],
    ['-', { outfile: '-' }],
  ])('%s', (line, read) => {
    expect(parse(line)).toEqual(read)
  })

  it.each([
    ['--name', 'argument --name: expected one argument'],
    ['--name --force', 'argument --name: expected one argument'],
    ['--force=yes', "argument --force: ignored explicit argument 'yes'"],
    ['--n a', 'ambiguous option: --n could match --name, --no-force'],
    ['--count x', "argument --count: invalid int value: 'x'"],
    ['--count 1.5', "argument --count: invalid int value: '1.5'"],
    ['--color onn', "argument --color: Found invalid choice 'onn'\n\nMaybe you meant:\n\n  * on"],
    ['--color x', "argument --color: Found invalid choice 'x'\n"],
  ])('%s is refused', (line, problem) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ message: problem }))
  })

  it('names all that is missing, in the order of declaration', () => {
    const strict = new LineParser([
      { name: 'a', key: 'a', takes: 'one', required: true },
      { name: 'b', key: 'b', takes: 'many', required: true },
      { name: 'c', key: 'c', takes: 'one', positional: true, required: true },
    ])
    expect(() => strict.parse(['--b', 'x'])).toThrow('the following arguments are required: --a, c')
    expect(strict.parse(['--b', 'x'], { allOptional: true }).values.get('b')).toEqual(['x'])
  })
})
