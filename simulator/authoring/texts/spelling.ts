import { withoutCode } from '../../packs/code-in-text.ts'
import type { Problem } from '../../packs/problem.ts'
import type { Prose } from '../../packs/prose.ts'
import spellings from './spellings.json' with { type: 'json' }

// AWS's words as AWS's documentation spells them.

const wrong: ReadonlyMap<string, string> = new Map(
  Object.entries(spellings).flatMap(([right, others]) => others.map((one) => [one, right] as const)),
)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The longest first, so that what is part of another one is not told for it. */
const pattern = new RegExp(
  `(?<![\\w./-])(?:${[...wrong.keys()]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|')})(?![\\w-]|\\.[a-z])`,
  'g',
)

/** A sentence begins with a capital, and so does a heading: what is wrong inside of one is right there. */
const begins = /(?:^|[.!?:]\s+|^#+ |^[-*] |\n#+ |\n[-*] |\n\n|\*\*|\| )$/

export function misspellings(prose: Prose): readonly Problem[] {
  const text = withoutLinks(withoutCode(prose.text))
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [found] = match
    const right = wrong.get(found) ?? ''
    const atStart = begins.test(text.slice(Math.max(0, match.index - 12), match.index))
    if (atStart && found.toLowerCase() === right.toLowerCase() && found[0] === right[0]?.toUpperCase())
      return []
    return [
      {
        file: prose.file,
        ...pathOf(prose),
        ...prose.locate(match.index),
        found: `“${found}”`,
        expected: `“${right}”, as AWS spells it`,
      },
    ]
  })
}

/** Titles of pages are written as their authors wrote them. */
const withoutLinks = (text: string): string =>
  text.replace(/\[[^[\]\n]{0,300}\]\([^)\n]{0,500}\)/g, (link) => ' '.repeat(link.length))

const pathOf = ({ path }: Prose) => (path === undefined ? {} : { path })
