import { displayWidth } from './display-width.ts'
import { withoutColours } from './rows.ts'

const widthOf = (text: string): number => displayWidth(withoutColours(text))

/** Commands are copied as they are: a line break in one would end it. */
const command = /^\s*(?:\$ )?(?:aws|onprem|host|fault|lab|sudo|ssh|curl) \S/

/** Lines that are wider than a terminal go on at a word, below where their text begins. Fenced code stays as it is. */
export function wrapped(text: string, columns: number): string {
  let isCode = false
  const wrap = (line: string): readonly string[] => {
    const isFence = /^\s*```/.test(line)
    if (isFence) isCode = !isCode
    return isFence || isCode || command.test(line) || widthOf(line) <= columns ? [line] : fold(line, columns)
  }
  return text.split('\n').flatMap(wrap).join('\n')
}

function fold(line: string, columns: number): readonly string[] {
  const margin = ' '.repeat(hangOf(line, columns))
  const rows: string[] = []
  let row = ''
  for (const [word] of line.matchAll(/ *\S+/g)) {
    const isFull = row.trim() !== '' && widthOf(row + word) > columns
    if (isFull) rows.push(row)
    row = isFull ? margin + word.trimStart() : row + word
  }
  return [...rows, row]
}

/** Behind a sign or a name and its blanks, where that leaves room; `expected: …` goes on a little farther in. */
function hangOf(line: string, columns: number): number {
  const indent = /^ */.exec(line)![0].length
  const column = /^ *(?:[✓✗•-] |\S+(?: \S+)* {2,}(?=\S))/.exec(line)?.[0]
  if (column !== undefined && widthOf(column) < columns / 2) return widthOf(column)
  return indent && /^ *[\w-]+: /.test(line) ? indent + 2 : indent
}
