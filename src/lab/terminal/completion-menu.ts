// What could stand at the cursor, to choose from.

export interface CompletionMenu {
  readonly candidates: readonly string[]
  /** What some of them are. */
  readonly notes?: Readonly<Record<string, string>> | undefined
  readonly selected: number
  /** Where the text that a candidate replaces begins. */
  readonly from: number
  /** The cursor's place in the window, in pixels. */
  readonly x: number
  readonly y: number
  /** Where the line begins that the cursor is in. */
  readonly top: number
  readonly lineHeight: number
}

/** How far a key moves in the menu. */
export const menuMoves: Readonly<Record<string, number>> = {
  '\t': 1,
  '\x1b[B': 1,
  '\x1b[A': -1,
  '\x1b[Z': -1,
  '\x0e': 1,
  '\x10': -1,
}

/** What all of them begin with. */
export function commonStart(texts: readonly string[]): string {
  let common = texts[0] ?? ''
  for (const text of texts) while (!text.startsWith(common)) common = common.slice(0, -1)
  return common
}
