import type { Command as LibraryCommand } from 'just-bash'
import { resolve } from '../files.ts'
import { describeProblem, getopt } from '../tools/getopt.ts'

// `env` of GNU coreutils 9.1.

const spec = {
  short: 'iu:C:S:0v',
  long: {
    chdir: 'C:',
    debug: 'v',
    help: 'help',
    'ignore-environment': 'i',
    null: '0',
    'split-string': 'S:',
    unset: 'u:',
    version: 'version',
  },
  isStrict: true,
} as const

type Variables = Readonly<Record<string, string>>
type Result = Awaited<ReturnType<LibraryCommand['execute']>>

const said = (stderr: string, exitCode: number): Result => ({ stdout: '', stderr, exitCode })
const printed = (stdout: string): Result => ({ stdout, stderr: '', exitCode: 0 })
const tryHelp = "Try 'env --help' for more information.\n"

export interface EnvPorts {
  /** Why a command cannot be run: it knows programs and files, and no functions or aliases. */
  refusal(name: string, cwd: string): string | undefined
  isFolder(path: string): boolean
}

export function envCommand({ refusal, isFolder }: EnvPorts): LibraryCommand {
  return {
    name: 'env',
    async execute(args, context) {
      const { options, operands, problem } = getopt(splitFirst(args), spec)
      const given = new Map(options.map(({ name, value }) => [name, value]))
      if (given.has('help')) return printed(help)
      if (given.has('version')) return printed('env (GNU coreutils) 9.1\n')
      if (problem) return said(`env: ${describeProblem(problem)}\n${tryHelp}`, 125)
      const isEmptied = given.has('i') || operands[0] === '-'
      const words = operands[0] === '-' ? operands.slice(1) : operands
      const begin = words.findIndex((word) => !/^[^=]+=/.test(word))
      const settings = (begin < 0 ? words : words.slice(0, begin)).map(settingIn)
      const [name, ...rest] = begin < 0 ? [] : words.slice(begin)
      const before = variablesIn(context.exportedEnv)
      const unset = options.flatMap(({ name: option, value }) => (option === 'u' ? [value ?? ''] : []))
      const gone = isEmptied ? Object.keys(before) : unset
      const folder = given.get('C')
      const cwd = resolve(context.cwd, folder ?? '.')
      if (folder !== undefined && !isFolder(cwd))
        return said(`env: cannot change directory to '${folder}': No such file or directory\n`, 125)
      if (name === undefined) {
        if (given.has('C')) return said(`env: must specify command with --chdir (-C)\n${tryHelp}`, 125)
        const left = Object.entries(before).filter(([one]) => !gone.includes(one))
        const variables = { ...Object.fromEntries(left), ...Object.fromEntries(settings) }
        return printed(listVariables(variables, given.has('0') ? '\0' : '\n'))
      }
      if (given.has('0')) return said(`env: cannot specify --null (-0) with command\n${tryHelp}`, 125)
      const why = refusal(name, cwd)
      if (why !== undefined) return said(`env: ‘${name}’: ${why}\n`, why.startsWith('No such') ? 127 : 126)
      const script = [
        ...gone.map((one) => (one === 'PATH' ? 'export -n PATH' : `unset -v ${quote(one)}`)),
        [...settings.map(([key, value]) => `${key}=${quote(value)}`), ...[name, ...rest].map(quote)].join(
          ' ',
        ),
      ].join('; ')
      return context.execWithInheritedStdin!(script, {
        cwd,
        env: { ...context.exportedEnv },
        ...(context.signal && { signal: context.signal }),
      })
    },
  }
}

/** What a first `-S` holds are arguments of their own: so a script's first line gives more than one. */
function splitFirst(args: readonly string[]): readonly string[] {
  const [first = '', ...rest] = args
  const [, attached] = /^(?:-S|--split-string=)(.+)$/s.exec(first) ?? []
  if (attached !== undefined) return [...wordsIn(attached), ...rest]
  return first === '-S' || first === '--split-string' ? [...wordsIn(rest[0] ?? ''), ...rest.slice(1)] : args
}

const wordsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs)].map(([word]) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/gs,
      (_, plain?: string, double?: string, one?: string) =>
        plain ?? double?.replace(/\\(.)/gs, '$1') ?? one ?? '',
    ),
  )

function settingIn(word: string): readonly [name: string, value: string] {
  const at = word.indexOf('=')
  return [word.slice(0, at), word.slice(at + 1)]
}

/** Without the name of the shell, which the library takes for a variable called 0. */
export const variablesIn = ({ 0: _, ...variables }: Variables = {}): Variables => variables

export const listVariables = (variables: Variables, end = '\n'): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}${end}`)
    .join('')

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

const help = `Usage: env [OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]
Set each NAME to VALUE in the environment and run COMMAND.

  -i, --ignore-environment  start with an empty environment
  -0, --null                end each line with NUL, not newline
  -u, --unset=NAME          remove variable from the environment
  -C, --chdir=DIR           change working directory to DIR
  -S, --split-string=S      split S into separate arguments
  -v, --debug               accepted, and prints nothing here
      --help                show this text
      --version             tell the version

A mere - implies -i. If no COMMAND, print the resulting environment.
`
