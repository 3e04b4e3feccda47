import type { IUnicodeVersionProvider, Terminal } from '@xterm/xterm'
import { describe, expect, it } from 'vitest'
import {
  betweenWords,
  endOf,
  lastRows,
  useWidths,
  widthOf,
} from '../../../../../src/lab/terminal/screen-text.ts'

describe('a character takes', () => {
  it.each([
    ['a', 1],
    ['é', 1],
    ['—', 1],
    ['日', 2],
    ['𠀀', 2],
    ['한', 2],
    ['ｱ', 1],
    ['Ａ', 2],
    ['😀', 2],
    // An accent stands on the character before it.
    ['\u0301', 0],
    ['\u200d', 0],
  ])('%j %i columns', (character, width) => {
    expect(widthOf(character)).toBe(width)
  })
})

it('the terminal goes by the same table', () => {
  const registered: IUnicodeVersionProvider[] = []
  const unicode = { register: (one: IUnicodeVersionProvider) => registered.push(one), activeVersion: '6' }
  useWidths({ unicode } as unknown as Terminal)
  const [table] = registered
  expect(unicode.activeVersion).toBe(table?.version)
  for (const character of ['a', '日', '😀', '\u0301'])
    expect(table?.wcwidth(character.codePointAt(0)!)).toBe(widthOf(character))
})

describe('the cursor of a terminal of ten columns stands', () => {
  it.each<[string, string, number, number]>([
    ['at the start of nothing', '', 0, 0],
    ['behind a text', '$ ls', 0, 4],
    // A full row waits for what comes next.
    ['behind the last column of a full row', '0123456789', 0, 10],
    ['in the next row, one character further', '0123456789a', 1, 1],
    ['in the third row', '0123456789'.repeat(2).concat('ab'), 2, 2],
    ['two columns to the right of a wide character', '日', 0, 2],
    ['in the next row where half of a wide character has room', '012345678日', 1, 2],
    ['where a wide character fills the row', '01234567日', 0, 10],
    ['where an accent leaves it', 'e\u0301', 0, 1],
    ['in the row behind a line break', 'ab\ncd', 1, 2],
    ['behind a line break that follows a full row', '0123456789\na', 1, 1],
    ['where colours leave it', '\x1b[1;32mok\x1b[0m$', 0, 3],
    ['in a row that is not wider by colours', '\x1b[31m0123456789\x1b[0m', 0, 10],
  ])('%s', (_, text, row, column) => {
    expect(endOf(text, 10)).toEqual({ row, column })
  })

  it('further on, where it did not begin at the left', () => {
    expect(endOf('abc', 10, { row: 2, column: 8 })).toEqual({ row: 3, column: 1 })
  })
})

describe('what the page tells', () => {
  it.each([
    ['stays as it is where there is room', 'Type help.\n', 'Type help.\n'],
    ['goes on at a word', 'Every step can be undone.\n', 'Every step\ncan be\nundone.\n'],
    ['keeps its own lines', 'One two three\nfour\n', 'One two\nthree\nfour\n'],
    ['breaks no word that is longer than a row', 'See privatenetworking now', 'See\nprivatenetworking\nnow'],
  ])('%s', (_, text, shown) => {
    expect(betweenWords(text, 10)).toBe(shown)
  })
})

describe('of an output', () => {
  it.each([
    ['that has no more rows than are kept, all is shown', 'a\nb\nc', 'a\nb\nc'],
    ['that has more, the last are shown', '1\n2\n3\n4\n5', '3\n4\n5'],
    ['that ends with a line break, as many', '1\n2\n3\n4\n', '3\n4\n'],
    [
      'whose first rows have colours, all is shown, for they may go on',
      '\x1b[31m1\n2\n3\n4',
      '\x1b[31m1\n2\n3\n4',
    ],
    ['whose last rows have colours, the last are shown', '1\n2\n\x1b[31m3\n4', '2\n\x1b[31m3\n4'],
  ])('%s', (_, output, shown) => {
    const text = new TextDecoder().decode(lastRows(new TextEncoder().encode(output), 2))
    expect(text).toBe(shown)
  })
})
