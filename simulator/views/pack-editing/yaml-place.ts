// Where in a YAML text a cursor is, while the text is being written: a colon is missing, a line has only its indentation,
// and whoever types wants to know what could stand here all the same.

export interface YamlPlace {
  /** The members that it is inside of, the outermost first; 0 for an item of a list: `['hints', 0, 'for']`. */
  readonly path: readonly YamlStep[]
  /** Whether the name of a member is meant, as far as one can tell, or a value. */
  readonly expects: 'name' | 'value'
  /** The whole word that the cursor is in or behind. */
  readonly word: string
  /** The part of the text that a choice takes the place of. */
  readonly from: number
  readonly to: number
  /** Whether a colon follows the name already. */
  readonly hasColon: boolean
  /** Whether it stands between braces or brackets. */
  readonly isInFlow: boolean
  /** Names in the same map, itself excepted. */
  readonly siblings: readonly string[]
}

export type YamlStep = string | 0

interface Frame {
  readonly indent: number
  readonly step: YamlStep
  readonly names: string[]
}

/** Undefined inside of comments and of texts that run over lines. */
export function placeInYaml(text: string, offset: number): YamlPlace | undefined {
  const frames: Frame[] = []
  const outermost: string[] = []
  const names = () => frames.at(-1)?.names ?? outermost
  const path = () => frames.map(({ step }) => step)
  let at = 0
  while (at <= text.length) {
    const line = lineAt(text, at)
    const { end, from, dashes, key, value } = line
    const isHere = at <= offset && offset <= end
    if (!isHere && (from === end || text[from] === '#')) {
      at = end + 1
      continue
    }
    // On a line with nothing on it the cursor itself says how deep it is.
    const column = (isHere && from === end && !dashes.length ? offset : from) - at
    for (const dash of dashes) {
      while (isOver(frames.at(-1), dash - at, true)) frames.pop()
      frames.push({ indent: dash - at, step: 0, names: [] })
    }
    while (isOver(frames.at(-1), column, false)) frames.pop()
    if (isHere && (!key || offset <= key.end)) {
      if (text.slice(from, offset).includes('#') || offset < from) return undefined
      if (!/[{[]/.test(text[from] ?? '')) {
        const to = key?.end ?? from + text.slice(from, end).trimEnd().length
        const word = unquoted(text.slice(from, to))
        const siblings = [...names(), ...namesBelow(text, end + 1, column)]
        const start = Math.min(from, offset)
        const place = { path: path(), expects: 'name', word, from: start, to: Math.max(start, to) } as const
        return { ...place, hasColon: key !== undefined, isInFlow: false, siblings }
      }
    }
    if (key) {
      names().push(key.name)
      frames.push({ indent: column, step: key.name, names: [] })
    }
    const first = text[value] ?? ''
    if (first === '{' || first === '[') {
      const flow = placeInFlow(text, value, offset, path())
      if (flow.place || flow.end >= offset) return flow.place
      at = lineAt(text, flow.end).end + 1
      continue
    }
    if (isHere) {
      const to =
        value +
        text
          .slice(value, end)
          .replace(/\s+#.*$/, '')
          .trimEnd().length
      if (offset > to && text.slice(to, offset).includes('#')) return undefined
      const word = unquoted(text.slice(value, to))
      const place = { path: path(), expects: 'value', word, from: Math.min(value, offset), to } as const
      return { ...place, to: Math.max(place.from, to), hasColon: false, isInFlow: false, siblings: [] }
    }
    at = end + 1
    if (!/^[|>][-+\d]*\s*(#.*)?$/.test(text.slice(value, end))) continue
    // A text that runs over lines ends where one is indented no deeper than what it belongs to.
    const owner = frames.at(-1)?.indent ?? -1
    while (at <= text.length) {
      const next = lineAt(text, at)
      const isBlank = text.slice(at, next.end).trim() === ''
      const isThere = at <= offset && offset <= next.end
      const indent = isThere && isBlank ? offset - at : next.indent
      if (indent <= owner && (isThere || !isBlank)) break
      if (isThere) return undefined
      at = next.end + 1
    }
  }
  return undefined
}

/** Whether what begins in a column ends a frame. A list may stand in the column of the name that it belongs to. */
function isOver(frame: Frame | undefined, column: number, isDash: boolean): boolean {
  if (!frame) return false
  return frame.indent > column || (frame.indent === column && !(isDash && frame.step !== 0))
}

interface Line {
  readonly end: number
  readonly indent: number
  /** Where the dashes of lists are. */
  readonly dashes: readonly number[]
  /** Where what stands behind its indentation and its dashes begins. */
  readonly from: number
  readonly key: { readonly name: string; readonly end: number } | undefined
  /** Where the value begins. */
  readonly value: number
}

const keyOf =
  /^("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^\s#{}[\],&*!|>'"%@`:-][^#{}[\],:]*?|-[^\s#:]+)\s*:(?=\s|$)\s*/

function lineAt(text: string, start: number): Line {
  const newline = text.indexOf('\n', start)
  const end = newline < 0 ? text.length : newline
  const line = text.slice(start, end)
  const indent = line.length - line.trimStart().length
  const dashes: number[] = []
  let at = indent
  for (let dash = /^-(\s+|$)/.exec(line.slice(at)); dash; dash = /^-(\s+|$)/.exec(line.slice(at))) {
    dashes.push(start + at)
    at += dash[0].length
  }
  const found = keyOf.exec(line.slice(at))
  const from = start + at
  if (!found?.[1]) return { end, indent, dashes, from, key: undefined, value: from }
  const key = { name: unquoted(found[1]), end: from + found[1].length }
  return { end, indent, dashes, from, key, value: from + found[0].length }
}

/** Names of the same map that are written further down. */
function namesBelow(text: string, start: number, column: number): readonly string[] {
  const names: string[] = []
  for (let at = start; at <= text.length; ) {
    const { end, indent, dashes, from, key } = lineAt(text, at)
    if (from < end && text[from] !== '#') {
      if (indent < column || (dashes.length > 0 && indent <= column)) break
      if (indent === column && key) names.push(key.name)
    }
    at = end + 1
  }
  return names
}

interface FlowFrame {
  readonly isMap: boolean
  step: YamlStep
  isValue: boolean
  readonly names: string[]
}

const flowTokens =
  /[{}[\],]|:(?=[\s{}[\],]|$)|"(?:\\.|[^"\\\n])*"?|'(?:''|[^'\n])*'?|#[^\n]*|[^\s{}[\],:"'#](?:[^\n{}[\],:]|:(?![\s{}[\],]|$))*/gm

/** Reads what begins with a brace or a bracket; where it is never closed, to the end of the text. */
function placeInFlow(
  text: string,
  start: number,
  offset: number,
  outer: readonly YamlStep[],
): { readonly place?: YamlPlace; readonly end: number } {
  const frames: FlowFrame[] = []
  let found:
    | { readonly frames: readonly FlowFrame[]; readonly place: Omit<YamlPlace, 'siblings'> }
    | undefined
  const note = (from: number, to: number, hasColon: boolean) => {
    const top = frames.at(-1)
    if (!top || found) return
    const steps = frames.slice(0, -1).map(({ step }) => step)
    const isName = top.isMap && !top.isValue
    const place = {
      path: [...outer, ...(isName ? steps : [...steps, top.step])],
      expects: isName ? 'name' : 'value',
      word: unquoted(text.slice(from, to)),
      from,
      to,
      hasColon,
      isInFlow: true,
    } as const
    found = { frames: [...frames], place }
  }
  let end = text.length
  flowTokens.lastIndex = start
  for (let match = flowTokens.exec(text); match; match = flowTokens.exec(text)) {
    const token = match[0].trimEnd()
    const from = match.index
    const to = from + token.length
    const top = frames.at(-1)
    const isMark = /^[{}[\],:]$/.test(token)
    if (from >= offset && !found && (isMark || from > offset)) note(offset, offset, false)
    if (token.startsWith('#')) {
      if (from < offset && offset <= to) return { end }
    } else if (token === '{') frames.push({ isMap: true, step: '', isValue: false, names: [] })
    else if (token === '[') frames.push({ isMap: false, step: 0, isValue: true, names: [] })
    else if (token === '}' || token === ']') {
      frames.pop()
      if (!frames.length) {
        end = to
        break
      }
    } else if (token === ',') {
      if (top?.isMap) top.isValue = false
    } else if (token === ':') {
      if (top) top.isValue = true
    } else {
      const isName = top?.isMap && !top.isValue
      if (from <= offset && offset <= to) note(from, to, Boolean(isName) && /^\s*:/.test(text.slice(to)))
      if (isName) {
        top.step = unquoted(token)
        top.names.push(top.step)
      }
    }
  }
  if (end >= offset && frames.length) note(offset, offset, false)
  if (!found) return { end }
  const inner = found.frames.at(-1)
  const siblings = inner?.isMap ? [...inner.names] : []
  if (found.place.expects === 'name' && found.place.word) {
    const own = siblings.indexOf(found.place.word)
    if (own >= 0) siblings.splice(own, 1)
  }
  return { place: { ...found.place, siblings }, end }
}

const unquoted = (token: string): string =>
  token
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replace(/^["']/, '')
