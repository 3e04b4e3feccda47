import { atom } from 'nanostores'

// What a person has set for themselves on this browser. It stays when they leave.

export const terminalColours = ['page', 'light', 'dark', 'contrast'] as const

export interface Settings {
  readonly scheme: 'system' | 'light' | 'dark'
  /** Of the terminal: those of the page, or always the same. */
  readonly terminal: (typeof terminalColours)[number]
  /** Of the terminal and the editor, in pixels. */
  readonly fontSize: number
}

const key = 'hopwise:settings'
const sizes = { least: 8, most: 40 }
const defaults: Settings = { scheme: 'system', terminal: 'page', fontSize: 14 }

export const settings = atom<Settings>(read())

settings.listen((value) => {
  document.documentElement.style.colorScheme = value.scheme === 'system' ? '' : value.scheme
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Without room or permission to keep them they hold for this visit.
  }
})

/** Larger or smaller letters; 0 for those that there are at first. */
export function changeFontSize(by: number): void {
  const value = settings.get()
  const wanted = by === 0 ? defaults.fontSize : value.fontSize + by
  settings.set({ ...value, fontSize: Math.min(sizes.most, Math.max(sizes.least, wanted)) })
}

function read(): Settings {
  try {
    const { scheme, terminal, fontSize } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>
    return {
      scheme: scheme === 'light' || scheme === 'dark' ? scheme : defaults.scheme,
      terminal: terminalColours.find((one) => one === terminal) ?? defaults.terminal,
      fontSize:
        typeof fontSize === 'number' && fontSize >= sizes.least && fontSize <= sizes.most
          ? fontSize
          : defaults.fontSize,
    }
  } catch {
    return defaults
  }
}
