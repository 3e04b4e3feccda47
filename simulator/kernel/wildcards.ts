// Patterns in which one sign stands for any text and another for any character. Compared in steps that are the product
// of the two lengths at most, whatever the pattern: a RegExp takes forever over `*a*a*a*a*a*b`.

/** Stands for any text. */
export const anyText = Symbol('any text')

/** One character: that one, or whichever fits. */
export type Sign = string | ((character: string) => boolean) | typeof anyText

export const anyCharacter = (): boolean => true

export interface Pattern {
  test(text: string): boolean
}

export function patternOf(signs: readonly Sign[], { ignoresCase = false } = {}): Pattern {
  const fits = signs.map((sign) => (typeof sign === 'string' ? isCharacter(sign, ignoresCase) : sign))
  return { test: (text) => matches(fits, [...text]) }
}

function isCharacter(sign: string, ignoresCase: boolean): (character: string) => boolean {
  if (!ignoresCase) return (character) => character === sign
  const lower = sign.toLowerCase()
  return (character) => character.toLowerCase() === lower
}

type Fit = ((character: string) => boolean) | typeof anyText

/** Each text between two `*` is best found as early as it can be: nothing is lost by it, so nobody has to go back further. */
function matches(fits: readonly Fit[], text: readonly string[]): boolean {
  let at = 0
  let sign = 0
  let star = -1
  let resumeAt = 0
  while (at < text.length) {
    const wanted = fits[sign]
    if (wanted === anyText) {
      star = sign++
      resumeAt = at
    } else if (wanted?.(text[at]!)) {
      at++
      sign++
    } else if (star >= 0) {
      sign = star + 1
      at = ++resumeAt
    } else return false
  }
  while (fits[sign] === anyText) sign++
  return sign === fits.length
}
