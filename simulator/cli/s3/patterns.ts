import { anyCharacter, anyText, type Pattern, patternOf, type Sign } from '../../kernel/wildcards.ts'

// AWS CLI reference, s3, "Use of Exclude and Include Filters": what comes later on the line wins.

export interface Filter {
  readonly includes: boolean
  readonly pattern: string
}

/** Whether a name, relative to where the command works, is to be worked on. */
export function isIncluded(name: string, filters: readonly Filter[]): boolean {
  const last = filters.findLast(({ pattern }) => expressionOf(pattern.replace(/^\.?\//, '')).test(name))
  return last?.includes ?? true
}

/** `*` is any text, slashes too; `?` any character; `[…]` one of those in it, `[!…]` one that is not. */
function expressionOf(pattern: string): Pattern {
  const signs: Sign[] = []
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    const end = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (char === '*') signs.push(anyText)
    else if (char === '?') signs.push(anyCharacter)
    else if (end > 0) {
      signs.push(oneOf(pattern.slice(at + 1, end)))
      at = end
    } else signs.push(char)
  }
  return patternOf(signs)
}

/** `a-z` is whatever is between the two. */
function oneOf(inside: string): Sign {
  const isOther = inside.startsWith('!')
  const signs = isOther ? inside.slice(1) : inside
  const ranges = [...signs.matchAll(/([\s\S])-([\s\S])|[\s\S]/g)].map(([one, from = one, to = from]) => ({
    from,
    to,
  }))
  return (character) => ranges.some(({ from, to }) => character >= from && character <= to) !== isOther
}
