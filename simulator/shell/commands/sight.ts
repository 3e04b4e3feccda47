/** What a command knows of who reads its output. */
export interface Sight {
  /** The terminal's columns, where standard output is one. */
  readonly columns: number | undefined
}

/** Whether to colour, with `--color=auto` and the like. Who has set NO_COLOR wants none: no-color.org. */
export function colours(
  when: string,
  { columns }: Sight,
  env: Readonly<Record<string, string>> = {},
): boolean {
  if (['always', 'yes', 'force'].includes(when)) return true
  return ['auto', 'tty', 'if-tty'].includes(when) && columns !== undefined && !env['NO_COLOR']
}
