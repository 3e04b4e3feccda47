import { describe, expect, it } from 'vitest'
import { writeText } from '../../../../../simulator/cli/output/text.ts'
import { Float, type Value } from '../../../../../simulator/cli/output/values.ts'

const cases: Record<string, { value: Value; lines: string[] }> = {
  'a lone value': { value: 'vpc-1', lines: ['vpc-1'] },
  'a truth is a word': { value: true, lines: ['True'] },
  'nothing is a word': { value: null, lines: ['None'] },
  'a float': { value: new Float(3), lines: ['3.0'] },
  'members in alphabetical order, capitals first': { value: { b: 1, a: 2, C: 3 }, lines: ['3\t2\t1'] },
  'a list of plain values is one line': { value: ['a', null, 1], lines: ['a\tNone\t1'] },
  'a list of plain values under a name is a line each': {
    value: { Ids: ['a', 'b'] },
    lines: ['IDS\ta', 'IDS\tb'],
  },
  'a list of lists is a line each': {
    value: [
      ['a', 1],
      ['b', 2],
    ],
    lines: ['a\t1', 'b\t2'],
  },
  'plain values before lists': { value: ['a', ['b'], 'c'], lines: ['a\tc', 'b'] },
  'records line up: what one lacks is empty': {
    value: { Routes: [{ Cidr: 'x', State: 'active' }, { State: 'blackhole' }] },
    lines: ['ROUTES\tx\tactive', 'ROUTES\t\tblackhole'],
  },
  'what is nested has a line of its own below': {
    value: { State: { Code: 16 }, Id: 'i-1' },
    lines: ['i-1', 'STATE\t16'],
  },
  'a record without plain members has no line': { value: { A: { B: { C: 1 } } }, lines: ['B\t1'] },
  'an empty list has no line': { value: { Vpcs: [] }, lines: [] },
  'null within a record is said': { value: { a: null, b: 1 }, lines: ['None\t1'] },
}

describe('--output text', () => {
  it.each(Object.entries(cases))('%s', (_, { value, lines }) => {
    expect(writeText(value)).toBe(lines.map((line) => `${line}\n`).join(''))
  })

  it('stops at a list of records with something else in it, as the CLI does', () => {
    expect(() => writeText([{ a: 1 }, 'x'])).toThrow("'str' object has no attribute 'items'")
  })
})
