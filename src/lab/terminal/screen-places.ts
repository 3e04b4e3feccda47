import type { Terminal } from '@xterm/xterm'

/** Where the cursor is, in pixels from the top left corner of the element that a terminal is in. */
export function cursorIn(
  element: HTMLElement,
  { cols, rows, buffer }: Terminal,
): { readonly x: number; readonly y: number; readonly lineHeight: number } {
  const outer = element.getBoundingClientRect()
  const box = element.querySelector('.xterm-screen')?.getBoundingClientRect() ?? outer
  const lineHeight = box.height / rows
  return {
    x: box.left - outer.left + (buffer.active.cursorX * box.width) / cols,
    y: box.top - outer.top + buffer.active.cursorY * lineHeight,
    lineHeight,
  }
}
