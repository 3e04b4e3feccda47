import { describe, expect, it } from 'vitest'
import { writeTable } from '../../../../../simulator/cli/output/table.ts'
import { textWidth } from '../../../../../simulator/cli/output/text-width.ts'
import type { Value } from '../../../../../simulator/cli/output/values.ts'

const plain = { width: 80, color: false }

/** A table as it looks, without its last line break. */
function table(value: Value, width = 80): string[] {
  return writeTable('Things', value, { width, color: false }).split('\n').slice(0, -1)
}

describe('--output table', () => {
  it('heads a list with the operation', () => {
    expect(table(['vpc-1', 'vpc-2'])).toEqual([
      '-----------',
      '| Things  |',
      '+---------+',
      '|  vpc-1  |',
      '|  vpc-2  |',
      '+---------+',
    ])
  })

  it('puts records of plain members into columns, in alphabetical order', () => {
    expect(table([{ b: 'x', a: 1 }, { b: 'y' }])).toEqual([
      '------------',
      '|  Things  |',
      '+----+-----+',
      '|  a |  b  |',
      '+----+-----+',
      '|  1 |  x  |',
      '|    |  y  |',
      '+----+-----+',
    ])
  })

  it('names a single member beside its value', () => {
    expect(table({ Return: true })).toEqual([
      '--------------------',
      '|      Things      |',
      '+---------+--------+',
      '|  Return |  True  |',
      '+---------+--------+',
    ])
  })

  it('draws what is nested in a box within', () => {
    expect(table({ State: { Code: 16 } })).toEqual([
      '------------------',
      '|     Things     |',
      '+----------------+',
      '||     State    ||',
      '|+-------+------+|',
      '||  Code |  16  ||',
      '|+-------+------+|',
    ])
  })

  it('turns a record on its side only when the terminal is too narrow for it', () => {
    const record = { First: 'x'.repeat(10), Second: 'y'.repeat(10) }
    const wide = table(record, 80)
    expect(wide[0]).toHaveLength(30)
    expect(wide[3]).toBe('|    First    |   Second     |')
    expect(table(record, 30)).toEqual(wide)
    expect(table(record, 29)[3]).toBe('|  First  |  xxxxxxxxxx  |')
  })

  it('counts wide and ambiguous characters as two columns', () => {
    expect(textWidth('日本')).toBe(4)
    expect(textWidth('é')).toBe(2)
    expect(textWidth('ñ')).toBe(1)
    expect(table(['日本', 'abcd', 'a'])).toContain('|  日本  |')
  })

  const nothing: Record<string, Value> = {
    null: null,
    'an empty list': [],
    'an empty text': '',
    zero: 0,
    no: false,
  }
  it.each(Object.entries(nothing))('prints nothing for %s', (_, value) => {
    expect(writeTable('Things', value, plain)).toBe('')
  })

  it('prints the title alone for a lone value', () => {
    expect(table('vpc-1')).toEqual(['--------', '|Things|', '+------+'])
  })

  it('resets the terminal after every piece that it colours', () => {
    const lines = writeTable('T', { A: { b: 1 } }, { width: 80, color: true }).split('\n')
    expect(lines[0]).toMatch(/^-+$/)
    expect(lines[1]).toMatch(/^\x1b\[0m\x1b\[0m\| +T +\|\x1b\[0m\x1b\[0m$/)
    expect(lines[5]).toContain('\x1b[2m\x1b[33m|\x1b[0m')
    expect(lines[5]).toContain('\x1b[1m\x1b[34m1\x1b[0m')
    expect(lines.at(-1)).toBe('\x1b[0m')
  })

  it('refuses rows of different lengths', () => {
    expect(() => writeTable('T', [['a', 'b'], ['c']], plain)).toThrow(
      'Row should have 2 elements, instead it has 1',
    )
  })
})
