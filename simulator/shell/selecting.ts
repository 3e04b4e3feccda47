import type { Command as LibraryCommand } from 'just-bash'
import { hidden } from './hidden-names.ts'
import { displayWidth } from './paging/display-width.ts'

// `select`, which the library does not know: its head becomes that of a loop that asks.

const head =
  /(^|[;{(\n]|\b(?:do|then|else)\s)([ \t]*)select[ \t]+([A-Za-z_]\w*)(?:[ \t]+in\b([^\n;]*))?[ \t]*(?:;|\n)\s*do\b/g

export const mayHaveSelect = (text: string): boolean => text.search(head) >= 0

/** `select x in a b; do` becomes the head of a `while` that shows a menu, reads a line and sets `x`. */
export const withoutSelect = (text: string): string =>
  text.replace(head, (_, before: string, blank: string, name: string, words: string | undefined) => {
    const list = words === undefined ? '"$@"' : words.trim()
    const menu = `${hidden('menu')} "\${COLUMNS-80}" ${list}`
    const ask = `${hidden('prompt')} "\${PS3-#? }"; REPLY=; read -r -p "\${PS3-#? }" REPLY`
    return (
      `${before}${blank}REPLY=; while test -n "$REPLY" || ${menu}; ` +
      `while ${ask} && test -z "$REPLY"; do ${menu}; done; ${hidden('choose')} ${name} "$REPLY" ${list}; do`
    )
  })

/** `hasSomebody`: whether a person is asked, and sees the prompt anyway. */
export function selectCommands(hasSomebody: () => boolean): LibraryCommand[] {
  const told = (exitCode: number, stderr = '') => ({ stdout: '', stderr, exitCode })
  return [
    {
      name: '__menu',
      execute: async ([columns, ...words]) => told(words.length ? 0 : 1, menuOf(words, Number(columns))),
    },
    { name: '__prompt', execute: async ([text = '']) => told(0, hasSomebody() ? '' : text) },
    {
      name: '__choose',
      execute: async ([name = '', reply = '', ...words], { assignShellVariable }) => {
        if (reply === '') return told(1, '\n')
        const chosen = /^\s*\d+\s*$/.test(reply) ? words[Number(reply) - 1] : undefined
        await assignShellVariable?.(name, chosen ?? '')
        return told(0)
      },
    },
  ]
}

/** As bash lays it out: in columns where there is more than fits beside each other. */
function menuOf(words: readonly string[], columns: number): string {
  const digits = String(words.length).length
  const width = Math.max(0, ...words.map(displayWidth)) + digits + 4
  const most = Math.max(1, Math.floor((columns || 80) / width))
  let rows = Math.ceil(words.length / most)
  if (rows === 1) rows = words.length
  let text = ''
  for (let row = 0; row < rows; row++) {
    let at = 0
    for (let i = row; i < words.length; i += rows) {
      const number = String(i + 1).padStart(at ? digits : String(rows).length)
      const cell = `${number}) ${words[i]}`
      const isLast = i + rows >= words.length
      text += isLast ? cell : cell + indent(at + displayWidth(cell), at + width)
      at += width
    }
    text += '\n'
  }
  return text
}

/** With tabs, as far as they go. */
function indent(from: number, to: number): string {
  let text = ''
  let at = from
  while (at < to) {
    if (Math.floor(to / 8) > Math.floor(at / 8)) {
      text += '\t'
      at += 8 - (at % 8)
    } else {
      text += ' '
      at++
    }
  }
  return text
}
