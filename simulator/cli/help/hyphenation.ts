import data from './hyphenation.json' with { type: 'json' }

/** The letters of each pattern, and the digit before each letter and after the last. */
let patterns: ReadonlyMap<string, readonly number[]> | undefined
let longest = 0

const exceptions: ReadonlyMap<string, readonly number[]> = new Map(
  data.exceptions.split(' ').map((word) => [word.replaceAll('-', ''), pointsOf(word)]),
)

/** Where a word may be broken: positions from which the rest goes to the next line, ascending. */
export function breaksOf(word: string): number[] {
  const breaks: number[] = []
  for (const run of word.matchAll(/[A-Za-z]+/g)) {
    for (const at of breaksOfLetters(run[0].toLowerCase())) breaks.push(run.index + at)
  }
  return breaks
}

/** At least two letters stay and three go, as groff's man macros ask. */
function breaksOfLetters(letters: string): number[] {
  const known = exceptions.get(letters)
  const points = known ?? liang(letters)
  return points.filter((at) => at >= 2 && at <= letters.length - 3)
}

/** Liang's method: of all patterns that match, the highest digit at a place wins; odd allows a break. */
function liang(letters: string): number[] {
  patterns ??= readPatterns()
  const text = `.${letters}.`
  const levels = new Array<number>(text.length + 1).fill(0)
  for (let from = 0; from < text.length; from++) {
    for (let to = from + 1; to <= Math.min(text.length, from + longest); to++) {
      const digits = patterns.get(text.slice(from, to))
      digits?.forEach((digit, at) => {
        levels[from + at] = Math.max(levels[from + at] ?? 0, digit)
      })
    }
  }
  return levels.flatMap((level, at) => (level % 2 === 1 ? [at - 1] : []))
}

function readPatterns(): Map<string, number[]> {
  const read = new Map<string, number[]>()
  for (const pattern of data.patterns.split(' ')) {
    const letters = pattern.replace(/\d/g, '')
    const digits = [0]
    for (const sign of pattern) {
      if (sign >= '0' && sign <= '9') digits[digits.length - 1] = Number(sign)
      else digits.push(0)
    }
    read.set(letters, digits)
    longest = Math.max(longest, letters.length)
  }
  return read
}

function pointsOf(word: string): number[] {
  const points: number[] = []
  let at = 0
  for (const sign of word) {
    if (sign === '-') points.push(at)
    else at++
  }
  return points
}
