import { readFile } from 'node:fs/promises'
import { setImmediate as immediate } from 'node:timers/promises'
import type { OutputChunk } from '../../shell/session.ts'
import type { Terminal } from '../../shell/terminal.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'
import { converse } from '../prompt.ts'

const turn = () => immediate()

export const shell: ProgramCommand = {
  name: 'shell',
  summary: 'Open a shell in a simulated AWS, or run a script there.',
  usage: '[--seed TEXT] [FILE|-] [ARGUMENT...]',
  help: `With no FILE and a terminal, a prompt opens: bash, with 'aws' in it. With a FILE, or - for standard
input, the script runs in the simulated shell, and its output and exit status are those of this program.
The simulated machine sees no file of yours; the script is read for it.

Options:
  --seed TEXT  choose the world: with the same seed, the same commands give the same ids (default: hopwise)`,

  async run(args, context) {
    const { seed, file, rest } = parse(args)
    const fromTerminal = context.stdin.isTTY === true
    if (file === undefined && fromTerminal) {
      return converse(await context.openLab({ seed, turn }), context)
    }
    const isStdin = file === undefined || file === '-'
    const script = isStdin ? await readAll(context.stdin) : await readScript(file, context)
    if (script === undefined) return 127
    const { terminal } = await context.openLab({ seed, turn })
    return runScript(terminal, script, isStdin ? 'bash' : file, rest, context)
  },
}

function parse(args: readonly string[]) {
  let seed: string | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '--') return { seed, file: args[i + 1], rest: args.slice(i + 2) }
    if (arg === '--seed') {
      seed = args[++i]
      if (seed === undefined) throw new UsageError('--seed wants a text after it')
    } else if (arg.startsWith('--seed=')) seed = arg.slice('--seed='.length)
    else if (arg.startsWith('-') && arg !== '-') throw new UsageError(`unknown option ${arg}`)
    else return { seed, file: arg, rest: args.slice(i + 1) }
  }
  return { seed, file: undefined, rest: [] }
}

async function runScript(
  terminal: Terminal,
  script: string,
  name: string,
  args: readonly string[],
  { stdout, stderr }: ProgramContext,
): Promise<number> {
  const onOutput = ({ stream, bytes }: OutputChunk) => {
    ;(stream === 1 ? stdout : stderr).write(bytes)
  }
  const interrupt = () => terminal.interrupt()
  process.on('SIGINT', interrupt)
  // Whoever read our output has gone: there is nobody to work for.
  stdout.on('error', interrupt)
  try {
    const size = stdout.isTTY ? { terminal: { columns: stdout.columns ?? 80 } } : {}
    const { exitCode } = await terminal.runScript(script, args, { name, onOutput, ...size })
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
