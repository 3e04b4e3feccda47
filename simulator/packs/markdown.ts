import { packLimits } from './limits.ts'
import type { Problem } from './problem.ts'

// Markdown from strangers is text: no HTML, no scripts, nothing that is loaded from elsewhere, no link but to places that
// a reader would expect.

interface Rule {
  readonly pattern: RegExp
  readonly found: (match: string) => string
  readonly expected: string
}

const rules: readonly Rule[] = [
  {
    pattern: /<(?:[a-z!/?])[^>\n]{0,80}>?/gi,
    found: (one) => `HTML: ${one.slice(0, 40)}`,
    expected: 'Markdown alone',
  },
  {
    pattern: /!\[[^\]\n]{0,300}\]\(\s*(?:[a-z][a-z0-9+.-]*:|\/\/)[^)\n]{0,300}/gi,
    found: (one) => `a picture from elsewhere: ${one.slice(0, 60)}`,
    expected: 'a picture that is in the pack',
  },
  {
    pattern: /!\[\s*\]\(/g,
    found: () => 'a picture without words',
    expected: 'words for those who cannot see it: ![words](file)',
  },
  {
    pattern: /\]\(\s*(?!https:|#|[a-z0-9_./-]+(?:[)\s#]|$))[^)\n]{0,300}/gi,
    found: (one) => `the link ${one.slice(2, 60)}`,
    expected: 'https://…, #heading or a file of the pack',
  },
  {
    pattern: /^ {0,3}\[[^\]\n]{1,300}\]:\s*(?!https:|#)[a-z][a-z0-9+.-]*:\S{0,300}/gim,
    found: (one) => `the link ${one.slice(0, 60)}`,
    expected: 'https://…, #heading or a file of the pack',
  },
  // An autolink may have any scheme.
  {
    pattern: /<(?:javascript|data|vbscript|file|ftp):[^>\n]{0,80}>?/gi,
    found: (one) => one.slice(0, 40),
    expected: 'https://…',
  },
]

/** What must not be in a pack's text. What stands in code is shown as it is, and harms nobody. */
export function problemsInMarkdown(file: string, text: string): readonly Problem[] {
  if (text.length > packLimits.textBytes) {
    return [{ file, found: `${text.length} characters`, expected: `at most ${packLimits.textBytes}` }]
  }
  const prose = withoutCode(text)
  const seen = new Set<number>()
  return rules.flatMap(({ pattern, found, expected }) =>
    [...prose.matchAll(pattern)].flatMap((match): Problem[] => {
      if (/^<https:\/\/[^\s<>]*>$/.test(match[0]) || seen.has(match.index)) return []
      seen.add(match.index)
      return [{ file, ...placeIn(text, match.index), found: found(match[0]), expected }]
    }),
  )
}

/** The links to files of the pack, as they are written. */
export const filesLinkedIn = (text: string): readonly { readonly path: string; readonly line: number }[] =>
  [...withoutCode(text).matchAll(/\]\(\s*([a-z0-9_./-]+)(?:#[^)\s]*)?\s*\)/gi)].map((match) => ({
    path: match[1]!,
    line: placeIn(text, match.index).line,
  }))

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/** The text with its code blanked out, so that what remains stands where it stood. */
function withoutCode(text: string): string {
  let fence = ''
  const lines = text.split('\n').map((line) => {
    const [, marks = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? []
    if (fence) {
      if (marks.startsWith(fence) && line.trim() === marks) fence = ''
      return blank(line)
    }
    if (!marks) return line
    fence = marks
    return blank(line)
  })
  return lines.join('\n').replace(/(`+)(?!`)([^\n]*?[^`\n])\1(?!`)/g, blank)
}

function placeIn(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
