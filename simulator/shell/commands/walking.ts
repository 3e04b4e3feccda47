import type { ExecResult, Command as LibraryCommand } from 'just-bash'
import { resolve } from '../files.ts'
import type { ShellFileSystem } from '../filesystem.ts'
import type { CommandContext } from './own-command.ts'

/** Who walks through folders says of each that nobody lets them look into, and goes on; the library's give up. */
export const walkingCommands: readonly LibraryCommand[] = [
  walking('find', (path) => `find: ‘${path}’: Permission denied\n`),
  walking('du', (path) => `du: cannot read directory '${path}': Permission denied\n`),
]

function walking(name: string, say: (path: string) => string): LibraryCommand {
  return {
    name,
    async execute(args, context): Promise<ExecResult> {
      const skipped = (context.fs as ShellFileSystem).skipForbidden()
      const result = await context.origCommand!(args).finally(() => skipped.end())
      if (!skipped.folders.size) return result
      const said = [...skipped.folders].map((folder) => say(asTyped(folder, args, context)))
      return { ...result, stderr: result.stderr + said.join(''), exitCode: result.exitCode || 1 }
    },
  }
}

/** A path as it follows from what was typed: `./sub`, where the walk began at `.`. */
function asTyped(path: string, args: readonly string[], { cwd }: CommandContext): string {
  const operands = args.filter((arg) => !arg.startsWith('-'))
  for (const operand of [...operands, '.']) {
    const start = resolve(cwd, operand)
    if (path === start) return operand
    const inside = start === '/' ? start : `${start}/`
    if (path.startsWith(inside)) return `${operand.replace(/\/$/, '')}/${path.slice(inside.length)}`
  }
  return path
}
