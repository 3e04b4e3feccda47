// What is being typed, and what keys make of it. It draws nothing: whoever shows it reads the text and the cursor.

export interface EditedLine {
  readonly text: string
  /** An index into the text. */
  readonly cursor: number
}

/** What a key asks for beside editing. */
export type LineRequest =
  | { readonly kind: 'edited' }
  | { readonly kind: 'submitted'; readonly text: string }
  | { readonly kind: 'complete' }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'end-of-input' }
  | { readonly kind: 'clear-screen' }
  | { readonly kind: 'search' }
  | { readonly kind: 'nothing' }

const edited: LineRequest = { kind: 'edited' }
const nothing: LineRequest = { kind: 'nothing' }

/** A line editor with the keys that bash has by default (Emacs style). */
export class LineEditor {
  #text = ''
  #cursor = 0
  #killed = ''
  #hasKilled = false
  /** Whether the key before killed text: what this one kills goes with it. */
  #followsKill = false
  #history: readonly string[] = []
  /** Where in the history Up and Down are; its length means: at the line being typed. */
  #at = 0
  #draft = ''
  #undone: EditedLine[] = []

  get text(): string {
    return this.#text
  }

  get cursor(): number {
    return this.#cursor
  }

  /** A fresh line, with the lines that Up goes back to. */
  begin(history: readonly string[]): void {
    this.#history = history
    this.#at = history.length
    this.#draft = ''
    this.#undone = []
    this.#hasKilled = false
    this.#set('', 0)
  }

  replace(text: string, cursor = text.length): void {
    this.#remember()
    this.#set(text, cursor)
  }

  insert(text: string): void {
    this.#hasKilled = false
    this.#remember()
    this.#set(
      this.#text.slice(0, this.#cursor) + text + this.#text.slice(this.#cursor),
      this.#cursor + text.length,
    )
  }

  /** One key as a terminal sends it. */
  press(key: string): LineRequest {
    this.#followsKill = this.#hasKilled
    this.#hasKilled = false
    const act = keys[key]
    if (act) return act(this)
    // Keys that mean nothing here, such as F5.
    if (key.startsWith('\x1b') || (key.length === 1 && key < ' ')) return nothing
    this.insert(key)
    return edited
  }

  moveTo(cursor: number): LineRequest {
    this.#cursor = Math.max(0, Math.min(this.#text.length, cursor))
    return edited
  }

  moveBy(characters: number): LineRequest {
    return this.moveTo(characters < 0 ? this.#before(this.#cursor) : this.#after(this.#cursor))
  }

  /** The start of the word before, or the end of the word behind. */
  moveByWord(direction: -1 | 1): LineRequest {
    return this.moveTo(direction < 0 ? this.#wordStart() : this.#wordEnd())
  }

  erase(direction: -1 | 1): LineRequest {
    const [from, to] =
      direction < 0 ? [this.#before(this.#cursor), this.#cursor] : [this.#cursor, this.#after(this.#cursor)]
    return this.#cut(from, to)
  }

  eraseWord(direction: -1 | 1): LineRequest {
    return direction < 0
      ? this.#kill(this.#wordStart(), this.#cursor)
      : this.#kill(this.#cursor, this.#wordEnd())
  }

  /** Ctrl-W: back to a blank, whatever the word is made of. */
  eraseToBlank(): LineRequest {
    const before = this.#text.slice(0, this.#cursor)
    return this.#kill(before.length - (/\S+\s*$/.exec(before)?.[0].length ?? 0), this.#cursor)
  }

  eraseToStart(): LineRequest {
    return this.#kill(0, this.#cursor)
  }

  eraseToEnd(): LineRequest {
    return this.#kill(this.#cursor, this.#text.length)
  }

  yank(): LineRequest {
    if (this.#killed) this.insert(this.#killed)
    return edited
  }

  /** Swaps the characters around the cursor. */
  transpose(): LineRequest {
    const end = this.#after(this.#cursor)
    const middle = this.#before(end)
    const start = this.#before(middle)
    if (this.#cursor === 0 || start === middle) return nothing
    this.#remember()
    const [a, b] = [this.#text.slice(start, middle), this.#text.slice(middle, end)]
    this.#set(this.#text.slice(0, start) + b + a + this.#text.slice(end), end)
    return edited
  }

  undo(): LineRequest {
    const before = this.#undone.pop()
    if (before) this.#set(before.text, before.cursor)
    return edited
  }

  /** Up and Down: through the rows of a line that has several, then through the history. */
  vertical(direction: -1 | 1): LineRequest {
    const rows = this.#text.split('\n')
    const row = this.#text.slice(0, this.#cursor).split('\n').length - 1
    const column = this.#cursor - rowStart(this)
    const next = rows[row + direction]
    if (next !== undefined) {
      const start = rows.slice(0, row + direction).reduce((sum, one) => sum + one.length + 1, 0)
      return this.moveTo(start + Math.min(column, next.length))
    }
    const at = this.#at + direction
    if (at < 0 || at > this.#history.length) return nothing
    if (this.#at === this.#history.length) this.#draft = this.#text
    this.#at = at
    const text = this.#history[at] ?? this.#draft
    this.#set(text, text.length)
    return edited
  }

  enter(): LineRequest {
    return { kind: 'submitted', text: this.#text }
  }

  /** Ctrl-D: erases forwards; on an empty line it ends the input. */
  endOrErase(): LineRequest {
    return this.#text ? this.erase(1) : { kind: 'end-of-input' }
  }

  #set(text: string, cursor: number): void {
    this.#text = text
    this.#cursor = cursor
  }

  #remember(): void {
    this.#undone = [...this.#undone.slice(-199), { text: this.#text, cursor: this.#cursor }]
  }

  #cut(from: number, to: number): LineRequest {
    if (from === to) return nothing
    this.#remember()
    this.#set(this.#text.slice(0, from) + this.#text.slice(to), from)
    return edited
  }

  /** Bash manual, "Commands for killing": what is killed by keys in a row is one text, to be yanked together. */
  #kill(from: number, to: number): LineRequest {
    if (from === to) return nothing
    const text = this.#text.slice(from, to)
    const before = this.#followsKill ? this.#killed : ''
    this.#killed = to === this.#cursor ? text + before : before + text
    this.#hasKilled = true
    return this.#cut(from, to)
  }

  #before(at: number): number {
    const [last] = [...graphemes.segment(this.#text.slice(0, at))].slice(-1)
    return at - (last?.segment.length ?? 0)
  }

  #after(at: number): number {
    const [first] = graphemes.segment(this.#text.slice(at))
    return at + (first?.segment.length ?? 0)
  }

  #wordStart(): number {
    const before = this.#text.slice(0, this.#cursor)
    return before.length - (/[\p{L}\p{N}]+[^\p{L}\p{N}]*$/u.exec(before)?.[0].length ?? before.length)
  }

  #wordEnd(): number {
    const behind = this.#text.slice(this.#cursor)
    return this.#cursor + (/^[^\p{L}\p{N}]*[\p{L}\p{N}]+/u.exec(behind)?.[0].length ?? behind.length)
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

const ctrl = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96)

type Act = (line: LineEditor) => LineRequest

const rowStart = ({ text, cursor }: EditedLine): number => text.slice(0, cursor).lastIndexOf('\n') + 1

const lineStart: Act = (line) => line.moveTo(rowStart(line))
const lineEnd: Act = (line) => {
  const end = line.text.indexOf('\n', line.cursor)
  return line.moveTo(end < 0 ? line.text.length : end)
}
const left: Act = (line) => line.moveBy(-1)
const right: Act = (line) => line.moveBy(1)
const up: Act = (line) => line.vertical(-1)
const down: Act = (line) => line.vertical(1)
const wordLeft: Act = (line) => line.moveByWord(-1)
const wordRight: Act = (line) => line.moveByWord(1)

/** What terminals send for the keys that bash knows. */
const keys: Readonly<Record<string, Act>> = {
  '\r': (line) => line.enter(),
  '\t': () => ({ kind: 'complete' }),
  '\x7f': (line) => line.erase(-1),
  '\x1b[3~': (line) => line.erase(1),
  '\x1b[D': left,
  '\x1b[C': right,
  '\x1b[A': up,
  '\x1b[B': down,
  '\x1b[H': lineStart,
  '\x1b[F': lineEnd,
  '\x1bOH': lineStart,
  '\x1bOF': lineEnd,
  '\x1b[1;5D': wordLeft,
  '\x1b[1;5C': wordRight,
  '\x1b[1;3D': wordLeft,
  '\x1b[1;3C': wordRight,
  '\x1bb': wordLeft,
  '\x1bf': wordRight,
  '\x1bd': (line) => line.eraseWord(1),
  '\x1b\x7f': (line) => line.eraseWord(-1),
  [ctrl('a')]: lineStart,
  [ctrl('b')]: left,
  [ctrl('c')]: () => ({ kind: 'interrupt' }),
  [ctrl('d')]: (line) => line.endOrErase(),
  [ctrl('e')]: lineEnd,
  [ctrl('f')]: right,
  [ctrl('h')]: (line) => line.erase(-1),
  [ctrl('k')]: (line) => line.eraseToEnd(),
  [ctrl('l')]: () => ({ kind: 'clear-screen' }),
  [ctrl('n')]: down,
  [ctrl('p')]: up,
  [ctrl('r')]: () => ({ kind: 'search' }),
  [ctrl('t')]: (line) => line.transpose(),
  [ctrl('u')]: (line) => line.eraseToStart(),
  [ctrl('w')]: (line) => line.eraseToBlank(),
  [ctrl('y')]: (line) => line.yank(),
  '\x1f': (line) => line.undo(),
}
