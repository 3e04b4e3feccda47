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

/** What the page itself tells goes on in the next row at a word, not within one. */
export const betweenWords = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(.{1,${columns}})(?: +|$)`, 'g'), '$1\n').trimEnd())
    .join('\n')

/** The end of an output that has more rows than are kept: the others would be gone before anybody sees them. */
export function lastRows(output: Uint8Array, kept: number): Uint8Array {
  let rows = 0
  for (let at = output.length - 1; at >= 0; at--) {
    if (output[at] !== lineBreak || ++rows <= kept) continue
    // Colours that were begun before hold on.
    return output.subarray(0, at).includes(escapeSign) ? output : output.subarray(at + 1)
  }
  return output
}

const lineBreak = 10
const escapeSign = 27
