import type { ToolContext, ToolResult } from '../host.ts'
import type { LabControl } from './control.ts'

/** One word behind `lab`. */
export interface LabCommand {
  readonly name: string
  /** What stands behind the name. */
  readonly usage?: string
  readonly summary: string
  /** What it prints is not ours, or is to be run as it is: it is not fitted to the window. */
  readonly isVerbatim?: true
  run(args: readonly string[], lab: LabControl, context: ToolContext): ToolResult | Promise<ToolResult>
  /** What could stand where the last word is. */
  complete?(lab: LabControl, words: readonly string[]): readonly string[] | Promise<readonly string[]>
}

export const said = (text: string, exitCode = 0): ToolResult => ({
  stdout: text.endsWith('\n') || text === '' ? text : `${text}\n`,
  stderr: '',
  exitCode,
})

export const problem = (text: string, exitCode = 1): ToolResult => ({
  stdout: '',
  stderr: `lab: ${text}\n`,
  exitCode,
})

/** Options with values, `--port 443` or `--port=443`, and flags, out of a line; what is left are its words. */
export function readOptions(
  args: readonly string[],
  { values = [], flags = [] }: { readonly values?: readonly string[]; readonly flags?: readonly string[] },
):
  | { readonly words: readonly string[]; readonly options: ReadonlyMap<string, string> }
  | { readonly wrong: string } {
  const words: string[] = []
  const options = new Map<string, string>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (!arg.startsWith('--')) {
      words.push(arg)
      continue
    }
    const [name = '', given] = arg.slice(2).split(/=(.*)/s)
    if (flags.includes(name)) options.set(name, '')
    else if (values.includes(name)) {
      const value = given ?? args[++i]
      if (value === undefined) return { wrong: `--${name} wants a value` }
      options.set(name, value)
    } else return { wrong: `there is no option --${name}` }
  }
  return { words, options }
}

/** Columns as wide as their widest cell, and no blanks at the end. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return rows
    .map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n')
}
