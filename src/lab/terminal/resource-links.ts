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

/** Ids of resources can be followed to where they are shown. One that breaks at the edge is one in both rows. */
export function resourceLinks({ buffer }: Pick<Terminal, 'buffer'>, row: number): ILink[] {
  const line = (at: number) => buffer.active.getLine(at - 1)
  let first = row
  while (line(first)?.isWrapped) first--
  const rows = [line(first)?.translateToString(true) ?? '']
  while (line(first + rows.length)?.isWrapped)
    rows.push(line(first + rows.length)?.translateToString(true) ?? '')
  const placeOf = (index: number) => {
    let x = index
    let y = 0
    while (x >= rows[y]!.length) x -= rows[y++]!.length
    return { x: x + 1, y: first + y }
  }
  return [...rows.join('').matchAll(resourceId)]
    .map(({ 0: id, index }) => ({
      text: id,
      range: { start: placeOf(index), end: placeOf(index + id.length - 1) },
      activate: ({ clientX: x, clientY: y, target }: MouseEvent) => chosenLink.set({ id, x, y, target }),
    }))
    .filter(({ range: { start, end } }) => start.y <= row && row <= end.y)
}

const resourceId = /\b[a-z][a-z-]{1,24}-[0-9a-f]{8}(?:[0-9a-f]{9})?\b/g
