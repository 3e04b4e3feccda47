import { Unicode11Addon } from '@xterm/addon-unicode11'
import type { ITerminalAddon, IUnicodeVersionProvider, Terminal } from '@xterm/xterm'

// How much room text takes on a terminal. Whoever draws and xterm.js must go by one table, or the cursor stands
// elsewhere than the text.

const table = tableOf(new Unicode11Addon())

/** What an add-on registers with a terminal. */
function tableOf(addon: ITerminalAddon): IUnicodeVersionProvider {
  const registered: IUnicodeVersionProvider[] = []
  const register = (one: IUnicodeVersionProvider) => registered.push(one)
  addon.activate({ unicode: { register } } as unknown as Terminal)
  return registered[0]!
}

/** Lets a terminal go by the same table. */
export function useWidths({ unicode }: Terminal): void {
  unicode.register(table)
  unicode.activeVersion = table.version
}

const sequence = /\x1b\[[\d;?]*[A-Za-z]/g

export const widthOf = (character: string): number => table.wcwidth(character.codePointAt(0) ?? 0)

/** Where a terminal's cursor is after some text: rows down and columns to the right of where it began. */
export function endOf(
  text: string,
  columns: number,
  from = { row: 0, column: 0 },
): { row: number; column: number } {
  let { row, column } = from
  for (const character of text.replace(sequence, '')) {
    if (character === '\n') {
      row++
      column = 0
      continue
    }
    const width = widthOf(character)
    if (column + width > columns) {
      row++
      column = 0
    }
    column += width
  }
  return { row, column }
}

/**
 * What draws a text anew where one was drawn before, whose cursor is `up` rows below its start; and in which row of the
 * text the cursor is then, which stands behind `before`.
 */
export function drawn(
  text: string,
  before: string,
  columns: number,
  up: number,
): { readonly drawing: string; readonly row: number } {
  // Behind the last column a terminal waits for what comes next before it goes to the next row.
  const wrapped = (place: { row: number; column: number }) =>
    place.column === columns ? { row: place.row + 1, column: 0 } : place
  const end = endOf(text, columns)
  const to = wrapped(endOf(before, columns))
  const rise = wrapped(end).row - to.row
  const drawing = [
    up ? `\x1b[${up}A` : '',
    '\r\x1b[J',
    text,
    end.column === columns ? '\n' : '',
    rise ? `\x1b[${rise}A` : '',
    '\r',
    to.column ? `\x1b[${to.column}C` : '',
  ]
  return { drawing: drawing.join(''), row: to.row }
}
