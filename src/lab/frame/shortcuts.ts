import { workspaceWords } from '../../messages/workspace-words.ts'

// Every key of the workspace, once: who listens asks this table, and the help shows it.

export interface Shortcut {
  /** `Mod` is Ctrl, or ⌘ on a Mac. Several, one after the other, are parted by a blank. */
  readonly keys: string
  readonly says: string
  readonly where: 'everywhere' | 'panes' | 'terminal' | 'map' | 'editor'
}

const says = workspaceWords.shortcuts

export const shortcuts = {
  palette: { keys: 'Mod+K', says: says.palette, where: 'everywhere' },
  /** Ctrl+K cuts to the end of the line in the terminal, as in bash. */
  paletteAnywhere: { keys: 'Mod+Shift+P', says: says.paletteAnywhere, where: 'everywhere' },
  help: { keys: 'F1', says: says.help, where: 'everywhere' },
  helpOutsideText: { keys: '?', says: says.helpOutsideText, where: 'everywhere' },
  nextZone: { keys: 'F6', says: says.nextZone, where: 'everywhere' },
  previousZone: { keys: 'Shift+F6', says: says.previousZone, where: 'everywhere' },
  tabs: { keys: 'ArrowLeft ArrowRight Home End', says: says.tabs, where: 'panes' },
  splitter: { keys: 'ArrowLeft ArrowRight Home End', says: says.splitter, where: 'panes' },
  closeZone: { keys: 'Enter', says: says.closeZone, where: 'panes' },
  complete: { keys: 'Tab', says: says.complete, where: 'terminal' },
  history: { keys: 'ArrowUp ArrowDown', says: says.history, where: 'terminal' },
  searchHistory: { keys: 'Ctrl+R', says: says.searchHistory, where: 'terminal' },
  interrupt: { keys: 'Ctrl+C', says: says.interrupt, where: 'terminal' },
  clear: { keys: 'Ctrl+L', says: says.clear, where: 'terminal' },
  copy: { keys: 'Mod+C Mod+V', says: says.copy, where: 'terminal' },
  find: { keys: 'Mod+Shift+F', says: says.find, where: 'terminal' },
  larger: { keys: 'Mod+=', says: says.larger, where: 'terminal' },
  smaller: { keys: 'Mod+-', says: says.smaller, where: 'terminal' },
  renameTab: { keys: 'F2', says: says.renameTab, where: 'terminal' },
  leaveTerminal: { keys: 'Escape Tab', says: says.leaveTerminal, where: 'terminal' },
  nearest: { keys: 'ArrowLeft ArrowRight ArrowUp ArrowDown', says: says.nearest, where: 'map' },
  ends: { keys: 'Home End', says: says.ends, where: 'map' },
  inspect: { keys: 'Enter', says: says.inspect, where: 'map' },
  zoom: { keys: '+ - 0', says: says.zoom, where: 'map' },
  neighbours: { keys: 'N', says: says.neighbours, where: 'map' },
  leaveMap: { keys: 'Escape', says: says.leaveMap, where: 'map' },
  save: { keys: 'Mod+S', says: says.save, where: 'editor' },
  takeOffer: { keys: 'Tab', says: says.takeOffer, where: 'editor' },
  leaveEditor: { keys: 'Ctrl+M Tab', says: says.leaveEditor, where: 'editor' },
  complaint: { keys: 'F8', says: says.complaint, where: 'editor' },
} as const satisfies Record<string, Shortcut>

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether a key is the one of a shortcut. */
export function isPressed({ keys }: Shortcut, event: Pressed): boolean {
  const wanted = keys.split(/\+(?!$)/)
  const key = wanted.at(-1)!
  const has = (name: string) => wanted.slice(0, -1).includes(name)
  const isMod = event.ctrlKey || event.metaKey
  if (event.altKey || isMod !== (has('Mod') || has('Ctrl'))) return false
  if (event.key.toLowerCase() !== key.toLowerCase()) return false
  // Signs are where a keyboard has them, with Shift or without.
  return /^[^\w\s]$/.test(key) || event.shiftKey === has('Shift')
}

/** Keys as a person reads them on this machine. */
export function spelled(
  { keys }: Shortcut,
  isMac = /Mac|iP/.test(globalThis.navigator?.platform ?? ''),
): string {
  return keys
    .split(' ')
    .map((chord) =>
      chord
        .split(/\+(?!$)/)
        .map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (signs[key] ?? key)))
        .join(isMac ? ' ' : '+'),
    )
    .join(', ')
}

const signs: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
}
