import { atom } from 'nanostores'

/** Whether a lab of this page has its prompt: what is kept for later does not stand in its way. */
export const labIsOpen = atom(false)
