// The near matches that "Maybe you meant" lists, found as Python's difflib finds them.

const cutoff = 0.8
const most = 3

/** At most three of the choices that are much like the word, the likest first. */
export function closeMatches(word: string, choices: Iterable<string>): string[] {
  const scored: { choice: string; ratio: number }[] = []
  for (const choice of choices) {
    // A cheap upper bound first: most choices are nothing like the word.
    if (lengthRatio(choice, word) < cutoff) continue
    const ratio = similarity(choice, word)
    if (ratio >= cutoff) scored.push({ choice, ratio })
  }
  scored.sort((a, b) => b.ratio - a.ratio || (a.choice < b.choice ? 1 : -1))
  return scored.slice(0, most).map(({ choice }) => choice)
}

const lengthRatio = (a: string, b: string) => (2 * Math.min(a.length, b.length)) / (a.length + b.length || 1)

/** Twice the matching characters over all characters (difflib, SequenceMatcher.ratio). */
export function similarity(a: string, b: string): number {
  const length = a.length + b.length
  return length === 0 ? 1 : (2 * matching(a, b, 0, a.length, 0, b.length)) / length
}

/** Characters in the longest common block, and in those to the left and right of it. */
function matching(a: string, b: string, aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const { at, bt, size } = longestBlock(a, b, aLow, aHigh, bLow, bHigh)
  if (size === 0) return 0
  return size + matching(a, b, aLow, at, bLow, bt) + matching(a, b, at + size, aHigh, bt + size, bHigh)
}

/** The longest block in both; of equals the one that starts earliest in `a`, then in `b`. */
function longestBlock(a: string, b: string, aLow: number, aHigh: number, bLow: number, bHigh: number) {
  let best = { at: aLow, bt: bLow, size: 0 }
  let above = new Map<number, number>()
  for (let i = aLow; i < aHigh; i++) {
    const row = new Map<number, number>()
    for (let j = bLow; j < bHigh; j++) {
      if (a[i] !== b[j]) continue
      const size = (above.get(j - 1) ?? 0) + 1
      row.set(j, size)
      if (size > best.size) best = { at: i - size + 1, bt: j - size + 1, size }
    }
    above = row
  }
  return best
}
