// Ctrl-R: back through what was typed before, as bash searches it.

export interface HistorySearch {
  readonly wanted: string
  /** The line that was found last; the length of the history at first. */
  readonly at: number
}

/** What a key makes of a search. `leave` keeps the line that was found, `give-up` brings back what was there before. */
export function searchOn(
  { wanted, at }: HistorySearch,
  key: string,
  history: readonly string[],
): (HistorySearch & { readonly isFound: boolean }) | 'leave' | 'give-up' {
  if (key === '\x12') return seek(wanted, at, history)
  if (key === '\x7f') return seek(wanted.slice(0, -1), history.length, history)
  if (key >= ' ' && !key.startsWith('\x1b')) return seek(wanted + key, history.length, history)
  return key === '\x07' || key === '\x03' ? 'give-up' : 'leave'
}

function seek(wanted: string, before: number, history: readonly string[]) {
  const at = history.findLastIndex((line, i) => i < before && wanted !== '' && line.includes(wanted))
  return { wanted, at: at < 0 ? before : at, isFound: at >= 0 }
}
