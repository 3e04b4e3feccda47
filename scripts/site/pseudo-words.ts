import type { Plugin } from 'vite'

// A build in which every word of ours is written with odd letters and is longer: what shows up plain comes from no
// catalogue, and what bursts has too little room for other languages. Made for tests alone: HOPWISE_PSEUDO=1.

const catalogues = /[\\/]src[\\/]messages[\\/][\w-]+\.ts$/

export function pseudoWords(): Plugin {
  return {
    name: 'pseudo-words',
    apply: () => process.env.HOPWISE_PSEUDO === '1',
    enforce: 'pre',
    transform(code, id) {
      if (!catalogues.test(id)) return undefined
      const names = [...code.matchAll(/^export const (\w+)\b/gm)].map(([, name]) => name)
      const plain = code.replace(/^export const (\w+)\b/gm, 'const __plain_$1')
      const exports = names.map((name) => `export const ${name} = __pseudo(__plain_${name})`)
      return {
        code: `${plain}\n${pseudo}\n${pseudoText}\nconst __pseudo = pseudo\n${exports.join('\n')}\n`,
        map: null,
      }
    },
  }
}

/** A text with accents, and two fifths longer. What is no word (a name of a command, a sign) stays. */
export function pseudoText(text: string): string {
  const pairs = 'aàeèiìoòuùcçnñyÿAÀEÈIÌOÒUÙCÇNÑ'
  const accented = [...text].map((letter) => {
    const at = pairs.indexOf(letter)
    return at >= 0 && at % 2 === 0 ? pairs[at + 1] : letter
  })
  return /\p{L}/u.test(text) ? `⟦${accented.join('')}${' ·'.repeat(Math.ceil(text.length / 5))}⟧` : text
}

/** A catalogue with all of its texts like that, also those that functions give. */
function pseudo(words: unknown): unknown {
  if (typeof words === 'string') return pseudoText(words)
  if (typeof words === 'function') return (...given: unknown[]) => pseudo(words(...given))
  if (Array.isArray(words)) return words.map(pseudo)
  if (!words || typeof words !== 'object') return words
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, pseudo(value)]))
}
