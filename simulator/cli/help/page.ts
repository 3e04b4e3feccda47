import { filler } from './fill.ts'

/** A manual page as `groff -man -Tascii` sets it for a terminal of 80 columns. */
export interface Page {
  /** A title at the margin. */
  heading(title: string): void
  /** A title between the margin and the text. */
  subheading(title: string): void
  /** Justified text; `depth` counts the levels that it is set in by. */
  paragraph(text: string, depth?: number): void
  /** What a paragraph is about, in a line of its own right above it. */
  term(text: string, depth?: number): void
  /** A list item; `mark` is its number, unless it is a bullet. */
  bullet(text: string, depth?: number, mark?: string): void
  /** Lines as they are. */
  literal(lines: readonly string[], depth?: number): void
  /** The page, closed. */
  text(): string
}

type Kind = 'heading' | 'term' | 'text'

const width = 78
const margin = 7

export function page(title: string): Page {
  const lines = [ends(title), '', '']
  const fill = filler()
  let last: Kind = 'text'

  /** A blank line comes before each thing, except right below a heading or between a term and its text. */
  function put(block: readonly string[], kind: Kind): void {
    const joins = last === 'heading' || (last === 'term' && kind === 'text')
    if (!joins) lines.push('')
    lines.push(...block)
    last = kind
  }

  function set(text: string, depth: number, kind: Kind, mark = ''): void {
    const indent = ' '.repeat(indentOf(depth))
    const hang = ' '.repeat(mark.length)
    const filled = fill(text, width - indent.length - mark.length)
    put(
      filled.map((line, at) => `${indent}${at === 0 ? mark : hang}${line}`),
      kind,
    )
  }

  return {
    heading: (name) => put([name], 'heading'),
    subheading: (name) => put([`   ${name}`], 'heading'),
    paragraph: (text, depth = 0) => set(text, depth, 'text'),
    term: (text, depth = 0) => set(text, depth, 'term'),
    bullet: (text, depth = 0, mark = 'o') => set(text, depth, 'text', `${mark} `),
    literal: (block, depth = 0) =>
      put(
        block.map((line) => (line ? `${' '.repeat(indentOf(depth))}${line}` : '')),
        'text',
      ),
    text: () => `${[...lines, '', '', '', nameOf(title).padStart(width)].join('\n')}\n`,
  }
}

/** Levels are three and a half columns apart. */
function indentOf(depth: number): number {
  return Math.floor(margin + 3.5 * depth)
}

function ends(title: string): string {
  const name = nameOf(title)
  return `${name}${name.padStart(width - name.length)}`
}

function nameOf(title: string): string {
  return `${title.toUpperCase()}()`
}
