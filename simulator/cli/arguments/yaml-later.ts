import type { parse } from 'yaml'

// A library for one option.

let loaded: typeof parse | undefined

/** Loads it. Do so at the edge, where waiting is allowed: `needsOf` tells which lines want it. */
export async function needYaml(): Promise<void> {
  loaded = (await import('yaml')).parse
}

export function parseYaml(text: string): unknown {
  if (!loaded) throw new Error('YAML is not loaded: await needYaml() first.')
  return loaded(text, { logLevel: 'error' })
}
