import { textWidth } from './text-width.ts'

export interface TableStyle {
  /** Columns of the terminal: a wider table turns its one-row boxes on their side. */
  readonly width: number
  readonly color: boolean
}

export interface Section {
  readonly title: string
  readonly depth: number
  /** How many cells each row has, once known. */
  columns: number | undefined
  headers: readonly string[]
  readonly rows: string[][]
}

export function newSection(title: string, depth: number): Section {
  return { title, depth, columns: undefined, headers: [], rows: [] }
}

export function drawSections(sections: readonly Section[], style: TableStyle): string {
  let measured = sections.map(measure)
  let width = widest(measured)
  if (width > style.width) {
    measured = sections.map((section) => measure(turn(section)))
    width = widest(measured)
  }
  const lines = new Lines(style.color)
  lines.add(0, '-'.repeat(width))
  for (const section of measured) drawSection(section, width - section.depth * 2, lines, style.color)
  return lines.text()
}

/** A box with a single row becomes a list of names and values. */
function turn(section: Section): Section {
  const [row] = section.rows
  if (section.rows.length !== 1 || section.headers.length === 0 || row === undefined) return section
  return {
    ...newSection(section.title, section.depth),
    rows: section.headers.map((header, i) => [header, row[i] ?? '']),
  }
}

interface MeasuredSection extends Section {
  readonly widths: readonly number[]
}

function measure(section: Section): MeasuredSection {
  const widths: number[] = section.headers.map(textWidth)
  for (const row of section.rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, textWidth(cell))
    })
  }
  return { ...section, widths }
}

/** Blanks around a cell, edges included. */
const padding = 4
const borders = 2

function widest(sections: readonly MeasuredSection[]): number {
  return sections.reduce((most, { title, widths, depth }) => {
    const cells = widths.reduce((total, width) => total + width + padding, borders)
    return Math.max(most, cells + depth * 2, textWidth(title) + borders + depth * 2)
  }, 0)
}

/** Shares the width of the table out to the columns, in proportion; the rest goes to the outer ones. */
function shareOut(widths: readonly number[], available: number): number[] {
  const wanted = widths.map((width) => width + padding)
  const scale = available / wanted.reduce((total, width) => total + width, 0)
  const shares = wanted.map((width) => roundHalfEven(scale * width))
  let over = shares.reduce((total, share) => total + share, 0) - available
  while (over !== 0) {
    const step = over > 0 ? -1 : 1
    for (let n = 0; n < shares.length && over !== 0; n++) {
      // Takes from the left, gives from the right.
      const i = over > 0 ? n : shares.length - 1 - n
      shares[i] = (shares[i] as number) + step
      over += step
    }
  }
  return shares
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}

function drawSection(section: MeasuredSection, width: number, lines: Lines, color: boolean): void {
  const { depth, title, headers, rows } = section
  if (title !== '') {
    lines.add(depth, center(title, width, '|'))
    if (headers.length === 0 && rows.length === 0) lines.add(depth, `+${'-'.repeat(width - 2)}+`)
  }
  if (section.widths.length === 0) return
  const widths = shareOut(section.widths, width)
  const rule = widths
    .map((column, i) => (i === 0 ? `+${'-'.repeat(column - 2)}+` : `${'-'.repeat(column - 1)}+`))
    .join('')
  if (headers.length > 0) {
    lines.add(depth, rule)
    lines.add(depth, widths.map((column, i) => center(headers[i] ?? '', column, i === 0 ? '|' : '')).join(''))
  }
  if (rows.length === 0) return
  lines.add(depth, rule)
  for (const row of rows) {
    const cells = widths.map((column, i) => alignLeft(row[i] ?? '', column, i === 0 ? '|' : '', color))
    lines.add(depth, cells.join(''))
  }
  lines.add(depth, rule)
}

function center(text: string, width: number, leftEdge: string): string {
  const length = textWidth(text)
  const before = Math.max(0, Math.floor(width / 2) - Math.floor(length / 2) - 1)
  const after = Math.max(
    0,
    width - 1 - leftEdge.length - (Math.floor(width / 2) - Math.floor(length / 2) - 1) - length,
  )
  return `${leftEdge}${' '.repeat(before)}${text}${' '.repeat(after)}|`
}

function alignLeft(text: string, width: number, leftEdge: string, color: boolean): string {
  const length = textWidth(text)
  const before = width - length - 2 - leftEdge.length - 1 >= 0 ? 2 : 0
  const after = Math.max(0, width - leftEdge.length - before - length - 1)
  const shown = color ? `${bold}${blue}${text}${plain}` : text
  return `${leftEdge}${' '.repeat(before)}${shown}${' '.repeat(after)}|`
}

const bold = '\x1b[1m'
const blue = '\x1b[34m'
const dim = '\x1b[2m'
const yellow = '\x1b[33m'
const plain = '\x1b[0m'

class Lines {
  private written = ''
  private readonly color: boolean

  constructor(color: boolean) {
    this.color = color
  }

  /** With colour, the CLI's library resets the terminal after each piece that it writes. */
  add(depth: number, line: string): void {
    if (!this.color) {
      const edge = '|'.repeat(depth)
      this.written += `${edge}${line}${edge}\n`
    } else if (this.written === '') this.written = `${line}\n${plain}`
    else {
      const edge = `${dim}${yellow}|${plain}`.repeat(depth) + plain
      this.written += `${edge}${line}${plain}${edge}\n${plain}`
    }
  }

  text(): string {
    return this.written
  }
}
