// AWS writes its documentation in a small HTML. The help pages need less: this markup, in plain text.
//
//   Paragraphs are separated by an empty line.
//   `- ` and `1. ` start list items, indented by two spaces for each level; so are further paragraphs of an item.
//   `code` stands between backquotes, **strong** between pairs of asterisks, *emphasis* between asterisks.
//   [text](address) is a link.
//   NOTE: or IMPORTANT: alone on a line starts a remark, whose paragraphs are indented by two spaces.
//   A line that starts with ``` opens and closes lines to be shown as they are.

interface Block {
  readonly depth: number
  /** `- ` or `1. `, in front of the first paragraph of a list item. */
  readonly marker: string
  text: string
}

export function toMarkup(html: string): string {
  const page = new Page()
  for (const [token, tag] of html.matchAll(/<(\/?[a-zA-Z][\w-]*)[^>]*>|[^<]+|</g)) {
    if (!tag) page.words(token)
    else if (!page.verbatim || tag === '/pre') handlers[tag.toLowerCase()]?.(page, token)
  }
  page.close()
  return page.blocks.map(({ depth, text, marker }) => indent(depth, marker, text)).join('\n\n')
}

class Page {
  readonly blocks: Block[] = []
  readonly lists: { readonly ordered: boolean; count: number }[] = []
  depth = 0
  marker = ''
  verbatim = false
  address: string | undefined
  inCode = false
  #open: Block | undefined

  words(token: string): void {
    const text = this.verbatim ? readEntities(token) : readEntities(token).replace(/\s+/g, ' ')
    // Blanks before the end of a mark are a habit of AWS's writers, not a pause before the full stop.
    if (this.#open && /^[.,;:)]/.test(text)) this.#open.text = this.#open.text.trimEnd()
    const atStart = !this.#open?.text || /\s$/.test(this.#open.text)
    this.append(!this.verbatim && atStart ? text.trimStart() : text)
  }

  append(text: string): void {
    if (!text) return
    if (!this.#open) {
      this.#open = { depth: this.depth, marker: this.marker, text: '' }
      this.marker = ''
    }
    this.#open.text += text
  }

  /** Ends a mark such as `code`; a mark around nothing is taken back. */
  endMark(mark: string): void {
    const text = this.#open?.text.trimEnd()
    if (!this.#open || text === undefined) return
    const trailing = this.#open.text.slice(text.length)
    this.#open.text = text.endsWith(mark) ? text.slice(0, -mark.length) : text + mark + trailing
  }

  close(): void {
    const block = this.#open
    this.#open = undefined
    if (!block) return
    if (!this.verbatim) block.text = block.text.trim()
    if (block.text) this.blocks.push(block)
  }
}

type Handler = (page: Page, token: string) => void

const close: Handler = (page) => page.close()

const deepen: Handler = (page) => {
  page.close()
  page.depth++
}

const rise: Handler = (page) => {
  page.close()
  page.marker = ''
  page.depth = Math.max(0, page.depth - 1)
}

const startList =
  (ordered: boolean): Handler =>
  (page) => {
    page.close()
    page.lists.push({ ordered, count: 0 })
  }

const endList: Handler = (page) => {
  page.close()
  page.lists.pop()
}

const startItem: Handler = (page) => {
  const list = page.lists.at(-1)
  deepen(page, '')
  if (list) list.count++
  page.marker = list?.ordered ? `${list.count}. ` : '- '
}

const remark = (title: string): Record<string, Handler> => ({
  [title]: (page) => {
    page.close()
    page.append(`${title.toUpperCase()}:`)
    deepen(page, '')
  },
  [`/${title}`]: rise,
})

const mark = (tag: string, text: string): Record<string, Handler> => ({
  // What is emphasised inside code is a placeholder; code shows nothing but itself.
  [tag]: (page) => {
    if (!page.inCode) page.append(text)
  },
  [`/${tag}`]: (page) => {
    if (!page.inCode) page.endMark(text)
  },
})

const block = (tag: string): Record<string, Handler> => ({ [tag]: close, [`/${tag}`]: close })

const handlers: Readonly<Record<string, Handler>> = {
  ...block('p'),
  ...block('div'),
  ...block('h1'),
  ...block('h2'),
  ...block('h3'),
  ...block('dl'),
  br: close,
  ul: startList(false),
  ol: startList(true),
  '/ul': endList,
  '/ol': endList,
  li: startItem,
  '/li': rise,
  dt: (page) => {
    page.close()
    page.append('**')
  },
  '/dt': (page) => {
    page.endMark('**')
    page.close()
  },
  dd: deepen,
  '/dd': rise,
  ...remark('note'),
  ...remark('important'),
  ...remark('caution'),
  ...remark('warning'),
  pre: (page) => {
    page.close()
    page.verbatim = true
    page.append('```\n')
  },
  '/pre': (page) => {
    page.append('\n```')
    page.close()
    page.verbatim = false
  },
  code: (page) => {
    page.append('`')
    page.inCode = true
  },
  '/code': (page) => {
    page.endMark('`')
    page.inCode = false
  },
  ...mark('b', '**'),
  ...mark('strong', '**'),
  ...mark('i', '*'),
  ...mark('em', '*'),
  a: (page, token) => {
    page.address = /href="([^"]*)"/.exec(token)?.[1]
    if (page.address) page.append('[')
  },
  '/a': (page) => {
    if (page.address) page.endMark(`](${readEntities(page.address)})`)
    page.address = undefined
  },
}

/** An item's marker stands in the margin of the item. */
function indent(depth: number, marker: string, text: string): string {
  const margin = '  '.repeat(marker ? Math.max(0, depth - 1) : depth)
  return margin + marker + text.replaceAll('\n', `\n${'  '.repeat(depth)}`)
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function readEntities(text: string): string {
  return text.replace(/\\([{}@])/g, '$1').replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (/^#x/i.test(name)) return String.fromCodePoint(Number.parseInt(name.slice(2), 16))
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)))
    return entities[name] ?? whole
  })
}
