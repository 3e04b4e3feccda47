import type { ITerminalOptions, ITheme } from '@xterm/xterm'
import { settings } from '../stores/settings.ts'

/** How many rows one can scroll back. */
export const keptRows = 5000

export const terminalOptions = (element: HTMLElement, fontSize: number): ITerminalOptions => ({
  allowProposedApi: true,
  convertEol: true,
  cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  fontFamily: getComputedStyle(element).getPropertyValue('--font-code'),
  fontSize,
  lineHeight: 1.25,
  // With it xterm.js does not hear what touch keyboards put in.
  screenReaderMode: !matchMedia('(pointer: coarse)').matches,
  scrollback: keptRows,
  ...coloursOf(element),
})

/** Its colours now, and how far they stand out. */
export const coloursOf = (element: HTMLElement) => ({
  minimumContrastRatio: settings.get().terminal === 'contrast' ? 10 : 4.5,
  theme: themeOf(element),
})

/** The terminal's colours, as the style sheet has them for the scheme that is on. */
function themeOf(element: HTMLElement): ITheme {
  const probe = document.createElement('span')
  probe.hidden = true
  element.append(probe)
  const read = (name: string) => {
    probe.style.color = `var(--terminal-${name})`
    return getComputedStyle(probe).color
  }
  const theme = {
    background: read('background'),
    foreground: read('foreground'),
    cursor: read('cursor'),
    cursorAccent: read('background'),
    selectionBackground: read('selection'),
    ...Object.fromEntries(
      ansi.flatMap((name) => [
        [name, read(name)],
        [`bright${name[0]!.toUpperCase()}${name.slice(1)}`, read(`bright-${name}`)],
      ]),
    ),
  }
  probe.remove()
  return theme
}

const ansi = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
