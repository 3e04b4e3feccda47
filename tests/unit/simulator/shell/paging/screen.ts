import type { Screen } from '../../../../../simulator/shell/host.ts'

export interface FakeScreen extends Screen {
  /** What stands on the screen, without blank rows at its end. */
  shown(): string
  /** What stood on it before each key. */
  readonly pages: readonly string[]
  resize(columns: number, rows: number): void
  readonly isReleased: boolean
}

/** A screen of so many columns and rows, at which somebody presses these keys. Colours are not kept, reversed text is in []. */
export function screenWith(keys: readonly string[], columns = 20, rows = 5): FakeScreen {
  const pages: string[] = []
  const left = [...keys]
  let lines: string[] = ['']
  let outside: string[] | undefined
  const write = (text: string) => {
    for (const [piece] of text.matchAll(/\x1b\[[\d;?]*[A-Za-z]|\r\n|[\s\S]/g)) {
      if (piece === '\x1b[?1049h') outside = lines
      else if (piece === '\x1b[?1049l') lines = outside ?? lines
      else if (piece === '\x1b[2J') lines = ['']
      else if (piece === '\x1b[7m') lines[lines.length - 1] += '['
      else if (piece === '\x1b[27m') lines[lines.length - 1] += ']'
      else if (piece === '\x1b[K') lines[lines.length - 1] = ''
      else if (piece === '\r\n') lines = [...lines, ''].slice(-size.rows)
      else if (!piece.startsWith('\x1b') && piece !== '\r') lines[lines.length - 1] += piece
    }
  }
  const size = { columns, rows }
  const resized = new Set<() => void>()
  let isReleased = false
  const shown = () => lines.join('\n').replace(/\n+$/, '')
  return {
    get columns() {
      return size.columns
    },
    get rows() {
      return size.rows
    },
    get isReleased() {
      return isReleased
    },
    resize(columns, rows) {
      Object.assign(size, { columns, rows })
      for (const act of resized) act()
    },
    onResize(act) {
      resized.add(act)
      return () => resized.delete(act)
    },
    release() {
      isReleased = true
    },
    write,
    shown,
    pages,
    readKey: async () => {
      pages.push(shown())
      return left.shift() ?? 'q'
    },
  }
}
