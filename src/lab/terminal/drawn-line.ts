import { endOf } from './screen-text.ts'

// The line that is typed, as it stands on the screen. It may take more rows than the screen has: what goes over the top
// is in the terminal's memory then, and is not written there a second time.

export class DrawnLine {
  /** The cursor's row, counted from where the line begins. */
  #row = 0
  /** The line's first row that is on the screen. */
  #first = 0
  /** How many of its rows have gone over the top. */
  #gone = 0

  /** A new line begins where the cursor is. */
  begin(): void {
    this.#row = 0
    this.#first = 0
    this.#gone = 0
  }

  /** How many rows above the cursor the line begins. */
  get rowsAbove(): number {
    return this.#row - this.#first + this.#gone
  }

  /** The terminal has another size, and its cursor is in this row of the screen. */
  moved(cursorRow: number): void {
    this.#first = Math.max(0, this.#row - cursorRow)
    this.#gone = this.#first
  }

  /** What draws a line anew where it was drawn before. Its cursor stands behind `before`. */
  draw(text: string, before: string, columns: number, height: number): string {
    // Behind the last column a terminal waits for what comes next before it goes to the next row.
    const wrapped = (place: { row: number; column: number }) =>
      place.column === columns ? { row: place.row + 1, column: 0 } : place
    const end = endOf(text, columns)
    const to = wrapped(endOf(before, columns))
    const last = wrapped(end).row
    const first = Math.max(0, Math.min(last + 1 - height, to.row))
    const from = Math.min(this.#gone, first)
    const until = Math.min(last, first + height - 1)
    const up = this.#row - this.#first
    const rise = until - to.row
    const drawing = [
      up ? `\x1b[${up}A` : '',
      '\r\x1b[J',
      text.slice(startOf(from, text, columns), startOf(until + 1, text, columns)).replace(/\n$/, ''),
      until === last && end.column === columns ? '\n' : '',
      rise ? `\x1b[${rise}A` : '',
      '\r',
      to.column ? `\x1b[${to.column}C` : '',
    ]
    this.#row = to.row
    this.#first = first
    this.#gone = Math.max(this.#gone, first)
    return drawing.join('')
  }
}

/** Where in a text one of its rows begins. */
function startOf(row: number, text: string, columns: number): number {
  let place = { row: 0, column: 0 }
  let at = 0
  for (const [part] of text.matchAll(/\x1b\[[\d;?]*[A-Za-z]|[\s\S]/gu)) {
    if (place.row >= row) return at
    const next = endOf(part, columns, place)
    // What has no more room begins the row itself; a line break ends the one before it.
    if (part !== '\n' && next.row >= row) return at
    place = next
    at += part.length
  }
  return at
}
