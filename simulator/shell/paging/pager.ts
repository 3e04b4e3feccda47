import { type Row, rowsOf, withoutColours } from './rows.ts'

// What `less` shows, key by key: less(1).

export interface Shape {
  readonly columns: number
  readonly rows: number
}

export interface PagerOptions {
  /** -R */
  readonly isRaw?: boolean
  /** -S */
  readonly isCut?: boolean
  /** -N */
  readonly hasNumbers?: boolean
  /** -i: a pattern in small letters is found in capitals, too; -I: any is. */
  readonly ignoresCase?: 'small' | 'all'
  /** -X: what was on the screen before stays in the terminal's memory. */
  readonly isPlain?: boolean
  /** Shown in the last row until the first key. */
  readonly name?: string
  /** Shown in the last row always: the page of a manual. */
  readonly title?: string
  readonly startsAtEnd?: boolean
  readonly pattern?: string
}

interface Finding {
  readonly pattern: RegExp
  readonly isBackward: boolean
}

const reversed = (text: string): string => `\x1b[7m${text}\x1b[27m`
const clearRow = '\r\x1b[K'

export class Pager {
  readonly #lines: readonly string[]
  readonly #shape: Shape
  readonly #options: PagerOptions
  #rows: readonly Row[] = []
  #isCut: boolean
  #hasNumbers: boolean
  #shift = 0
  #top = 0
  /** The row that was first when the screen was drawn last. */
  #drawn: number | undefined
  #found: Finding | undefined
  #isMarked = true
  #number = ''
  /** What is being typed in the last row: a pattern, or the letter of an option. */
  #typing: { readonly sign: string; text: string } | undefined
  #message: string | undefined
  #isFirst = true
  #isOver = false
  #help: Pager | undefined

  constructor(text: string, shape: Shape, options: PagerOptions = {}) {
    this.#lines = text.replace(/\n$/, '').split('\n')
    this.#shape = shape
    this.#options = options
    this.#isCut = options.isCut ?? false
    this.#hasNumbers = options.hasNumbers ?? false
    this.#lay()
    if (options.startsAtEnd) this.#top = this.#last
    if (options.pattern !== undefined) this.#search({ sign: '/', text: options.pattern })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether a screen of so many rows shows everything at once. */
  fitsIn(rows: number): boolean {
    return this.#rows.length < rows
  }

  /** Everything that the terminal is to be sent when it begins. */
  begin(): string {
    if (this.#options.isPlain) return this.#forward(0)
    return `\x1b[?1049h${this.#whole()}`
  }

  /** The same when it is over. */
  end(): string {
    return this.#options.isPlain ? clearRow : '\x1b[?1049l'
  }

  /** The same when the screen has another size. */
  resize(): string {
    this.#help?.resize()
    this.#lay()
    this.#top = Math.min(this.#top, this.#last)
    return this.#whole()
  }

  /** What a key changes on the screen. */
  press(key: string): string {
    if (this.#help) return this.#pressInHelp(this.#help, key)
    this.#message = undefined
    this.#isFirst = false
    const before = this.#top
    if (this.#typing) this.#type(this.#typing, key)
    else if (/^\d$/.test(key)) this.#number += key
    else {
      const number = this.#number
      this.#number = ''
      this.#obey(key, number === '' ? undefined : Number(number))
    }
    if (this.#isOver) return ''
    if (this.#help) return (this.#help as Pager).#whole()
    if (this.#drawn === undefined) return this.#whole()
    if (this.#top === before) return clearRow + this.#prompt()
    return this.#top > before && this.#top - before < this.#page ? this.#forward(before) : this.#whole()
  }

  #pressInHelp(help: Pager, key: string): string {
    const shown = help.press(key)
    if (!help.isOver) return shown
    this.#help = undefined
    return this.#whole()
  }

  get #page(): number {
    return Math.max(1, this.#shape.rows - 1)
  }

  get #half(): number {
    return Math.max(1, Math.floor(this.#page / 2))
  }

  /** The first row where the end of the text is at the end of the screen. */
  get #last(): number {
    return Math.max(0, this.#rows.length - this.#page)
  }

  #lay(): void {
    const line = this.#rows[this.#top]?.line ?? 0
    this.#rows = rowsOf(this.#lines, {
      columns: this.#shape.columns,
      ...(this.#isCut && { cut: this.#shift }),
      isRaw: this.#options.isRaw ?? false,
      hasNumbers: this.#hasNumbers,
    })
    this.#top = Math.max(
      0,
      this.#rows.findIndex((row) => row.line === line),
    )
    this.#drawn = undefined
  }

  #obey(key: string, number: number | undefined): void {
    const name = names.get(key) ?? key
    if (['/', '?', '-', ':'].includes(key)) this.#typing = { sign: key, text: '' }
    else if (Object.hasOwn(this.#actions, name)) this.#actions[name]!(number)
  }

  readonly #actions: Readonly<Record<string, (number: number | undefined) => void>> = {
    quit: () => {
      this.#isOver = true
    },
    down: (number = 1) => this.#move(number),
    up: (number = 1) => this.#move(-number),
    page: (number = this.#page) => this.#move(number),
    'page back': (number = this.#page) => this.#move(-number),
    half: (number = this.#half) => this.#move(number),
    'half back': (number = this.#half) => this.#move(-number),
    start: (number = 1) => this.#goTo(number),
    end: (number) => (number === undefined ? this.#jump(this.#last) : this.#goTo(number)),
    percent: (number = 0) => this.#goTo(Math.max(1, Math.ceil((this.#lines.length * number) / 100))),
    right: () => this.#slide(1),
    left: () => this.#slide(-1),
    n: () => this.#findNext(this.#found?.isBackward ?? false),
    N: () => this.#findNext(!this.#found?.isBackward),
    unmark: () => {
      this.#isMarked = !this.#isMarked
      this.#drawn = undefined
    },
    redraw: () => {
      this.#drawn = undefined
    },
    where: () => {
      this.#message = this.#where()
    },
    help: () => {
      this.#help = new Pager(help, this.#shape, { isPlain: true, title: 'HELP -- q when done' })
    },
  }

  #move(by: number): void {
    // Forward, less goes on until the last row is at the top only where it is told to.
    const most = Math.max(this.#top, this.#last)
    this.#jump(Math.min(this.#top + by, most))
  }

  #jump(to: number): void {
    this.#top = Math.max(0, to)
  }

  #goTo(number: number): void {
    const wanted = this.#rows.findIndex(({ line }) => line === number - 1)
    this.#jump(wanted < 0 ? this.#last : Math.min(wanted, this.#last))
  }

  #slide(direction: 1 | -1): void {
    const by = Math.floor(this.#shape.columns / 2)
    const shift = Math.max(0, this.#shift + direction * by)
    if (shift === this.#shift) return
    this.#shift = shift
    this.#isCut = true
    this.#lay()
  }

  #type(typing: { readonly sign: string; text: string }, key: string): void {
    if (typing.sign === '-') {
      this.#typing = undefined
      if (key === 'S') this.#isCut = !this.#isCut
      else if (key === 'N') this.#hasNumbers = !this.#hasNumbers
      else return
      this.#shift = 0
      this.#lay()
      return
    }
    if (key === '\r' || key === '\n') {
      this.#typing = undefined
      if (typing.sign === ':') this.#isOver = /^q/i.test(typing.text)
      else this.#search(typing)
    } else if (key === '\x03' || key === '\x1b') this.#typing = undefined
    else if (key === '\x7f' || key === '\b') {
      if (typing.text === '') this.#typing = undefined
      else typing.text = [...typing.text].slice(0, -1).join('')
    } else if (key === '\x15') typing.text = ''
    else if (!/[\x00-\x1f]/.test(key)) {
      typing.text += key
      if (typing.sign === ':' && /^q/i.test(typing.text)) this.#isOver = true
    }
  }

  #search({ sign, text }: { readonly sign: string; readonly text: string }): void {
    const isBackward = sign === '?'
    if (text !== '') {
      const pattern = this.#patternOf(text)
      if (!pattern) {
        this.#message = 'Invalid pattern  (press RETURN)'
        return
      }
      this.#found = { pattern, isBackward }
    } else if (this.#found) this.#found = { ...this.#found, isBackward }
    this.#isMarked = true
    this.#drawn = undefined
    this.#findNext(isBackward)
  }

  #patternOf(text: string): RegExp | undefined {
    const { ignoresCase } = this.#options
    const isLax = ignoresCase === 'all' || (ignoresCase === 'small' && text === text.toLowerCase())
    try {
      return new RegExp(text, isLax ? 'giu' : 'gu')
    } catch {
      return undefined
    }
  }

  #findNext(isBackward: boolean): void {
    const found = this.#found
    if (!found) {
      this.#message = 'No previous regular expression  (press RETURN)'
      return
    }
    const line = this.#rows[this.#top]?.line ?? 0
    const isFresh = this.#drawn === undefined && !isBackward
    const step = isBackward ? -1 : 1
    for (
      let at = isFresh && this.#top === 0 ? line : line + step;
      at >= 0 && at < this.#lines.length;
      at += step
    ) {
      found.pattern.lastIndex = 0
      if (!found.pattern.test(withoutColours(this.#lines[at]!))) continue
      this.#jump(this.#rows.findIndex((row) => row.line === at))
      return
    }
    this.#message = 'Pattern not found  (press RETURN)'
  }

  #where(): string {
    const first = (this.#rows[this.#top]?.line ?? 0) + 1
    const last = (this.#rows[Math.min(this.#top + this.#page, this.#rows.length) - 1]?.line ?? 0) + 1
    const all = this.#lines.length
    const { name } = this.#options
    return `${name === undefined ? '' : `${name} `}lines ${first}-${last}/${all} ${Math.floor((last * 100) / all)}%`
  }

  get #isAtEnd(): boolean {
    return this.#top + this.#page >= this.#rows.length
  }

  #prompt(): string {
    const { name, title } = this.#options
    if (this.#typing) return `${this.#typing.sign}${this.#typing.text}`
    if (this.#message !== undefined) return reversed(this.#message)
    if (this.#number !== '') return `:${this.#number}`
    const end = this.#isAtEnd ? '(END)' : ''
    if (title !== undefined) {
      const line = (this.#rows[this.#top]?.line ?? 0) + 1
      const told = title.replace('{line}', `line ${line}`) + (end && ` ${end}`)
      return reversed(told.slice(0, this.#shape.columns - 1))
    }
    if (this.#isFirst && name !== undefined) return reversed(`${name}${end && ` ${end}`}`)
    return end ? reversed(end) : ':'
  }

  #marked(text: string): string {
    const found = this.#isMarked ? this.#found?.pattern : undefined
    // A pattern that colours interrupt is found, and not marked.
    return found && !text.includes('\x1b')
      ? text.replace(found, (hit) => (hit === '' ? '' : reversed(hit)))
      : text
  }

  #whole(): string {
    if (this.#help) return this.#help.#whole()
    this.#drawn = this.#top
    const rows = this.#rows.slice(this.#top, this.#top + this.#page).map(({ text }) => this.#marked(text))
    while (rows.length < this.#page) rows.push('~')
    return `\x1b[H\x1b[2J${rows.map((row) => `${row}\x1b[m\r\n`).join('')}${this.#prompt()}`
  }

  /** Rows that come up from below, behind those that are there. */
  #forward(from: number): string {
    const first = this.#drawn === undefined ? this.#top : from + this.#page
    const rows = this.#rows.slice(first, this.#top + this.#page)
    this.#drawn = this.#top
    return `${clearRow}${rows.map(({ text }) => `${this.#marked(text)}\x1b[m\r\n`).join('')}${this.#prompt()}`
  }
}

/** Keys of less(1) that do the same. */
const names = new Map(
  Object.entries({
    quit: ['q', 'Q', '\x03'],
    down: ['\r', '\n', 'j', 'e', '\x05', '\x0e', '\x1b[B', '\x1bOB'],
    up: ['k', 'y', '\x19', '\x10', '\x0b', '\x1b[A', '\x1bOA'],
    page: [' ', 'f', 'z', '\x06', '\x16', '\x1b[6~'],
    'page back': ['b', 'w', '\x02', '\x1bv', '\x1b[5~'],
    half: ['d', '\x04'],
    'half back': ['u', '\x15'],
    start: ['g', '<', '\x1b<', '\x1b[H', '\x1bOH', '\x1b[1~'],
    end: ['G', '>', '\x1b>', '\x1b[F', '\x1bOF', '\x1b[4~', 'F'],
    percent: ['%', 'p'],
    right: ['\x1b[C', '\x1bOC', '\x1b)'],
    left: ['\x1b[D', '\x1bOD', '\x1b('],
    unmark: ['\x1bu'],
    redraw: ['r', 'R', '\x0c'],
    where: ['=', '\x07'],
    help: ['h', 'H'],
  }).flatMap(([name, keys]) => keys.map((key) => [key, name] as const)),
)

const help = `                   KEYS OF LESS

  q                    Leave.
  SPACE  f  PgDn       Forward one screen.
  b  PgUp              Back one screen.
  RETURN  j  Down      Forward one line; with a number in front, so many.
  k  Up                Back one line.
  d  u                 Forward, back half a screen.
  g  Home              The first line; 10g the tenth.
  G  End               The last line.
  50%                  So far into the text.
  /PATTERN             Find forward.
  ?PATTERN             Find backward.
  n  N                 Find the next, the one before.
  ESC-u                Show or hide what was found.
  Right  Left          Shift by half a screen.
  -S                   Cut long lines, or fold them.
  -N                   Number the lines, or do not.
  =                    Say where this is.
  h                    This help.
`
