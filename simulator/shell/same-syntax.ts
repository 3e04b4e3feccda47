/** Whether two trees say the same, wherever and however it was written. */
export const isSameSyntax = (one: unknown, other: unknown): boolean =>
  JSON.stringify(essence(one)) === JSON.stringify(essence(other))

const accidents = new Set(['line', 'sourceText', 'originalText', 'legacy'])

function essence(value: unknown): unknown {
  if (Array.isArray(value)) return joinText(value.map(essence))
  if (typeof value !== 'object' || value === null) return value
  const { type, ...parts } = value as Record<string, unknown>
  // `\a` and `$'a'` in a word are the same as 'a'.
  const kept = Object.entries({ ...parts, type: isText(type) ? 'Text' : type })
    .map(([name, part]) => [name, essence(part)] as const)
    .filter(([name, part]) => !accidents.has(name) && part && (!Array.isArray(part) || part.length))
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const isText = (type: unknown) => type === 'Literal' || type === 'Escaped' || type === 'SingleQuoted'

interface Text {
  readonly type: 'Text'
  readonly value?: string
}

const isTextPart = (part: unknown): part is Text => (part as Partial<Text> | undefined)?.type === 'Text'

function joinText(parts: readonly unknown[]): unknown[] {
  const joined: unknown[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    if (isTextPart(part) && isTextPart(last)) {
      joined[joined.length - 1] = { type: 'Text', value: `${last.value ?? ''}${part.value ?? ''}` }
    } else joined.push(part)
  }
  return joined
}
