// Domain names as Route 53 keeps them: lower case, with the dot at the end, and whatever is not a letter, a digit, a
// hyphen or an underscore as an escape code (Route 53 guide, DomainNameFormat).

const longestLabel = 63
const longestName = 255

type ReadName =
  | { readonly name: string; readonly problem?: undefined }
  | { readonly name?: undefined; readonly problem: string }

/** The name as Route 53 keeps it, or what is wrong with it in Route 53's words. */
export function readName(text: string): ReadName {
  if (text === '') return fatal('DomainNameEmpty (Domain name is empty)', text)
  if (text === '.') return { name: '.' }
  if (plain.test(text) && text.length < longestName) {
    return { name: text.endsWith('.') ? text.toLowerCase() : `${text.toLowerCase()}.` }
  }
  const labels: string[] = ['']
  for (const [character, escaped] of characters(text)) {
    if (!/^[!-~]$/.test(character)) {
      return fatal('UnsupportedCharacter (Value contains unsupported characters)', character)
    }
    if (character === '.' && !escaped) labels.push('')
    else labels[labels.length - 1] += character.toLowerCase()
  }
  if (labels.at(-1) === '') labels.pop()
  for (const label of labels) {
    if (label === '') return fatal('DomainLabelEmpty (Domain label is empty)', text)
    if (label.length > longestLabel) return fatal('DomainLabelTooLong (Domain label is too long)', label)
  }
  if (labels.join('.').length + 1 > longestName) {
    return fatal('DomainNameTooLong (Domain name is too long)', text)
  }
  return { name: `${labels.map(encode).join('.')}.` }
}

/** A kept name's labels without escape codes, the first one first. */
export const labelsOf = (name: string): string[] =>
  name === '.' ? [] : name.slice(0, -1).split('.').map(decode)

/** What Route 53 sorts by: `com.example.www.`. */
export const sortKey = (name: string): string => `${labelsOf(name).reverse().join('.')}.`

export const isWithin = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`)

/** The name that answers for all names of a domain that have no records: `*.example.com.`. */
export const wildcardOf = (domain: string): string => `\\052.${domain}`

/** The domain that a name lies in; nothing lies above the root. */
export function parentOf(name: string): string | undefined {
  if (name === '.') return undefined
  return name.slice(name.indexOf('.') + 1) || '.'
}

/** Most names: letters, digits, hyphens and underscores, in labels that are not too long. */
const plain = /^[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?$/

const fatal = (what: string, text: string): ReadName => ({
  problem: `FATAL problem: ${what} encountered with '${text}'`,
})

function* characters(text: string): Generator<[character: string, escaped: boolean]> {
  for (const [part, code] of text.matchAll(/\\([0-7]{3})|[\s\S]/gu)) {
    yield code === undefined ? [part, false] : [String.fromCharCode(Number.parseInt(code, 8)), true]
  }
}

const encode = (label: string): string =>
  label.replace(/[^a-z0-9_-]/g, (one) => `\\${one.charCodeAt(0).toString(8).padStart(3, '0')}`)

const decode = (label: string): string =>
  label.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)))
