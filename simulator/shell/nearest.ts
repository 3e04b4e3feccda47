/** The word that was probably meant: the one with the fewest letters wrong, if they are few. */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  // A third of the letters, and one in short words.
  let least = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const word of known) {
    if (Math.abs(word.length - typed.length) >= least) continue
    const wrong = distance(typed, word)
    if (wrong < least) {
      least = wrong
      best = word
    }
  }
  return best
}

/** Letters put in, left out, changed, or exchanged with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[b.length]!
}
