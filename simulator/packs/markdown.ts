import { placesIn, withoutCode } from './code-in-text.ts'
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
  const placeOf = placesIn(text)
  const seen = new Set<number>()
  return rules.flatMap(({ pattern, found, expected }) =>
    [...prose.matchAll(pattern)].flatMap((match): Problem[] => {
      if (/^<https:\/\/[^\s<>]*>$/.test(match[0]) || seen.has(match.index)) return []
      seen.add(match.index)
      return [{ file, ...placeOf(match.index), found: found(match[0]), expected }]
    }),
  )
}

/** The links to files of the pack, as they are written. */
export function filesLinkedIn(text: string): readonly { readonly path: string; readonly line: number }[] {
  const placeOf = placesIn(text)
  return [...withoutCode(text).matchAll(/\]\( ?([a-z0-9_./-]{1,300})(?:#[^)\s]{0,300})? ?\)/gi)].map(
    (match) => ({
      path: match[1]!,
      line: placeOf(match.index).line,
    }),
  )
}
