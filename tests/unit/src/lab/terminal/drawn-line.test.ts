import { describe, expect, it } from 'vitest'
import { DrawnLine } from '../../../../../src/lab/terminal/drawn-line.ts'

// A terminal of ten columns and four rows, and what its reader finds in it from the first row on.

const columns = 10
const height = 4

function terminal() {
  const rows: string[] = ['']
  let at = { row: 0, column: 0 }
  const top = () => Math.max(0, rows.length - height)
  const down = () => {
    at.row++
    rows[at.row] ??= ''
  }
  function show(drawing: string) {
    for (const [part, count, command] of drawing.matchAll(/\x1b\[(\d*)([A-Z])|[\s\S]/g)) {
      const by = Number(count || 1)
      if (command === 'A') at = { ...at, row: Math.max(top(), at.row - by) }
      else if (command === 'C') at.column += by
      else if (command === 'J') {
        const visible = rows.length
        rows.splice(at.row, visible, (rows[at.row] ?? '').slice(0, at.column))
        // What is erased is still a part of the screen.
        while (rows.length < visible) rows.push('')
      } else if (part === '\r') at.column = 0
      else if (part === '\n') {
        at.column = 0
        down()
      } else {
        if (at.column === columns) {
          at.column = 0
          down()
        }
        rows[at.row] = (rows[at.row] ?? '').padEnd(at.column).slice(0, at.column) + part
        at.column++
      }
    }
  }
  return { show, rows, cursor: () => ({ ...at, row: at.row - top() }), above: () => at.row }
}

/** Draws one text after the other, as somebody types; `|` is where the cursor is. */
function typed(...texts: string[]) {
  const screen = terminal()
  screen.show('before\n')
  const line = new DrawnLine()
  for (const text of texts) {
    const [before = '', after = ''] = text.split('|')
    screen.show(line.draw(before + after, before, columns, height))
  }
  return { ...screen, line, shown: () => screen.rows.join('\n').trimEnd() }
}

const five = '$ 1\n> 2\n> 3\n> 4\n> 5'

describe('a line that takes more rows than the screen has', () => {
  it('is there once, from its first row on', () => {
    expect(typed(`${five}|`).shown()).toBe(`before\n${five}`)
  })

  it('is there once after more was typed behind it', () => {
    const { shown, cursor } = typed(`${five}|`, `${five}6|`, `${five}67|`)
    expect(shown()).toBe(`before\n${five}67`)
    expect(cursor()).toEqual({ row: 3, column: 5 })
  })

  it('is there once when it has grown row by row', () => {
    expect(typed('$ |', '$ 1\n> 2|', '$ 1\n> 2\n> 3\n> 4|', `${five}|`, `${five}\n> 6|`).shown()).toBe(
      `before\n${five}\n> 6`,
    )
  })

  it('is there once where rows break at the edge', () => {
    const long = '0123456789'.repeat(5)
    expect(typed(`${long}|`, `${long}a|`, `${long}ab|`).shown()).toBe(
      'before\n0123456789\n0123456789\n0123456789\n0123456789\n0123456789\nab',
    )
  })

  it('shows the row in which the cursor is, and goes back to its end', () => {
    const up = typed(`${five}|`, '$ 1|\n> 2\n> 3\n> 4\n> 5')
    expect(up.rows.slice(-4)).toEqual(['$ 1', '> 2', '> 3', '> 4'])
    expect(up.cursor()).toEqual({ row: 0, column: 3 })
    const back = typed(`${five}|`, '$ 1|\n> 2\n> 3\n> 4\n> 5', `${five}|`)
    expect(back.shown()).toBe(`before\n${five}`)
    expect(back.cursor()).toEqual({ row: 3, column: 3 })
  })

  it('tells how far above the cursor it begins', () => {
    const { line, above } = typed(`${five}|`, `${five}6|`)
    expect(above() - line.rowsAbove).toBe(1)
  })
})

it('a shorter line takes the place of a long one', () => {
  const { rows, cursor } = typed(`${five}|`, '$ 1|')
  expect(rows.slice(-4)).toEqual(['$ 1', '', '', ''])
  expect(cursor()).toEqual({ row: 0, column: 3 })
})

it('a line behind whose last column the cursor waits has a row for it', () => {
  const { shown, cursor } = typed('0123456789|', '0123456789a|')
  expect(shown()).toBe('before\n0123456789\na')
  expect(cursor()).toEqual({ row: 2, column: 1 })
})

it('what was pushed over the top by a smaller screen is not written again', () => {
  const line = new DrawnLine()
  line.draw('$ 1\n> 2\n> 3\n> 4', '$ 1\n> 2\n> 3\n> 4', columns, height)
  // Two rows are left, the cursor in the last of them.
  line.moved(1)
  expect(line.draw('$ 1\n> 2\n> 3\n> 45', '$ 1\n> 2\n> 3\n> 45', columns, 2)).toBe(
    '\x1b[1A\r\x1b[J> 3\n> 45\r\x1b[4C',
  )
})
