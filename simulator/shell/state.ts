/**
 * A shell between two lines, as data. A shell that is restored from it has the same variables with their
 * attributes, arrays, functions, aliases, options, directory and history.
 *
 * Not kept: open file descriptors (`exec 3>file`) and the directory stack.
 */
export interface ShellState {
  readonly format: 1
  readonly cwd: string
  readonly exitCode: number
  /** Bash that sets everything else again. */
  readonly script: string
  readonly history: readonly string[]
}

const mark = '--hopwise-state--'

/** Asked of the running shell; `readState` understands the answer. */
export const stateQuestion = `declare -p; echo ${mark}; declare -F; echo ${mark}; shopt -p; set +o; alias; trap -p`

// The shell's own and the window's; setting them again is an error or a lie.
const ownVariables =
  /^declare -\S+ (BASHOPTS|SHELLOPTS|BASH_VERSINFO|UID|EUID|PPID|PIPESTATUS|PWD|COLUMNS|LINES|_|__arithmetic\d+|[^A-Za-z_]\S*?)(=|$)/

/** The script that brings back what the shell answered. */
export function readState(
  answer: string,
  /** The text of every function that the shell has seen defined. */
  sources: ReadonlyMap<string, string>,
): string {
  const [variables = '', functions = '', options = ''] = answer.split(`${mark}\n`)
  const declared = records(variables).filter((record) => !ownVariables.test(record))
  const names = functions.split('\n').flatMap((line) => /^declare -f\S* (.+)$/.exec(line)?.[1] ?? [])
  const definitions = names.flatMap((name) => sources.get(name) ?? [])
  // Options come last: `set -u` or an alias would change how the rest is read.
  const settings = options.split('\n').filter((line) => !/^set \+o (history|monitor)$|^shopt -u/.test(line))
  return [...declared, ...definitions, ...settings.filter(isChange)].join('\n')
}

const isChange = (line: string) => !line.startsWith('set +o')

/** `declare -p` writes one record after another; a value may go over several lines. */
function records(text: string): string[] {
  return text
    .split(/\n(?=declare -)/)
    .map((record) => record.replace(/\n$/, ''))
    .filter(Boolean)
}
