import { withoutCode } from '../../packs/code-in-text.ts'
import type { Problem } from '../../packs/problem.ts'
import type { Prose } from '../../packs/prose.ts'

/** Links to headings that the text does not have. */
export function deadHeadings(prose: Prose): readonly Problem[] {
  const text = withoutCode(prose.text)
  const known = new Set(
    [...prose.text.matchAll(/^#{1,6} ([^\n]{1,300})$/gm)].map(([, words = '']) => anchorOf(words)),
  )
  return [...text.matchAll(/\]\(#([^)\s]*)\)/g)].flatMap((match) =>
    known.has(match[1] ?? '')
      ? []
      : [
          {
            file: prose.file,
            ...prose.locate(match.index),
            found: `a link to #${match[1]}`,
            expected: known.size
              ? `one of ${[...known].map((one) => `#${one}`).join(', ')}`
              : 'a heading of the text',
          },
        ],
  )
}

const anchorOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[ #]*$/, '')
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
