import type { Command as LibraryCommand } from 'just-bash'
import { type Files, join, nameOf, parentOf, resolve } from '../files.ts'
import { complaintOf, type Parser } from '../syntax.ts'
import { write } from '../write-syntax.ts'
import type { CommandContext } from './own-command.ts'

type Result = Awaited<ReturnType<LibraryCommand['execute']>>

export interface ScriptPorts {
  readonly files: Files
  readonly parser: Parser
  /** Read before each statement. */
  readonly signal: AbortSignal
  isProgram(name: string): boolean
  /** Runs something in a shell of its own, which reads a file and leaves nothing behind in this one. */
  apart<T>(file: string | undefined, work: () => Promise<T>): Promise<T>
  /** What that shell has still to do where it ended before its end. */
  leftToDo(): string
}

/** `bash`, `sh`, and what stands behind `./file`. */
export function scriptCommands(ports: ScriptPorts): LibraryCommand[] {
  return [
    { name: 'bash', execute: (args, context) => startShell('bash', args, context, ports) },
    { name: 'sh', execute: (args, context) => startShell('sh', args, context, ports) },
    { name: '__script', execute: (args, context) => runFile(args, context, ports) },
  ]
}

const refusal = (exitCode: number, stderr: string): Result => ({ stdout: '', stderr, exitCode })

const help = (shell: string) => `Usage: ${shell} [-euvxn] [-o option] [-c command | file] [argument ...]\n`

async function startShell(
  shell: string,
  args: readonly string[],
  context: CommandContext,
  ports: ScriptPorts,
): Promise<Result> {
  let options = ''
  let isCommand = false
  let isInput = false
  let at = 0
  for (; at < args.length && /^[-+]./.test(args[at]!); at++) {
    const option = args[at]!
    if (option === '--help') return { stdout: help(shell), stderr: '', exitCode: 0 }
    if (option === '--version')
      return { stdout: 'GNU bash, version 5.2 (simulated)\n', stderr: '', exitCode: 0 }
    if (option === '--') {
      at++
      break
    }
    if (option.startsWith('--')) {
      if (ignored.has(option)) continue
      return refusal(2, `${shell}: ${option}: invalid option\n${help(shell)}`)
    }
    const letters = option.slice(1)
    const unknown = [...letters].find((letter) => !'cseuvxnolif'.includes(letter))
    if (unknown) return refusal(2, `${shell}: -${unknown}: invalid option\n${help(shell)}`)
    isCommand ||= letters.includes('c')
    isInput ||= letters.includes('s')
    const set = [...letters].filter((letter) => 'euvxnf'.includes(letter)).join('')
    if (set) options += `set ${option[0]}${set}; `
    if (letters.includes('o')) options += `set ${option[0]}o ${quote(args[++at] ?? '')}; `
  }
  const rest = args.slice(at)
  if (isCommand) {
    const [text, name = shell, ...others] = rest
    if (text === undefined) return refusal(2, `${shell}: -c: option requires an argument\n`)
    return runText({ text, name, args: others, options, where: `${shell}: -c` }, context, ports)
  }
  const [file, ...others] = rest
  if (isInput || file === undefined) {
    const text = new TextDecoder().decode(Uint8Array.from(String(context.stdin), (c) => c.charCodeAt(0)))
    return runText({ text, name: shell, args: rest, options, where: shell, hasRead: true }, context, ports)
  }
  const path = resolve(context.cwd, file)
  const entry = ports.files.stat(path)
  if (!entry) return refusal(127, `${shell}: ${file}: No such file or directory\n`)
  if (entry.kind !== 'file') return refusal(126, `${file}: ${file}: Is a directory\n`)
  const bytes = ports.files.read(path)
  if (!bytes) return refusal(126, `${shell}: ${file}: Permission denied\n`)
  const text = new TextDecoder().decode(bytes)
  return runText({ text, name: file, args: others, options, file, where: file }, context, ports)
}

const ignored = new Set(['--login', '--norc', '--noprofile', '--posix', '--noediting'])

interface Text {
  readonly text: string
  /** `$0` */
  readonly name: string
  readonly args: readonly string[]
  /** Commands that set what the options say. */
  readonly options: string
  /** Where the text stands, if in a file. */
  readonly file?: string
  /** What stands before a complaint about syntax. */
  readonly where: string
  /** The text came from standard input, so there is nothing left to read. */
  readonly hasRead?: boolean
}

async function runText(
  { text, name, args, options, file, where, hasRead }: Text,
  context: CommandContext,
  ports: ScriptPorts,
): Promise<Result> {
  const body = text.replace(/^#!.*/, '')
  const { script, problem } = await ports.parser.parse(body)
  const toRun = problem ? write(script) : ports.parser.prepare(body)
  const complaint = problem ? complaintOf(where, problem, text) : ''
  const env: Record<string, string> = {
    ...context.exportedEnv,
    '0': name,
    '#': String(args.length),
    '@': args.join(' '),
    '*': args.join(' '),
  }
  for (const [index, arg] of args.entries()) env[index + 1] = arg
  const setup = { env, cwd: context.cwd, rawScript: true, signal: ports.signal }
  const result = await ports.apart(file, async () => {
    const ran = hasRead
      ? await context.exec!(options + toRun, setup)
      : await context.execWithInheritedStdin!(options + toRun, setup)
    const left = ports.leftToDo()
    if (!left) return ran
    const variables = Object.entries((ran as Left).env ?? {}).filter(
      ([one]) => !/^(SHELL|BASH)OPTS$/.test(one),
    )
    const after = await context.exec!(`(exit ${ran.exitCode})\n${left}`, {
      ...setup,
      env: { ...env, ...Object.fromEntries(variables) },
    })
    return { ...ran, stdout: ran.stdout + after.stdout, stderr: ran.stderr + after.stderr }
  })
  if (!complaint) return result
  return { ...result, stderr: result.stderr + complaint, exitCode: problem?.isWarning ? result.exitCode : 2 }
}

interface Left {
  readonly env?: Readonly<Record<string, string>>
}

/** As the kernel and bash do with a path: what is a program runs, what is text runs in its interpreter. */
async function runFile(
  [name = '', ...args]: readonly string[],
  context: CommandContext,
  ports: ScriptPorts,
): Promise<Result> {
  const { files } = ports
  const path = findFile(name, context, ports)
  if (path === undefined) return refusal(127, `bash: ${name}: command not found\n`)
  if (isProgramAt(path, ports)) return runProgram([path], args, context)
  const entry = files.stat(path)
  if (!entry) {
    const parent = files.stat(parentOf(path))
    if (parent && parent.kind !== 'directory') return refusal(126, `bash: ${name}: Not a directory\n`)
    return refusal(127, `bash: ${name}: No such file or directory\n`)
  }
  if (entry.kind === 'directory') return refusal(126, `bash: ${name}: Is a directory\n`)
  if (entry.kind !== 'file' || !(entry.mode & 0o111))
    return refusal(126, `bash: ${name}: Permission denied\n`)
  const text = new TextDecoder().decode(entry.bytes)
  const [, interpreter, argument] = /^#![ \t]*(\S+)(?:[ \t]+(.*\S))?/.exec(text) ?? []
  const shown = name.includes('/') ? name : path
  const program = interpreter && nameOf(interpreter)
  // A first line gives one argument, which `env -S` takes for several.
  const words =
    program === 'env' ? (argument ?? '').replace(/^-S\s*/, '').split(/\s+/) : argument ? [argument] : []
  const [shell, flags] = program === 'env' ? words : [program, argument]
  if (!program || isShell(shell)) {
    const options = /^-[euvxf]+$/.test(flags ?? '') ? `set ${flags}; ` : ''
    return runText({ text, name: shown, args, options, file: shown, where: shown }, context, ports)
  }
  if (!isProgramAt(interpreter, ports)) {
    return refusal(127, `bash: ${name}: cannot execute: required file not found\n`)
  }
  if (program === 'env' && words.length === 1 && !ports.isProgram(words[0]!)) {
    return refusal(127, `/usr/bin/env: ‘${words[0]}’: No such file or directory\n`)
  }
  const command = program === 'env' ? words : [interpreter, ...words]
  return runProgram(command, [shown, ...args], context)
}

function runProgram(command: readonly string[], args: readonly string[], context: CommandContext) {
  const setup = { env: { ...context.exportedEnv }, cwd: context.cwd, args: [...args] }
  return context.execWithInheritedStdin!(command.map(quote).join(' '), setup)
}

const isShell = (name: string | undefined) => name === 'bash' || name === 'sh' || name === 'dash'

/** Where a name without a slash is found in PATH. */
function findFile(name: string, context: CommandContext, ports: ScriptPorts): string | undefined {
  if (name.includes('/')) return resolve(context.cwd, name)
  return findInPath(name, context.env.get('PATH') ?? '', context.cwd, ports)
}

export function findInPath(
  name: string,
  path: string,
  cwd: string,
  ports: Pick<ScriptPorts, 'files' | 'isProgram'>,
): string | undefined {
  for (const directory of path.split(':')) {
    const at = join(resolve(cwd, directory), name)
    if (isProgramAt(at, ports)) return at
    const entry = ports.files.stat(at)
    if (entry?.kind === 'file' && entry.mode & 0o111) return at
  }
  return undefined
}

export const isProgramAt = (path: string, { isProgram }: Pick<ScriptPorts, 'isProgram'>): boolean =>
  /^\/(usr\/)?bin$/.test(parentOf(path)) && isProgram(nameOf(path))

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
