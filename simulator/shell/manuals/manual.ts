/** What a manual page says beside what the tool itself says with --help. */
export interface Manual {
  readonly section?: 1 | 8
  readonly description: string
  readonly examples: readonly (readonly [command: string, what: string])[]
  readonly exits?: readonly (readonly [status: string, meaning: string])[]
  /** What is different on this simulated machine. */
  readonly here?: string
  readonly seeAlso?: readonly string[]
}
