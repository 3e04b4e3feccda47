// Ctrl-R, as bash has it: what is typed is looked for in the lines of before, the newest first.

interface Board {
  columns(): number
  write(text: string): void
  next(): Promise<string | undefined>
}

interface Found {
  /** Undefined where it was given up: then the line stays as it was. */
  readonly line: string | undefined
  readonly isEntered: boolean
}

/** `lines` are the newest first. */
export async function searchBack(lines: readonly string[], board: Board): Promise<Found> {
  let wanted = ''
  let at = -1
  let isFailing = false
  const look = (from: number) => {
    const found = lines.findIndex((line, i) => i >= from && line.includes(wanted))
    isFailing = wanted !== '' && found < 0
    if (found >= 0 && wanted !== '') at = found
  }
  for (;;) {
    const shown = `(${isFailing ? 'failed ' : ''}reverse-i-search)\`${wanted}': ${lines[at] ?? ''}`
    board.write(`\r\x1b[K${[...shown].slice(0, board.columns() - 1).join('')}`)
    const key = await board.next()
    if (key === '\x12') look(at + 1)
    else if (key === '\x7f' || key === '\b') {
      wanted = [...wanted].slice(0, -1).join('')
      at = -1
      look(0)
    } else if (key === undefined || key === '\x07' || key === '\x03') {
      board.write('\r\x1b[K')
      return { line: undefined, isEntered: false }
    } else if (/^[\x00-\x1f]|^\x1b/.test(key)) {
      board.write('\r\x1b[K')
      return { line: lines[at], isEntered: key === '\r' || key === '\n' }
    } else {
      wanted += key
      look(Math.max(0, at))
    }
  }
}
