import { atom } from 'nanostores'

// What a person has set for themselves on this browser. It stays when they leave.

export interface Settings {
  readonly scheme: 'system' | 'light' | 'dark'
  /** Of the terminal and the editor, in pixels. */
  readonly fontSize: number
}

const key = 'hopwise:settings'
const defaults: Settings = { scheme: 'system', fontSize: 14 }

export const settings = atom<Settings>(read())

settings.listen((value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Without room or permission to keep them they hold for this visit.
  }
})

function read(): Settings {
  try {
    const { scheme, fontSize } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>
    return {
      scheme: scheme === 'light' || scheme === 'dark' ? scheme : defaults.scheme,
      fontSize:
        typeof fontSize === 'number' && fontSize >= 8 && fontSize <= 40 ? fontSize : defaults.fontSize,
    }
  } catch {
    return defaults
  }
}
