// Where code stands in Markdown, found in one pass: what strangers write must not take long to read.

export interface Span {
  readonly start: number
  readonly end: number
}

export interface CodeSpan extends Span {
  readonly code: string
}

export interface Fence extends Span {
  /** What follows the opening marks: the language. */
  readonly tag: string
  readonly body: string
  /** Where the body begins. */
  readonly bodyAt: number
}

/** Code inside of lines, between as many backticks on both sides. */
export function codeSpansIn(text: string): readonly CodeSpan[] {
  const spans: CodeSpan[] = []
  let lineAt = 0
  for (const line of text.split('\n')) {
    if (line.includes('`')) spans.push(...spansIn(line, lineAt))
    lineAt += line.length + 1
  }
  return spans
}

function spansIn(line: string, lineAt: number): CodeSpan[] {
  const runs = [...line.matchAll(/`+/g)].map((match) => ({ at: match.index, size: match[0].length }))
  /** For each run, the next one of its size. */
  const partners: (number | undefined)[] = []
  const nextOf = new Map<number, number>()
  for (let i = runs.length - 1; i >= 0; i--) {
    const { size } = runs[i]!
    partners[i] = nextOf.get(size)
    nextOf.set(size, i)
  }
  const spans: CodeSpan[] = []
  for (let i = 0; i < runs.length; i++) {
    const partner = partners[i]
    if (partner === undefined) continue
    const { at, size } = runs[i]!
    const close = runs[partner]!.at
    spans.push({ start: lineAt + at, end: lineAt + close + size, code: line.slice(at + size, close) })
    i = partner
  }
  return spans
}

/** Code between lines of marks; one that is not closed goes on to the end. */
export function fencesIn(text: string): readonly Fence[] {
  const fences: Fence[] = []
  let open: { start: number; marks: string; tag: string; bodyAt: number } | undefined
  let at = 0
  const close = (end: number, bodyEnd: number) => {
    if (!open) return
    const { start, tag, bodyAt } = open
    fences.push({ start, end, tag, bodyAt, body: text.slice(bodyAt, bodyEnd) })
    open = undefined
  }
  for (const line of text.split('\n')) {
    const next = at + line.length + 1
    const [whole = '', marks = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (open) {
      if (marks.startsWith(open.marks) && line.slice(whole.length).trim() === '') close(at + line.length, at)
    } else if (marks && !(marks.startsWith('`') && line.slice(whole.length).includes('`'))) {
      open = { start: at, marks, tag: line.slice(whole.length).trim(), bodyAt: Math.min(next, text.length) }
    }
    at = next
  }
  close(text.length, text.length)
  return fences
}

/** The text with its code blanked out, so that what remains stands where it stood. */
export function withoutCode(text: string): string {
  const prose = blankedOut(text, fencesIn(text))
  return blankedOut(prose, codeSpansIn(prose))
}

function blankedOut(text: string, spans: readonly Span[]): string {
  const parts: string[] = []
  let at = 0
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, ' '))
    at = end
  }
  return [...parts, text.slice(at)].join('')
}

/** Lines and columns of places in a text; from 1. */
export function placesIn(
  text: string,
): (index: number) => { readonly line: number; readonly column: number } {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (index) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (starts[middle]! <= index) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: index - starts[low]! + 1 }
  }
}
