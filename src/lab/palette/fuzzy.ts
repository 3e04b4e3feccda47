// How well a text answers what somebody typed of it: `crvpc` finds `create a VPC`.

/** Larger is better; undefined where it is no answer. Every word that was typed has to be found. */
export function scoreOf(typed: string, text: string): number | undefined {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  let sum = 0
  for (const word of words) {
    const score = wordIn(word, text.toLowerCase())
    if (score === undefined) return undefined
    sum += score
  }
  return sum - text.length / 200
}

function wordIn(word: string, text: string): number | undefined {
  const at = text.indexOf(word)
  if (at >= 0) return word.length * 4 + (startsWord(text, at) ? 8 : 0) + (at === 0 ? 4 : 0)
  // Its letters in order, those at the start of words first of all.
  let score = 0
  let from = 0
  for (const letter of word) {
    const start = startOf(letter, text, from)
    const next = start >= 0 ? start : text.indexOf(letter, from)
    if (next < 0) return undefined
    score += start >= 0 ? 3 : next === from ? 1 : 0
    from = next + 1
  }
  // Letters that are strewn about are no answer.
  return score >= word.length ? score : undefined
}

const startsWord = (text: string, at: number) => at === 0 || /[^a-z0-9]/.test(text[at - 1]!)

function startOf(letter: string, text: string, from: number): number {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1))
    if (startsWord(text, at)) return at
  return -1
}

/** What answers best, best first; everything, as it is, where nothing was typed. */
export function best<T>(typed: string, all: readonly T[], textOf: (one: T) => string): T[] {
  if (!typed.trim()) return [...all]
  return all
    .flatMap((one) => {
      const score = scoreOf(typed, textOf(one))
      return score === undefined ? [] : [{ one, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one)
}
