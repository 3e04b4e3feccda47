import type { JsonFault } from '../../policy/json-text.ts'

/** What is wrong with a JSON text, in words that tell how to mend it. */
export function jsonComplaint(text: string, { fault, at, name }: JsonFault): string {
  if (fault === 'duplicate') return `“${name}” is there twice in this object.`
  const before = text.slice(0, at).trimEnd().at(-1) ?? ''
  const found = text[at]
  if (text.trim() === '') return 'There is nothing in it yet.'
  if (found === undefined) return 'The text ends too early: a bracket or a quote is still open.'
  if (before === ',' && (found === '}' || found === ']'))
    return `JSON has no comma before ${found}: take the last one away.`
  if (found === "'") return 'JSON wants double quotes: " and not \'.'
  if (/["“”„]/.test(found) && found !== '"')
    return 'These are typographic quotes; JSON wants straight ones: ".'
  if (text.startsWith('//', at) || text.startsWith('/*', at) || found === '#') return 'JSON has no comments.'
  if (/["}\]\w]/.test(before) && /["{[\w]/.test(found)) return 'A comma or a colon is missing before this.'
  if (found === '"') return 'This text is not closed, or has a character in it that wants a backslash.'
  if (/[A-Za-z_$]/.test(found)) return 'Names and texts stand in double quotes in JSON.'
  return `${found} cannot stand here.`
}
