import type { Page } from './page.ts'

/** A paragraph of documentation without its markup. */
interface Prose {
  readonly text: string
  readonly depth: number
  /** What stands in front of a list item: a bullet or its number. */
  readonly mark?: string
  /** To be shown as it is, line by line. */
  readonly verbatim?: boolean
}

const remark = /^(?:NOTE|IMPORTANT|CAUTION|WARNING):$/

/**
 * AWS's documentation of a thing, as paragraphs. The markup is the one that the contract's documentation
 * comes in: empty lines between paragraphs, two spaces for each level, `- ` and `1. ` before list items.
 */
export function proseOf(markup: string): Prose[] {
  const prose: Prose[] = []
  let lines: string[] = []
  let fenced = false

  function finish(): void {
    if (lines.length > 0) prose.push(fenced ? verbatim(lines) : paragraph(lines))
    lines = []
  }

  for (const line of markup.split('\n')) {
    const isFence = line.trim() === '```'
    if (isFence || (!fenced && line.trim() === '')) {
      finish()
      if (isFence) fenced = !fenced
    } else lines.push(line)
  }
  finish()
  return prose.filter(({ text }) => text !== '')
}

function paragraph(lines: readonly string[]): Prose {
  const depth = depthOf(lines[0] ?? '')
  const whole = lines.map((line) => line.trim()).join(' ')
  const mark = /^(-|\d+\.) /.exec(whole)?.[1]
  if (!mark) return { text: plain(whole), depth }
  return { text: plain(whole.slice(mark.length + 1)), depth, mark: mark === '-' ? 'o' : mark }
}

function verbatim(lines: readonly string[]): Prose {
  const depth = Math.min(...lines.filter(Boolean).map(depthOf))
  return { text: lines.map((line) => line.slice(2 * depth)).join('\n'), depth, verbatim: true }
}

function depthOf(line: string): number {
  return Math.floor(line.search(/\S|$/) / 2)
}

/** Puts documentation on a page. */
export function layProse(page: Page, markup: string, depth: number): void {
  for (const { text, depth: inner, mark, verbatim: asIs } of proseOf(markup)) {
    const at = depth + inner
    if (asIs) page.literal(text.split('\n'), at)
    else if (mark) page.bullet(text, at, mark)
    else if (remark.test(text)) page.term(text, at)
    else page.paragraph(text, at)
  }
}

/** The first sentence of a documentation text, in one line. */
export function firstSentence(markup: string): string {
  const first =
    proseOf(markup)
      .find(({ text }) => !remark.test(text))
      ?.text.replaceAll('\n', ' ') ?? ''
  // A full stop inside a name or after an abbreviation ends nothing.
  const end = /(?<!\b(?:e\.g|i\.e|vs|etc))\.(?= [A-Z])/.exec(first)
  return end ? first.slice(0, end.index + 1) : first
}

/** The real one leaves a space after words that it sets off (observed in AWS CLI 2.36), and so does this. */
function plain(text: string): string {
  const links = text.replace(/\[([^\]]*)\]\([^)\s]*\)/g, '$1 ')
  const strong = links.replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, '$1 ')
  // Every second part is code, in which an asterisk is an asterisk.
  const parts = strong.split('`').map((part, at) => (at % 2 === 1 ? `${part} ` : withoutEmphasis(part)))
  return parts.join('').replace(/\s+/g, ' ').trim()
}

function withoutEmphasis(text: string): string {
  return text.replace(/(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*/g, '$1 ')
}
