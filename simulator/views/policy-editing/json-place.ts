// Where in a JSON text a cursor is, while the text is being written: brackets are open, commas are missing, and
// whoever types wants to know what could stand here all the same.

export interface JsonPlace {
  /** The members and list items that it is inside of, the outermost first: `['Statement', 0, 'Action']`. */
  readonly path: readonly (string | number)[]
  /** Whether the name of a member stands here, or a value. */
  readonly expects: 'name' | 'value'
  /** What has been typed of it. */
  readonly typed: string
  /** The part of the text that a choice takes the place of; with its quotes where it has some. */
  readonly from: number
  readonly to: number
  /** Whether a value follows the name already. */
  readonly hasValue: boolean
  /** Names in the object around it, itself excepted. */
  readonly siblings: readonly string[]
}

interface Frame {
  readonly kind: 'object' | 'array'
  /** The member or item that is being read. */
  key: string | number
  expects: 'name' | 'value'
  readonly names: string[]
}

/** The innermost object or list at an offset, and what belongs there. Undefined outside of all brackets. */
export function placeAt(text: string, offset: number): JsonPlace | undefined {
  const frames: Frame[] = []
  let found: { frames: readonly Frame[]; place: Omit<JsonPlace, 'siblings'>; own?: string } | undefined
  const note = (from: number, to: number, typed: string, hasValue = false, own?: string) => {
    const top = frames.at(-1)
    if (found || !top) return
    const outer = frames.slice(0, -1).map(({ key }) => key)
    const path = top.expects === 'name' ? outer : [...outer, top.key]
    found = {
      frames: [...frames],
      place: { path, expects: top.expects, typed, from, to, hasValue },
      ...(own !== undefined && { own }),
    }
  }
  for (const { kind, start, end, text: token, isClosed } of tokensOf(text)) {
    const isInside = start < offset && (offset < end || (offset === end && !(kind === 'mark' || isClosed)))
    if (start >= offset) note(offset, offset, '')
    const top = frames.at(-1)
    if (kind === 'mark') {
      if (token === '{') frames.push({ kind: 'object', key: '', expects: 'name', names: [] })
      else if (token === '[') frames.push({ kind: 'array', key: 0, expects: 'value', names: [] })
      else if (token === '}' || token === ']') frames.pop()
      else if (top && token === ':') top.expects = 'value'
      else if (top && token === ',') {
        if (top.kind === 'array') top.key = Number(top.key) + 1
        else top.expects = 'name'
      }
      continue
    }
    const name = kind === 'string' ? token.slice(1, isClosed ? -1 : undefined) : token
    const isName = top?.expects === 'name'
    if (isInside) {
      const typed = text.slice(kind === 'string' ? start + 1 : start, offset)
      note(start, end, typed, isName && /^\s*:/.test(text.slice(end)), isName ? name : undefined)
    }
    if (isName) {
      top.key = name
      top.names.push(name)
    }
  }
  note(offset, offset, '')
  if (!found) return undefined
  const { place, own, frames: around } = found
  const inner = around.at(-1)
  const siblings = inner?.kind === 'object' ? [...inner.names] : []
  if (own !== undefined) siblings.splice(siblings.indexOf(own), 1)
  return { ...place, siblings }
}

interface Token {
  readonly kind: 'mark' | 'string' | 'word'
  readonly text: string
  readonly start: number
  readonly end: number
  /** Of a string: it has its second quote. */
  readonly isClosed: boolean
}

/** A string without its second quote ends with the line. */
function* tokensOf(text: string): Generator<Token> {
  for (const match of text.matchAll(/[{}[\]:,]|"(?:\\.|[^"\\\n])*"?|[^\s{}[\]:,"]+/g)) {
    const [token] = match
    const isString = token.startsWith('"')
    yield {
      kind: isString ? 'string' : /^[{}[\]:,]$/.test(token) ? 'mark' : 'word',
      text: token,
      start: match.index,
      end: match.index + token.length,
      isClosed: isString && token.length > 1 && token.endsWith('"') && !/[^\\](\\\\)*\\"$/.test(token),
    }
  }
}
