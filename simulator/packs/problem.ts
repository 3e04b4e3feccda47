/** One thing that is wrong with a pack, said so that its author can mend it. All of them are told at once. */
export interface Problem {
  readonly file: string
  /** The place inside the file: `checks.consumer-is-in.probe.from`. */
  readonly path?: string
  /** From 1. */
  readonly line?: number
  readonly column?: number
  readonly found: string
  readonly expected: string
  readonly hint?: string
}

/** `scenario.yaml:12:5: checks.a.probe.from: found 12, expected text. Try …` */
export function tellProblem({ file, path, line, column, found, expected, hint }: Problem): string {
  const at = [file, ...(line === undefined ? [] : [line, column ?? 1])].join(':')
  const where = path ? `${at}: ${path}` : at
  return `${where}: found ${found}, expected ${expected}${hint === undefined ? '' : `. ${hint}`}`
}

/** A value in a message: short, and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
