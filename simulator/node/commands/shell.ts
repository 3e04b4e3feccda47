import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setImmediate as immediate } from 'node:timers/promises'
import type { OutputChunk } from '../../shell/session.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'
import { CannotOpen, type ProgramLab } from '../lab-port.ts'
import { converse } from '../prompt.ts'

const turn = () => immediate()

export const shell: ProgramCommand = {
  name: 'shell',
  summary: 'Open a shell in a simulated AWS, or run a script there.',
  usage:
    '[--seed TEXT] [--scenario ID] [--host NAME] [--submission FILE] [--name NAME] [FILE|-] [ARGUMENT...]',
  help: `With no FILE and a terminal, a prompt opens: bash, with 'aws' in it. With a FILE, or - for standard
input, the script runs in the simulated shell, and its output and exit status are those of this program.
The simulated machine sees no file of yours; the script is read for it.

Options:
  --seed TEXT  choose the world: with the same seed, the same commands give the same ids (default: hopwise)
  --scenario ID
               begin with a scenario: PACK/NAME, such as foundations/a-private-door-to-sqs, or its folder
  --host NAME  be on a machine of the world, by its name tag, its id or its name on premises (default: workstation)
  --submission FILE
               of a scenario, write what was done and what it came to into FILE: after lab submit, and when the shell
               or the script ends. It holds everything that was typed. An instructor grades it with 'hopwise grade'
  --name NAME  who hands it in`,

  async run(args, context) {
    const { file, rest, ...where } = parse(args)
    if (where.submission !== undefined && where.scenario === undefined)
      throw new UsageError('--submission wants a scenario: --scenario PACK/NAME')
    const open = () => openOn(where, context)
    const fromTerminal = context.stdin.isTTY === true
    if (file === undefined && fromTerminal) {
      const lab = await open()
      if (!lab) return 1
      const status = await converse(lab, context)
      return (await handInAtEnd(lab, where, context)) ? status : 1
    }
    const isStdin = file === undefined || file === '-'
    const script = isStdin ? await readAll(context.stdin) : await readScript(file, context)
    if (script === undefined) return 127
    const lab = await open()
    if (!lab) return 1
    const status = await runScript(lab, script, isStdin ? 'bash' : file, rest, context)
    return (await handInAtEnd(lab, where, context)) ? status : status || 1
  },
}

interface Where {
  readonly seed?: string
  readonly scenario?: string
  readonly host?: string
  readonly submission?: string
  readonly name?: string
}

async function openOn(
  { seed, submission, name: _, ...where }: Where,
  { openLab, stderr }: ProgramContext,
): Promise<ProgramLab | undefined> {
  const handIn = ({ text }: { readonly text: string }) => {
    if (submission !== undefined) writeSubmission(submission, text, stderr)
  }
  try {
    return await openLab({ seed, ...where, handIn, turn })
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error
    stderr.write(`hopwise shell: ${error.message}\n`)
    return undefined
  }
}

/** Returns false where something was to be handed in, and could not be. */
async function handInAtEnd(
  lab: ProgramLab,
  { submission: file, name = '' }: Where,
  { stderr }: ProgramContext,
): Promise<boolean> {
  if (file === undefined || !lab.submission) return true
  // Under the name that was given to `lab submit`, where none was given to the program.
  const made = await lab.submission(name || (await nameIn(file)))
  if ('refused' in made) {
    stderr.write(`hopwise shell: ${made.refused}\n`)
    return false
  }
  const isWritten = writeSubmission(file, made.text, stderr)
  if (isWritten) stderr.write(`${made.told} It is in ${file}.\n`)
  return isWritten
}

async function nameIn(file: string): Promise<string> {
  try {
    const { name } = JSON.parse(await readFile(file, 'utf8')) as { readonly name?: unknown }
    return typeof name === 'string' ? name : ''
  } catch {
    return ''
  }
}

/** At once, so that nothing that happens later loses it. */
function writeSubmission(file: string, text: string, stderr: ProgramContext['stderr']): boolean {
  try {
    writeFileSync(file, text)
    return true
  } catch (error) {
    stderr.write(`hopwise shell: ${file} cannot be written: ${(error as Error).message}\n`)
    return false
  }
}

const named = {
  seed: 'a text',
  scenario: 'a scenario',
  host: 'a name',
  submission: 'a file',
  name: 'a name',
} as const

type Named = keyof typeof named

interface Parsed extends Where {
  readonly file?: string | undefined
  readonly rest: readonly string[]
}

function parse(args: readonly string[]): Parsed {
  const given: Partial<Record<Named, string>> = {}
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--') return { ...given, file: args[i + 1], rest: args.slice(i + 2) }
    const [, name, , value] = /^--(seed|scenario|host|submission|name)(=(.*))?$/s.exec(arg) ?? []
    if (name !== undefined) {
      const text = value ?? args[++i]
      if (text === undefined) throw new UsageError(`--${name} wants ${named[name as Named]} after it`)
      given[name as Named] = text
    } else if (arg.startsWith('-') && arg !== '-') throw new UsageError(`unknown option ${arg}`)
    else return { ...given, file: arg, rest: args.slice(i + 1) }
  }
  return { ...given, rest: [] }
}

async function runScript(
  lab: ProgramLab,
  script: string,
  name: string,
  args: readonly string[],
  { stdout, stderr }: ProgramContext,
): Promise<number> {
  const onOutput = ({ stream, bytes }: OutputChunk) => {
    ;(stream === 1 ? stdout : stderr).write(bytes)
  }
  const { terminal } = lab
  const interrupt = () => terminal.interrupt()
  process.on('SIGINT', interrupt)
  // Whoever read our output has gone: there is nobody to work for.
  stdout.on('error', interrupt)
  try {
    const size = stdout.isTTY ? { terminal: { columns: stdout.columns ?? 80 } } : {}
    const options = { name, onOutput, ...size }
    const { exitCode } = await (lab.runScript?.(script, args, options) ??
      terminal.runScript(script, args, options))
    return exitCode
  } finally {
    process.off('SIGINT', interrupt)
  }
}

async function readScript(file: string, { stderr }: ProgramContext): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reasons: Record<string, string> = {
      ENOENT: 'No such file or directory',
      EISDIR: 'Is a directory',
      EACCES: 'Permission denied',
    }
    stderr.write(`hopwise shell: ${file}: ${reasons[code ?? ''] ?? message}\n`)
    return undefined
  }
}

async function readAll(stream: ProgramContext['stdin']): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
