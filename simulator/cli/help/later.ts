import type { CliHost, CliResult } from '../host.ts'
import type * as loading from './help.ts'

// The manual's pages are many, and few lines ask for one.

let loaded: typeof loading | undefined

/** Loads the pages. Do so at the edge, where waiting is allowed: `needsOf` tells which lines want it. */
export async function needHelp(): Promise<void> {
  loaded = await import('./help.ts')
}

export function help(path: readonly string[], host: CliHost): CliResult {
  if (!loaded) throw new Error('The pages of the manual are not loaded: await needHelp() first.')
  return loaded.help(path, host)
}
