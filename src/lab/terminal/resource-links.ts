import type { ILink, Terminal } from '@xterm/xterm'
import { atom } from 'nanostores'

/** An id in a terminal that somebody has clicked, and where in the window. */
export interface ChosenLink {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly target: EventTarget | null
}

export const chosenLink = atom<ChosenLink | undefined>(undefined)

/** Ids of resources can be followed to where they are shown. */
export function resourceLinks(xterm: Terminal, row: number): ILink[] {
  const text = xterm.buffer.active.getLine(row - 1)?.translateToString(true) ?? ''
  return [...text.matchAll(resourceId)].map(({ 0: id, index }) => ({
    text: id,
    range: { start: { x: index + 1, y: row }, end: { x: index + id.length, y: row } },
    activate: ({ clientX: x, clientY: y, target }) => chosenLink.set({ id, x, y, target }),
  }))
}

const resourceId = /\b[a-z][a-z-]{1,24}-[0-9a-f]{8}(?:[0-9a-f]{9})?\b/g
