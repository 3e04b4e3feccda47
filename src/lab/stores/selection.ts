import { atom } from 'nanostores'

/** The resource that all panes point at: its id, or nothing. */
export const selection = atom<string | undefined>(undefined)
