// How a string is written in YAML: bare where it would be read back as the same string, else in single
// quotes, else (line breaks, quotes, control characters) in double quotes. Lines are folded after column 80.
// YAML 1.2.2, chapter 7.3, and observed in AWS CLI 2.36.

export interface Place {
  /** Where the string begins. */
  readonly column: number
  /** Where its further lines begin. */
  readonly margin: number
}

const widest = 80

/** Without a place it is a key, which stays on one line. */
export function yamlString(text: string, place?: Place): string {
  if (canBePlain(text)) return place ? foldPlain(text, place) : text
  if (canBeSingleQuoted(text)) return place ? foldSingleQuoted(text, place) : `'${text}'`
  return doubleQuoted(text, place)
}

// What YAML 1.2 would read as something else than a string.
const notStrings: readonly RegExp[] = [
  /^(true|True|TRUE|false|False|FALSE)$/,
  /^(~|null|Null|NULL|)$/,
  /^[-+]?(0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$/,
  /^[-+]?[0-9][0-9_]*(\.[0-9_]*([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)$/,
  /^[-+]?\.([0-9_]+([eE][-+][0-9]+)?|inf|Inf|INF)$/,
  /^\.(nan|NaN|NAN)$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)?([ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?$/,
  /^(<<|=)$/,
]

// Most strings begin with a letter that none of the patterns above begins with.
const startsOddly = /^[-+.0-9~nNtTfF<=]|^$/

const indicators = /^[#,[\]{}&*!|>'"%@`]|^[?:-](\s|$)|^---|^\.\.\.|:(\s|$)|\s#/
const edges = /^[ \n]|[ \n]$/
const lineBreak = /[\n\x85\u2028\u2029]/
const special = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u

function canBePlain(text: string): boolean {
  if (startsOddly.test(text) && notStrings.some((pattern) => pattern.test(text))) return false
  return !indicators.test(text) && !edges.test(text) && !lineBreak.test(text) && !special.test(text)
}

function canBeSingleQuoted(text: string): boolean {
  return !text.includes("'") && !lineBreak.test(text) && !special.test(text)
}

const lengthOf = (text: string) => (/^[\x00-\x7f]*$/.test(text) ? text.length : Array.from(text).length)

function foldPlain(text: string, { column, margin }: Place): string {
  if (column + text.length <= widest) return text
  return fold(text, column, margin, () => true)
}

function foldSingleQuoted(text: string, { column, margin }: Place): string {
  if (column + text.length < widest) return `'${text}'`
  return `'${fold(text, column + 1, margin, (isFirst, isLast) => !isFirst && !isLast)}'`
}

/** Breaks at single spaces, once the line has gone past the last column. */
function fold(
  text: string,
  start: number,
  margin: number,
  mayBreak: (isFirst: boolean, isLast: boolean) => boolean,
): string {
  let column = start
  let folded = ''
  const pieces = text.match(/ +|[^ ]+/g) ?? []
  pieces.forEach((piece, i) => {
    if (piece === ' ' && column > widest && mayBreak(i === 0, i === pieces.length - 1)) {
      folded += `\n${' '.repeat(margin)}`
      column = margin
    } else {
      folded += piece
      column += lengthOf(piece)
    }
  })
  return folded
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

const needsEscape = /["\\\x85\u2028\u2029\ufeff]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]/u

function escapeChar(char: string): string {
  const short = escapes[char]
  if (short !== undefined) return `\\${short}`
  const code = char.codePointAt(0) as number
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

function doubleQuoted(text: string, place: Place | undefined): string {
  const chars = Array.from(text)
  let written = '"'
  let column = (place?.column ?? 0) + 1
  // Characters that are waiting to be written: they count as soon as they are.
  let waiting = ''
  let waitingLength = 0
  const flush = () => {
    written += waiting
    column += waitingLength
    waiting = ''
    waitingLength = 0
  }
  chars.forEach((char, i) => {
    const isEscaped = needsEscape.test(char)
    if (isEscaped) {
      flush()
      const sequence = escapeChar(char)
      written += sequence
      column += sequence.length
    }
    const isInside = i > 0 && i < chars.length - 1
    const reached = isEscaped ? column - 1 : column + waitingLength
    if (place && isInside && (char === ' ' || waiting === '') && reached > widest) {
      flush()
      written += `\\\n${' '.repeat(place.margin)}`
      column = place.margin
      // A blank at the start of a line would be lost.
      if ((isEscaped ? chars[i + 1] : char) === ' ') {
        written += '\\'
        column += 1
      }
    }
    if (!isEscaped) {
      waiting += char
      waitingLength++
    }
  })
  flush()
  return `${written}"`
}
