/** What heads every file of the catalogue: when its facts were looked up, where, and how far to trust them. */
export interface Header {
  /** Month of the last check against the sources: `2026-11`. */
  readonly checked: string
  /** When the data themselves are from, where that is older than the check. */
  readonly dataDate?: string
  readonly sources: readonly string[]
  readonly certaintyScale: Readonly<Partial<Record<Certainty, string>>>
}

/** `sure` is published by AWS; `likely` is derived or seen once, so nobody is graded on it. */
export type Certainty = 'sure' | 'likely' | 'synthetic' | 'unknown'

/** `{region}` and the like, filled in. A variable that nobody supplies stays, so that it is seen. */
export function fill(pattern: string, values: Readonly<Record<string, string | undefined>>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
