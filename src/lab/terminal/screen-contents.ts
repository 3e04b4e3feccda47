import type { Terminal } from '@xterm/xterm'
import type { LabState } from '../worker/protocol.ts'

// What stood on a terminal comes back after a reload, as far as people scroll.

const mostRows = 300

/** What is above the prompt and not above a row, colours and all; the cursor is so many rows below the prompt's start. */
export async function contentsAbove(xterm: Terminal, cursorRow: number, from: number): Promise<string> {
  const { SerializeAddon } = await import('@xterm/addon-serialize')
  const { baseY, cursorY } = xterm.buffer.active
  const end = baseY + cursorY - cursorRow - 1
  if (end < from) return ''
  const addon = new SerializeAddon()
  xterm.loadAddon(addon)
  const text = addon.serialize({ range: { start: Math.max(from, end - mostRows), end }, excludeModes: true })
  addon.dispose()
  return text
}

const nameOf = (lab: string, terminal: number) => `hopwise:screen:${lab}:${terminal}`

/** To what a screen belongs: a lab that was begun anew, or came from elsewhere, has the same name and another past. */
interface Past {
  readonly lines: number
  readonly last: string
  readonly moment: string
}

/** Of a lab as it stands, in one of its terminals. */
export function pastOf({ terminals, timeline }: LabState, terminal: number): Past {
  const history = terminals[terminal]?.history ?? []
  const { id = 0, at = 0, label = '' } = timeline.find(({ isCurrent }) => isCurrent) ?? {}
  return { lines: history.length, last: history.at(-1) ?? '', moment: `${id} ${at} ${label}` }
}

/** Whether a lab has gone on from there. */
export function isPastOf({ lines, last, moment }: Past, state: LabState, terminal: number): boolean {
  const history = state.terminals[terminal]?.history ?? []
  return (
    lines > 0 &&
    history[lines - 1] === last &&
    state.timeline.some(({ id, at, label }) => moment === `${id} ${at} ${label}`)
  )
}

export function keepContents(lab: string, terminal: number, text: string, past: Past): void {
  try {
    localStorage.setItem(nameOf(lab, terminal), JSON.stringify({ text, past }))
  } catch {
    // Without room for it the screen is empty after a reload; what was typed is still there.
  }
}

export function keptContents(lab: string, terminal: number, state: LabState): string {
  try {
    const { text, past } = JSON.parse(localStorage.getItem(nameOf(lab, terminal)) ?? '') as {
      readonly text: string
      readonly past: Past
    }
    return text && isPastOf(past, state, terminal) ? `${text}\x1b[0m\n` : ''
  } catch {
    return ''
  }
}
