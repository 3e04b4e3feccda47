import { atom } from 'nanostores'

/** Two moments to be compared, by their numbers; undefined for the last change and what was before it. */
export const compared = atom<{ readonly from: number; readonly to?: number } | undefined>(undefined)
