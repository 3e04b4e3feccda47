import type { Terminal } from '@xterm/xterm'

/** Where in the window the cursor of a terminal is, in pixels, and where the line begins that it is in. */
export function cursorIn(
  element: HTMLElement,
  { cols, rows, buffer }: Terminal,
  rowsAbove: number,
): { readonly x: number; readonly y: number; readonly top: number; readonly lineHeight: number } {
  const box = (element.querySelector('.xterm-screen') ?? element).getBoundingClientRect()
  const lineHeight = box.height / rows
  return {
    x: box.left + (buffer.active.cursorX * box.width) / cols,
    y: box.top + buffer.active.cursorY * lineHeight,
    top: box.top + Math.max(0, buffer.active.cursorY - rowsAbove) * lineHeight,
    lineHeight,
  }
}

/** The side of a place in the window that has the room for something to be opened there, and how much that is. */
export function besideIn(
  high: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  wanted: number,
): { readonly top: string | undefined; readonly bottom: string | undefined; readonly room: string } {
  const [above, below] = [top - margin, high - bottom - margin]
  const isBelow = below >= wanted || below >= above
  return {
    top: isBelow ? `${bottom}px` : undefined,
    bottom: isBelow ? undefined : `${high - top}px`,
    room: `${isBelow ? below : above}px`,
  }
}

const margin = 8
