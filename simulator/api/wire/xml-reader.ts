/** An element as a request has it. Text between children is dropped: no AWS body mixes the two. */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string
  /** By the name as written: `xsi:type`. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/** The text is not the XML that a service accepts. */
export class XmlError extends Error {}

interface Opened {
  readonly written: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: XmlElement[]
  text: string
}

const deepest = 128

/** Reads one document, strictly: no document type, no entity beyond XML's five, everything closed in order. */
export function readXml(source: string): XmlElement {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source
  const open: Opened[] = []
  let root: XmlElement | undefined
  let at = 0
  const add = (element: XmlElement) => {
    const parent = open.at(-1)
    if (parent) parent.children.push(element)
    else if (root) throw new XmlError('There is a second root element.')
    else root = element
  }
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const between = next < 0 ? text.slice(at) : text.slice(at, next)
    const holder = open.at(-1)
    if (holder) holder.text += unescapeXml(between)
    else if (between.trim()) throw new XmlError('There is text outside the root element.')
    if (next < 0) break
    if (text.startsWith('<!--', next)) at = after(text, '-->', next + 4)
    else if (text.startsWith('<![CDATA[', next)) {
      at = after(text, ']]>', next + 9)
      if (!holder) throw new XmlError('There is text outside the root element.')
      holder.text += text.slice(next + 9, at - 3)
    } else if (text.startsWith('<?', next)) at = after(text, '?>', next + 2)
    else if (text.startsWith('<!', next)) throw new XmlError('A document type is not accepted.')
    else if (text.startsWith('</', next)) {
      at = after(text, '>', next)
      const closed = open.pop()
      if (closed?.written !== text.slice(next + 2, at - 1).trim()) throw new XmlError('A tag closes nothing.')
      add(finish(closed))
    } else {
      const tag = readTag(text, next)
      at = tag.end
      if (tag.isEmpty) add(finish(tag.opened))
      else if (open.push(tag.opened) > deepest) throw new XmlError('It is nested too deeply.')
    }
  }
  if (open.length || !root) throw new XmlError('It ends too early.')
  return root
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  if (found < 0) throw new XmlError(`${mark} is missing.`)
  return found + mark.length
}

function finish({ written, attributes, children, text }: Opened): XmlElement {
  return { name: localName(written), attributes, children, text: children.length ? '' : text }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const tagName = /<([^\s/>=<&"']+)/y
const attribute = /\s+([^\s/>=<&"']+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y
const tagEnd = /\s*(\/?)>/y

function readTag(text: string, from: number): { opened: Opened; isEmpty: boolean; end: number } {
  tagName.lastIndex = from
  const name = tagName.exec(text)
  if (!name) throw new XmlError('A tag has no name.')
  const attributes = new Map<string, string>()
  let at = tagName.lastIndex
  for (;;) {
    attribute.lastIndex = at
    const found = attribute.exec(text)
    if (!found) break
    if (attributes.has(found[1]!)) throw new XmlError('An attribute is given twice.')
    attributes.set(found[1]!, unescapeXml(found[2] ?? found[3] ?? ''))
    at = attribute.lastIndex
  }
  tagEnd.lastIndex = at
  const end = tagEnd.exec(text)
  if (!end) throw new XmlError('A tag does not end.')
  const opened: Opened = { written: name[1]!, attributes, children: [], text: '' }
  return { opened, isEmpty: end[1] === '/', end: tagEnd.lastIndex }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&([^;&]{0,10};?)/g, (_, body: string) => {
    const name = body.slice(0, -1)
    if (body.endsWith(';')) {
      if (Object.hasOwn(entities, name)) return entities[name]!
      const code = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name)
      const point = code ? Number.parseInt(code[1] ?? code[2]!, code[1] ? 16 : 10) : Number.NaN
      if (point > 0 && point <= 0x10ffff) return String.fromCodePoint(point)
    }
    throw new XmlError('There is an entity that XML does not have.')
  })
}
