import { atom } from 'nanostores'

/** How much of the site is on this machine, in bytes. */
export interface Far {
  readonly kept: number
  readonly of: number
}

/** Undefined until it is known; `not` where this browser keeps no sites. */
export const far = atom<Far | 'not' | undefined>(undefined)
