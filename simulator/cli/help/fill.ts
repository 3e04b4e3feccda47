import { breaksOf } from './hyphenation.ts'

/** Sets text in justified lines, as groff does. One filler serves one page: it remembers a side. */
type Filler = (text: string, width: number) => string[]

export function filler(): Filler {
  // groff widens the gaps from the left in one line and from the right in the next that needs it.
  let fromRight = false

  function justify(words: readonly string[], width: number): string {
    const gaps = words.length - 1
    const spare = width - words.reduce((sum, word) => sum + word.length, gaps)
    if (gaps === 0) return words.join(' ')
    const more = Math.floor(spare / gaps)
    const wider = spare % gaps
    const line = words.reduce((text, word, at) => {
      const rank = fromRight ? gaps - at : at - 1
      return `${text}${' '.repeat(1 + more + (rank < wider ? 1 : 0))}${word}`
    })
    fromRight = !fromRight
    return line
  }

  return (text, width) => {
    const lines: string[] = []
    let line: string[] = []
    let used = -1
    for (const whole of text.split(/\s+/).filter(Boolean)) {
      let word = whole
      while (used + 1 + word.length > width) {
        const split = lastBreak(word, width - used - 2)
        if (split > 0) line.push(`${word.slice(0, split)}-`)
        else if (line.length === 0) break
        lines.push(justify(line, width))
        line = []
        used = -1
        word = word.slice(split)
      }
      line.push(word)
      used += 1 + word.length
    }
    if (line.length > 0) lines.push(line.join(' '))
    return lines
  }
}

/** The last place at which the word's start and a hyphen fit; 0 when there is none. */
function lastBreak(word: string, room: number): number {
  return breaksOf(word).findLast((at) => at <= room) ?? 0
}
