import { atom } from 'nanostores'
import type { MarkedLine, PartMark } from '../../../simulator/views/trace/marks.ts'

// What a pane shows on the map: the way of a packet, or what a command changed.

export interface ShownWay {
  /** Parts of the picture, by their ids. */
  readonly parts: Readonly<Record<string, PartMark>>
  readonly lines: readonly MarkedLine[]
}

export const shownWay = atom<ShownWay | undefined>(undefined)
