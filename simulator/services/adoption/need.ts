import type { adopt } from './adopt.ts'

// Taking over what real accounts have is much, and few want it.

let adopter: typeof adopt | undefined

/** Loads it. Do so at the edge, where waiting is allowed. */
export async function needAdoption(): Promise<void> {
  adopter = (await import('./adopt.ts')).adopt
}

export function loadedAdoption(): typeof adopt {
  if (!adopter) throw new Error('Adoption is not loaded: await needAdoption() first.')
  return adopter
}
