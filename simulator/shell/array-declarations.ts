// The library's parser loses what stands in the parentheses of `declare -a x=(…)` when it is more than plain
// words: `local ids=($(aws …))` gives an array of the one word "CommandSubstitution". It reads `x=(…)` alone
// well, so a declaration with an array becomes `{ declare -a x; x=(…); }`. Just-bash 3.4.2; remove when fixed.

const declaration = /^(declare|typeset|local|readonly|export)(?=[ \t])/
const worthALook = /\b(?:declare|typeset|local|readonly|export)\b[^\n;|&]*\w\+?=\(/

/** The same bash with each array in a declaration assigned by itself. Line numbers stay. */
export function spellOutArrays(text: string): string {
  if (!worthALook.test(text)) return text
  let out = ''
  let at = 0
  let startsCommand = true
  while (at < text.length) {
    const rest = text.slice(at)
    const found = startsCommand ? declaration.exec(rest) : null
    const comment = /(^|[\s;&|()])$/.test(out.slice(-1)) ? /^#[^\n]*/.exec(rest) : null
    const length = found ? commandLength(rest) : (comment?.[0].length ?? tokenLength(rest))
    const token = rest.slice(0, length)
    out += found ? spellOut(token) : token
    startsCommand = /^[\n;&|({]$/.test(token) || (startsCommand && /^\s+$/.test(token)) || isOpener(token)
    at += length
  }
  return out
}

const isOpener = (token: string) => /^(then|do|else|if|elif|while|until|!|time)$/.test(token)

/** A declaration's words, each name with its array apart. */
function spellOut(command: string): string {
  const words = splitWords(command)
  const arrays = words.filter((word) => /^\w+\+?=\(\s*[^\s)][\s\S]*\)$/.test(word))
  if (!arrays.length) return command
  // `name=()` makes a local array; without the parentheses, what is assigned later would be global.
  const names = words.map((word) => (arrays.includes(word) ? word.replace(/=\([\s\S]*$/, '=()') : word))
  const isReadOnly = words[0] === 'readonly' || words.some((word) => /^-\w*r/.test(word))
  if (!isReadOnly) return `{ ${names.join(' ')}; ${arrays.join('; ')}; }`
  const kind = words.some((word) => /^-\w*A/.test(word)) ? 'declare -A' : 'declare -a'
  const bare = arrays.map((array) => /^\w+/.exec(array)![0])
  const others = words.map((word) => (arrays.includes(word) ? /^\w+/.exec(word)![0] : word))
  return `{ ${kind} ${bare.join(' ')}; ${arrays.join('; ')}; ${others.join(' ')}; }`
}

function splitWords(command: string): string[] {
  const words: string[] = []
  let word = ''
  for (let at = 0; at < command.length; ) {
    const length = partLength(command.slice(at))
    const part = command.slice(at, at + length)
    if (/^\s+$/.test(part)) {
      if (word) words.push(word)
      word = ''
    } else word += part
    at += length
  }
  if (word) words.push(word)
  return words
}

/** To the end of the command: a separator outside quotes and parentheses. */
function commandLength(text: string): number {
  let at = 0
  while (at < text.length && !/[\n;&|)}]/.test(text[at]!)) at += partLength(text.slice(at))
  return text.slice(0, at).trimEnd().length
}

/** A here-document, a word, blanks or one other character, whole. */
function tokenLength(text: string): number {
  const hereDocument = /^<<-?\s*(['"]?)([\w-]+)\1[^\n]*\n/.exec(text)
  if (hereDocument) {
    const [start, , delimiter] = hereDocument
    const end = new RegExp(`^\\t*${delimiter}$`, 'm').exec(text.slice(start.length))
    return end ? start.length + end.index + end[0].length : text.length
  }
  const plain = /^([A-Za-z_]\w*|[^\S\n]+)/.exec(text)
  return plain ? plain[0].length : partLength(text)
}

/** A quoted text, a parenthesis with its content, blanks, or one character. */
function partLength(text: string): number {
  const simple = /^(\\[\s\S]|'[^']*'?|\$'(?:\\[\s\S]|[^'\\])*'?|\s+)/.exec(text)
  if (simple) return simple[0].length
  const isOpen = /^(?:\$?\(|=\()/.test(text)
  if (text[0] !== '"' && !isOpen) return 1
  const close = isOpen ? ')' : '"'
  let at = text.indexOf(isOpen ? '(' : '"') + 1
  while (at < text.length && text[at] !== close) {
    const part = text.slice(at)
    at += close === '"' && !/^(\\|\$\()/.test(part) ? 1 : partLength(part)
  }
  return Math.min(at + 1, text.length)
}
