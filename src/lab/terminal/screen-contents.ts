import type { Terminal } from '@xterm/xterm'

// What stood on a terminal comes back after a reload, as far as people scroll.

const mostRows = 300

/** What is above the prompt, colours and all; the cursor is so many rows below its start. */
export async function contentsAbove(xterm: Terminal, cursorRow: number): Promise<string> {
  const { SerializeAddon } = await import('@xterm/addon-serialize')
  const { baseY, cursorY } = xterm.buffer.active
  const end = baseY + cursorY - cursorRow - 1
  if (end < 0) return ''
  const addon = new SerializeAddon()
  xterm.loadAddon(addon)
  const text = addon.serialize({ range: { start: Math.max(0, end - mostRows), end }, excludeModes: true })
  addon.dispose()
  return text
}

const nameOf = (lab: string, terminal: number) => `hopwise:screen:${lab}:${terminal}`

export function keepContents(lab: string, terminal: number, text: string): void {
  try {
    localStorage.setItem(nameOf(lab, terminal), text)
  } catch {
    // Without room for it the screen is empty after a reload; what was typed is still there.
  }
}

export function keptContents(lab: string, terminal: number): string {
  try {
    const kept = localStorage.getItem(nameOf(lab, terminal)) ?? ''
    return kept && `${kept}\x1b[0m\n`
  } catch {
    return ''
  }
}
