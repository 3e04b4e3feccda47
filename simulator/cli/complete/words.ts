/** A line up to the cursor: the finished words, and the one that is being typed. */
interface Typed {
  readonly words: readonly string[]
  readonly fragment: string
}

/** Splits as a shell does, as far as quotes and backslashes go; a quote may still be open. */
export function typedWords(line: string): Typed {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at)
    if (quote) {
      if (sign === quote) quote = ''
      else word += sign === '\\' && quote === '"' ? line.charAt(++at) : sign
    } else if (sign === "'" || sign === '"') {
      quote = sign
      word ??= ''
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else {
      word = (word ?? '') + (sign === '\\' ? line.charAt(++at) : sign)
    }
  }
  return { words, fragment: word ?? '' }
}
