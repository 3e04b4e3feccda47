import { JqError, type Pure, told, type Value } from './values.ts'

// `test`, `match` and what is defined by it: jq uses Oniguruma, whose usual patterns are those of JavaScript.

function patternOf(
  pattern: Value,
  flags: Value,
): { readonly pattern: RegExp; readonly isGlobal: boolean; readonly skipsEmpty: boolean } {
  if (typeof pattern !== 'string')
    throw new JqError(`${told(pattern)} cannot be matched, as it is not a string`)
  const letters = flags === null ? '' : flags
  if (typeof letters !== 'string') throw new JqError(`${told(letters)} is not a string`)
  const unknown = [...letters].find((letter) => !'gimnpslx'.includes(letter))
  if (unknown) throw new JqError(`${letters} is not a valid modifier string`)
  const isExtended = letters.includes('x')
  const plain = isExtended
    ? pattern.replace(/\\.|\s+|#.*$/gm, (one) => (one.startsWith('\\') ? one : ''))
    : pattern
  const translated = plain.replaceAll('\\h', '[0-9a-fA-F]').replaceAll('\\A', '^').replaceAll('\\z', '$')
  const inline = /^\(\?([imsx]+)\)/.exec(translated)
  const own = [
    ...new Set(
      `dgu${letters.includes('i') || inline?.[1]?.includes('i') ? 'i' : ''}${/[sp]/.test(letters) ? 's' : ''}`,
    ),
  ].join('')
  try {
    return {
      pattern: new RegExp(translated.slice(inline?.[0].length ?? 0), own),
      isGlobal: letters.includes('g'),
      skipsEmpty: letters.includes('n'),
    }
  } catch {
    throw new JqError(`${pattern} (at offset 0) is not a valid regex`)
  }
}

function input(value: Value): string {
  if (typeof value !== 'string') throw new JqError(`${told(value)} cannot be matched, as it is not a string`)
  return value
}

function matches(value: Value, given: Value, flags: Value): Value[] {
  const text = input(value)
  const { pattern, isGlobal, skipsEmpty } = patternOf(given, flags)
  const letters = (units: number) => [...text.slice(0, units)].length
  const found: Value[] = []
  for (const match of text.matchAll(pattern)) {
    const names = new Map(
      Object.keys(match.groups ?? {}).map((name) => [numberOf(pattern.source, name), name]),
    )
    if (skipsEmpty && match[0] === '') continue
    const captures = [...match.entries()].slice(1).map(([i, captured]) => {
      const start = match.indices?.[i]?.[0]
      return new Map<string, Value>([
        ['offset', start === undefined ? -1 : letters(start)],
        ['length', captured === undefined ? 0 : [...captured].length],
        ['string', captured ?? null],
        ['name', names.get(i) ?? null],
      ])
    })
    found.push(
      new Map<string, Value>([
        ['offset', letters(match.index)],
        ['length', [...match[0]].length],
        ['string', match[0]],
        ['captures', captures],
      ]),
    )
    if (!isGlobal) break
  }
  return found
}

/** Which group of a pattern has the name. */
function numberOf(source: string, name: string): number {
  const groups = [...source.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?(?!<[A-Za-z_]))(?:\?<(\w+)>)?/g)].filter(
    ([text]) => text.startsWith('('),
  )
  return groups.findIndex(([, own]) => own === name) + 1
}

export const matchFunctions: Readonly<Record<string, Pure>> = {
  '_match/2': (value, pattern, flags) => {
    if (Array.isArray(pattern))
      return matches(value, pattern[0] as Value, (pattern[1] as Value | undefined) ?? flags!)
    return matches(value, pattern!, flags!)
  },
  '_pieces/2': (value, pattern, flags) => {
    const text = input(value)
    const { pattern: found } = patternOf(pattern!, `g${flags === null ? '' : String(flags)}`)
    const pieces: string[] = []
    let at = 0
    for (const match of text.matchAll(found)) {
      pieces.push(text.slice(at, match.index))
      at = match.index + match[0].length
    }
    return [...pieces, text.slice(at)]
  },
}
