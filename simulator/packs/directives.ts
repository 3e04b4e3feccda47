import { nearest } from '../shell/nearest.ts'
import type { Problem } from './problem.ts'

// A near miss as what it changes of a solution: `# without: PART`, and `# instead-of: PART`, `# before: …` and
// `# after: …` with lines of its own. A part begins with `# part: NAME` in the solution and ends where the next one
// does; a single command is named by how it begins. `# from: alternatives/NAME.sh` begins with another solution.

const verbs = ['without', 'instead-of', 'before', 'after'] as const

/** A solution as its readers see it: names of parts and counts of commands are for others. */
export const withoutParts = (script: string): string => script.replace(/^# (part|commands):.*\n/gm, '')

interface Directive {
  readonly verb: (typeof verbs)[number]
  readonly target: string
  readonly line: number
  readonly column: number
  /** What stands under it. */
  readonly lines: string[]
}

/** Some lines of a script that belong together: a command with the lines that it goes on in, a comment, nothing. */
interface Piece {
  readonly lines: readonly string[]
  readonly part: string | undefined
  readonly isCode: boolean
}

/** In lines: what is longer is a mistake, such as a quote that nobody closes. */
const longestCommand = 200

const header = /^# (without|instead-of|before|after|from):\s*(.*)$/
const partLine = /^# part:\s*(\S.*)$/

export interface Composed {
  readonly script: string
  readonly problems: readonly Problem[]
}

/** The whole script of a near miss; itself where it says nothing of a solution. */
export function composeScript(file: string, text: string, solutions: ReadonlyMap<string, string>): Composed {
  const lines = text.split('\n')
  if (!lines.some((line) => header.test(line))) return { script: text, problems: [] }
  const problems: Problem[] = []
  const complain = (line: number, column: number, found: string, expected: string, hint?: string) =>
    problems.push({ file, line, column, found, expected, ...(hint !== undefined && { hint }) })

  const directives: Directive[] = []
  let base = 'solution.sh'
  lines.forEach((line, i) => {
    const [, verb, said = ''] = header.exec(line) ?? []
    const column = line.length - said.length + 1
    const target = said.trim()
    if (verb === 'from') {
      base = target
      if (!solutions.has(base)) {
        complain(i + 1, column, target, `one of ${[...solutions.keys()].join(', ')}`)
      }
    } else if (verb !== undefined) {
      directives.push({ verb: verb as Directive['verb'], target, line: i + 1, column, lines: [] })
    } else if (directives.length) directives.at(-1)!.lines.push(line)
    else if (line.trim() !== '' && !line.startsWith('#')) {
      const where = 'a line such as "# after: PART" above it, which says where it belongs'
      complain(i + 1, 1, line.trim(), where)
    }
  })

  let pieces = piecesOf(solutions.get(base) ?? '')
  const original = pieces
  for (const one of directives) {
    const { verb, target, line, column } = one
    const targets = targetsOf(original, target)
    if (typeof targets === 'string') {
      const near = nearest(target, namesIn(original))
      complain(
        line,
        column,
        `"${target}", ${targets}`,
        `a part of ${base}, or how one of its commands begins`,
        near && `Did you mean ${near}?`,
      )
      continue
    }
    const code = one.lines.some((own) => own.trim() !== '' && !own.startsWith('#'))
    if (verb === 'without' && code) {
      complain(line, 1, 'commands under "without"', 'nothing, or "instead-of"')
      continue
    }
    if (verb !== 'without' && !code) {
      complain(line, 1, `nothing under "${verb}"`, 'commands')
      continue
    }
    pieces = changed(pieces, one, targets)
  }
  return { script: pieces.flatMap((one) => one.lines).join('\n'), problems }
}

function changed(pieces: readonly Piece[], { verb, lines }: Directive, targets: readonly Piece[]): Piece[] {
  const own: Piece = { lines: withoutEnd(lines), part: targets[0]?.part, isCode: true }
  const edge = verb === 'after' ? targets.at(-1) : targets[0]
  return pieces.flatMap((one) => {
    const isTarget = targets.includes(one)
    const kept = isTarget && (verb === 'without' || verb === 'instead-of') ? [] : [one]
    if (one !== edge || verb === 'without') return kept
    return verb === 'after' ? [...kept, own] : [own, ...kept]
  })
}

const withoutEnd = (lines: readonly string[]): readonly string[] => {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return lines.slice(0, last + 1)
}

/** The pieces that a name stands for, or why it stands for none. */
function targetsOf(pieces: readonly Piece[], target: string): readonly Piece[] | string {
  const part = pieces.filter((one) => one.part === target)
  if (part.length) return part
  const commands = pieces.filter(({ isCode, lines }) => isCode && (lines[0] ?? '').trim().startsWith(target))
  if (target === '' || !commands.length) return 'which is not there'
  return commands.length > 1 ? `which ${commands.length} commands begin with` : commands
}

const namesIn = (pieces: readonly Piece[]): readonly string[] => [
  ...new Set(pieces.flatMap(({ part }) => part ?? [])),
  ...pieces.flatMap(({ isCode, lines }) => (isCode ? (lines[0] ?? '').trim() : [])),
]

function piecesOf(script: string): readonly Piece[] {
  const pieces: Piece[] = []
  const lines = script.split('\n')
  let part: string | undefined
  for (let i = 0; i < lines.length; ) {
    const first = lines[i]!
    part = partLine.exec(first)?.[1]?.trim() ?? part
    const isCode = first.trim() !== '' && !first.trimStart().startsWith('#')
    let end = i + 1
    while (isCode && end < lines.length && end - i < longestCommand && goesOn(lines.slice(i, end).join('\n')))
      end++
    pieces.push({ lines: lines.slice(i, end), part, isCode })
    i = end
  }
  return pieces
}

/** Whether a command goes on in the next line: a backslash, an open quote, a here-document without its end. */
function goesOn(text: string): boolean {
  const [, delimiter] = /<<-?\s*['"]?(\w+)['"]?/.exec(text.replace(/<<</g, '')) ?? []
  if (delimiter !== undefined) return !new RegExp(`\\n\\s*${delimiter}$`).test(text)
  let quote = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (char === '\\' && quote !== "'") {
      if (i === text.length - 1) return true
      i++
    } else if (quote) {
      if (char === quote) quote = ''
    } else if (char === "'" || char === '"') quote = char
    else if (char === '#' && /\s/.test(text[i - 1] ?? ' ')) i = lineEnd(text, i)
  }
  return quote !== ''
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
