import { displayWidth } from './display-width.ts'

// Lines of text as the rows of a screen.

export interface Row {
  readonly text: string
  /** The line that it is a part of, counted from 0. */
  readonly line: number
}

export interface Setting {
  readonly columns: number
  /** Long lines are cut at the edges; so many columns are left of the screen. */
  readonly cut?: number | undefined
  /** Colours are colours, and no signs. */
  readonly isRaw: boolean
  readonly hasNumbers: boolean
}

/** How colours and the like are written: they take no room. */
const control = '\\x1b\\[[\\d;:?]*[A-Za-z]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)'
const escapes = new RegExp(control, 'g')
const pieces = new RegExp(`${control}|[\\s\\S]`, 'gu')

export const withoutColours = (text: string): string => text.replace(escapes, '')

export function rowsOf(lines: readonly string[], setting: Setting): Row[] {
  const rows: Row[] = []
  for (const [line, text] of lines.entries()) {
    const number = setting.hasNumbers ? `${String(line + 1).padStart(7)} ` : ''
    for (const part of fold(text, setting, number.length)) rows.push({ text: number + part, line })
  }
  return rows
}

function fold(text: string, { columns, cut, isRaw }: Setting, margin: number): string[] {
  const room = Math.max(1, columns - margin)
  const parts: string[] = []
  let part = ''
  let width = 0
  let column = 0
  for (const [piece] of text.matchAll(pieces)) {
    const written = signsFor(piece, column, isRaw)
    const own = written.startsWith('\x1b') ? 0 : displayWidth(written)
    column += own
    if (cut !== undefined) {
      if (own === 0 || (column > cut && column - cut <= room)) part += written
      continue
    }
    if (width + own > room) {
      parts.push(part)
      part = ''
      width = 0
    }
    part += written
    width += own
  }
  return [...parts, part]
}

function signsFor(piece: string, column: number, isRaw: boolean): string {
  if (piece === '\t') return ' '.repeat(8 - (column % 8))
  if (piece.startsWith('\x1b') && isRaw) return piece.endsWith('m') ? piece : ''
  return piece.replace(/[\x00-\x1f\x7f]/g, (sign) =>
    sign === '\x1b' ? 'ESC' : `^${String.fromCharCode(sign.charCodeAt(0) ^ 64)}`,
  )
}
