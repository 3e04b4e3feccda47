import type * as loading from './own-commands.ts'

// Files and objects, and the editing of files of settings, are a good deal of the CLI, and few lines want them.

let loaded: typeof loading | undefined

/** Loads them. Do so at the edge, where waiting is allowed: `needsOf` tells which lines want it. */
export async function needOwnCommands(): Promise<void> {
  loaded ??= await import('./own-commands.ts')
}

/** For who has them already, and cannot wait. */
export function keepOwnCommands(known: typeof loading): void {
  loaded ??= known
}

export function ownCommands(): typeof loading {
  if (!loaded) throw new Error('The commands of the CLI’s own are not loaded: await needOwnCommands() first.')
  return loaded
}
