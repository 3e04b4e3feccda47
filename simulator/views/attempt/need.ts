import type * as loading from './whole.ts'

// Scenarios bring goals, checks and their libraries along: a lab without one does without them.

let loaded: typeof loading | undefined

/** Loads all that attempts at scenarios want. Do so at the edge, where waiting is allowed. */
export async function needAttempts(): Promise<typeof loading> {
  loaded = await import('./whole.ts')
  return loaded
}

export function loadedAttempts(): typeof loading {
  if (!loaded) throw new Error('Attempts are not loaded: await needAttempts() first.')
  return loaded
}
